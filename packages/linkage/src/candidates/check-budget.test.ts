import type { Column } from '@golden-thread/shapes/columns';
import { describe, expect, it } from 'vitest';
import { smallPlan, smallRule } from '../test-support/small-plans.ts';
import { textValuesOf } from '../test-support/text-values.ts';
import { candidateTasks } from './candidate-tasks.ts';
import { checkBudget } from './check-budget.ts';
import { type CompiledRules, compileRules } from './compile-rules.ts';
import { countCandidates } from './count-candidates.ts';

const MILLION = 1_000_000;

/** Records of one source whose surname is SMITH, but for every one at or after `smiths`, which have none. */
function smiths(records: number, count: number): CompiledRules {
  const ids = Int32Array.from({ length: records }, (_, i) => (i < count ? 1 : 0));
  const surname: Column = { type: 'text', ids, values: textValuesOf(['SMITH']) };
  const prepared = {
    size: records,
    sources: ['a'],
    sourceOf: new Uint16Array(records),
    columns: new Map([['"surname"', surname]]),
    spellings: new Map(),
    shared: new Map(),
  };
  return compileRules(prepared, [smallRule('l.surname = r.surname')], smallPlan({}));
}

describe('a budget of candidate pairs', () => {
  it('stops a million equal keys before any pair is made, naming the rule, the pairs and the block', () => {
    const compiled = smiths(MILLION, MILLION);
    const counts = countCandidates(compiled, { changed: null });
    expect(counts[0]).toMatchObject({ pairs: 499_999_500_000, largestBlocks: [{ records: MILLION, pairs: 499_999_500_000, example: 0 }] });
    expect(() => checkBudget(compiled.index.rules, counts, 100_000_000)).toThrow(
      expect.objectContaining({
        code: 'linkage.block_budget',
        message: expect.stringMatching(
          /make 499,999,500,000 pairs, and 100,000,000 are allowed\. The rule l\.surname = r\.surname .*1,000,000 records/,
        ),
      }),
    );
  });

  it('names no value of a record', () => {
    const compiled = smiths(200, 200);
    const counts = countCandidates(compiled, { changed: null });
    expect(() => checkBudget(compiled.index.rules, counts, 10_000)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('SMITH') }),
    );
  });

  it('lets through what it allows, to the pair', () => {
    const compiled = smiths(300, 200);
    const counts = countCandidates(compiled, { changed: null });
    expect(counts[0]?.pairs).toBe(19_900);
    expect(() => checkBudget(compiled.index.rules, counts, 19_900)).not.toThrow();
    expect(() => checkBudget(compiled.index.rules, counts, 19_899)).toThrow(/19,900 pairs, and 19,899 are allowed/);
  });

  it('is not asked of a huge block in one piece: its tasks are many and hold all of it', () => {
    const tasks = candidateTasks(smiths(20_000, 20_000), 1_000_000);
    expect(tasks.length).toBeGreaterThan(150);
    expect(tasks[0]?.from).toBe(0);
    for (const [t, { from }] of tasks.entries()) if (t > 0) expect(from).toBe(tasks[t - 1]?.to);
    expect(tasks.at(-1)?.to).toBe(20_000);
  });
});
