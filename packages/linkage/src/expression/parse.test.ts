import { DeclarationError } from '@golden-thread/shapes/errors';
import { describe, expect, test } from 'vitest';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse.ts';
import { keyOf, printExpression } from './print.ts';

const DISTANCE = `
  cast(
    acos(
      case
        when (sin( radians("lat_l") ) * sin( radians("lat_r") ) + cos( radians("lat_l") )) > 1 then 1
        when (sin( radians("lat_l") )) < -1 then -1
        else (sin( radians("lat_l") ))
      end
    ) * 6371
  as float) <= 10`;

const column = (name: string, side: 'l' | 'r' | null): Expression => ({ kind: 'column', name, side });
const level = (text: string) => printExpression(parseExpression(text, 'level'), 'level');

describe('a condition', () => {
  test('has quoted, back-ticked and bare columns, and the suffix says the side', () => {
    const expected = { kind: 'binary', op: '=', left: column('first name', 'l'), right: column('first_name', 'r') };
    expect(parseExpression('"first name_l" = first_name_r', 'level')).toEqual(expected);
    expect(parseExpression('`first name_l` = FIRST_NAME_r', 'level')).toEqual({ ...expected, right: column('FIRST_NAME', 'r') });
  });

  test('of a blocking rule names the record before the column', () => {
    expect(parseExpression('l."first name" = r.dob', 'rule')).toEqual({
      kind: 'binary',
      op: '=',
      left: column('first name', 'l'),
      right: column('dob', 'r'),
    });
    expect(parseExpression('lower("a") || b', 'record')).toEqual({
      kind: 'binary',
      op: '||',
      left: { kind: 'call', name: 'lower', args: [column('a', null)] },
      right: column('b', null),
    });
  });

  test.each([
    ['a_l = 1 or a_l = 2 and not a_r = 3', '"a_l" = 1 OR "a_l" = 2 AND NOT "a_r" = 3'],
    ['(a_l = 1 or a_l = 2) and a_r = 3', '("a_l" = 1 OR "a_l" = 2) AND "a_r" = 3'],
    ['a_l - (b_l - c_l) - 1 * 2', '"a_l" - ("b_l" - "c_l") - 1 * 2'],
    ['a_l || b_l = a_r || b_r', '"a_l" || "b_l" = "a_r" || "b_r"'],
    ['not a_l is null', 'NOT ("a_l" IS NULL)'],
    ['a_l = b_l is true', 'coalesce("a_l" = "b_l", FALSE)'],
    ['a_l is not false', 'coalesce("a_l", TRUE)'],
    ['a_l is false', 'NOT coalesce("a_l", TRUE)'],
    ['a_l not between 1 and 2 and b_l', 'NOT ("a_l" >= 1 AND "a_l" <= 2) AND "b_l"'],
    ["a_l not ilike 'x%'", '"a_l" NOT ILIKE \'x%\''],
    ["a_l in ('it''s', null)", "\"a_l\" IN ('it''s', NULL)"],
    ['a_l != -1.50 -- a remark\n /* and more */', '"a_l" <> -1.5'],
    ["a_l::varchar(20) = date '2020-01-01'", 'CAST("a_l" AS VARCHAR) = CAST(\'2020-01-01\' AS DATE)'],
    ['try_cast(a_l as double precision) is not distinct from 1e3', 'TRY_CAST("a_l" AS DOUBLE) IS NOT DISTINCT FROM 1000'],
    ['a_l::decimal(10, 2) = 1', 'round(CAST("a_l" AS DOUBLE), 2) = 1'],
    ["a_l > a_r - interval '2 days'", '"a_l" > "a_r" + INTERVAL (-2) day'],
    ['case a_l when 1 then 2 else 3 end', 'CASE WHEN "a_l" = 1 THEN 2 ELSE 3 END'],
    ['a_l[1] = a_r[-1] and a_l[1:3] = a_r[2:]', '"a_l"[1] = "a_r"[-1] AND array_slice("a_l", 1, 3) = array_slice("a_r", 2, -1)'],
    ['a_l && a_r', 'list_has_any("a_l", "a_r")'],
    [
      'jaro_winkler(a_l, a_r) > .5 and LEN(a_l) = 1 and datediff(a_l, a_r) < 2',
      'jaro_winkler_similarity("a_l", "a_r") > 0.5 AND length("a_l") = 1 AND date_diff(\'day\', "a_r", "a_l") < 2',
    ],
    ['list_transform(a_l, (X) -> x || y_l)', 'list_transform("a_l", lambda x: x || "y_l")'],
    ['list_transform(a_l, lambda x, i: x[i])', 'list_transform("a_l", lambda x, i: x[i])'],
    ['year(a_l) = extract(month from a_r)', 'date_part(\'year\', "a_l") = date_part(\'month\', "a_r")'],
    ['if(a_l, list_value(1), array[2])', 'CASE WHEN "a_l" THEN [1] ELSE [2] END'],
  ])('%s is %s', (text, printed) => {
    expect(level(text)).toBe(printed);
    expect(level(printed)).toBe(printed);
  });

  test("of Splink's demonstrations reads as one of a distance", () => {
    expect(parseExpression(DISTANCE, 'level')).toMatchObject({ kind: 'binary', op: '<=', left: { kind: 'call', name: 'as_float' } });
  });

  test('has one key for both records', () => {
    const condition = parseExpression('SUBSTRING(l.a, 1, 3) = substr(r."a", 1, 3)', 'rule');
    if (condition.kind !== 'binary') throw new Error('not a comparison');
    expect(keyOf(condition.left)).toBe('substr("a", 1, 3)');
    expect(keyOf(condition.right)).toBe(keyOf(condition.left));
    expect(keyOf(column('my "own"', 'l'))).toBe('"my ""own"""');
  });
});

describe('what cannot be read', () => {
  test.each([
    ['', 'expected a value, a column or a function at character 1 of the expression, found the end'],
    ['a_l = ', 'expected a value, a column or a function at character 7 of the expression, found the end'],
    ['a_l = b_r c_l', 'expected an operator or the end at character 11 of the expression, found c_l'],
    ['(a_l = b_r', 'expected ) at character 11'],
    ["a_l = 'x", "the ' at character 7 of the expression is never closed"],
    ['a_l = "x', 'the " at character 7'],
    ['a_l /* x', 'the comment at character 5'],
    ['a_l ? b_r', 'character 5 of the expression begins nothing that is known'],
    ['soundex(a_l) = 1', 'calls soundex, a function that is not known'],
    ['lower(a_l, b_l) = 1', 'calls lower with 2 arguments; it takes 1'],
    ['a = b_r', 'has column "a", which does not say whose record it is of'],
    ['l.a = r.a', 'names l.a'],
    ['""= 1', 'names a column without a name'],
    ['select 1', 'found select'],
    ['a_l = (select 1)', 'found select'],
    ['a_l in ()', 'expected at least one value'],
    ['a_l is 3', 'expected NULL, TRUE, FALSE or DISTINCT FROM at character 8'],
    ['cast(a_l as blob)', 'expected a type'],
    ['a_l + interval 1 fortnight', 'expected a unit'],
    ["a_l + interval 'soon'", 'has an interval that cannot be read'],
    ['case end', 'expected'],
    ['case else 1 end', 'expected'],
    ['list_transform(a_l, a_r)', 'calls list_transform with no lambda'],
    ['lower(x -> x)', 'calls lower with a lambda'],
    ["regexp_extract(a_l, '(?=x)')", 'gives regexp_extract an argument 2 that it does not know'],
    ['regexp_extract(a_l, a_r)', 'an argument 2 that is worked out'],
    ["strptime(a_l, '%Q')", 'gives strptime an argument 2 that it does not know'],
    ["date_part('aeon', a_l)", 'gives date_part an argument 1 that it does not know'],
    ['a_l = 99999999999999999999', 'has a number too large'],
    ['a_l = 1e999', 'has a number too large'],
  ])('%s', (text, message) => {
    expect(() => parseExpression(text, 'level', 'Level 1 of comparison "x"')).toThrow(DeclarationError);
    expect(() => parseExpression(text, 'level', 'Level 1 of comparison "x"')).toThrow(message);
    expect(() => parseExpression(text, 'level', 'Level 1 of comparison "x"')).toThrow('Level 1 of comparison "x": ');
  });

  test.each([
    ['levenstein(a_l, a_r) < 2', 'Did you mean levenshtein? All functions are in docs/generated/linkage-functions.md.'],
    ['soundex(a_l) = 1', 'All functions are in docs/generated/linkage-functions.md.'],
    ['a_l = = a_r', expect.stringContaining('docs/generated/linkage-functions.md')],
  ])('%s: what to do is said', (text, remedy) => {
    expect(() => parseExpression(text, 'level')).toThrow(expect.objectContaining({ remedy }));
  });

  test.each([
    ['parentheses', '('.repeat(90_000)],
    ['negations', 'not '.repeat(20_000)],
    ['signs', '- '.repeat(40_000)],
    ['brackets', '['.repeat(90_000)],
    ['calls', 'lower('.repeat(15_000)],
    ['branches', 'case when '.repeat(9_000)],
    ['lambdas', 'list_transform(a_l, x -> '.repeat(4_000)],
    ['alternatives', `${'a_l or '.repeat(14_000)}a_l`],
    ['places in lists', `a_l${'[1]'.repeat(30_000)}`],
    ['casts', `a_l${'::int'.repeat(15_000)}`],
    ['intervals', `a_l${' + interval 1 day'.repeat(5_000)}`],
    ['opened comments', '/*'.repeat(40_000)],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['half quotes', "'".repeat(99_999)],
  ])('ends in one clear error however long: %s', (_, text) => {
    expect(() => parseExpression(text, 'level')).toThrow(DeclarationError);
  });
});
