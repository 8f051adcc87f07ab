import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexRules } from '../candidates/index-rules.ts';
import { prepare } from '../prepare/prepare.ts';
import { blocksOfEach, drawnBlocks } from './drawn-blocks.ts';
import { comparisonOf, planOf, recordsOf, ruleOf, runnerFor } from './training.fixture.ts';
import { countSession } from './training-session.ts';

const SAME_TOWN = ruleOf('l.town = r.town');
const DEDUPE = planOf([comparisonOf('name', ['"name_l" IS NULL OR "name_r" IS NULL', '"name_l" = "name_r"'])], { rules: [SAME_TOWN] });

function townsOf(towns: readonly number[], sources: readonly number[] = [], plan = DEDUPE) {
  const records = recordsOf({ columns: { town: towns.map((town) => `t${town}`), name: towns.map((_, i) => `n${i % 7}`) }, sources });
  const prepared = prepare(records, plan);
  return { prepared, index: indexRules(prepared, [SAME_TOWN], plan) };
}

const TOWNS = Array.from({ length: 6000 }, (_, i) => (i * i) % 31);
const pairsOf = (counts: ReadonlyMap<number, number>): number => [...counts.values()].reduce((all, n) => all + (n * (n - 1)) / 2, 0);

function sizes(towns: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const town of towns) counts.set(town, (counts.get(town) ?? 0) + 1);
  return counts;
}

describe('the drawn blocks of a training rule', () => {
  it('are all of its blocks where they make few pairs, or where no bound is set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }), (towns) => {
        const { prepared, index } = townsOf(towns);
        const pairs = pairsOf(sizes(towns));
        for (const most of [null, pairs, pairs + 1]) expect(drawnBlocks(index, prepared, { most, seed: 'x' })).toEqual({ index, of: null });
      }),
    );
  });

  it('make about as many pairs as are asked for, of every block its share, and the same for the same seed', async () => {
    const { prepared, index } = townsOf(TOWNS);
    const all = pairsOf(sizes(TOWNS));
    const most = all / 16;
    const drawn = drawnBlocks(index, prepared, { most, seed: 'one' });
    expect(drawn.of).toBe(all);
    const { left } = blocksOfEach(drawn.index.alternatives[0] ?? expect.fail('no blocks')) ?? expect.fail('no blocks');
    const whole = index.alternatives[0]?.left ?? expect.fail('no blocks');
    for (let block = 0; block + 1 < left.starts.length; block++) {
      const members = [...whole.records.subarray(whole.starts[block], whole.starts[block + 1])];
      const kept = [...left.records.subarray(left.starts[block], left.starts[block + 1])];
      expect(members).toEqual(expect.arrayContaining(kept));
      // A quarter of each block, within five standard deviations.
      expect(Math.abs(kept.length - members.length / 4)).toBeLessThan(5 * Math.sqrt((members.length * 3) / 16) + 1);
    }
    expect(drawnBlocks(index, prepared, { most, seed: 'one' })).toEqual(drawn);
    expect(drawnBlocks(index, prepared, { most, seed: 'two' })).not.toEqual(drawn);
  });

  it('tell the session the same of a level as all pairs do, and from how many pairs they were drawn', async () => {
    const { prepared } = townsOf(TOWNS);
    const runner = runnerFor(DEDUPE, prepared);
    const session = { rule: SAME_TOWN, active: [0], covered: [] };
    const all = await countSession(runner, session, null, { most: null, seed: '1' });
    const drawn = await countSession(runner, session, null, { most: 100_000, seed: '1' });
    expect(all.of).toBe(all.pairs);
    expect(drawn.of).toBe(all.pairs);
    expect(Math.abs(drawn.pairs / 100_000 - 1)).toBeLessThan(0.15);
    const share = ({ counts, pairs }: typeof all): number => Math.max(...counts) / pairs;
    // Of 100,000 pairs a seventh agree: within five standard deviations, records being drawn and not pairs.
    expect(Math.abs(share(drawn) - share(all))).toBeLessThan(0.01);
  });

  it('count only pairs whose sources may meet: a small file beside a large one is learned from whole', async () => {
    const plan = { ...DEDUPE, linkType: 'link_only' as const };
    const towns = Array.from({ length: 4040 }, () => 1);
    const { prepared, index } = townsOf(
      towns,
      towns.map((_, i) => Number(i >= 4000)),
      plan,
    );
    expect(drawnBlocks(index, prepared, { most: 160_000, seed: 'x' })).toEqual({ index, of: null });
    const session = { rule: SAME_TOWN, active: [0], covered: [] };
    const some = await countSession(runnerFor(plan, prepared), session, null, { most: 40_000, seed: 'x' });
    expect(some.of).toBe(160_000);
    expect(Math.abs(some.pairs / 40_000 - 1)).toBeLessThan(0.5);
  });

  it('are the whole rule where it has an OR or a further condition, whose blocks do not tell how many pairs there are', () => {
    for (const text of ['l.town = r.town or l.name = r.name', 'l.town = r.town and l.name < r.name']) {
      const rule = ruleOf(text);
      const plan = { ...DEDUPE, rules: [rule] };
      const prepared = prepare(recordsOf({ columns: { town: TOWNS.map(String), name: TOWNS.map((_, i) => `n${i % 7}`) } }), plan);
      const index = indexRules(prepared, [rule], plan);
      expect(drawnBlocks(index, prepared, { most: 10, seed: 'x' })).toEqual({ index, of: null });
    }
  });
});
