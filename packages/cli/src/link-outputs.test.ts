import { readFileSync } from 'node:fs';
import { seededRandom } from '@golden-thread/shapes/random';
import { describe, expect, test } from 'vitest';
import { exactly, filesIn, gt, rowsOf, splinkSettings } from './link.fixture.ts';

const FORENAMES = ['Ines', 'Bo', 'Noor', 'Sol', 'Ada', 'Zoë'];
const FAMILIES = ['Duarte', 'Ferris', 'Haddad', 'Whit', 'Knox'];
const random = seededRandom('people of gt link');
const one = (words: readonly string[]): string => words[Math.floor(random.next() * words.length)] ?? '';
const PEOPLE = Array.from({ length: 120 }, (_, i) => {
  const born = `20${10 + Math.floor(random.next() * 3)}-0${1 + Math.floor(random.next() * 9)}-1${Math.floor(random.next() * 4)}`;
  return `${1000 + i},${one(FORENAMES)},${one(FAMILIES)},${born},${one(['north', 'south'])}`;
});
const HEADER = 'unique_id,forename,family,born,area';
const csv = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const shuffled = (rows: readonly string[], seed: string): string[] => {
  const chance = seededRandom(seed);
  return rows
    .map((row) => [chance.next(), row] as const)
    .sort(([x], [y]) => x - y)
    .map(([, row]) => row);
};
const [WEST, EAST] = [PEOPLE.slice(0, 70), PEOPLE.slice(70)];
const FREQUENT = { tf_adjustment_column: 'family', tf_adjustment_weight: 1 };
const SETTINGS = {
  link_type: 'link_and_dedupe',
  probability_two_random_records_match: 0.01,
  comparisons: [
    exactly('forename', 0.9, 0.2),
    {
      ...exactly('family', 0.9, 0.2),
      comparison_levels: exactly('family', 0.9, 0.2).comparison_levels.map((level, l) => (l === 1 ? { ...level, ...FREQUENT } : level)),
    },
    exactly('born', 0.95, 0.01),
  ],
  blocking_rules_to_generate_predictions: ['l.family = r.family', 'l.born = r.born'],
  training: {
    deterministic_rules: ['l.forename = r.forename AND l.family = r.family AND l.born = r.born'],
    recall: 0.8,
    u: 'exact',
    em_blocking_rules: ['l.born = r.born', 'l.forename = r.forename'],
  },
};
const OUTPUTS = ['pairs.csv', 'clusters.csv', 'model.json', 'model.record.json', 'tf.csv'];

/** Links both files with everything written, and gives what was written. */
async function linkBoth(files: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<Record<string, string>> {
  const at = filesIn({ 'settings.json': splinkSettings(SETTINGS), ...files });
  const inputs = Object.keys(files).flatMap((name) => ['--input', `${name.replace('.csv', '')}=${at(name)}`]);
  const ended = await gt(
    ...['link', '--settings', at('settings.json'), ...inputs, '--train', '--threshold-weight', '-30', '--date', '2026-01-02'],
    ...['--pairs', at('pairs.csv'), '--clusters', at('clusters.csv'), '--cluster-weight', '2', '--cluster-weight', '8.5'],
    ...['--model-out', at('model.json'), '--tf-out', at('tf.csv'), ...more],
  );
  expect(ended).toMatchObject({ exit: 0, err: '' });
  return Object.fromEntries(OUTPUTS.map((name) => [name, readFileSync(at(name), 'utf8')]));
}

const PARTS = ['mw_forename', 'mw_family', 'mw_tf_adj_family', 'mw_born'];

describe('what gt link writes', () => {
  test('is the same, byte for byte, whatever the order of rows and files and however many threads work', async () => {
    const written = await linkBoth({ 'west.csv': csv(WEST), 'east.csv': csv(EAST) }, '--workers', '1');
    expect(written['pairs.csv']?.split('\n').length).toBeGreaterThan(50);
    expect(await linkBoth({ 'east.csv': csv(shuffled(EAST, 'e')), 'west.csv': csv(shuffled(WEST, 'w')) }, '--workers', '1')).toEqual(
      written,
    );
    expect(await linkBoth({ 'west.csv': csv(WEST), 'east.csv': csv(shuffled(EAST, 'f')) }, '--workers', '3')).toEqual(written);
  });

  test('with --retain-weights each comparison’s part stands beside a pair, and they add up to its weight', async () => {
    const files = { 'west.csv': csv(WEST), 'east.csv': csv(EAST) };
    const written = await linkBoth(files, '--retain-weights', '--workers', '1');
    const text = written['pairs.csv'] ?? '';
    expect(text.split('\n')[0]).toMatch(/,gamma_born,mw_forename,mw_family,mw_tf_adj_family,mw_born,match_key$/);
    const { probability_two_random_records_match: lambda } = JSON.parse(written['model.json'] ?? '');
    const at = filesIn({ 'pairs.csv': text, 'settings.json': splinkSettings(SETTINGS), ...files });
    const rows = rowsOf(at('pairs.csv'));
    for (const row of rows) {
      const sum = PARTS.reduce((total, name) => total + Number(row[name]), Math.log2(lambda / (1 - lambda)));
      expect(sum).toBeCloseTo(Number(row['match_weight']), 9);
      expect(row['gamma_family'] === '1' || row['mw_tf_adj_family'] === '0').toBe(true);
    }
    expect(new Set(rows.map((row) => row['mw_tf_adj_family'])).size).toBeGreaterThan(3);
    expect((await linkBoth(files, '--retain-weights', '--workers', '3'))['pairs.csv']).toBe(text);

    // Parquet, read back by a command that lists every pair as an error.
    const inputs = ['--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`];
    await gt(
      ...['link', '--settings', at('settings.json'), ...inputs, '--train', '--threshold-weight', '-30'],
      ...['--pairs', at('pairs.parquet'), '--retain-weights'],
    );
    const labels = text.replace(/^.*$/gm, (line) => line.split(',').slice(2, 6).join(','));
    const labelled = filesIn({ 'labels.csv': labels.trimEnd().replace(/$/gm, ',0').replace(/,0/, ',clerical_match_score') });
    const judged = ['--labels', labelled('labels.csv'), '--pairs', at('pairs.parquet'), '--link-weight', '-100'];
    expect((await gt('evaluate', ...judged, '--errors', at('errors.csv'))).exit).toBe(0);
    const partsOf = (of: readonly Record<string, string>[]): string[] =>
      of.map((row) => [row['unique_id_l'], row['unique_id_r'], ...PARTS.map((name) => row[name])].join(' ')).sort();
    expect(partsOf(rowsOf(at('errors.csv')))).toEqual(partsOf(rows));
  });

  test('carries Splink’s columns, clusters at each weight, and a model that says what it was made of', async () => {
    const written = await linkBoth({ 'west.csv': csv(WEST), 'east.csv': csv(EAST) });
    expect(written['pairs.csv']?.split('\n')[0]).toBe(
      'match_weight,match_probability,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r,gamma_forename,gamma_family,gamma_born,match_key',
    );
    expect(written['clusters.csv']?.split('\n')[0]).toBe('cluster_mw_2,cluster_mw_8_5,source_dataset,unique_id');
    const model: { readonly [key: string]: unknown } = JSON.parse(written['model.json'] ?? '');
    expect(model['linker_uid']).toMatch(/^golden-thread \{"golden_thread":"gt_2026_01_02_[0-9a-f]{8}"\}$/);
    expect(Object.keys(model)).not.toContain('training');
    const record: unknown = JSON.parse(written['model.record.json'] ?? '');
    expect(record).toMatchObject({
      date: '2026-01-02',
      seed: '1',
      engine: expect.stringMatching(/^linkage\//),
      counted_by: 'code_points',
      data: { records: 120, sources: ['east', 'west'], fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) },
      term_frequencies: { family: { records: 120, values: 5 } },
      training: {
        combine: 'normalised',
        sessions: [{ rule: 'l.born = r.born', comparisons: ['forename', 'family'] }, { rule: 'l.forename = r.forename' }],
      },
    });
  });

  test('a model and its term frequencies score other records as they scored those they were made of', async () => {
    const at = filesIn({ 'settings.json': splinkSettings(SETTINGS), 'all.csv': csv(PEOPLE), 'few.csv': csv(PEOPLE.slice(0, 30)) });
    const settings = splinkSettings({ ...SETTINGS, link_type: 'dedupe_only' });
    const both = filesIn({ 'settings.json': settings });
    const link = (model: string, input: string, pairs: string, ...more: readonly string[]) =>
      gt('link', '--settings', model, '--input', `a=${at(input)}`, '--threshold-weight', '-50', '--pairs', at(pairs), ...more);
    await link(both('settings.json'), 'all.csv', 'all-pairs.csv', '--train', '--model-out', at('model.json'), '--tf-out', at('tf.csv'));
    await link(at('model.json'), 'few.csv', 'few-pairs.csv', '--tf', at('tf.csv'));
    const keyOf = (row: Record<string, string>) => `${row['unique_id_l']} ${row['unique_id_r']}`;
    const whole = new Map(rowsOf(at('all-pairs.csv')).map((row) => [keyOf(row), Number(row['match_weight'])]));
    const few = rowsOf(at('few-pairs.csv'));
    expect(few.length).toBeGreaterThan(20);
    for (const row of few) expect(Number(row['match_weight'])).toBeCloseTo(whole.get(keyOf(row)) ?? Number.NaN, 9);
  });

  test('a model carries what Splink has no key for, and links as its settings did', async () => {
    const own = { counted_by: 'bytes', column_types: { area: 'text' }, source_pairs: [['west', 'east']] };
    const at = filesIn({ 'settings.json': splinkSettings({ ...SETTINGS, ...own }), 'west.csv': csv(WEST), 'east.csv': csv(EAST) });
    const inputs = ['--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`];
    await gt('link', '--settings', at('settings.json'), ...inputs, '--train', '--model-out', at('model.json'), '--pairs', at('pairs.csv'));
    const model: { readonly linker_uid: string } = JSON.parse(readFileSync(at('model.json'), 'utf8'));
    expect(JSON.parse(model.linker_uid.slice('golden-thread '.length))).toMatchObject(own);
    const ended = await gt('link', '--settings', at('model.json'), ...inputs, '--pairs', at('again.csv'));
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(readFileSync(at('again.csv'), 'utf8')).toBe(readFileSync(at('pairs.csv'), 'utf8'));
  });

  test('without files the heaviest pairs and those nearest to the threshold are shown, and a deterministic link has no weights', async () => {
    const at = filesIn({ 'settings.json': splinkSettings({ ...SETTINGS, link_type: 'dedupe_only' }), 'people.csv': csv(PEOPLE) });
    const args = ['link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`];
    const { out } = await gt('--json', ...args, '--cluster-weight', '3');
    await gt(...args, '--pairs', at('pairs.csv'));
    const all = rowsOf(at('pairs.csv')).map((row) => Number(row['match_weight']));
    const [heaviest, nearest] = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '').shownPairs;
    const weightsOf = ({ rows }: { rows: { match_weight: number }[] }): number[] => rows.map((row) => row.match_weight);
    expect(weightsOf(heaviest)).toEqual(all.toSorted((x, y) => y - x).slice(0, 10));
    const others = all.toSorted((x, y) => y - x).slice(10);
    expect(
      weightsOf(nearest)
        .map((weight) => Math.abs(weight - 3))
        .toSorted((x, y) => x - y),
    ).toEqual(
      others
        .map((weight) => Math.abs(weight - 3))
        .toSorted((x, y) => x - y)
        .slice(0, 10),
    );
    const shown = await gt(...args, '--cluster-weight', '3');
    expect(shown.out).toMatch(/The heaviest 10:\n {2}match_weight[\s\S]*The 10 nearest to 3 bits:\n[\s\S]*and [\d,]+ more; --pairs/);
    const byRules = await gt(...args, '--deterministic');
    expect(byRules.out).toMatch(/The first 20 by id:\n {2}source_dataset_l /);
    expect(byRules.out).not.toMatch(/match_(?:weight|probability)/);
  });

  test('columns that the settings retain are written, before those of --retain and each once', async () => {
    const retained = { additional_columns_to_retain: ['born', '"unique_id"'], link_type: 'dedupe_only' };
    const at = filesIn({ 'settings.json': splinkSettings({ ...SETTINGS, ...retained }), 'people.csv': csv(PEOPLE) });
    const args = ['link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, '--pairs', at('pairs.csv')];
    expect(await gt(...args, '--retain', 'area', '--retain', 'born')).toMatchObject({ exit: 0, err: '' });
    const [row] = rowsOf(at('pairs.csv'));
    expect(Object.keys(row ?? {}).slice(-5)).toEqual(['match_key', 'born_l', 'born_r', 'area_l', 'area_r']);
    const born = new Map(PEOPLE.map((person) => [person.split(',')[0], person.split(',')[3]]));
    expect([row?.['born_l'], row?.['born_r']]).toEqual([born.get(row?.['unique_id_l'] ?? ''), born.get(row?.['unique_id_r'] ?? '')]);
  });

  test('a model that was not trained is warned of', async () => {
    const comparisons = SETTINGS.comparisons.map((comparison) => ({
      ...comparison,
      comparison_levels: comparison.comparison_levels.map((level) => ({ ...level, m_probability: undefined })),
    }));
    const at = filesIn({
      'settings.json': splinkSettings({ ...SETTINGS, comparisons, link_type: 'dedupe_only' }),
      'people.csv': csv(PEOPLE),
    });
    const args = ['link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`];
    const words =
      /warning: Levels without m or u take default values that nothing was learned from, in forename, family, born: add --train/;
    expect((await gt(...args)).out).toMatch(words);
    expect((await gt('--json', ...args)).out).toContain('"event":"link.warning","words":"Levels without m or u');
    expect((await gt(...args, '--train')).out).not.toMatch(words);
    expect((await gt(...args, '--deterministic')).out).not.toMatch(words);
  });

  test('with a new source no pair of two old records is made; a deterministic link has no weights; columns are retained', async () => {
    const at = filesIn({
      'settings.json': splinkSettings({ ...SETTINGS, training: undefined }),
      'west.csv': csv(WEST),
      'east.csv': csv(EAST),
    });
    const args = ['link', '--settings', at('settings.json'), '--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`];
    await gt(...args, '--pairs', at('all.csv'));
    await gt(...args, '--pairs', at('new.csv'), '--new', 'east');
    const all = rowsOf(at('all.csv'));
    const isNew = (row: Record<string, string>) => row['source_dataset_l'] === 'east' || row['source_dataset_r'] === 'east';
    expect(rowsOf(at('new.csv'))).toEqual(all.filter(isNew));
    await gt(...args, '--pairs', at('rules.csv'), '--clusters', at('clusters.csv'), '--deterministic', '--retain', 'area');
    const byRules = rowsOf(at('rules.csv'));
    expect(byRules.map(({ unique_id_l, unique_id_r }) => [unique_id_l, unique_id_r])).toEqual(
      all.map(({ unique_id_l, unique_id_r }) => [unique_id_l, unique_id_r]),
    );
    expect(Object.keys(byRules[0] ?? {})).not.toContain('match_weight');
    const areas = new Map(PEOPLE.map((row) => [row.split(',')[0], row.split(',')[4]]));
    for (const row of byRules)
      expect([row['area_l'], row['area_r']]).toEqual([areas.get(row['unique_id_l'] ?? ''), areas.get(row['unique_id_r'] ?? '')]);
    expect(rowsOf(at('clusters.csv'))).toHaveLength(120);
  });

  test('--dry-run counts and scores nothing; the candidates are those that are scored afterwards', async () => {
    const at = filesIn({ 'settings.json': splinkSettings(SETTINGS), 'west.csv': csv(WEST), 'east.csv': csv(EAST) });
    const args = ['--json', 'link', '--settings', at('settings.json'), '--input', at('west.csv'), '--input', at('east.csv')];
    const linesOf = (out: string): { readonly [key: string]: unknown }[] =>
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    const dry = linesOf((await gt(...args, '--dry-run', '--pairs', at('pairs.csv'))).out);
    const scored = linesOf((await gt(...args, '--pairs', at('pairs.csv'))).out);
    const counted = dry.find(({ event }) => event === 'link.candidates')?.['rules'];
    expect(counted).toEqual(scored.find(({ event }) => event === 'link.candidates')?.['rules']);
    expect(dry.at(-1)).toMatchObject({ event: 'link.ended', pairs: 0, written: [] });
    expect(scored.at(-1)).toMatchObject({ event: 'link.ended', pairs: rowsOf(at('pairs.csv')).length });
    expect(scored.map(({ event, step }) => `${event} ${step ?? ''}`.trim())).toEqual(
      ['read', 'prepare', 'count']
        .flatMap((step) => [`link.step.began ${step}`, `link.step.done ${step}`])
        .concat(
          'link.candidates',
          'link.step.began predict',
          'link.step.done predict',
          'link.step.began write',
          'link.step.done write',
          'link.ended',
        ),
    );
  });

  test('a report tells the whole job in one file and names nobody', async () => {
    const at = filesIn({ 'settings.json': splinkSettings(SETTINGS), 'west.csv': csv(WEST), 'east.csv': csv(EAST) });
    const inputs = ['--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`];
    const { exit } = await gt(
      'link',
      '--settings',
      at('settings.json'),
      ...inputs,
      '--train',
      '--cluster-weight',
      'auto',
      '--report',
      at('report.html'),
    );
    expect(exit).toBe(0);
    const report = readFileSync(at('report.html'), 'utf8');
    expect(report).toMatch(/^<!doctype html>/i);
    expect(report).toContain('120 records');
    expect(report).toContain('<svg');
    expect(report).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    for (const name of [...FORENAMES, ...FAMILIES]) expect(report).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('a weight for the clusters can be chosen without any truth, and evaluated with it', async () => {
    const twins = PEOPLE.slice(0, 60).map((row, i) => row.replace(/^\d+/, String(5000 + i)));
    const people = csv([...PEOPLE, ...twins]);
    const at = filesIn({ 'settings.json': splinkSettings({ ...SETTINGS, link_type: 'dedupe_only' }), 'people.csv': people });
    const { exit, out } = await gt(
      ...['--json', 'link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, '--train'],
      ...['--cluster-weight', 'auto', '--clusters', at('clusters.parquet'), '--pairs', at('pairs.parquet')],
    );
    expect(exit).toBe(0);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '').chosen.tried.length).toBeGreaterThan(10);
    const truth = ['--truth', at('people.csv'), '--truth-expression', "forename || ' ' || family || ' ' || born", '--by', 'area'];
    const evaluation = await gt('--json', 'evaluate', '--clusters', at('clusters.parquet'), '--pairs', at('pairs.parquet'), ...truth);
    expect(evaluation.exit).toBe(0);
    const { clusters, pairs } = JSON.parse(evaluation.out);
    expect(clusters[0].comparison.measures.f1).toBeGreaterThan(0.9);
    expect(clusters[0].groups.map(({ group }: { group: string }) => group)).toEqual(['north', 'south']);
    expect(pairs.thresholds.length).toBe(7);
    const shown = await gt('evaluate', '--clusters', at('clusters.parquet'), '--pairs', at('pairs.parquet'), ...truth);
    expect(shown.out).toMatch(/cluster_id: .* against .* entities/);
  });
});

test('without a blocking rule many records are compared each with each, which is told', async () => {
  const people = Array.from({ length: 2001 }, (_, n) => `x${n},f${n}`);
  const at = filesIn({
    'people.csv': `unique_id,forename\n${people.join('\n')}\n`,
    'settings.json': splinkSettings({ comparisons: [exactly('forename', 0.9, 0.1)] }),
  });
  const { exit, out } = await gt('link', '--settings', at('settings.json'), '--input', at('people.csv'), '--dry-run');
  expect(exit).toBe(0);
  expect(out).toMatch(/warning: The settings have no blocking rules .* every pair of 2001 records is compared/);
});
