import { seededRandom } from '@golden-thread/shapes/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdraw } from '../acts/publication-acts.ts';
import { plan } from '../ask/plan.ts';
import { status } from '../ask/status.ts';
import { approvePolicy, policyHistory, proposePolicy, withdrawPolicy } from './policy-acts.ts';
import { previewPolicy } from './preview.ts';
import { ACT, countsOf, drawChange, effectBetween, openTrial, type PolicyTrial, personsOf, same, toldBy, toldOf } from './trial.fixture.ts';

const CHANGES = 10;
const NOTHING = { merged: 0, split: 0, reidentified: 0 };

describe('a change of the match policy', () => {
  let trial: PolicyTrial;

  beforeAll(async () => {
    trial = await openTrial({ people: 150, nights: 2, seed: 11 });
  });
  afterAll(() => trial.close());

  const history = () => policyHistory(trial.nights.warehouse, trial.nights.pipeline.policy, '2026-03-02T12:00:00Z');

  it('needs two logins: a second name for the first is refused by the database', async () => {
    const { version } = await proposePolicy(trial.settings(), { join: 9 }, { ...ACT, fresh: false });
    await expect(approvePolicy(trial.settings(), version, { ...ACT, byName: 'somebody else' })).rejects.toMatchObject({
      code: 'policy.own_proposal',
    });
    expect(await history()).toMatchObject({ published: 1, next: 1 });
    await approvePolicy(trial.asColleague(), version, ACT);
    await expect(approvePolicy(trial.asColleague(), version, ACT)).rejects.toMatchObject({ code: 'policy.decided' });
    expect((await history()).versions.map(({ state }) => state)).toEqual(['superseded', 'approved']);
    await withdrawPolicy(trial.settings(), version, ACT);
    expect(await history()).toMatchObject({ published: 1, next: 1, versions: [{ state: 'declared' }, { state: 'withdrawn' }] });
  });

  it('is signed by the login of the session, whatever a statement says, and what is signed stays', async () => {
    const { version } = await proposePolicy(trial.settings(), { join: 9 }, { ...ACT, fresh: false });
    const { pool } = trial.nights.warehouse;
    const forged = [
      `update ops.policy set proposed_by = 'somebody' where version = ${version}`,
      `update ops.policy set proposed_by = null where version = ${version}`,
      `update ops.policy set approved_by = 'somebody', approved_at = now() where version = ${version}`,
      `update ops.policy set withdrawn_by = 'somebody', withdrawn_at = now() where version = ${version}`,
      `update ops.policy set join_bits = 1 where version = ${version}`,
      `insert into ops.policy select 99, join_bits, break_bits, review_bits, margin_bits, floor_bits, fresh, origin, made_at, reason, 'somebody', null, session_user, null, made_at from ops.policy where version = ${version}`,
      `delete from ops.policy where version = ${version}`,
    ];
    for (const statement of forged) await expect(pool.query(statement), statement).rejects.toMatchObject({ code: 'sql.42501' });
    await approvePolicy(trial.asColleague(), version, ACT);
    await expect(
      pool.query(`update ops.policy set approved_by = null, approved_at = null where version = ${version}`),
    ).rejects.toMatchObject({
      code: 'sql.42501',
    });
    await withdrawPolicy(trial.settings(), version, ACT);
  });

  it('is the one that was approved last, whichever was proposed first', async () => {
    const first = await proposePolicy(trial.settings(), { join: 9 }, { ...ACT, fresh: false });
    const second = await proposePolicy(trial.settings(), { join: 10 }, { ...ACT, fresh: false });
    await approvePolicy(trial.asColleague(), second.version, ACT);
    await approvePolicy(trial.asColleague(), first.version, ACT);
    expect((await history()).next).toBe(first.version);
    for (const { version } of [first, second]) await withdrawPolicy(trial.settings(), version, ACT);
  });

  it('is refused below the floor, out of order, and where nothing changes', async () => {
    const tried = { fresh: false, by: [] };
    await expect(previewPolicy(trial.settings(), { review: -6 }, tried)).rejects.toMatchObject({ code: 'policy.below_floor' });
    await expect(previewPolicy(trial.settings(), { join: -1 }, tried)).rejects.toMatchObject({ code: 'policy.lines_out_of_order' });
    await expect(previewPolicy(trial.settings(), {}, { ...tried, by: ['surname'] })).rejects.toMatchObject({ code: 'policy.no_subgroup' });
    await expect(proposePolicy(trial.settings(), {}, { ...ACT, fresh: false })).rejects.toMatchObject({ code: 'policy.no_change' });
  });

  it('writes nothing by looking, and does nothing when no line moves', async () => {
    const trace = await trial.nights.traceOfWrites();
    const moved = await previewPolicy(trial.settings(), { join: 20, break: 20 }, { fresh: true, by: [] });
    expect(moved.effect.split.length).toBeGreaterThan(0);
    const { effect } = await previewPolicy(trial.settings(), {}, { fresh: false, by: [] });
    expect(await trial.nights.traceOfWrites()).toBe(trace);
    expect(effect).toEqual({ merged: [], split: [], reidentified: [], records: 0, review: { opened: 0, closed: 0 } });
  });

  it('does in the next night what its preview said, person by person, whatever lines are moved', async () => {
    const random = seededRandom('lines to move');
    let concerned = 0;
    for (let n = 0; n < CHANGES; n++) {
      const { changes, fresh } = drawChange(random, trial.nights.pipeline.policy.floor);
      const preview = await previewPolicy(trial.settings(), changes, { fresh, by: [] });
      const before = await trial.personsNow();
      expect(preview.review.before).toBe(await trial.openReviews());
      const version = await trial.change(changes, fresh);
      const night = await trial.night(trial.nothing);
      expect(effectBetween(before, await trial.personsNow())).toEqual(personsOf(preview.effect));
      expect(await trial.openReviews()).toBe(preview.review.after);
      expect(night.policy).toEqual(countsOf(preview.effect));
      expect(night.data).toMatchObject(NOTHING);
      const pairs = await trial.pairsNow();
      for (const { name, after } of preview.lines.filter((line) => line.name !== 'margin'))
        expect(toldBy(preview, name)).toEqual(toldOf(pairs, after));
      if (fresh) expect(await trial.latchesBelow(changes.join ?? 0)).toBe(0);
      expect((await history()).published).toBe(version);
      concerned += preview.effect.records;
    }
    expect(concerned).toBeGreaterThan(20);
  });

  it('comes back byte for byte when its publication and the change are withdrawn, and data come again', async () => {
    await trial.change({ join: 4, break: 2, review: 0, margin: 2 }, true);
    await trial.night(trial.nothing);
    const before = await trial.live();
    const version = await trial.change({ join: 12, break: 11 }, true);
    const { publication } = await trial.night(trial.nothing);
    expect(same(await trial.live(), before)).toBe(false);
    await withdraw(trial.settings(), publication, ACT);
    await withdrawPolicy(trial.settings(), version, ACT);
    await trial.night(trial.nothing);
    expect(same(await trial.live(), before)).toBe(true);
  });

  it('comes before new data in one night, and the plan, the steps and the status tell both apart', async () => {
    const preview = await previewPolicy(trial.settings(), { join: 8, break: 8 }, { fresh: true, by: ['ethnicity'] });
    const version = await trial.change({ join: 8, break: 8 }, true);
    expect((await plan(trial.settings(), '2026-04-30')).policy).toMatchObject({ version, differs: true, lines: { join: 8, break: 8 } });
    const night = await trial.night(trial.council.night(2));
    expect(night.policy).toEqual(countsOf(preview.effect));
    const { effects } = await status(trial.nights.warehouse);
    const { merged, split, reidentified } = countsOf(preview.effect);
    expect(effects).toMatchObject({ policyVersion: String(version), policy: { merged, split, reidentified } });
    expect(night.data).toMatchObject(effects.data ?? {});
    expect((await plan(trial.settings(), '2026-04-30')).policy).toMatchObject({ version, differs: false });
    const { rows } = await trial.nights.warehouse.pool.query<{ dangling: number }>(`
      select count(*)::int as dangling from link.claim c where c.to_publication = 2147483647 and c.alive
      and not exists (select from link.membership m where m.person_key = c.person_key and m.to_publication = 2147483647)`);
    expect(rows[0]?.dangling).toBe(0);
  });

  it('leaves it to thresholds.ts from which weight on pairs are stored, also after a change', async () => {
    const lower = { ...trial.nights.pipeline, policy: { ...trial.nights.pipeline.policy, floor: -8 } };
    const tried = { fresh: false, by: [] };
    await expect(previewPolicy(trial.settings(), { review: -6 }, tried)).rejects.toMatchObject({ code: 'policy.below_floor' });
    await trial.nights.run(trial.nothing, '2026-04-30', { pipeline: lower });
    expect((await previewPolicy(trial.settings(), { review: -6 }, tried)).lines).toContainEqual({ name: 'review', before: 0, after: -6 });
  });
});
