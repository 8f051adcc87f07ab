import { type BlockingRule, block, either, first } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTable } from '../encode.ts';
import { matchTableOf } from '../match-table.ts';
import { firstRule } from '../test-support/plain-oracle.ts';
import { EMPTY_RECORD } from '../test-support/simulated-people.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { countCandidatePairs } from './count-candidate-pairs.ts';
import { compileRules, enumeratePairs, type PairScope } from './enumerate-pairs.ts';
import { pairSetOf } from './pair-set.ts';

const RULES: readonly BlockingRule[] = [
  block('nhs_number'),
  block('birth_date', either('forename_key', 'surname_key', 'other_forenames', 'surname_tokens')),
  block('postcodes', 'contacts'),
  block('surname_tokens', 'postcodes', 'birth_year'),
  block(first('forename_key', 1), first('surname_tokens', 2)),
  block('upn'),
];
const EVERYTHING: PairScope = { changed: null, barred: null };

function made(records: readonly PersonMatch[], rules: readonly BlockingRule[], scope: PairScope): string[] {
  const encoded = encodeTable(matchTableOf(records), tinyLinkage());
  const pairs: string[] = [];
  enumeratePairs(encoded, compileRules(encoded, rules), scope, ({ count, a, b, rule }) => {
    for (let p = 0; p < count; p++) pairs.push(`${a[p]}-${b[p]} by ${rule[p]}`);
  });
  return pairs.sort();
}

function expected(records: readonly PersonMatch[], rules: readonly BlockingRule[], wanted: (a: number, b: number) => boolean): string[] {
  const pairs: string[] = [];
  records.forEach((one, a) => {
    records.forEach((other, b) => {
      const rule = firstRule(rules, one, other);
      if (a < b && rule >= 0 && wanted(a, b)) pairs.push(`${a}-${b} by ${rule}`);
    });
  });
  return pairs.sort();
}

const rules = fc.shuffledSubarray([...RULES], { minLength: 1 });

describe('blocking', () => {
  it('makes each pair that meets once, under its first rule', () => {
    fc.assert(
      fc.property(smallTable, rules, (records, of) => {
        expect(made(records, of, EVERYTHING)).toEqual(expected(records, of, () => true));
      }),
      { numRuns: 300 },
    );
  });

  it('makes the pairs that hold a changed record, and no others', () => {
    fc.assert(
      fc.property(smallTable, rules, fc.infiniteStream(fc.boolean()), (records, of, flags) => {
        const changed = Uint8Array.from(records, () => (flags.next().value ? 1 : 0));
        expect(made(records, of, { changed, barred: null })).toEqual(expected(records, of, (a, b) => changed[a] === 1 || changed[b] === 1));
      }),
      { numRuns: 300 },
    );
  });

  it('with every record changed makes what it makes of everything', () => {
    fc.assert(
      fc.property(smallTable, (records) => {
        expect(made(records, RULES, { changed: new Uint8Array(records.length).fill(1), barred: null })).toEqual(
          made(records, RULES, EVERYTHING),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('never makes a barred pair', () => {
    fc.assert(
      fc.property(smallTable, fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 20 }), (records, barredPairs) => {
        const within = barredPairs.filter(([a, b]) => a < records.length && b < records.length);
        const isBarred = (a: number, b: number) => within.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
        expect(made(records, RULES, { changed: null, barred: pairSetOf(records.length, within) })).toEqual(
          expected(records, RULES, (a, b) => !isBarred(a, b)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('gives two records that share several values of a list one pair', () => {
    const record = (postcodes: string[], contacts: string[]) => ({ ...EMPTY_RECORD, postcodes, contacts });
    expect(
      made([record(['A', 'B', 'C'], ['X', 'Y']), record(['A', 'B', 'C'], ['X', 'Y'])], [block('postcodes', 'contacts')], EVERYTHING),
    ).toEqual(['0-1 by 0']);
  });
});

describe('counting candidate pairs', () => {
  it('never counts fewer than are made, and counts them exactly where no list and no earlier rule repeats them', () => {
    fc.assert(
      fc.property(smallTable, fc.infiniteStream(fc.boolean()), (records, flags) => {
        const changed = Uint8Array.from(records, () => (flags.next().value ? 1 : 0));
        for (const rule of RULES) {
          const linkage = tinyLinkage({ blocking: [rule] });
          const [count] = countCandidatePairs(encodeTable(matchTableOf(records), linkage), linkage, changed);
          const pairs = made(records, [rule], { changed, barred: null }).length;
          if (rule === RULES[0] || rule === RULES[5]) expect(count?.pairs).toBe(pairs);
          else expect(count?.pairs).toBeGreaterThanOrEqual(pairs);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('names the largest blocks by their size, largest first', () => {
    const records = [...'AAAABBC'].map((number) => ({ ...EMPTY_RECORD, nhs_number: number }));
    const linkage = tinyLinkage({ blocking: [block('nhs_number')] });
    expect(countCandidatePairs(encodeTable(matchTableOf(records), linkage), linkage, null)).toEqual([
      {
        rule: 0,
        pairs: 7,
        largestBlocks: [
          { records: 4, pairs: 6 },
          { records: 2, pairs: 1 },
        ],
      },
    ]);
  });
});
