import {
  longest,
  mostFrequent,
  mostRecent,
  mostTrusted,
  onlyFrom,
  type SurvivorshipRule,
} from '@golden-thread/shapes/declare/survivorship';
import { attributePosition, PERSON_ATTRIBUTES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembleGolden } from './assemble.ts';
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

const text = fc.constantFrom(null, 'Ash', 'ash', 'Oak', 'Elm Row');
const sketch = fc.record({
  source: fc.constantFrom(...SOURCES),
  trueAt: fc.option(fc.constantFrom('2026-01-01', '2026-02-01', '2027-01-01'), { nil: undefined }),
  since: fc.constantFrom('2026-01-15', '2026-03-01'),
  values: fc.record({
    surname: text,
    forename: text,
    address: text,
    postcode: text,
    uprn: text,
    birth_date: fc.constantFrom(null, '2012-03-04', '2012-04-03'),
    birth_precision: fc.constantFrom(null, 'day', 'month'),
  }),
});
const someRecords = fc
  .array(sketch, { maxLength: 7 })
  .map((sketches): GoldenInput[] =>
    sketches.map(({ trueAt, ...rest }, i) => record({ key: i + 1, ...rest, ...(trueAt === undefined ? {} : { trueAt }) })),
  );
const sourceOrder = fc.shuffledSubarray([...SOURCES], { minLength: 0 });
const someRule = fc
  .tuple(fc.constantFrom(mostRecent, mostTrusted, mostFrequent, longest, onlyFrom), sourceOrder)
  .map(([rule, order]) => rule(order));
const someRules = fc
  .record({ surname: someRule, forename: someRule, together: someRule, birth: someRule })
  .map(({ surname, forename, together, birth }) =>
    rules({ surname, forename, address: together, postcode: together, uprn: together, birth_date: birth, birth_precision: birth }),
  );

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
      { numRuns: 300 },
    );
  });

  test('holds only values of its records, each where its provenance says', () => {
    fc.assert(
      fc.property(someRecords, someRules, (records, survivorship) => {
        const row = assembleGolden(records, survivorship, CONTEXT);
        for (const [position, { name }] of PERSON_ATTRIBUTES.entries()) {
          const giver = records.find((it) => it.recordKey === row.recordKey[position]);
          expect(row.values[name]).toBe(giver?.values[name] ?? null);
          expect([row.source[position], row.since[position]]).toEqual([giver?.source ?? null, giver?.since[position] ?? null]);
        }
        for (const group of ['address', 'birth']) {
          const givers = PERSON_ATTRIBUTES.flatMap((it, position) =>
            'group' in it && it.group === group ? [row.recordKey[position]] : [],
          ).filter((key) => key !== null);
          expect(new Set(givers).size).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('agrees with a plain second implementation of every rule', () => {
    fc.assert(
      fc.property(someRecords, someRule, (records, rule) => {
        expect(assembleGolden(records, rules({ surname: rule }), CONTEXT).values.surname).toBe(oracle(records, rule));
      }),
      { numRuns: 500 },
    );
  });
});

/** The surname that survives, by sorting all offers on one text key each, with no code of the product. */
function oracle(records: readonly GoldenInput[], rule: SurvivorshipRule): string | null {
  const order = 'order' in rule ? rule.order : rule.tieBreak;
  const name = (it: GoldenInput) => SOURCES[it.source - 1] ?? '';
  const offers = records.filter((it) => it.values.surname !== null && (rule.rule !== 'onlyFrom' || order.includes(name(it))));
  const place = (it: GoldenInput) => (order.includes(name(it)) ? `${order.indexOf(name(it))}` : `9${name(it)}`).padEnd(9, ' ');
  const newest = (it: GoldenInput) => {
    const when =
      it.trueAt === null ? (it.since[attributePosition('surname')] ?? '') : it.trueAt > CONTEXT.businessDate ? '0000-00-00' : it.trueAt;
    return String(99999999 - Number(when.replaceAll('-', ''))).padStart(8, '0');
  };
  const few = (it: GoldenInput) =>
    9 - new Set(offers.filter((o) => o.values.surname?.toLowerCase() === it.values.surname?.toLowerCase()).map(name)).size;
  const short = (it: GoldenInput) => 99 - (it.values.surname ?? '').length;
  const key = (it: GoldenInput): string => {
    const parts = {
      mostRecent: [newest(it), place(it)],
      mostTrusted: [place(it), newest(it)],
      onlyFrom: [place(it), newest(it)],
      mostFrequent: [few(it), place(it), newest(it)],
      longest: [short(it), place(it), newest(it)],
    };
    return [...parts[rule.rule], it.naturalKey].join('|');
  };
  const first = offers.map((it): [string, string | null] => [key(it), it.values.surname]).sort(([a], [b]) => (a < b ? -1 : 1))[0];
  return first?.[1] ?? null;
}
