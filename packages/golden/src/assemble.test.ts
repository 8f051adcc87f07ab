import {
  longest,
  mostFrequent,
  mostRecent,
  mostTrusted,
  onlyFrom,
  type SurvivorshipRule,
  sourceOrder,
  unionBy,
} from '@golden-thread/shapes/declare/survivorship';
import { attributePosition, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleGolden } from './assemble.ts';
import { NAMES, oracle, UNITS } from './golden-oracle.fixture.ts';
import type { GoldenInput } from './golden-row.ts';
import { CONTEXT, type RecordSketch, record, rules, SOURCES } from './records.fixture.ts';

const at = <Of>(list: readonly Of[], name: PersonAttributeName): Of | undefined => list[attributePosition(name)];

describe('the value that survives', () => {
  test('C061: a form about the past that is loaded late does not replace the present address', () => {
    const address = { address: mostRecent(['school']), postcode: mostRecent(['school']), uprn: mostRecent(['school']) };
    const school = record({ key: 1, source: 'school', trueAt: '2026-09-01', since: '2026-09-02', values: { postcode: 'ZZ99 3VZ' } });
    const form = record({ key: 2, source: 'health', trueAt: '2024-05-10', since: '2026-11-25', values: { postcode: 'ZZ99 1WZ' } });
    const row = assembleGolden([form, school], rules(address), CONTEXT);
    expect(row.values.postcode).toBe('ZZ99 3VZ');
    expect(at(row.differs, 'postcode')).toBe(1);
  });

  test('C063: a time after the business date is no evidence of recency', () => {
    const future = record({ key: 1, source: 'school', trueAt: '2099-01-01', values: { surname: 'Osie' } });
    const present = record({ key: 2, source: 'health', trueAt: '2026-09-01', values: { surname: 'Osei' } });
    expect(assembleGolden([future, present], rules({ surname: mostRecent(['school']) }), CONTEXT).values.surname).toBe('Osei');
  });

  test('C063: nor is the night on which a record was first seen whose source gave such a time', () => {
    const future = record({ key: 1, source: 'school', untimed: true, since: '2026-11-24', values: { surname: 'Osie' } });
    const present = record({ key: 2, source: 'health', trueAt: '2026-09-01', values: { surname: 'Osei' } });
    expect(assembleGolden([future, present], rules({ surname: mostRecent(['school']) }), CONTEXT).values.surname).toBe('Osei');
  });

  test('C065: sources that give one identifier differ in nothing', () => {
    const three = [1, 2, 3].map((key) =>
      record({ key, source: SOURCES[key - 1] ?? 'police', values: { nhs_number: '9990010005', upn: 'W999999915001' } }),
    );
    const row = assembleGolden(three, rules({}), CONTEXT);
    expect([row.values.nhs_number, at(row.differs, 'nhs_number'), at(row.differs, 'upn')]).toEqual(['9990010005', 0, 0]);
  });

  test.each<[string, SurvivorshipRule, RecordSketch[], string | null]>([
    [
      'the newest, where sources say when',
      mostRecent([]),
      [
        { key: 1, source: 'school', trueAt: '2026-01-01', values: { surname: 'Ash' } },
        { key: 2, source: 'police', trueAt: '2026-02-01T08:00:00Z', values: { surname: 'Oak' } },
      ],
      'Oak',
    ],
    [
      'the first night of a value, where they do not',
      mostRecent([]),
      [
        { key: 1, source: 'school', since: '2026-03-01', values: { surname: 'Ash' } },
        { key: 2, source: 'police', trueAt: '2026-02-01', values: { surname: 'Oak' } },
      ],
      'Ash',
    ],
    [
      'of equal times, the earlier source of the order',
      mostRecent(['police', 'school']),
      [
        { key: 1, source: 'school', values: { surname: 'Ash' } },
        { key: 2, source: 'police', values: { surname: 'Oak' } },
      ],
      'Oak',
    ],
    [
      'a source outside the order comes last, by name',
      mostTrusted(['police']),
      [
        { key: 1, source: 'school', values: { surname: 'Ash' } },
        { key: 2, source: 'health', values: { surname: 'Oak' } },
      ],
      'Oak',
    ],
    [
      'within the trusted source, the newest',
      mostTrusted(['police']),
      [
        { key: 1, source: 'police', trueAt: '2026-01-01', values: { surname: 'Ash' } },
        { key: 2, source: 'police', trueAt: '2026-01-02', values: { surname: 'Oak' } },
      ],
      'Oak',
    ],
    [
      'a trusted source that has none gives way',
      mostTrusted(['police', 'school']),
      [
        { key: 1, source: 'school', values: { surname: 'Ash' } },
        { key: 2, source: 'police', values: {} },
      ],
      'Ash',
    ],
    [
      'what most sources give, each counted once',
      mostFrequent([]),
      [
        { key: 1, source: 'police', values: { surname: 'Ash' } },
        { key: 2, source: 'police', values: { surname: 'Ash' } },
        { key: 3, source: 'police', values: { surname: 'Ash' } },
        { key: 4, source: 'school', values: { surname: 'Oak' } },
        { key: 5, source: 'health', values: { surname: 'OAK' } },
      ],
      'OAK',
    ],
    [
      'the longest, counted in code points',
      longest([]),
      [
        { key: 1, source: 'school', values: { surname: 'Zoë' } },
        { key: 2, source: 'health', values: { surname: '𝒜𝒜' } },
      ],
      'Zoë',
    ],
    [
      'the first of the order, in doubt or not',
      sourceOrder(['police', 'school']),
      [
        { key: 1, source: 'school', values: { surname: 'Ash' } },
        { key: 2, source: 'police', values: { surname: 'Oak' }, doubts: ['surname'] },
      ],
      'Oak',
    ],
    [
      'trusted only as long as it is not in doubt',
      mostTrusted(['police', 'school']),
      [
        { key: 1, source: 'school', values: { surname: 'Ash' } },
        { key: 2, source: 'police', values: { surname: 'Oak' }, doubts: ['surname'] },
      ],
      'Ash',
    ],
    [
      'restricted to some sources before anything else decides',
      mostRecent([], { from: ['school', 'health'] }),
      [
        { key: 1, source: 'school', trueAt: '2026-01-01', values: { surname: 'Ash' } },
        { key: 2, source: 'police', trueAt: '2026-09-01', values: { surname: 'Oak' } },
      ],
      'Ash',
    ],
    [
      'the most recent of a union',
      unionBy('surname', []),
      [
        { key: 1, source: 'school', trueAt: '2026-01-01', values: { surname: 'Ash' } },
        { key: 2, source: 'police', trueAt: '2026-09-01', values: { surname: 'Oak' } },
      ],
      'Oak',
    ],
    ['nothing, where only others have it', onlyFrom(['health']), [{ key: 1, source: 'school', values: { surname: 'Ash' } }], null],
  ])('is %s', (_, rule, sketches, expected) => {
    expect(assembleGolden(sketches.map(record), rules({ surname: rule }), CONTEXT).values.surname).toBe(expected);
  });

  test('comes from one record for the whole of an address, whose gaps stay gaps', () => {
    const address = { address: mostRecent([]), postcode: mostRecent([]), uprn: mostRecent([]) };
    const old = record({
      key: 1,
      source: 'school',
      trueAt: '2026-01-01',
      values: { address: '1 Elm Row', postcode: 'ZZ99 3VZ', uprn: '100' },
    });
    const moved = record({ key: 2, source: 'health', trueAt: '2026-06-01', values: { address: '2 Fir Way', postcode: 'ZZ99 1WZ' } });
    const postcodeOnly = record({ key: 3, source: 'police', trueAt: '2026-07-01', values: { postcode: 'ZZ99 2WZ' } });
    const row = assembleGolden([old, moved, postcodeOnly], rules(address), CONTEXT);
    expect([row.values.address, row.values.postcode, row.values.uprn]).toEqual(['2 Fir Way', 'ZZ99 1WZ', null]);
    expect([at(row.recordKey, 'uprn'), at(row.differs, 'uprn'), at(row.since, 'uprn')]).toEqual([null, null, null]);
    expect(at(row.differs, 'postcode')).toBe(2);
  });

  test('comes with every other distinct value under a union, each once, from the record that ranks first', () => {
    const phones = (['school', 'health', 'police', 'housing'] as const).map((source, i) =>
      record({ key: i + 1, source, trueAt: `2026-0${i + 1}-01`, values: { phone: ['+441', '+442', '+441', '+443'][i] ?? null } }),
    );
    const row = assembleGolden(phones, rules({ phone: unionBy('phone', []) }), CONTEXT);
    expect(row.values.phone).toBe('+443');
    expect(row.further.map(({ value, recordKey }) => [value, recordKey])).toEqual([
      ['+441', 3],
      ['+442', 2],
    ]);
  });

  test('of a union of addresses comes whole, distinct by the key and not by how the lines are spelt', () => {
    const all = unionBy('postcode', []);
    const row = assembleGolden(
      [
        record({ key: 1, source: 'school', trueAt: '2026-03-01', values: { address: '1 Elm Row', postcode: 'ZZ99 3VZ' } }),
        record({ key: 2, source: 'health', trueAt: '2026-02-01', values: { address: '1, Elm Row', postcode: 'ZZ99 3VZ', uprn: '7' } }),
        record({ key: 3, source: 'police', trueAt: '2026-01-01', values: { address: '2 Fir Way', postcode: 'ZZ99 1WZ', uprn: '8' } }),
      ],
      rules({ address: all, postcode: all, uprn: all }),
      CONTEXT,
    );
    expect([row.values.address, row.values.uprn]).toEqual(['1 Elm Row', null]);
    expect(row.further.map(({ value, recordKey }) => [value, recordKey])).toEqual([
      ['2 Fir Way', 3],
      ['ZZ99 1WZ', 3],
      ['8', 3],
    ]);
  });

  test('of a named contact never joins one name with another telephone', () => {
    const contact = { contact_name: mostRecent([]), contact_phone: mostRecent([]) };
    const row = assembleGolden(
      [
        record({ key: 1, source: 'school', trueAt: '2026-01-01', values: { contact_name: 'Kim Sand', contact_phone: '+441' } }),
        record({ key: 2, source: 'health', trueAt: '2026-09-01', values: { contact_name: 'Ada Sand' } }),
      ],
      rules(contact),
      CONTEXT,
    );
    expect([row.values.contact_name, row.values.contact_phone]).toEqual(['Ada Sand', null]);
  });

  test('differs from a source only when none of its records agrees', () => {
    const row = assembleGolden(
      [
        record({ key: 1, source: 'school', values: { surname: 'Ash' } }),
        record({ key: 2, source: 'police', values: { surname: 'Oak' } }),
        record({ key: 3, source: 'police', values: { surname: 'ASH' } }),
        record({ key: 4, source: 'health', values: { surname: 'Oak' } }),
      ],
      rules({ surname: mostTrusted(['school']) }),
      CONTEXT,
    );
    expect(at(row.differs, 'surname')).toBe(1);
  });

  test('is nothing at all for nobody', () => {
    const row = assembleGolden([], rules({}), CONTEXT);
    expect([...new Set(Object.values(row.values))]).toEqual([null]);
    expect(row.scopes).toEqual([]);
  });
});

const text = fc.constantFrom(null, 'Ash', 'ash ', 'Oak', 'Elm  Row', 'Zoë');
const someValues = fc.record(Object.fromEntries(NAMES.map((name) => [name, text])) as Record<PersonAttributeName, typeof text>);
const sketch = fc.record({
  source: fc.constantFrom(...SOURCES),
  trueAt: fc.option(fc.constantFrom('2026-01-01', '2026-02-01', '2026-02-01T08:00:00Z', '2027-01-01'), { nil: undefined }),
  since: fc.constantFrom('2026-01-15', '2026-03-01'),
  untimed: fc.boolean(),
  values: someValues,
  doubts: fc.subarray(NAMES),
});
const someRecords = fc
  .array(sketch, { maxLength: 7 })
  .map((sketches): GoldenInput[] =>
    sketches.map(({ trueAt, ...rest }, i) => record({ key: i + 1, ...rest, ...(trueAt === undefined ? {} : { trueAt }) })),
  );
const someOrder = fc.shuffledSubarray([...SOURCES]);
const someRuleOf = (key: PersonAttributeName) =>
  fc
    .record({
      rule: fc.constantFrom(
        mostRecent,
        sourceOrder,
        mostTrusted,
        mostFrequent,
        longest,
        (order: readonly string[]) => onlyFrom(order),
        (order: readonly string[], only: { readonly from?: readonly string[] }) => unionBy(key, order, only),
      ),
      order: someOrder,
      from: fc.option(someOrder, { nil: undefined }),
    })
    .map(({ rule, order, from }) => rule(order, from === undefined ? {} : { from }));
const someRules = fc
  .tuple(...UNITS.map((names) => fc.constantFrom(...names).chain(someRuleOf)))
  .map((given) => rules(Object.fromEntries(UNITS.flatMap((names, i) => names.map((name) => [name, given[i]])))));

describe('a golden row', () => {
  test('does not depend on the order of its records', () => {
    fc.assert(
      fc.property(
        someRecords.chain((records) => fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length }))),
        someRules,
        ([records, shuffled], survivorship) => {
          expect(assembleGolden(shuffled, survivorship, CONTEXT)).toEqual(assembleGolden(records, survivorship, CONTEXT));
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  test('is, attribute by attribute, what a plain second implementation of every rule says, with the same provenance', () => {
    const used = new Set<string>();
    fc.assert(
      fc.property(someRecords, someRules, (records, survivorship) => {
        for (const { rule } of Object.values(survivorship.rules)) used.add(rule);
        const { scopes, ...row } = assembleGolden(records, survivorship, CONTEXT);
        expect(row).toEqual(oracle(records, survivorship.rules));
        expect(scopes).toEqual([...new Set(records.map((it) => it.scope))].sort((a, b) => a - b));
      }),
      { numRuns: 400, seed: 2 },
    );
    expect(used.size).toBe(7);
  });

  test('of fewer records is as if the others had never been: unlinking leaves nothing behind', () => {
    fc.assert(
      fc.property(someRecords, someRules, fc.nat(6), (records, survivorship, at) => {
        const before = JSON.stringify(assembleGolden(records, survivorship, CONTEXT));
        const fewer = records.filter((_, i) => i !== at);
        const row = assembleGolden(fewer, survivorship, CONTEXT);
        const gone = records[at]?.recordKey;
        expect([...row.recordKey, ...row.further.map((it) => it.recordKey)]).not.toContain(gone ?? -1);
        expect(JSON.stringify(assembleGolden(records, survivorship, CONTEXT))).toBe(before);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
