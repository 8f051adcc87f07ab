import type { Column, ColumnValue } from '@golden-thread/shapes/columns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { parseExpression } from '../expression/parse.ts';
import { emptyChunk } from '../pair-chunk.ts';
import type { CountedBy, LinkagePlan, PlannedComparison } from '../plan/linkage-plan.ts';
import { columnOfValues } from '../prepare/column-of-values.ts';
import { prepare } from '../prepare/prepare.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { compileComparison } from './compile-comparison.ts';
import { compileCondition } from './compile-condition.ts';

interface Row {
  readonly name: string | null;
  readonly other: string | null;
  readonly code: string | null;
  readonly date: string | null;
  readonly number: number | null;
  readonly count: number | null;
  readonly words: readonly (string | null)[] | null;
  readonly more: readonly (string | null)[] | null;
  readonly flag: boolean | null;
  readonly vector: readonly number[] | null;
}

const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 6 });
const name = fc.oneof(
  fc.constantFrom(
    '',
    'ANNA',
    'ANNE',
    'ANN',
    'A',
    'HANNA',
    'JOSÉ',
    'JOSE',
    'ZOË',
    'ZOE',
    'MARTHA',
    'MARHTA',
    '张伟',
    '张',
    'ANNA LEE',
    'LEE ANNA',
    'ABCD'.repeat(200),
  ),
  fc.string({ unit: fc.constantFrom('A', 'B', 'É', '🦊', ' '), maxLength: 9 }),
  fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'D'), minLength: 60, maxLength: 75 }),
);
const date = fc.constantFrom('2012-03-04', '2012-04-03', '2012-03-05', '2013-03-04', '1984-01-30', '2012', '');
const numbers = fc.constantFrom(0, -0, 1, 1.5, 2, 3, 100, 110, -5, 53.4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const words = fc.array(maybe(fc.constantFrom('', 'A', 'B', 'AB', 'ÉA', 'BA')), { maxLength: 4 });
const row: fc.Arbitrary<Row> = fc.record({
  name: maybe(name),
  other: maybe(name),
  code: maybe(fc.constantFrom('AB1 2CD', 'AB1 3CD', 'AB1', 'AB2 2CD', 'x', '')),
  date: maybe(date),
  number: maybe(numbers),
  count: maybe(fc.integer({ min: -2, max: 12 })),
  words: maybe(words),
  more: maybe(words),
  flag: maybe(fc.boolean()),
  vector: maybe(fc.array(fc.constantFrom(0, 1, -1, 0.5, 2), { minLength: 2, maxLength: 2 })),
});
const TYPES = {
  name: 'text',
  other: 'text',
  code: 'text',
  date: 'text',
  number: 'number',
  count: 'integer',
  words: 'text[]',
  more: 'text[]',
  flag: 'boolean',
  vector: 'number[]',
} as const;

const comparator = fc.constantFrom('jaro_winkler_similarity', 'jaro_similarity', 'levenshtein', 'damerau_levenshtein', 'jaccard');
const order = fc.constantFrom('>=', '>', '<=', '<', '=', '<>');
const bar = fc.constantFrom('0', '0.5', '0.7', '0.88', '0.92', '1', '2', '3', '-1');
const texts = fc.constantFrom(
  ['"name_l"', '"name_r"'],
  ['"name_r"', '"name_l"'],
  ['"name_l"', '"other_r"'],
  ['lower("name_l")', 'lower("name_r")'],
  ['"date_l"', '"date_r"'],
);
const atom = fc.oneof(
  fc.constantFrom(
    '"name_l" = "name_r"',
    '"name_l" = "other_r"',
    '"name_r" <> "other_l"',
    '"name_l" is not distinct from "other_r"',
    '"name_l" is distinct from "name_r"',
    'substr("code_l", 1, 3) = substr("code_r", 1, 3)',
    "nullif(regexp_extract(\"code_l\", '^[A-Z]{2}[0-9] [0-9]', 0), '') = nullif(regexp_extract(\"code_r\", '^[A-Z]{2}[0-9] [0-9]', 0), '')",
    '"name_l" is null or "name_r" is null',
    '"code_l" is null',
    '"code_r" is not null',
    '"name_l" = \'ANNA\'',
    "\"name_r\" in ('ANNA', 'ANN')",
    '"name_l" like \'A%\'',
    '"flag_l"',
    '"flag_l" = "flag_r"',
    'not "flag_r"',
    '"number_l" = "number_r"',
    '"number_l" = "count_r"',
    '"number_l" < "number_r"',
    '"count_l" > 3',
    'abs("number_l" - "number_r") <= 5',
    'abs("count_l" - "count_r") < 2',
    '(abs("number_l" - "number_r") / (case when "number_r" > "number_l" then "number_r" else "number_l" end)) < 0.1',
    'cast("number_l" * 1.1 as float) >= 1.1 * "number_r"',
    'greatest("number_l", "number_r", 1) >= least("count_l", "count_r")',
    'coalesce("number_l", "count_r", 0) > 1',
    'abs(epoch(try_strptime("date_l", \'%Y-%m-%d\')) - epoch(try_strptime("date_r", \'%Y-%m-%d\'))) <= 2629800.0',
    'cast(acos(case when (sin(radians("number_l")) * sin(radians("number_r")) + cos(radians("number_l")) * cos(radians("number_r")) * cos(radians("count_r" - "count_l"))) > 1 then 1 when (sin(radians("number_l")) * sin(radians("number_r")) + cos(radians("number_l")) * cos(radians("number_r")) * cos(radians("count_r" - "count_l"))) < -1 then -1 else (sin(radians("number_l")) * sin(radians("number_r")) + cos(radians("number_l")) * cos(radians("number_r")) * cos(radians("count_r" - "count_l"))) end) * 6371 as float) <= 500',
    'array_length(list_intersect("words_l", "words_r")) >= 1',
    'array_length(list_intersect("words_l", "more_r")) >= 2',
    'list_contains("words_l", "name_r")',
    'list_contains("words_l", "other_r") or list_contains("words_r", "other_l")',
    'list_has_any("words_l", "more_r")',
    '"words_l" = "words_r"',
    'least(array_length("words_l"), array_length("words_r")) <> 0 and array_length(list_intersect("words_l", "words_r")) = least(array_length("words_l"), array_length("words_r"))',
    'list_min(list_transform(flatten(list_transform("words_l", x -> list_transform("words_r", y -> [x, y]))), p -> levenshtein(p[1], p[2]))) <= 1',
    'list_max(list_transform(flatten(list_transform("words_l", x -> list_transform("more_r", y -> [x, y]))), p -> jaro_winkler_similarity(p[1], p[2]))) >= 0.8',
    'array_cosine_similarity("vector_l", "vector_r") >= 0.9',
    'greatest(jaro_winkler_similarity("name_l", "name_r"), jaro_winkler_similarity("other_l", "other_r")) > 0.8',
    'one_edit("name_l", "name_r")',
    'is_initial("name_l", "other_r")',
    'day_month_swapped("date_l", "date_r")',
    'same_precision("date_l", "date_r")',
    'token_set_similarity("name_l", "name_r") >= 0.5',
    '"name_l" || "code_l" = "name_r" || "code_r"',
    'null',
    'true',
    '1 = 2',
    '"name_l" in "words_r"',
    '"other_r" not in "words_l"',
    '"count_l" // 2 = "count_r" // 2',
    '("number_l" - "number_r") ** 2 <= 25',
    'isnan("number_l") and isnan("number_r")',
    'list_position("words_l", "name_r") = 1',
    'array_to_string("words_l", \' \') = array_to_string("more_r", \' \')',
    'list_unique("words_l") > list_unique("words_r")',
    '1',
    '0',
    "'yes'",
    '"count_l"',
    '"number_r"',
    '"count_l" - "count_r"',
    'levenshtein("name_l", "name_r")',
    'array_length(list_intersect("words_l", "words_r"))',
    'array_length("words_r") - 1',
    'coalesce("number_l", "count_r", 0)',
    'case when "name_l" = "name_r" then 2 when "flag_l" then 0 end',
    "case when \"count_l\" then 'true' else 'no' end",
    'list_filter("vector_l", x -> x) = "vector_l"',
  ),
  fc.tuple(comparator, texts, order, bar).map(([fn, [x, y], op, value]) => `${fn}(${x}, ${y}) ${op} ${value}`),
);
const condition = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('any'), tie('any')).map(([x, y]) => `(${x}) and (${y})`),
    fc.tuple(tie('any'), tie('any')).map(([x, y]) => `(${x}) or (${y})`),
    tie('any').map((x) => `not (${x})`),
  ),
})).any;
const pairNumbers = fc.constantFrom(
  'abs("number_l" - "number_r")',
  'abs("number_r" - "count_l")',
  'abs("count_l" - "count_r")',
  'abs(epoch(try_strptime("date_l", \'%Y-%m-%d\')) - epoch(try_strptime("date_r", \'%Y-%m-%d\')))',
  'abs(try_strptime("date_l", \'%Y-%m-%d\') - try_strptime("date_r", \'%Y-%m-%d\'))',
  "date_diff('month', try_strptime(\"date_l\", '%Y-%m-%d'), try_strptime(\"date_r\", '%Y-%m-%d'))",
  '"number_l" - "count_r"',
  'abs("number_l" - "number_r") / "number_r"',
  'cast("number_l" * 1.1 as float)',
  'cast("number_l" * "number_r" as float)',
);
const numberBars = fc.constantFrom('0', '1', '1.5', '50', '0.1', '-5', '58.3', '86400.0', '2629800.0', '31557600.0');
const modes = fc.constantFrom<CountedBy>('code_points', 'bytes');

function tableOf(rows: readonly Row[]): RecordTable {
  const each = Int32Array.from(rows.keys());
  const columns = new Map<string, Column>();
  for (const [column, type] of Object.entries(TYPES))
    columns.set(
      column,
      columnOfValues(
        each,
        rows.map((one) => one[column as keyof Row] as ColumnValue),
        type,
      ),
    );
  const ids = columnOfValues(
    each,
    rows.map((_, k) => String(k)),
    'text',
  );
  return { size: rows.length, sources: ['a'], sourceOf: new Uint16Array(rows.length), uniqueIds: ids, columns };
}

const comparisonOf = (conditions: readonly Expression[]): PlannedComparison => ({
  name: 'one',
  describes: 'one',
  levels: [...conditions, null].map((one, k) => ({
    condition: one,
    label: `level ${k}`,
    gamma: conditions.length - k,
    m: null,
    u: null,
    fixM: false,
    fixU: false,
    termFrequency: null,
  })),
});

function planOf(comparisons: readonly PlannedComparison[], countedBy: CountedBy): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy,
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.1,
    comparisons,
    rules: [],
    training: null,
    convergence: 0.0001,
    iterations: 25,
    additionalColumns: [],
  };
}

function chunkOf(size: number) {
  const chunk = emptyChunk();
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      chunk.a[chunk.count] = i;
      chunk.b[chunk.count] = j;
      chunk.count++;
    }
  return chunk;
}

function truthOf(one: Expression, rows: readonly Row[], i: number, j: number, countedBy: CountedBy): boolean {
  const read = (at: number) => (column: string) => oneZero(rows[at]?.[column as keyof Row] as ColumnValue);
  const typeOf = (column: string) => TYPES[column as keyof typeof TYPES];
  return conditionOf(one, { countedBy, typeOf })({ l: read(i), r: read(j) }) === true;
}

/** The two zeros are equal, so a column holds one of them. */
const oneZero = (value: ColumnValue): ColumnValue => (typeof value === 'number' ? value + 0 : value);

const rows = fc.array(row, { minLength: 1, maxLength: 7 });

describe('a compiled condition', () => {
  it('keeps the pairs for which the interpreter says true, in their order', () => {
    fc.assert(
      fc.property(rows, condition, modes, (some, text, countedBy) => {
        const one = parseExpression(text, 'level');
        const prepared = prepare(tableOf(some), planOf([], countedBy), [one]);
        const chunk = chunkOf(some.length);
        const at = Int32Array.from({ length: chunk.count }, (_, p) => p).filter((p) => p % 5 !== 3);
        const kept = compileCondition(prepared, one, countedBy)(chunk, at, at.length, at.slice());
        const out = at.slice();
        expect(compileCondition(prepared, one, countedBy)(chunk, out, at.length, out)).toBe(kept);
        const known = at.filter((p) => truthOf(one, some, chunk.a[p] as number, chunk.b[p] as number, countedBy));
        expect([...out.subarray(0, kept)]).toEqual([...known]);
      }),
      { numRuns: 800 },
    );
  });
});

describe('a compiled comparison', () => {
  it('gives each pair the gamma of the first level that the interpreter says is true, and leaves others alone', () => {
    const levels = fc.oneof(
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      fc
        .constantFrom(
          ['"name_l" is null or "name_r" is null', '"name_l" = "name_r"'],
          ['"name_l" = "name_r"'],
          [],
          ['"code_l" is null or "code_r" is null', '"code_l" = "code_r"', 'substr("code_l", 1, 3) = substr("code_r", 1, 3)'],
        )
        .chain((start) =>
          fc
            .tuple(comparator, texts, fc.array(fc.tuple(order, bar), { minLength: 1, maxLength: 3 }), fc.array(atom, { maxLength: 1 }))
            .map(([fn, [x, y], bars, more]) => [...start, ...bars.map(([op, value]) => `${fn}(${x}, ${y}) ${op} ${value}`), ...more]),
        ),
      fc
        .tuple(
          fc.array(atom, { maxLength: 1 }),
          pairNumbers,
          fc.array(fc.tuple(order, numberBars), { minLength: 1, maxLength: 3 }),
          fc.array(atom, { maxLength: 1 }),
        )
        .map(([start, of, bars, more]) => [...start, ...bars.map(([op, value]) => `${of} ${op} ${value}`), ...more]),
    );
    fc.assert(
      fc.property(rows, levels, modes, (some, texts, countedBy) => {
        const conditions = texts.map((text) => parseExpression(text, 'level'));
        const comparison = comparisonOf(conditions);
        const prepared = prepare(tableOf(some), planOf([comparison], countedBy));
        const chunk = chunkOf(some.length);
        const at = Int32Array.from({ length: chunk.count }, (_, p) => p).filter((p) => p % 5 !== 3);
        const gammas = new Int8Array(chunk.count).fill(77);
        compileComparison(prepared, comparison, countedBy)(chunk, at, at.length, gammas, new Int32Array(chunk.count));
        const known = Array.from(gammas, (_, p) => {
          if (p % 5 === 3) return 77;
          const held = conditions.findIndex((one) => truthOf(one, some, chunk.a[p] as number, chunk.b[p] as number, countedBy));
          return held < 0 ? 0 : conditions.length - held;
        });
        expect([...gammas]).toEqual(known);
      }),
      { numRuns: 1200 },
    );
  });
});
