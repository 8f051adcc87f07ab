import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@golden-thread/shapes/random';
import { parsePerson, parsePublication } from '@golden-thread/shapes/references';
import { readSteps } from '@golden-thread/warehouse/queries/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdraw } from '../acts/publication-acts.ts';
import { DATES, dataLines, makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { openColleague } from './policy.fixture.ts';
import { approvePolicy, policyHistory, proposePolicy, withdrawPolicy } from './policy-acts.ts';
import type { PolicyEffect } from './policy-effect.ts';
import { type LineChanges, previewPolicy } from './preview.ts';

const NO_FILES = mkdtempSync(join(tmpdir(), 'golden-thread-nothing-'));
mkdirSync(join(NO_FILES, 'social-care'));
const ACT = { byName: 'test', reason: 'tried by a test' };
const CHANGES = 10;

describe('a change of the match policy', () => {
  let council: TestCouncil;
  let nights: TestNights;
  let colleague: Awaited<ReturnType<typeof openColleague>>;
  let day = 3;
  const nextDate = (): string => `2026-03-${String(day++).padStart(2, '0')}`;
  const settings = () => nights.settings(NO_FILES);
  const asColleague = () => nights.settings(NO_FILES, { warehouse: colleague.warehouse });

  beforeAll(async () => {
    council = await makeCouncil({ nights: 2, people: 150, seed: 11 });
    // Lines are moved far: no gate is to wait for people here.
    nights = await openNights({ ...(await referencePipeline()), gates: { personCountChange: 10, idChurn: 10, largestPerson: 1000 } });
    colleague = await openColleague(nights);
    await nights.run(council.night(1), DATES[0]);
  });
  afterAll(async () => {
    await colleague.close();
    await nights.close();
    council.remove();
    rmSync(NO_FILES, { recursive: true, force: true });
  });

  const personsNow = async (): Promise<ReadonlyMap<number, number>> => {
    const { rows } = await nights.warehouse.pool.query<{ record: number; person: number }>(
      'select record_key as record, person_key::float8 as person from link.membership where to_publication = 2147483647',
    );
    return new Map(rows.map(({ record, person }) => [record, person]));
  };
  /** Every row that is valid now, whenever it was written. */
  const live = async (): Promise<readonly string[]> =>
    dataLines(await nights.dump())
      .filter((line) => line.endsWith('\topen'))
      .map((line) => line.split('\t').slice(0, -2).join('\t'))
      .sort();
  const openReviews = async (): Promise<number> => {
    const { rows } = await nights.warehouse.pool.query<{ n: number }>(
      'select count(*)::int as n from link.review_item where to_publication = 2147483647',
    );
    return rows[0]?.n ?? 0;
  };
  const change = async (changes: LineChanges, fresh = false): Promise<number> => {
    const { version } = await proposePolicy(settings(), changes, { ...ACT, fresh });
    await approvePolicy(asColleague(), version, ACT);
    return version;
  };

  it('needs two logins: a second name for the first is refused by the database', async () => {
    const { version } = await proposePolicy(settings(), { join: 9 }, { ...ACT, fresh: false });
    await expect(approvePolicy(settings(), version, { ...ACT, byName: 'somebody else' })).rejects.toMatchObject({
      code: 'policy.own_proposal',
    });
    const before = await policyHistory(nights.warehouse, nights.pipeline.policy, '2026-03-02T12:00:00Z');
    expect(before.next).toBe(before.published);
    await approvePolicy(asColleague(), version, ACT);
    await expect(approvePolicy(asColleague(), version, ACT)).rejects.toMatchObject({ code: 'policy.decided' });
    await withdrawPolicy(settings(), version, ACT);
    const after = await policyHistory(nights.warehouse, nights.pipeline.policy, '2026-03-02T12:00:00Z');
    expect(after.next).toBe(after.published);
  });

  it('is refused below the floor, out of order, and where nothing changes', async () => {
    await expect(previewPolicy(settings(), { review: -6 }, { fresh: false, by: [] })).rejects.toMatchObject({ code: 'policy.below_floor' });
    await expect(previewPolicy(settings(), { join: -1 }, { fresh: false, by: [] })).rejects.toMatchObject({
      code: 'policy.lines_out_of_order',
    });
    await expect(previewPolicy(settings(), {}, { fresh: false, by: ['surname'] })).rejects.toMatchObject({ code: 'policy.no_subgroup' });
    await expect(proposePolicy(settings(), {}, { ...ACT, fresh: false })).rejects.toMatchObject({ code: 'policy.no_change' });
  });

  it('does nothing when no line moves', async () => {
    const { effect } = await previewPolicy(settings(), {}, { fresh: false, by: [] });
    expect(effect).toEqual({ merged: [], split: [], reidentified: [], records: 0, review: { opened: 0, closed: 0 } });
  });

  it('does in the next night what its preview said, person by person, whatever lines are moved', async () => {
    const random = seededRandom('lines to move');
    let concerned = 0;
    for (let n = 0; n < CHANGES; n++) {
      const join = Math.round(random.next() * 240) / 10 - 2;
      const lines = { join, break: join - Math.round(random.next() * 30) / 10, review: join - Math.round(random.next() * 40) / 10 };
      const changes = {
        ...lines,
        break: Math.max(-5, lines.break),
        review: Math.max(-5, lines.review),
        margin: Math.floor(random.next() * 5),
      };
      const fresh = random.next() < 0.3;
      const preview = await previewPolicy(settings(), changes, { fresh, by: [] });
      const [before, reviews] = [await personsNow(), await openReviews()];
      expect(preview.review.before).toBe(reviews);
      const version = await change(changes, fresh);
      const { publication } = await nights.run(NO_FILES, nextDate());
      expect(effectBetween(before, await personsNow())).toEqual(personsOf(preview.effect));
      expect(await openReviews()).toBe(preview.review.after);
      const { rows } = await nights.warehouse.pool.query<{ run: number }>('select run from ops.publication where number = $1', [
        parsePublication(publication ?? ''),
      ]);
      const step = (await readSteps(nights.warehouse.db, rows[0]?.run ?? 0)).find((row) => row.step === 'policy');
      expect(step?.counts).toMatchObject({ merged: preview.effect.merged.length, split: preview.effect.split.length });
      expect((await policyHistory(nights.warehouse, nights.pipeline.policy, '2026-04-01T00:00:00Z')).published).toBe(version);
      concerned += preview.effect.records;
    }
    expect(concerned).toBeGreaterThan(20);
  });

  it('comes back byte for byte when its publication and the change are withdrawn, and data come again', async () => {
    await change({ join: 4, break: 2, review: 0, margin: 2 }, true);
    await nights.run(NO_FILES, nextDate());
    const before = await live();
    const version = await change({ join: 12, break: 11 }, true);
    const { publication } = await nights.run(NO_FILES, nextDate());
    expect(same(await live(), before)).toBe(false);
    await withdraw(settings(), parsePublication(publication ?? ''), ACT);
    await withdrawPolicy(settings(), version, ACT);
    await nights.run(NO_FILES, nextDate());
    expect(same(await live(), before)).toBe(true);
  });

  it('comes before new data in one night, and tells both apart', async () => {
    const preview = await previewPolicy(settings(), { join: 8, break: 8 }, { fresh: true, by: ['ethnicity'] });
    await change({ join: 8, break: 8 }, true);
    nights.events.length = 0;
    await nights.run(council.night(2), nextDate());
    const steps = nights.events.filter((event) => event.event === 'step.done').map(({ step, counts }) => ({ step, counts }));
    expect(steps[0]).toEqual({
      step: 'policy',
      counts: {
        merged: preview.effect.merged.length,
        split: preview.effect.split.length,
        reidentified: preview.effect.reidentified.length,
        records: preview.effect.records,
        opened: preview.effect.review.opened,
        closed: preview.effect.review.closed,
      },
    });
    const { rows } = await nights.warehouse.pool.query<{ dangling: number }>(`
      select count(*)::int as dangling from link.claim c where c.to_publication = 2147483647 and c.alive
      and not exists (select from link.membership m where m.person_key = c.person_key and m.to_publication = 2147483647)`);
    expect(rows[0]?.dangling).toBe(0);
  });
});

/** A boolean, so that a failure prints nobody. */
const same = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n');

type Persons = ReadonlyMap<number, number>;

/** Merges, splits and renamings between two partitions, worked out anew: the oracle of the preview. */
function effectBetween(before: Persons, after: Persons) {
  const pairs = [...before].map(([record, was]) => [was, after.get(record) ?? 0] as const);
  const were = Map.groupBy(pairs, ([, is]) => is);
  const are = Map.groupBy(pairs, ([was]) => was);
  const distinct = (values: readonly number[], without: number): number[] =>
    [...new Set(values)].filter((value) => value !== without).sort((x, y) => x - y);
  const merged = [...were].flatMap(([is, group]) => {
    const all = new Set(group.map(([was]) => was));
    return all.size > 1 ? [[is, distinct([...all], is)] as const] : [];
  });
  const split = [...are].flatMap(([was, group]) => {
    const all = new Set(group.map(([, is]) => is));
    return all.size > 1 ? [[was, distinct([...all], was)] as const] : [];
  });
  return {
    merged: merged.toSorted(([x], [y]) => x - y),
    split: split.toSorted(([x], [y]) => x - y),
    records: pairs.filter(([was, is]) => was !== is).length,
  };
}

const personsOf = ({ merged, split, records }: PolicyEffect) => ({
  merged: merged.map(({ person, absorbed }) => [Number(parsePerson(person)), absorbed.map((id) => Number(parsePerson(id)))]),
  split: split.map(({ person, parted }) => [Number(parsePerson(person)), parted.map((id) => Number(parsePerson(id)))]),
  records,
});
