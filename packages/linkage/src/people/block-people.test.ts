import { type BlockingRule, block, either, first } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateTasks } from '../candidates/candidate-tasks.ts';
import { enumerateTask } from '../candidates/enumerate-task.ts';
import { firstRule } from '../test-support/plain-oracle.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { inlineRunner } from '../workers/runner.ts';
import { blockPeople, costOfRules } from './link-people.ts';
import { peopleOf } from './people-records.ts';
import { preparePeople } from './prepare-people.ts';

const RULES: readonly BlockingRule[] = [
  block('nhs_number'),
  block('birth_date', either('forename_key', 'surname_key', 'other_forenames', 'surname_tokens')),
  block('postcodes', 'contacts'),
  block('surname_tokens', 'postcodes', 'birth_year'),
  block(first('forename_key', 1), first('surname_tokens', 2)),
  block('upn'),
];

const blocksOf = (records: readonly PersonMatch[], blocking: readonly BlockingRule[]) =>
  blockPeople(inlineRunner(preparePeople(peopleOf(records), tinyLinkage({ blocking: [...blocking] }), { training: false })));

async function made(records: readonly PersonMatch[], rules: readonly BlockingRule[], changed: Uint8Array | null): Promise<string[]> {
  const blocks = await blocksOf(records, rules);
  const pairs: string[] = [];
  for (const task of candidateTasks(blocks))
    enumerateTask(blocks, task, { changed, barred: null }, ({ count, a, b, rule }) => {
      for (let p = 0; p < count; p++) pairs.push(`${a[p]}-${b[p]} by ${rule[p]}`);
    });
  return pairs.sort();
}

function expected(records: readonly PersonMatch[], rules: readonly BlockingRule[], changed: Uint8Array | null): string[] {
  const pairs: string[] = [];
  records.forEach((one, a) => {
    records.forEach((other, b) => {
      const rule = firstRule(rules, one, other);
      if (a < b && rule >= 0 && (changed === null || changed[a] === 1 || changed[b] === 1)) pairs.push(`${a}-${b} by ${rule}`);
    });
  });
  return pairs.sort();
}

const rules = fc.shuffledSubarray([...RULES], { minLength: 1 });
const flags = fc.option(fc.infiniteStream(fc.boolean()), { nil: null });

describe('declared blocking rules', () => {
  it('make each pair that meets once, under its first rule; with some records changed, the pairs that hold one', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, rules, flags, async (records, of, stream) => {
        const changed = stream === null ? null : Uint8Array.from(records, () => (stream.next().value ? 1 : 0));
        expect(await made(records, of, changed)).toEqual(expected(records, of, changed));
      }),
      { numRuns: 300 },
    );
  });

  it('never cost less than the pairs that they make, and exactly those where no list and no earlier rule repeats them', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, fc.constantFrom(...RULES), flags, async (records, rule, stream) => {
        const changed = stream === null ? null : Uint8Array.from(records, () => (stream.next().value ? 1 : 0));
        const [cost] = costOfRules(await blocksOf(records, [rule]), changed);
        const pairs = expected(records, [rule], changed).length;
        if (rule === RULES[0] || rule === RULES[5]) expect(cost?.pairs).toBe(pairs);
        else expect(cost?.pairs).toBeGreaterThanOrEqual(pairs);
      }),
      { numRuns: 200 },
    );
  });
});
