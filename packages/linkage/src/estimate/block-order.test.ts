import { seededRandom } from '@golden-thread/shapes/random';
import { describe, expect, it } from 'vitest';
import { termFrequenciesOf } from '../score/term-frequencies.ts';
import { inBlockOrder } from './block-order.ts';
import { type GammaPatterns, mergePatterns } from './gamma-patterns.ts';
import { indexedRules, sortRules } from './indexed-rules.ts';
import { pairsOfIndex } from './rule-tasks.ts';
import { comparisonOf, planOf, ruleOf, runnerOf } from './training.fixture.ts';

const NAME = comparisonOf('name', ['"a_l" IS NULL OR "a_r" IS NULL', '"a_l" = "a_r"', 'levenshtein("a_l", "a_r") <= 1', '"a_l" = "c_r"']);
const TOWN = comparisonOf('town', ['"b_l" = "b_r"', 'substr("b_l", 1, 1) = substr("b_r", 1, 1)'], false);
const PLAN = planOf([NAME, TOWN], { linkType: 'link_and_dedupe' });

function records() {
  const random = seededRandom('block order');
  const value = (): string | null => (random.next() < 0.2 ? null : ['ann', 'anna', 'bob', 'b'][random.below(4)]) ?? null;
  const column = (): (string | null)[] => Array.from({ length: 80 }, value);
  return { columns: { a: column(), b: column(), c: column() }, sources: Array.from({ length: 80 }, (_, i) => Number(i >= 50)) };
}

async function patternsOf(rule: string, linkType: 'dedupe_only' | 'link_only' | 'link_and_dedupe', worth: number): Promise<GammaPatterns> {
  const plan = { ...PLAN, linkType, rules: [ruleOf(rule)] };
  const runner = runnerOf(plan, records());
  const active = [0, 1];
  const ordered = await inBlockOrder(runner, await indexedRules(runner, plan.rules), active, worth);
  const shared = { ...ordered, active, frequencies: termFrequenciesOf(runner.prepared, plan) };
  return mergePatterns(await runner.run('countPatterns', pairsOfIndex(ordered.index).inputs, undefined, shared));
}

describe('records in the order of their blocks', () => {
  it('make the same pairs with the same patterns as they do as they stand', async () => {
    const rules = [
      'l."c" = r."c"',
      'l."c" = r."c" AND l."b" <> r."b"',
      'l."c" = r."c" AND l."a" = r."b"',
      'l."c" = r."c" OR l."a" = r."a"',
    ];
    for (const rule of rules)
      for (const linkType of ['link_and_dedupe', 'link_only'] as const) {
        const asTheyStand = await patternsOf(rule, linkType, Number.POSITIVE_INFINITY);
        expect(asTheyStand.pairs).toBeGreaterThan(0);
        expect(await patternsOf(rule, linkType, 0)).toEqual(asTheyStand);
      }
  });
});

describe('rules that are sorted', () => {
  it('are all kept, also those that are asked for at the same time', async () => {
    const rules = [ruleOf('l."a" = r."a"'), ruleOf('l."b" = r."b"'), ruleOf('l."c" = r."c"')];
    const together = runnerOf({ ...PLAN, rules }, records());
    await Promise.all(rules.map((rule) => sortRules(together, [rule])));
    const alone = runnerOf({ ...PLAN, rules }, records());
    expect(await indexedRules(together, rules)).toEqual(await indexedRules(alone, rules));
    expect((await indexedRules(together, rules)).alternatives.map(({ rule }) => rule)).toEqual([0, 1, 2]);
  });
});
