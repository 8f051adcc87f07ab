import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exactly, filesIn, gt, rowsOf, splinkSettings } from './link.fixture.ts';

/** Families bring x1–x2, x3–x4 together, births x2–x3: a chain of four of whom only neighbours are ever compared; x6 is nobody. */
const PEOPLE = [
  'unique_id,forename,family,born,area',
  'x1,Ines,Duarte,2012-07-04,north',
  'x2,Ines,Duarte,2011-01-20,north',
  'x3,Ines,Ferris,2011-01-20,south',
  'x4,Ines,Ferris,2009-12-12,south',
  'x5,Noor,Haddad,2013-03-09,south',
  'x6,,,,',
  '',
].join('\n');
const COMPARISONS = [exactly('forename', 0.9, 0.01), exactly('family', 0.8, 0.1), exactly('born', 0.8, 0.1)];
const SETTINGS = {
  comparisons: COMPARISONS,
  blocking_rules_to_generate_predictions: ['l.family = r.family', 'l.born = r.born'],
};
const SAME = Math.log2(0.9 / 0.01);
const [AGREE, DIFFER] = [Math.log2(0.8 / 0.1), Math.log2(0.2 / 0.9)];
const link = (at: (name: string) => string, ...more: readonly string[]) =>
  gt('link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, ...more);
const files = (settings: object = SETTINGS) => filesIn({ 'people.csv': PEOPLE, 'settings.json': splinkSettings({ ...settings }) });

describe('what gt link says of its pairs', () => {
  test('how many were scored, and how many of them kept', async () => {
    const at = files();
    expect((await link(at)).out).toMatch(/^3 pairs scored, all kept$/m);
    expect((await link(at, '--threshold-weight', '5', '--pairs', at('pairs.csv'))).out).toMatch(
      /^3 pairs scored, 3 kept at 5 bits or more$/m,
    );
    const clustered = await link(at, '--cluster-weight', '50', '--clusters', at('clusters.csv'));
    expect(clustered.out).toMatch(/^3 pairs scored, 0 kept at 50 bits or more$/m);
    expect((await link(at, '--deterministic')).out).toMatch(/^3 pairs$/m);
  });
});

describe('gt link --complete-clusters', () => {
  test('scores the pairs inside clusters that no rule made, as a rule for all pairs would have scored them', async () => {
    const at = files();
    const ended = await link(at, '--cluster-weight', '3', '--pairs', at('pairs.csv'), '--complete-clusters', at('missing.csv'));
    expect(ended).toMatchObject({ exit: 0, err: '' });
    const missing = rowsOf(at('missing.csv'));
    expect(missing.map((row) => [row['unique_id_l'], row['unique_id_r'], row['match_key']])).toEqual([
      ['x1', 'x3', ''],
      ['x1', 'x4', ''],
      ['x2', 'x4', ''],
    ]);
    for (const { match_weight } of missing) expect(Number(match_weight)).toBeCloseTo(SAME + 2 * DIFFER, 9);
    const all = files({ ...SETTINGS, blocking_rules_to_generate_predictions: [] });
    await link(all, '--pairs', all('pairs.parquet'), '--complete-clusters', all('none.csv'), '--cluster-weight', '-50');
    expect(rowsOf(all('none.csv'))).toEqual([]);
    await link(all, '--pairs', all('pairs.csv'));
    const weights = new Map(rowsOf(all('pairs.csv')).map((row) => [`${row['unique_id_l']} ${row['unique_id_r']}`, row['match_weight']]));
    for (const row of [...missing, ...rowsOf(at('pairs.csv'))])
      expect(row['match_weight']).toBe(weights.get(`${row['unique_id_l']} ${row['unique_id_r']}`));
  });

  test('names the rule of pairs that a rule made and that weighed too little to be written', async () => {
    const at = files();
    await link(at, '--cluster-weight', '3', '--threshold-weight', '50', '--complete-clusters', at('missing.csv'));
    expect(rowsOf(at('missing.csv')).map((row) => [row['unique_id_l'], row['unique_id_r'], row['match_key']])).toEqual([
      ['x1', 'x2', '0'],
      ['x1', 'x3', ''],
      ['x1', 'x4', ''],
      ['x2', 'x3', '1'],
      ['x2', 'x4', ''],
      ['x3', 'x4', '0'],
    ]);
  });

  test('stays inside the pair budget', async () => {
    const at = files();
    const { exit, err } = await link(
      at,
      ...['--cluster-weight', '3', '--pair-budget', '5', '--complete-clusters', at('missing.csv'), '--pairs', at('pairs.csv')],
    );
    expect({ exit, err }).toEqual({ exit: 3, err: expect.stringMatching(/6 pairs.*5 are allowed.*4 records/) });
    expect(existsSync(at('missing.csv'))).toBe(false);
  });
});

describe('gt link --graph-metrics', () => {
  test('tells how records, links and clusters hang together, under Splink’s names', async () => {
    const at = files();
    const ended = await link(at, '--cluster-weight', '3', '--threshold-weight', '50', '--graph-metrics', at('graph'));
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(rowsOf(at('graph/nodes.csv'))).toEqual(
      [
        ['x1', 'x1', '1', 1 / 3],
        ['x1', 'x2', '2', 2 / 3],
        ['x1', 'x3', '2', 2 / 3],
        ['x1', 'x4', '1', 1 / 3],
        ['x5', 'x5', '0', 0],
        ['x6', 'x6', '0', 0],
      ].map(([cluster_id, unique_id, node_degree, centrality]) => ({
        cluster_id,
        source_dataset: 'a',
        unique_id,
        node_degree,
        node_centrality: String(centrality),
      })),
    );
    expect(rowsOf(at('graph/edges.csv'))).toEqual(
      [
        ['x1', 'x2'],
        ['x2', 'x3'],
        ['x3', 'x4'],
      ].map(([unique_id_l, unique_id_r]) => ({
        source_dataset_l: 'a',
        unique_id_l,
        source_dataset_r: 'a',
        unique_id_r,
        is_bridge: 'true',
      })),
    );
    expect(rowsOf(at('graph/clusters.csv'))).toEqual([
      { cluster_id: 'x1', n_nodes: '4', n_edges: '3', density: '0.5', cluster_centralisation: String(2 / 6) },
      { cluster_id: 'x5', n_nodes: '1', n_edges: '0', density: '', cluster_centralisation: '' },
      { cluster_id: 'x6', n_nodes: '1', n_edges: '0', density: '', cluster_centralisation: '' },
    ]);
  });

  test('of a deterministic link are those of all its pairs', async () => {
    const at = files({ ...SETTINGS, blocking_rules_to_generate_predictions: ['l.forename = r.forename'] });
    await link(at, '--deterministic', '--graph-metrics', at('graph'));
    expect(rowsOf(at('graph/clusters.csv'))[0]).toMatchObject({ cluster_id: 'x1', n_nodes: '4', n_edges: '6', density: '1' });
    expect(rowsOf(at('graph/edges.csv')).every(({ is_bridge }) => is_bridge === 'false')).toBe(true);
  });
});

describe('gt link --unlinkables', () => {
  test('tells which share of the records reaches which weight against itself, under the names of Splink’s chart', async () => {
    const at = files();
    await link(at, '--unlinkables', at('unlinkables.csv'));
    const whole = SAME + 2 * AGREE;
    expect(rowsOf(at('unlinkables.csv'))).toEqual([
      { match_weight: '0', match_probability: '0.5', prop: String(1 / 6), cum_prop: String(1 / 6) },
      {
        match_weight: whole.toFixed(2),
        match_probability: (1 / (1 + 2 ** -whole)).toFixed(5),
        prop: String(5 / 6),
        cum_prop: '1',
      },
    ]);
  });
});

describe('gt link --labels', () => {
  const TRAINED = { ...SETTINGS, training: { u: 'exact', deterministic_rules: [], em_blocking_rules: [] } };
  const LABELS = 'unique_id_l,unique_id_r,clerical_match_score\nx2,x1,1\nx2,x3,0.8\nx3,x4,0.5\nx4,x1,1\nx1,x5,0\nx2,x5,0.1\n';
  const ofComparison = (path: string, name: string): (number | undefined)[] => {
    const model: { comparisons: { output_column_name: string; comparison_levels: { m_probability?: number }[] }[] } = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    return (model.comparisons.find((comparison) => comparison.output_column_name === name)?.comparison_levels ?? []).map(
      ({ m_probability }) => m_probability,
    );
  };

  test('m is what the matches among them show; pairs that are none take no part', async () => {
    const at = filesIn({ 'people.csv': PEOPLE, 'settings.json': splinkSettings(TRAINED), 'labels.csv': LABELS });
    const ended = await link(at, '--train', '--labels', at('labels.csv'), '--model-out', at('model.json'));
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(ofComparison(at('model.json'), 'family').slice(1)).toEqual([0.5, 0.5]);
    expect(ofComparison(at('model.json'), 'born').slice(1)).toEqual([0.25, 0.75]);
    const record = JSON.parse(readFileSync(at('model.record.json'), 'utf8'));
    expect(record.training.estimates).toContainEqual({
      comparison: 'born',
      of: 'm',
      method: 'labelled pairs',
      probabilities: [0.75, 0.25],
    });
  });

  test.each<[string, string, readonly string[], RegExp]>([
    ['labels without training', LABELS, [], /--train/],
    ['labels of which none is a match', 'unique_id_l,unique_id_r,clerical_match_score\nx1,x2,0\n', ['--train'], /No label .* is a match/],
    ['a label of another record', 'unique_id_l,unique_id_r\nx1,x2\nx1,Quillon\n', ['--train'], /Line 3 of .*labels\.csv names a record/],
    [
      'a label of another source',
      'source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\na,x1,Quillon,x2\n',
      ['--train'],
      /Line 2 of .*labels\.csv names a source/,
    ],
  ])('%s: one clear message', async (_, labels, more, says) => {
    const at = filesIn({ 'people.csv': PEOPLE, 'settings.json': splinkSettings(TRAINED), 'labels.csv': labels });
    const { exit, err } = await link(at, '--labels', at('labels.csv'), '--model-out', at('model.json'), ...more);
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
    expect(err).not.toContain('Quillon');
    expect(existsSync(at('model.json'))).toBe(false);
  });
});

describe('options that do not go together', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['graph metrics without clusters', ['--graph-metrics', 'graph'], /--cluster-weight/],
    ['missing pairs at two weights', ['--complete-clusters', 'm.csv', '--cluster-weight', '1', '--cluster-weight', '2'], /at one weight/],
    ['unlinkables where nothing is scored', ['--unlinkables', 'u.csv', '--deterministic'], /--deterministic/],
    ['a folder that is a file', ['--graph-metrics', fileURLToPath(import.meta.url), '--cluster-weight', '1'], /cannot be/],
  ])('%s', async (_, more, says) => {
    const { exit, err } = await link(files(), ...more);
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
  });
});
