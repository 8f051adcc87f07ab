import type { Column, ColumnValue } from '@golden-thread/shapes/columns';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../expression/parse.ts';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import { columnOfValues } from './column-of-values.ts';
import { columnOf, prepare, sharedIds } from './prepare.ts';
import type { RecordTable } from './prepared.ts';
import { readerOf } from './values.ts';

type Cells = Readonly<Record<string, readonly ColumnValue[]>>;

function records(cells: Cells): RecordTable {
  const size = Object.values(cells)[0]?.length ?? 0;
  const each = Int32Array.from({ length: size }, (_, i) => i);
  const columns = new Map<string, Column>(Object.entries(cells).map(([name, values]) => [name, columnOfValues(each, values, null)]));
  const uniqueIds = columnOfValues(each, Array.from(each, String), 'text');
  return { size, sources: ['a'], sourceOf: new Uint16Array(size), uniqueIds, columns };
}

function planWith(levels: readonly string[], more: Partial<LinkagePlan> = {}): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.1,
    comparisons: [
      {
        name: 'the comparison',
        describes: 'the comparison',
        levels: levels.map((text, k) => ({
          condition: parseExpression(text, 'level'),
          label: `level ${k}`,
          gamma: k,
          m: null,
          u: null,
          fixM: false,
          fixU: false,
          termFrequency: null,
        })),
      },
    ],
    rules: [],
    training: null,
    convergence: 0.0001,
    iterations: 25,
    additionalColumns: [],
    ...more,
  };
}

function valuesOf(column: Column): ColumnValue[] {
  const read = readerOf(column);
  return Array.from(column.ids, (id) => read(id));
}

const rule = (text: string, explode: readonly string[] = []) => ({ text, condition: parseExpression(text, 'rule'), explode });

describe('prepared records', () => {
  it('have every expression of one record, worked out for each record', () => {
    const plan = planWith(
      ['lower("name_l") = lower("name_r")', '"name_l" || "code_l" = "name_r" || "code_r"', '"code_l" = \'1\' and "code_r" = \'1\''],
      {
        rules: [rule('substr(l.name, 1, 1) = substr(r.name, 1, 1)')],
      },
    );
    const prepared = prepare(records({ name: ['ANN', null, 'BOB', 'ANN'], code: ['1', '2', null, '2'] }), plan, [
      parseExpression('upper(code)', 'record'),
    ]);
    const of = (text: string) => valuesOf(columnOf(prepared, parseExpression(text, 'record')));
    expect(of('lower(name)')).toEqual(['ann', null, 'bob', 'ann']);
    expect(of('name || code')).toEqual(['ANN1', null, null, 'ANN2']);
    expect(of("code = '1'")).toEqual([true, false, null, false]);
    expect(of('substr(name, 1, 1)')).toEqual(['A', null, 'B', 'A']);
    expect(of('upper(code)')).toEqual(['1', '2', null, '2']);
    expect(of('name')).toEqual(['ANN', null, 'BOB', 'ANN']);
  });

  it('say which expression was not worked out', () => {
    const prepared = prepare(records({ name: ['ANN'] }), planWith(['"name_l" = "name_r"']));
    expect(() => columnOf(prepared, parseExpression('lower(name)', 'record'))).toThrow('was not worked out');
  });

  it('name the column that is missing and the level that reads it', () => {
    expect(() => prepare(records({ name: ['ANN'] }), planWith(['"nmae_l" = "nmae_r"']))).toThrow(
      "Column nmae, which level 'level 0' of comparison the comparison reads, is not among the records' columns.",
    );
  });

  it('read a text column as numbers or dates where an expression needs them, if all of its values are', () => {
    const plan = planWith(['abs("age_l" - "age_r") <= 5', 'abs(epoch("born_l") - epoch("born_r")) <= 86400']);
    const prepared = prepare(records({ age: ['7', null, '11'], born: ['1970-01-02', '1970-01-01', null] }), plan);
    const of = (text: string) => valuesOf(columnOf(prepared, parseExpression(text, 'record')));
    expect(of('age')).toEqual([7, null, 11]);
    expect(of('epoch(born)')).toEqual([86_400, 0, null]);
  });

  it('say which column does not fit, never its value', () => {
    const wrong = () => prepare(records({ age: ['7', 'SECRET'] }), planWith(['abs("age_l" - "age_r") <= 5']));
    expect(wrong).toThrow("Column age is needed as number by level 'level 0' of comparison the comparison");
    expect(wrong).not.toThrow('SECRET');
  });

  it('say before any pair is made which level or rule cannot take a type, never a value', () => {
    const cells: Cells = { age: [7.5, null, 77_777], name: [null, 'SECRET', 'ANN'], tags: [null, ['SECRET'], []] };
    const place = "Level 'level 0' of comparison the comparison: ";
    const told = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    };
    for (const [level, says] of [
      ['levenshtein("age_l", "age_r") <= 1', 'levenshtein(l."age", r."age") needs text and was given something else.'],
      [
        '"name_l" = \'\' and levenshtein("age_l", "name_r") <= 1',
        'levenshtein(l."age", r."name") needs text and was given something else.',
      ],
      ['"age_l" = "name_r"', 'l."age" = r."name" needs two values of one type and was given something else.'],
      ['list_has_any("name_l", "tags_r")', 'list_has_any(l."name", r."tags") needs a list and was given something else.'],
    ] as const)
      expect(told(() => prepare(records(cells), planWith([level])))).toBe(`${place}${says}`);
    const byRule = told(() =>
      prepare(
        records(cells),
        planWith([], { rules: [rule('substr(l.tags, 1, 1) = substr(r.tags, 1, 1) and lower(l.age) = lower(r.age)')] }),
      ),
    );
    expect(byRule).toMatch(/^Blocking rule .*: substr\(.*needs text/);
    const cast = told(() => prepare(records(cells), planWith([], { rules: [rule('cast(l.name as integer) = cast(r.name as integer)')] })));
    expect(cast).toMatch(/^Blocking rule .*CAST\(.*needs values that are integer throughout/);
    expect([byRule, cast].join()).not.toContain('SECRET');
    const guarded = planWith(['list_filter("tags_l", x -> length(x) > 1) = "tags_r" or coalesce("name_l", \'\') = "name_r"']);
    expect(told(() => prepare(records(cells), guarded))).toBe('');
  });

  it('take a type from the settings', () => {
    const plan = planWith(['"age_l" = "age_r"'], { columnTypes: { age: 'integer' } });
    const prepared = prepare(records({ age: ['7', '07'] }), plan);
    const { ids } = columnOf(prepared, parseExpression('age', 'record'));
    expect(ids[0]).toBe(ids[1]);
  });

  it('read lists from text, where the settings give their type', () => {
    const cells = { tags: ['["a","b"]', '[b, a]', null, '[]'], sizes: ['[1, 2.5]', '[3]', null, '[NULL]'] };
    const levels = ['list_has_any("tags_l", "tags_r")', 'list_has_any("sizes_l", "sizes_r")'];
    const prepared = prepare(records(cells), planWith(levels, { columnTypes: { tags: 'text[]', sizes: 'number[]' } }));
    const of = (text: string) => valuesOf(columnOf(prepared, parseExpression(text, 'record')));
    expect(of('tags')).toEqual([['a', 'b'], ['b', 'a'], null, []]);
    expect(of('sizes')).toEqual([[1, 2.5], [3], null, [null]]);
    const wrong = (cell: string) => () =>
      prepare(records({ ...cells, sizes: [cell, null, null, null] }), planWith(levels, { columnTypes: { sizes: 'number[]' } }));
    for (const cell of ['SECRET', '[SECRET]', '1; 2']) {
      expect(wrong(cell)).toThrow('Column sizes is needed as number[] by column_types, and not all of its values are.');
      expect(wrong(cell)).not.toThrow('SECRET');
    }
  });

  it('share numbers between columns that are set side by side', () => {
    const prepared = prepare(
      records({ first: ['ANN', 'LEE', null], last: ['LEE', 'KIM', 'ANN'] }),
      planWith(['"first_l" = "last_r" and "last_l" = "first_r"']),
    );
    const first = parseExpression('first', 'record');
    const last = parseExpression('last', 'record');
    const { left, right } = sharedIds(prepared, first, last);
    expect([left[0] === right[2], left[1] === right[0], left[2]]).toEqual([true, true, 0]);
    expect(prepared.shared.size).toBe(2);
  });

  it('work out an expression of an exploded list for each member', () => {
    const plan = planWith([], { rules: [rule('substr(l.codes, 1, 1) = substr(r.codes, 1, 1)', ['codes'])] });
    const prepared = prepare(records({ codes: [['A1', 'B2'], null, ['A3', null], []] }), plan);
    expect(valuesOf(columnOf(prepared, parseExpression('substr(codes, 1, 1)', 'record')))).toEqual([['A', 'B'], null, ['A', null], []]);
  });

  it('can be posted to a worker, on shared memory throughout', () => {
    const plan = planWith(['levenshtein("name_l", "name_r") <= 1', 'array_length(list_intersect("codes_l", "codes_r")) >= 1']);
    const prepared = prepare(records({ name: ['ÀNN', 'ANN'], codes: [['A'], ['B', 'A']] }), plan);
    const copy = structuredClone(prepared);
    expect(copy).toEqual(prepared);
    const buffers: unknown[] = [];
    const visit = (one: unknown): void => {
      if (ArrayBuffer.isView(one)) buffers.push(one.buffer);
      else if (one instanceof Map) one.forEach(visit);
      else if (typeof one === 'object' && one !== null) Object.values(one).forEach(visit);
    };
    visit({ ...prepared, sourceOf: null });
    expect(buffers.length).toBeGreaterThan(8);
    expect(buffers.every((buffer) => buffer instanceof SharedArrayBuffer)).toBe(true);
  });
});

describe('whole numbers that no double holds', () => {
  const LONG = ['9007199254740992', '9007199254740993'];

  it('are equal as texts only where they are, and an error, never rounded, where something calculates with the column', () => {
    const plan = planWith(['a_l = a_r', 'abs(a_l - a_r) <= 5']);
    const refused = expect.objectContaining({
      code: 'linkage.column_rounded',
      message: expect.stringMatching(/Column a is needed as (?:number|integer)/),
    });
    expect(() => prepare(records({ a: LONG }), plan)).toThrow(refused);
    expect(() => prepare(records({ a: LONG }), planWith(['a_l = a_r'], { columnTypes: { a: 'integer' } }))).toThrow(refused);
    expect(() => prepare(records({ a: ['12345678901234567'] }), plan)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('123456') }),
    );
    expect(new Set(columnOf(prepare(records({ a: LONG }), planWith(['a_l = a_r'])), parseExpression('a', 'record')).ids).size).toBe(2);
    expect(() => prepare(records({ a: LONG }), planWith(['cast(a_l as bigint) = cast(a_r as bigint)']))).toThrow('at most 15 digits');
    expect(() => prepare(records({ a: ['9007199254740991', '0000000000000000007', '1.5'] }), plan)).not.toThrow();
  });

  it('are rounded where the settings say that the column is of doubles', () => {
    const prepared = prepare(records({ a: LONG }), planWith(['abs(a_l - a_r) <= 5'], { columnTypes: { a: 'number' } }));
    expect(columnOf(prepared, parseExpression('a', 'record')).type).toBe('number');
  });
});

describe('a text that is too long to be compared by likeness', () => {
  it('is an error that names the column and no value; as it is where only its equality is asked', () => {
    const cells = { a: ['x'.repeat(10_001), 'y', 'z'.repeat(10_000)] };
    expect(() => prepare(records(cells), planWith(['a_l = a_r', 'jaro_winkler_similarity(a_l, a_r) > 0.9']))).toThrow(
      expect.objectContaining({
        code: 'linkage.text_too_long',
        message: 'A value of "a" is longer than 10000 characters, and cannot be compared by likeness.',
      }),
    );
    expect(() => prepare(records(cells), planWith(['a_l = a_r']))).not.toThrow();
    expect(() => prepare(records(cells), planWith(['levenshtein(left(a_l, 100), left(a_r, 100)) < 3']))).not.toThrow();
  });
});
