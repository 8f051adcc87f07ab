import { readFileSync } from 'node:fs';
import { DeclarationError } from '@golden-thread/shapes/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printExpression } from '../expression/print.ts';
import { columnsOf } from '../expression/walk.ts';
import { readSettings } from './read-settings.ts';
import { SETTINGS } from './settings.fixture.ts';
import { startingParameters } from './starting-parameters.ts';
import { writeSettings } from './write-settings.ts';

const EXACT = { sql_condition: 'a_l = a_r' };
const ELSE = { sql_condition: 'ELSE' };

function settingsOf(levels: readonly object[], also: object = {}): object {
  return { link_type: 'dedupe_only', comparisons: [{ output_column_name: 'a', comparison_levels: levels }], ...also };
}

function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8'));
}

function warningsOf(settings: unknown): string[] {
  const warnings: string[] = [];
  readSettings(settings, (warning) => warnings.push(warning));
  return warnings;
}

describe("Splink's settings", () => {
  test("have Splink's defaults where they say nothing", () => {
    expect(readSettings(settingsOf([EXACT, ELSE]))).toMatchObject({
      linkType: 'dedupe_only',
      sourcePairs: null,
      countedBy: 'code_points',
      uniqueIdColumn: 'unique_id',
      sourceColumn: 'source_dataset',
      lambda: 0.0001,
      rules: [],
      training: null,
      convergence: 0.0001,
      iterations: 25,
    });
  });

  test('number their levels from the top: −1 for a null level, wherever it is, 0 for ELSE', () => {
    const [comparison] = readSettings(
      settingsOf([EXACT, { sql_condition: 'a_l is null', is_null_level: true }, { sql_condition: 'b_l = b_r' }, ELSE]),
    ).comparisons;
    expect(comparison?.levels.map(({ gamma }) => gamma)).toEqual([2, -1, 1, 0]);
    expect(comparison?.levels.map(({ condition }) => condition && printExpression(condition, 'level'))).toEqual([
      '"a_l" = "a_r"',
      '"a_l" IS NULL',
      '"b_l" = "b_r"',
      null,
    ]);
  });

  test('may leave out a name, and name columns in quotes', () => {
    const plan = readSettings({
      link_type: 'link_only',
      unique_id_column_name: '"id"',
      comparisons: [
        { comparison_levels: [{ ...EXACT, tf_adjustment_column: '"a"' }, ELSE] },
        { comparison_levels: [{ sql_condition: 'b_l = c_r' }, ELSE] },
      ],
    });
    expect(plan.comparisons.map(({ name }) => name)).toEqual(['a', 'custom_b_c']);
    expect(plan.uniqueIdColumn).toBe('id');
    expect(plan.comparisons[0]?.levels[0]?.termFrequency).toEqual({ column: 'a', weight: 1, minimumU: 0, againstOwnU: false, of: 'value' });
  });

  test('keep a weight of 0 for term frequencies and a probability of 0, which Splink loses', () => {
    const settings = settingsOf([{ ...EXACT, m_probability: 0, tf_adjustment_column: 'a', tf_adjustment_weight: 0 }, ELSE]);
    const level = readSettings(settings).comparisons[0]?.levels[0];
    expect(level?.m).toBe(0);
    expect(level?.termFrequency?.weight).toBe(0);
    expect(warningsOf(settings)).toEqual([expect.stringContaining('level 1 of comparison "a" has m_probability 0')]);
  });

  test('have one part in a million for a level that training never saw', () => {
    const level = readSettings(settingsOf([{ ...EXACT, m_probability: 'level not observed in training dataset' }, ELSE]));
    expect(level.comparisons[0]?.levels[0]?.m).toBe(1e-6);
  });

  test('may give a level its weight for good', () => {
    const { comparisons } = readSettings(settingsOf([{ ...EXACT, match_weight: -3 }, ELSE]));
    expect(comparisons[0]?.levels[0]).toMatchObject({ m: 0.125, u: 1, fixM: true, fixU: true });
  });

  test('have rules as texts or objects, on exploded lists, or for all pairs', () => {
    const rules = ['l.a = r.a', { blocking_rule: 'l.b = r.b', arrays_to_explode: ['b'] }, ' 1 = 1 '];
    const plan = readSettings(settingsOf([EXACT, ELSE], { blocking_rules_to_generate_predictions: rules }));
    expect(plan.rules.map(({ condition, explode }) => [condition && printExpression(condition, 'rule'), explode])).toEqual([
      ['l."a" = r."a"', []],
      ['l."b" = r."b"', ['b']],
      [null, []],
    ]);
  });

  test('say how to train, in the words of its methods', () => {
    const training = {
      deterministic_rules: ['l.a = r.a'],
      recall: 0.7,
      u: { max_pairs: 1e6, seed: 0 },
      em_blocking_rules: [{ blocking_rule: 'l.b = r.b' }],
      combine: 'median',
    };
    expect(readSettings(settingsOf([EXACT, ELSE], { training })).training).toMatchObject({
      recall: 0.7,
      u: { maxPairs: 1e6, seed: 0 },
      combine: 'median',
      fixU: true,
      fixM: false,
      labelColumn: null,
    });
    expect(readSettings(settingsOf([EXACT, ELSE], { training: {} })).training).toMatchObject({
      u: 'exact',
      combine: 'normalised',
      unobserved: 'half_a_pair',
    });
  });

  test('name a column in any case', () => {
    const plan = readSettings({
      ...settingsOf([{ ...EXACT, sql_condition: '"Name_l" = name_r', tf_adjustment_column: 'NAME' }, ELSE]),
      blocking_rules_to_generate_predictions: [{ blocking_rule: 'l.name = r.NAME', arrays_to_explode: ['nAme'] }],
      column_types: { name: 'text[]' },
      unique_id_column_name: 'ID',
      additional_columns_to_retain: ['id'],
    });
    const names = [...plan.comparisons.flatMap(({ levels }) => levels.map(({ condition }) => condition)), plan.rules[0]?.condition].flatMap(
      (condition) => (condition ? columnsOf(condition) : []),
    );
    expect(new Set(names.map(({ name }) => name))).toEqual(new Set(['Name']));
    expect(plan.comparisons[0]?.levels[0]?.termFrequency?.column).toBe('Name');
    expect(plan).toMatchObject({ columnTypes: { Name: 'text[]' }, additionalColumns: ['ID'], rules: [{ explode: ['Name'] }] });
  });

  test('are warned about where something in them is not followed', () => {
    const settings = {
      ...settingsOf([{ ...EXACT, note_of_mine: 0.9 }, ELSE]),
      of_another_tool: true,
      sql_dialect: 'postgres',
      comparison_vector_value_column_prefix: 'g_',
      linker_uid: 'abc',
      golden_thread: {},
    };
    expect(warningsOf(settings)).toEqual([
      expect.stringContaining('"of_another_tool"'),
      expect.stringContaining('postgres'),
      expect.stringContaining('comparison_vector_value_column_prefix'),
      expect.stringContaining('"note_of_mine"'),
    ]);
  });
});

describe('what was written', () => {
  const plan = readSettings(SETTINGS);
  const parameters = startingParameters(plan);

  test('is what Splink 4 and 5 loaded and asked when this was recorded', () => {
    expect(writeSettings(plan, parameters)).toEqual(recorded('settings'));
  });

  test.each(['4.0.17', '5.0.0'])('comes back the same after Splink %s has loaded and saved it, our own keys too', (version) => {
    const again = readSettings(recorded(`settings-${version}`));
    expect(again).toEqual(readSettings(writeSettings(plan, parameters)));
    expect(again.countedBy).toBe('bytes');
    expect(startingParameters(again)).toEqual(parameters);
  });

  test('carries along what is given besides, out of the way of Splink', () => {
    const written = writeSettings(plan, parameters, { golden_thread: { seed: '1' } });
    expect(Object.keys(written)).not.toContain('golden_thread');
    expect(JSON.parse(written.linker_uid?.slice('golden-thread '.length) ?? '')).toMatchObject({ golden_thread: { seed: '1' } });
    expect(readSettings(written)).toEqual(readSettings(writeSettings(plan, parameters)));
  });

  test('has no probability that Splink takes for none', () => {
    const bare = readSettings(settingsOf([EXACT, ELSE]));
    const zeros = writeSettings(bare, { lambda: 0.1, m: [new Float64Array([0.5, 0])], u: [new Float64Array([1.5, 0])] });
    expect(zeros.comparisons[0]?.comparison_levels.map((level) => [level.m_probability, level.u_probability])).toEqual([
      [1e-300, 1e-300],
      [0.5, 1],
    ]);
    const untrained = writeSettings(bare, startingParameters(bare)).comparisons[0]?.comparison_levels ?? [];
    expect(untrained.flatMap((level) => [level.m_probability, level.u_probability])).toEqual(Array(4).fill(undefined));
  });
});

const MANY = Array.from({ length: 1000 }, () => EXACT);

describe('settings that cannot be followed', () => {
  test.each([
    ['nothing', null, 'they are no object'],
    ['a list', [], 'they are no object'],
    ['no link type', { comparisons: [] }, 'link_type'],
    ['another link type', { link_type: 'all', comparisons: [] }, 'link_type'],
    ['no comparisons', { link_type: 'dedupe_only', comparisons: [] }, 'they have no comparisons'],
    ['comparisons that are a text', { link_type: 'dedupe_only', comparisons: 'a' }, 'comparisons must be a list'],
    [
      'a probability above 1',
      settingsOf([{ ...EXACT, m_probability: 1.5 }, ELSE]),
      'comparisons[0].comparison_levels[0].m_probability (comparison "a") must be at most 1.',
    ],
    ['a probability below 0', settingsOf([{ ...EXACT, u_probability: -0.1 }, ELSE]), 'u_probability'],
    ['a probability that is no number', settingsOf([{ ...EXACT, u_probability: Number.NaN }, ELSE]), 'u_probability'],
    [
      'an infinite prior',
      settingsOf([EXACT, ELSE], { probability_two_random_records_match: Number.POSITIVE_INFINITY }),
      'probability_two_random_records_match',
    ],
    [
      'a recall above 1',
      settingsOf([EXACT, ELSE], { training: { deterministic_rules: ['l.a = r.a'], recall: 1.5 } }),
      'The settings cannot be followed: training.recall must be at most 1.',
    ],
    [
      'an unknown way to combine',
      settingsOf([EXACT, ELSE], { training: { combine: 'mean' } }),
      'training.combine must be one of "normalised", "median".',
    ],
    ['rounds that are a text', settingsOf([EXACT, ELSE], { max_iterations: '25' }), 'max_iterations must be a number.'],
    ['half a round', settingsOf([EXACT, ELSE], { max_iterations: 2.5 }), 'max_iterations must be a whole number.'],
    ['an id without a name', settingsOf([EXACT, ELSE], { unique_id_column_name: '' }), 'unique_id_column_name must not be empty.'],
    ['a level without a condition', settingsOf([{ label_for_charts: 'x' }, ELSE]), 'sql_condition'],
    ['a prior of 1', settingsOf([EXACT, ELSE], { probability_two_random_records_match: 1 }), 'probability_two_random_records_match'],
    ['no condition', settingsOf([{ label_for_charts: 'x' }, ELSE]), 'sql_condition'],
    ['no levels', settingsOf([]), 'comparison "a" has no level with the condition ELSE'],
    ['no ELSE', settingsOf([EXACT]), 'comparison "a" has no level with the condition ELSE'],
    ['ELSE before the end', settingsOf([ELSE, EXACT]), 'level 1 of comparison "a" is ELSE, and more levels follow'],
    [
      'ELSE as a null level',
      settingsOf([EXACT, { ...ELSE, is_null_level: true }]),
      'the ELSE level of comparison "a" is marked as a null level',
    ],
    ['nothing but ELSE', settingsOf([{ ...EXACT, is_null_level: true }, ELSE]), 'comparison "a" has no level but ELSE'],
    ['a thousand levels', settingsOf([...MANY, ELSE]), 'comparison "a" has 1001 levels'],
    [
      'a weight and probabilities',
      settingsOf([{ ...EXACT, match_weight: 3, m_probability: 0.5 }, ELSE]),
      'level 1 of comparison "a" has a match_weight and',
    ],
    ['a column of no side', settingsOf([{ sql_condition: 'a = a_r' }, ELSE]), 'Level 1 of comparison "a": the expression has column "a"'],
    [
      'an unknown function',
      settingsOf([EXACT, { sql_condition: 'soundex(a_l) = soundex(a_r)' }, ELSE]),
      'Level 2 of comparison "a": the expression calls soundex',
    ],
    [
      'a rule of no side',
      settingsOf([EXACT, ELSE], { blocking_rules_to_generate_predictions: ['l.a = r.a', 'a = b'] }),
      'Blocking rule 2: ',
    ],
    [
      'a rule that is a number',
      settingsOf([EXACT, ELSE], { blocking_rules_to_generate_predictions: [3] }),
      'blocking_rules_to_generate_predictions[0] is not right: a rule is a condition',
    ],
    ['rules without a recall', settingsOf([EXACT, ELSE], { training: { deterministic_rules: ['l.a = r.a'] } }), 'no recall'],
    [
      'a wrong deterministic rule',
      settingsOf([EXACT, ELSE], { training: { deterministic_rules: ['l.a ='], recall: 1 } }),
      'Deterministic rule 1 of training: ',
    ],
    [
      'a wrong rule for EM',
      settingsOf([EXACT, ELSE], { training: { em_blocking_rules: ['l.a'.repeat(2)] } }),
      'EM blocking rule 1 of training: ',
    ],
    [
      'a key of training that there is not',
      settingsOf([EXACT, ELSE], { training: { em_rules: ['l.a = r.a'] } }),
      'training has a key "em_rules", which is not known.',
    ],
    [
      'a key of a level that is misspelt',
      settingsOf([{ ...EXACT, tf_adjustment_colum: 'a' }, ELSE]),
      'level 1 of comparison "a" has a key "tf_adjustment_colum"',
    ],
    ['a key that is misspelt', settingsOf([EXACT, ELSE], { blocking_rules: ['l.a = r.a'] }), 'they have a key "blocking_rules"'],
    ['m and u both fixed', settingsOf([EXACT, ELSE], { training: { fix_m_probabilities: true } }), 'fixes both m and u'],
    ['a strange way for u', settingsOf([EXACT, ELSE], { training: { u: 'guessed' } }), 'u is "exact"'],
    ['a type that there is not', settingsOf([EXACT, ELSE], { column_types: { a: 'varchar' } }), 'column_types.a'],
    ['three sources in a pair', settingsOf([EXACT, ELSE], { source_pairs: [['a', 'b', 'c']] }), 'source_pairs[0]'],
    [
      'two comparisons of one name',
      { link_type: 'dedupe_only', comparisons: [1, 2].map(() => ({ output_column_name: 'a', comparison_levels: [EXACT, ELSE] })) },
      'two comparisons are called "a"',
    ],
    [
      'a thousand comparisons',
      { link_type: 'dedupe_only', comparisons: MANY.map(() => ({ comparison_levels: [EXACT, ELSE] })) },
      '1000 comparisons',
    ],
  ])('%s', (_, settings, message) => {
    expect(() => readSettings(settings)).toThrow(DeclarationError);
    expect(() => readSettings(settings)).toThrow(message);
  });

  test.each([
    [{ training: { em_rules: [] } }, 'Did you mean "em_blocking_rules"?'],
    [{ blocking_rules: [] }, 'Did you mean "blocking_rules_to_generate_predictions"?'],
    [{ unique_id_colum_name: 'id' }, 'Did you mean "unique_id_column_name"?'],
  ])('%j: the key that was meant is named', (also, remedy) => {
    expect(() => readSettings(settingsOf([EXACT, ELSE], also))).toThrow(expect.objectContaining({ remedy }));
  });

  test('however they are broken end in a plan or in one error', () => {
    const places = placesIn(SETTINGS);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places), HOSTILE), { minLength: 1, maxLength: 3 }), (changes) => {
        const broken: unknown = structuredClone(SETTINGS);
        for (const [place, value] of changes) put(broken, place, value);
        try {
          const plan = readSettings(broken);
          expect(() => readSettings(writeSettings(plan, startingParameters(plan)))).not.toThrow();
        } catch (error) {
          expect(error).toBeInstanceOf(DeclarationError);
        }
      }),
      { numRuns: 1000, seed: 4 },
    );
  });
});

const LEFT_OUT = Symbol('left out');
const HOSTILE = fc.oneof(
  fc.constantFrom<unknown>(
    LEFT_OUT,
    null,
    '',
    'ELSE',
    '1=1',
    "'",
    '('.repeat(10_000),
    'a_l or '.repeat(5_000),
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -1,
    0,
    1e308,
    1e-320,
    true,
    [],
    {},
    [[]],
    () => 1,
    1n,
    new Date(0),
    'first_name',
    '__proto__',
  ),
  fc.string({ unit: 'grapheme' }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('a_l = a_r', 'a_l', 'l.a = r.a', 'levenshtein(a_l, a_r)', 'not a_l', "a_l in ('x')").map((text) => `${text} `),
  fc
    .tuple(fc.constantFrom('a_l', '(', ')', '=', 'and', 'case', "'x'", '[', ',', 'lower(', '-', '::int', 'x ->'), fc.nat(8))
    .map(([piece, n]) => `${piece} `.repeat(n)),
);

type Place = readonly (string | number)[];

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, Array.isArray(value) ? Number(key) : key]))];
}

function put(root: unknown, place: Place, value: unknown): void {
  const last = place.at(-1);
  const holder = place
    .slice(0, -1)
    .reduce<unknown>((of, key) => (typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined), root);
  if (last === undefined || typeof holder !== 'object' || holder === null) return;
  if (value === LEFT_OUT) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}
