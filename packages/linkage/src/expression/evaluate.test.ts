import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { describe, expect, test } from 'vitest';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { conditionOf, evaluate, evaluatorOf } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import { printExpression } from './print.ts';

type Recorded = string | number | boolean | null | { readonly number: string } | readonly Recorded[];

interface RecordedGroup {
  readonly types: readonly ColumnType[];
  readonly rows: readonly (readonly Recorded[])[];
  readonly expressions: readonly {
    readonly expression: string;
    readonly printed: string;
    readonly answers: readonly Recorded[] | string;
  }[];
}

/** What DuckDB 1.5.6 answers otherwise than 2.0.1, which we follow. */
const ONLY_BEFORE_2: ReadonlySet<string> = new Set([
  'split(x, y) of ["",""]',
  'list_contains(x, y[1]) of [[],[]]',
  `try_strptime(x, '%Y-%j') of ["2021-366"]`,
  'try_cast(x as date) of ["2020-01-02x"]',
  'try_cast(x as timestamp) of ["2020-01-02 05:06+01"]',
]);
/** Another order of adding up, another library's sine. */
const LAST_DIGITS = 1e-12;

function recordedBy(version: string): RecordedGroup[] {
  return JSON.parse(gunzipSync(readFileSync(new URL(`./recorded/expressions-${version}.json.gz`, import.meta.url))).toString('utf8'));
}

function recordedValue(recorded: Recorded): ColumnValue {
  if (Array.isArray(recorded)) return recorded.map(recordedValue);
  if (typeof recorded !== 'object' || recorded === null) return recorded as ColumnValue;
  const { number } = recorded as { readonly number: string };
  return Number(number.replace('inf', 'Infinity'));
}

function isAlike(ours: ColumnValue, theirs: ColumnValue): boolean {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    if (Number.isNaN(ours) || Number.isNaN(theirs) || !Number.isFinite(theirs)) return Object.is(ours, theirs);
    return Math.abs(ours - theirs) <= LAST_DIGITS * Math.max(1, Math.abs(theirs));
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.length === theirs.length && ours.every((one, k) => isAlike(one, theirs[k]));
  }
  return ours === theirs;
}

describe.each([
  ['2.0.1', 'code_points'],
  ['1.5.6', 'bytes'],
] as const)('DuckDB %s, counting %s', (version, countedBy) => {
  const groups = recordedBy(version);

  test.each(groups.map((group) => [group.types.join(', '), group] as const))(
    'answers as we do over %s',
    (_, { types, rows, expressions }) => {
      const typeOf = (name: string) => types[name === 'x' ? 0 : 1] ?? null;
      const differing: string[] = [];
      for (const { expression, printed, answers } of expressions) {
        const parsed = parseExpression(expression, 'record');
        expect(printExpression(parsed, 'record')).toBe(printed);
        const evaluator = evaluatorOf(parsed, { countedBy: countedBy satisfies CountedBy, typeOf });
        rows.forEach((row, k) => {
          const self = (name: string) => recordedValue(row[name === 'x' ? 0 : 1] ?? null);
          const [ours, theirs] = [evaluator({ self }), recordedValue(answers[k] ?? null)];
          const asked = `${expression} of ${JSON.stringify(row)}`;
          if (version === '1.5.6' && ONLY_BEFORE_2.has(asked)) return;
          if (!isAlike(ours, theirs)) differing.push(`${asked}: ${String(ours)}, not ${JSON.stringify(answers[k])}`);
        });
      }
      expect(differing).toEqual([]);
    },
  );
});

/** An expression of a pair whose left and right record have one column, a. */
function answer(
  text: string,
  l: ColumnValue,
  r: ColumnValue,
  type: ColumnType | null = null,
  countedBy: CountedBy = 'code_points',
): ColumnValue {
  return evaluate(parseExpression(text, 'level'), { l: () => l, r: () => r }, { countedBy, typeOf: () => type });
}

describe('what DuckDB has not', () => {
  test.each([
    ['one_edit(a_l, a_r)', 'smith', 'smiht', true],
    ['one_edit(a_l, a_r)', 'smith', 'smithe', true],
    ['one_edit(a_l, a_r)', 'smith', 'smith', false],
    ['one_edit(a_l, a_r)', 'ca', 'abc', false],
    ['is_initial(a_l, a_r)', 'j', 'john', true],
    ['is_initial(a_l, a_r)', 'john', 'j', true],
    ['is_initial(a_l, a_r)', 'jo', 'john', false],
    ['is_initial(a_l, a_r)', '', 'john', false],
    ['day_month_swapped(a_l, a_r)', '2001-02-05', '2001-05-02', true],
    ['day_month_swapped(a_l, a_r)', '2001-02-05', '2002-05-02', false],
    ['day_month_swapped(a_l, a_r)', '2001-02', '2001-02', false],
    ['same_precision(a_l, a_r)', '2001', '2001-05-02', true],
    ['same_precision(a_l, a_r)', '2001-05', '2001-06-02', false],
    ['same_precision(a_l, a_r)', '2001', 'soon', null],
    ['date_precision(a_l) + date_precision(a_r)', '2001-05', '2001-05-02', 5],
    ['token_set_similarity(a_l, a_r)', "Maria del O'Hara", "O'Hara Maria", 1],
    ['token_set_similarity(a_l, a_r)', 'Anna-Lena Berg', 'Berg Lena Karin', 2 / 3],
    ['token_set_similarity(a_l, a_r)', '', 'Berg', 0],
    ['any_of(a_l, a_r)', 'x', ['y', 'x', null], ['x', 'y']],
    ['any_of(a_l, a_r)', null, ['y'], ['y']],
    ['any_of(a_l, a_r)', null, null, null],
    ['jaccard(a_l, a_r)', '', 'ab', 0],
    ['one_edit(a_l, a_r)', null, 'ab', null],
  ] as const)('%s of %s and %s is %s', (text, l, r, expected) => {
    expect(answer(text, l, r)).toEqual(expected);
  });

  test('months lie between two dates as Spark counts them', () => {
    const day = (text: string) => Date.parse(text) / 1000;
    expect(answer('months_between(a_l, a_r)', day('1997-02-28T10:30:00Z'), day('1996-10-30'), 'timestamp')).toBe(3.94959677);
    expect(answer('months_between(a_l, a_r)', day('2020-02-29'), day('2020-01-31'), 'date')).toBe(1);
  });
});

describe('an integer of fewer than 64 bits', () => {
  // As DuckDB 2.0.1 answers: an NHS number is no INTEGER.
  test.each([
    ['try_cast(a_l as integer) = try_cast(a_r as integer)', '4505577104', '4505577104', null],
    ['try_cast(a_l as integer) = try_cast(a_r as integer)', '2147483647', '2147483647', true],
    ['try_cast(a_l as bigint) = try_cast(a_r as bigint)', '4505577104', '4505577104', true],
    ['try_cast(a_l as tinyint) is null', '300', null, true],
    ['try_cast(a_l as smallint) is null', '40000', null, true],
    ['try_cast(a_l as smallint) is null', '-32768', null, false],
    ['try_cast(a_l as utinyint) is null', '-1', null, true],
  ] as const)('%s of %s and %s is %s', (text, l, r, expected) => {
    expect(answer(text, l, r, 'text')).toBe(expected);
    const parsed = parseExpression(text, 'level');
    expect(parseExpression(printExpression(parsed, 'level'), 'level')).toEqual(parsed);
  });

  test('does not hold what is too large for it', () => {
    expect(() => answer('cast(a_l as integer) = 5', '4505577104', null, 'text')).toThrow(/integer throughout/);
  });
});

describe('a value of another type than an expression needs', () => {
  test.each([
    ['abs(a_l - a_r) <= 5', 'l."a" - r."a" needs a number'],
    ['levenshtein(a_l, 5) <= 5', 'levenshtein(l."a", 5) needs text'],
    ['a_l = 5', 'l."a" = 5 needs two values of one type'],
    ['epoch(a_l) = 5', 'epoch(l."a") needs a date'],
    ['array_length(a_l) = 5', 'needs a list'],
    ['a_l and a_r', 'l."a" needs a condition'],
    ['cast(a_l as bigint) = 5', 'needs values that are integer throughout'],
    ["strptime(a_l, '%Y') = a_r", 'needs texts in its format throughout'],
    ["regexp_extract(a_l, 'p', 1) = 'p'", 'needs a group that the pattern has'],
  ])('is an error that names the part and no value: %s', (text, message) => {
    const run = () => answer(text, 'private', 'private');
    expect(run).toThrow(DeclarationError);
    expect(run).toThrow(message);
    expect(run).not.toThrow('private');
  });

  test('is a date where its column has dates: texts written out are dates then, and days are counted', () => {
    expect(answer("a_l = '1970-01-02' and a_l - a_r = 1", 86_400, 0, 'date')).toBe(true);
    expect(answer("a_l::varchar || '!'", 86_400, 0, 'date')).toBe('1970-01-02!');
  });

  test('does not matter where the expression is never asked', () => {
    expect(answer('a_l is null or a_l - a_r < 1', null, 'x')).toBe(true);
  });
});

// As DuckDB 2.0.1 and 1.5.6 answer; of a division of whole numbers by 0, which is an error there, null as of a remainder.
test.each<readonly [string, ColumnValue]>([
  ['7 // 2', 3],
  ['-7 // 2', -3],
  ['7.5 // 2', 3.75],
  ['7 // 0', null],
  ['6 // 4 * 2', 2],
  ['2 ** 3 ** 2', 64],
  ['2 ^ 3', 8],
  ['-2 ** 2', 4],
  ['2 * 3 ** 2', 18],
  ['2 ** -1', 0.5],
  ['10 - 2 - 3', 5],
  ['8 / 2 / 2', 2],
  ["isnan(cast('nan' as double))", true],
  ['isnan(1)', false],
  ["isinf(cast('-inf' as double))", true],
  ["isfinite(cast('nan' as double))", false],
  ['isnan(null)', null],
  ['2 in [1, 2]', true],
  ["'a' in ['b']", false],
  ["'a' not in ['b', null]", true],
  ['1 + 1 in [2]', true],
  ['null in [1]', null],
  ['1 in [null, 2]', false],
  ['not 1 in [1]', false],
  ["list_position(['a', 'b'], 'b')", 2],
  ["list_position(['a'], 'z')", null],
  ["list_position(['a', null], null)", 2],
  ["list_position(null, 'a')", null],
  ["array_to_string(['a', null, 'b'], '-')", 'a-b'],
  ["array_to_string([true], ',')", 'true'],
  ["array_to_string([1.5, null], ',')", '1.5'],
  ["list_unique(['a', 'a', null])", 1],
  ['list_unique([])', 0],
  ['list_unique(null)', null],
])('%s is %s', (text, expected) => {
  const parsed = parseExpression(text, 'level');
  expect(evaluate(parsed, {}, { countedBy: 'code_points' })).toEqual(expected);
  expect(parseExpression(printExpression(parsed, 'level'), 'level')).toEqual(parsed);
});

describe('a condition that is no truth value', () => {
  // As DuckDB 2.0.1 answers `case when … then 1 else 0 end`.
  test.each([
    ['1', true],
    ['0', false],
    ['-0.5', true],
    ["'yes'", true],
    ["'T'", true],
    ["'0'", false],
    ["not 'n'", true],
    ['null', null],
    ['1 and null', null],
    ["'no' or 2", true],
  ])('is cast to one: %s is %s', (text, expected) => {
    expect(conditionOf(parseExpression(text, 'level'), { countedBy: 'code_points' })({})).toBe(expected);
  });

  test('is true of a number that is none', () => {
    const ask = conditionOf(parseExpression('a_l', 'level'), { countedBy: 'code_points' });
    expect([Number.NaN, 0, -1].map((value) => ask({ l: () => value }))).toEqual([true, false, true]);
  });

  test.each([
    ['a_l', 'private', 'text'],
    ['a_l', ' true ', 'text'],
    ['a_l', 86_400, 'date'],
    ['a_l', ['x'], 'text[]'],
  ] as const)('is an error where it cannot be cast: %s of %s', (text, value, type) => {
    const ask = conditionOf(parseExpression(text, 'level'), { countedBy: 'code_points', typeOf: () => type });
    expect(() => ask({ l: () => value })).toThrow('needs a condition');
  });
});

test('texts are compared by code points, not by UTF-16 units', () => {
  expect(answer('a_l < a_r', '\uFFFD', '\u{1F600}')).toBe(true);
  expect(answer('a_l > a_r', 'ab', 'a')).toBe(true);
});

test('an inner lambda hides the parameter of an outer one, and gives it back', () => {
  expect(answer('list_transform(a_l, x -> list_transform(a_r, x -> x)[1] || x)', ['a', 'b'], ['c'])).toEqual(['ca', 'cb']);
});
