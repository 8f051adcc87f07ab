import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPEN, printRecord } from '@golden-thread/shapes/references';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../ask/explain.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { openColleague } from '../policy/policy.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { judge } from './judge.ts';
import { exportJudgements, importJudgements } from './judgement-file.ts';
import { listJudged } from './judgement-list.ts';
import { lift, sign, withdrawJudged } from './signatures.ts';

const NO_FILES = mkdtempSync(join(tmpdir(), 'golden-thread-nothing-'));
mkdirSync(join(NO_FILES, 'social-care'));
const ACT = { byName: 'test', reason: 'tried by a test', expires: null };

describe('two signatures', () => {
  let council: TestCouncil;
  let nights: TestNights;
  let colleague: Awaited<ReturnType<typeof openColleague>>;
  let day = 3;
  const night = () => nights.run(NO_FILES, `2026-03-${String(day++).padStart(2, '0')}`);
  const mine = () => nights.settings(NO_FILES);
  const theirs = () => nights.settings(NO_FILES, { warehouse: colleague.warehouse });

  beforeAll(async () => {
    council = await makeCouncil({ nights: 1 });
    nights = await openNights(await referencePipeline());
    colleague = await openColleague(nights);
    await nights.run(council.night(1), DATES[0]);
  });
  afterAll(async () => {
    await colleague.close();
    await nights.close();
    council.remove();
    rmSync(NO_FILES, { recursive: true, force: true });
  });

  const query = async (text: string, values: unknown[] = []) => (await nights.warehouse.pool.query(text, values)).rows;
  const together = async (a: number, b: number): Promise<boolean> =>
    (
      await query(
        `select count(distinct person_key)::int as n from link.membership where record_key in ($1, $2) and to_publication = ${OPEN}`,
        [a, b],
      )
    )[0]?.['n'] === 1;
  const withheld = async (): Promise<readonly number[]> =>
    (await query("select subject::int as r from governance.withheld where cleared_by is null and kind = 'record' order by 1")).map(
      (row) => row['r'],
    );
  /** Two records of one person of two records, another one each time. */
  const pairs: (readonly [number, number])[] = [];
  const nextPair = async (): Promise<readonly [number, number]> => {
    if (pairs.length === 0)
      for (const row of await query(
        `select min(record_key) as a, max(record_key) as b from link.membership where to_publication = ${OPEN} group by person_key having count(*) = 2 order by 1`,
      ))
        pairs.push([row['a'], row['b']]);
    const pair = pairs.pop();
    if (pair === undefined) throw new TypeError('no pair left');
    return pair;
  };

  it('a never-link is raised by two logins: a second name for the first is refused, and one signature is a cannot-link', async () => {
    const [a, b] = await nextPair();
    const { judgement } = await judge(mine(), 'different', a, b, { ...ACT, never: true });
    await expect(sign(mine(), judgement, { ...ACT, byName: 'somebody else' })).rejects.toMatchObject({ code: 'judgement.own_signature' });
    expect(await withheld()).toEqual([]);
    expect((await listJudged(mine(), { all: false })).judgements).toMatchObject([{ judgement, state: 'waits' }]);
    await night();
    expect(await together(a, b)).toBe(false);
    await sign(theirs(), judgement, ACT);
    expect(await withheld()).toEqual([a, b].sort((x, y) => x - y));
    expect((await listJudged(mine(), { all: false })).judgements).toMatchObject([{ judgement, state: 'never-link' }]);
    await night();
    expect(await withheld()).toEqual([]);
    await expect(sign(theirs(), judgement, ACT)).rejects.toMatchObject({ code: 'judgement.nothing_to_sign' });
    await expect(withdrawJudged(mine(), judgement, ACT)).rejects.toMatchObject({ code: 'judgement.never_link' });
    const over = await judge(mine(), 'same', a, b, ACT);
    expect(over.warnings).toHaveLength(1);
    await night();
    expect(await together(a, b)).toBe(false);
    const [c] = await nextPair();
    const [apart, strangers] = [
      await explain(nights.warehouse, nights.pipeline, a, b),
      await explain(nights.warehouse, nights.pipeline, a, c),
    ];
    expect([apart.outcome, apart.words[2]]).toEqual([strangers.outcome, strangers.words[2]]);
    expect(JSON.stringify(apart)).not.toMatch(/never|decision/i);
  });

  it('two lift it, each with a login of their own; then "same" joins', async () => {
    const before = (await listJudged(mine(), { all: false })).judgements.find(({ state }) => state === 'never-link');
    const [a, b] = [Number(before?.a.slice(1)), Number(before?.b.slice(1))];
    expect(await lift(mine(), a, b, { ...ACT, takeBack: false })).toEqual({ lifted: false });
    await expect(lift(mine(), a, b, { ...ACT, byName: 'somebody else', takeBack: false })).rejects.toMatchObject({
      code: 'judgement.own_signature',
    });
    await night();
    expect(await together(a, b)).toBe(false);
    await lift(mine(), a, b, { ...ACT, takeBack: true });
    expect((await listJudged(mine(), { all: false })).lifts).toEqual([]);
    await lift(mine(), a, b, { ...ACT, takeBack: false });
    expect(await lift(theirs(), a, b, { ...ACT, takeBack: false })).toEqual({ lifted: true });
    await night();
    expect(await together(a, b)).toBe(true);
    await expect(lift(mine(), a, b, { ...ACT, takeBack: false })).rejects.toMatchObject({ code: 'judgement.nothing_to_lift' });
  });

  it('what a lifted never-link held apart is weighed again, in a night that works on what changed only', async () => {
    const [a, b] = await nextPair();
    expect(await together(a, b)).toBe(true);
    const { judgement } = await judge(mine(), 'different', a, b, { ...ACT, never: true });
    await sign(theirs(), judgement, ACT);
    await night();
    expect(await together(a, b)).toBe(false);
    await lift(mine(), a, b, { ...ACT, takeBack: false });
    await lift(theirs(), a, b, { ...ACT, takeBack: false });
    await night();
    expect(await together(a, b)).toBe(true);
  });

  it('no statement signs as somebody else, moves a decision, or raises and lifts by one', async () => {
    const [a, b] = await nextPair();
    const { judgement } = await judge(mine(), 'different', a, b, { ...ACT, never: true });
    const never = await judge(theirs(), 'different', ...(await nextPair()), { ...ACT, never: true });
    await sign(mine(), never.judgement, ACT);
    for (const statement of [
      `update link.judgement set signed_by_2 = 'somebody', signed_at_2 = now() where judgement = ${judgement}`,
      `update link.judgement set signed_by_2 = session_user, signed_at_2 = now() where judgement = ${judgement}`,
      `update link.judgement set signed_by_1 = 'somebody' where judgement = ${judgement}`,
      `update link.judgement set verdict = 'same', never = false where judgement = ${judgement}`,
      `update link.judgement set withdrawn_at = now(), withdrawn_by = 'somebody' where judgement = ${judgement}`,
      `update link.judgement set withdrawn_at = now(), withdrawn_by = session_user where judgement = ${never.judgement}`,
      `insert into link.judgement (judgement, a, b, verdict, never, signed_by_1, reason, made_at) values (99, 'x', 'y', 'same', false, 'somebody', 'r', now())`,
      `insert into link.judgement (judgement, a, b, verdict, never, signed_by_1, signed_by_2, reason, made_at) values (99, 'x', 'y', 'different', true, session_user, 'somebody', 'r', now())`,
      `insert into link.never_link (a, b, kind, origin, raised_at) select a, b, 'different', 'people', now() from link.judgement where judgement = ${judgement}`,
      `update link.never_link set lifted_by_1 = 'somebody'`,
      `update link.never_link set lifted_by_1 = session_user, lifted_by_2 = 'somebody', lifted_at = now()`,
      `update link.never_link set kind = 'adoption' where kind = 'different'`,
      `update link.never_link set a = 'a', b = 'b'`,
    ])
      await expect(query(statement), statement).rejects.toMatchObject({ code: expect.stringMatching(/^(sql\.)?23514$/) });
    await withdrawJudged(theirs(), judgement, ACT);
  });

  it('what contradicts is named when it is judged, and withdrawing one leaves nothing of it in the result', async () => {
    const [a, b] = await nextPair();
    const [c] = await nextPair();
    const before = await together(a, b);
    const first = await judge(mine(), 'same', a, c, ACT);
    expect(first.warnings).toEqual([]);
    const second = await judge(mine(), 'same', c, b, ACT);
    const third = await judge(theirs(), 'different', a, b, ACT);
    expect(third.warnings.join()).toContain(`judgements ${first.judgement} and ${second.judgement}`);
    expect((await listJudged(mine(), { all: false })).contradictions.map(({ judgements }) => judgements)).toEqual([
      [first.judgement, second.judgement, third.judgement],
    ]);
    for (const { judgement } of [first, second, third]) await withdrawJudged(mine(), judgement, ACT);
    await night();
    expect(await together(a, b)).toBe(before);
    const { rows } = await nights.warehouse.pool.query("select count(*)::int as n from audit.entry where act = 'judgement.withdraw'");
    expect(rows[0]?.n).toBe(4);
  });

  it('a judgement whose record changed in what is compared is looked at again, and binds', async () => {
    const [a, b] = await nextPair();
    const { judgement } = await judge(mine(), 'same', a, b, ACT);
    const lineOf = async () => (await listJudged(mine(), { all: false })).judgements.find((line) => line.judgement === judgement);
    expect(await lineOf()).toMatchObject({ state: 'binds', reexamine: [] });
    await query(`update core.person_version set raw = null where record_key = $1 and to_publication = ${OPEN}`, [a]);
    expect(await lineOf()).toMatchObject({ reexamine: [] });
    await query(`update core.person_version set m_surname_key = 'otherwise' where record_key = $1 and to_publication = ${OPEN}`, [a]);
    expect(await lineOf()).toMatchObject({ state: 'binds', reexamine: [printRecord(a)] });
  });

  it('a file says of each line what became of it, twice the same changes nothing, and what goes out comes in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'golden-thread-judged-'));
    const [a, b] = await nextPair();
    const file = join(folder, 'in.csv');
    const lines = [
      'verdict,a,b,reason,never',
      `different,r${a},r${b},"=seen, both",`,
      `perhaps,r${a},r${b},a reason,`,
      `same,r${a},r999999,a reason,`,
      `different,r${b},r${a},again,`,
      `same,r${a},r${a},a reason,`,
      `same,r${a},r${b},x,`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    const fates = ['imported', 'refused', 'refused', 'duplicate', 'refused', 'refused'];
    const count = async () => (await query('select count(*)::int as n from link.judgement'))[0]?.['n'];
    const n = await count();
    const dry = await importJudgements(mine(), file, { dryRun: true, byName: null });
    expect(dry.map(({ fate }) => fate)).toEqual(fates);
    expect(await count()).toBe(n);
    const done = await importJudgements(mine(), file, { dryRun: false, byName: null });
    expect(done.map(({ fate }) => fate)).toEqual(fates);
    expect(await count()).toBe(n + 1);
    const again = await importJudgements(mine(), file, { dryRun: false, byName: null });
    expect(again.map(({ fate }) => fate)).toEqual(['duplicate', 'refused', 'refused', 'duplicate', 'refused', 'refused']);
    const out = join(folder, 'out.csv');
    const written = await exportJudgements(mine(), out);
    expect(readFileSync(out, 'utf8')).toContain(`"'=seen, both"`);
    const back = await importJudgements(theirs(), out, { dryRun: false, byName: null });
    expect(back).toHaveLength(written);
    expect(new Set(back.map(({ fate }) => fate))).toEqual(new Set(['duplicate']));
    rmSync(folder, { recursive: true, force: true });
  });
});
