import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPEN, parseRecord } from '@golden-thread/shapes/references';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../judgements/judge.ts';
import { withdrawJudged } from '../judgements/signatures.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { estimateErrors } from './estimate.ts';
import { drawSample } from './sample.ts';
import { showPair, workList } from './work-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'golden-thread-review-'));
const NO_FILES = join(folder, 'nothing');
mkdirSync(join(NO_FILES, 'social-care'), { recursive: true });
const ACT = { byName: 'test', reason: 'tried by a test', expires: null };
const ALL = { kind: null, limit: 1000 };

describe('what people are asked', () => {
  let council: TestCouncil;
  let nights: TestNights;
  const settings = () => nights.settings(NO_FILES);

  beforeAll(async () => {
    council = await makeCouncil({ nights: 1, people: 250 });
    nights = await openNights(await referencePipeline());
    await nights.run(council.night(1), DATES[0]);
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes by worth, in words, all of it, and the same each time', async () => {
    const { open, items } = await workList(settings(), ALL);
    const { rows } = await nights.warehouse.pool.query(`select count(*)::int as n from link.review_item where to_publication = ${OPEN}`);
    expect(open).toBe(rows[0]?.n);
    expect(open).toBeGreaterThan(2);
    expect(items.map(({ worth }) => worth)).toEqual(items.map(({ worth }) => worth).toSorted((x, y) => y - x));
    for (const { why } of items) expect(why).toMatch(/\.$/);
    expect((await workList(settings(), ALL)).items).toEqual(items);
    const kind = items[0]?.kind ?? 'weight';
    const some = await workList(settings(), { kind, limit: 1 });
    expect(some).toMatchObject({ open: items.filter((item) => item.kind === kind).length, items: [{ kind }] });
    await expect(workList(settings(), { kind: 'strange', limit: 1 })).rejects.toMatchObject({ code: 'review.unknown_kind' });
  });

  it('what is decided is asked no more, what nobody could tell comes last, and undone it is asked again', async () => {
    const before = (await workList(settings(), ALL)).items;
    const [first, second] = before;
    if (first === undefined || second === undefined) throw new TypeError('too few questions');
    const decided = await judge(settings(), 'different', parseRecord(first.a), parseRecord(first.b), ACT);
    await judge(settings(), 'unsure', parseRecord(second.b), parseRecord(second.a), ACT);
    const after = (await workList(settings(), ALL)).items;
    expect(after).toHaveLength(before.length - 1);
    expect(after.at(-1)).toMatchObject({ a: second.a, b: second.b, unsure: true });
    await withdrawJudged(settings(), decided.judgement, ACT);
    expect((await workList(settings(), ALL)).items).toHaveLength(before.length);
  });

  it('nobody who was withheld since is asked about', async () => {
    const before = (await workList(settings(), ALL)).items;
    const key = parseRecord(before[0]?.a ?? '');
    await nights.warehouse.pool.query(
      "insert into governance.withheld (kind, subject, because, raised_at) values ('record', $1, 'never_link', now())",
      [key],
    );
    const after = (await workList(settings(), ALL)).items;
    expect(after.filter(({ a, b }) => [a, b].includes(`r${key}`))).toEqual([]);
    expect(after.length).toBeLessThan(before.length);
    const clearedBy = (publication: string) =>
      nights.warehouse.pool.query(`update governance.withheld set cleared_by = ${publication} where subject = $1`, [key]);
    await clearedBy('(select number + 1 from ops.current_publication)');
    expect((await workList(settings(), ALL)).items).toEqual(after);
    await clearedBy('(select number from ops.current_publication)');
    expect((await workList(settings(), ALL)).items).toEqual(before);
    await nights.warehouse.pool.query('delete from governance.withheld where subject = $1', [key]);
  });

  it('two records stand side by side, what differs first', async () => {
    const [item] = (await workList(settings(), ALL)).items;
    const pair = await showPair(settings(), parseRecord(item?.a ?? ''), parseRecord(item?.b ?? ''));
    const ranks = (pair?.rows ?? []).map(({ values: [x, y] }) => (x === y ? 2 : x === null || y === null ? 1 : 0));
    expect(ranks.length).toBeGreaterThan(3);
    expect(ranks).toEqual(ranks.toSorted());
    expect(await showPair(settings(), 1, 999_999)).toBeNull();
  });

  it('a sample is the same for one seed, holds every band, tells no weight, and comes back as an estimate that holds the truth', async () => {
    const [one, two, other] = ['one.csv', 'two.csv', 'other.csv'].map((name) => join(folder, name));
    const draw = (out: string | undefined, seed: string) =>
      drawSample(nights.warehouse, { plan: 'guarded', size: 60, seed, out: out ?? '' });
    const { bands } = await draw(one, 'a');
    await draw(two, 'a');
    await draw(other, 'b');
    const text = readFileSync(one ?? '', 'utf8');
    expect(readFileSync(two ?? '', 'utf8')).toBe(text);
    expect(readFileSync(other ?? '', 'utf8')).not.toBe(text);
    expect(bands.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(60);
    const [header = '', ...lines] = text.trimEnd().split('\n');
    expect(header).toBe('a,b,verdict,band,joined,band_pairs,sample_pairs,publication');
    expect(lines.map((line) => line.split(',')[3])).not.toEqual(lines.map((line) => line.split(',')[3]).toSorted());
    await expect(estimateErrors(one ?? '')).rejects.toMatchObject({ code: 'review.sample_line' });
    const filled = lines.map((line) => {
      const cells = line.split(',');
      return [...cells.slice(0, 2), cells[4] === 'yes' ? 'same' : 'different', ...cells.slice(3)].join(',');
    });
    writeFileSync(one ?? '', [header, ...filled, ''].join('\n'));
    const estimate = await estimateErrors(one ?? '');
    expect(estimate.falseMerges).toMatchObject({ estimate: 0, low: 0 });
    expect(estimate.falseMerges?.high).toBeGreaterThan(0);
    expect(estimate.missedMatches).toMatchObject({ estimate: 0, low: 0 });
    writeFileSync(one ?? '', [header, ...filled.slice(1), ''].join('\n'));
    await expect(estimateErrors(one ?? '')).rejects.toMatchObject({ code: 'review.sample_line' });
    await expect(drawSample(nights.warehouse, { plan: 'none', size: 5, seed: '1', out: 'x.csv' })).rejects.toMatchObject({
      code: 'review.unknown_plan',
    });
  });
});
