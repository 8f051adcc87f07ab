import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exactly, filesIn, gt, rowsOf, splinkSettings } from './link.fixture.ts';

const PEOPLE = Array.from(
  { length: 60 },
  (_, i) => `${i * 7},${['Ines', 'Bo', 'Noor', 'Sol'][i % 4]},${['Duarte', 'Ferris', 'Knox'][i % 3]},${2000 + (i % 5)}`,
);
const csv = (rows: readonly string[]): string => `${['unique_id,forename,family,born', ...rows].join('\n')}\n`;
const FILES = {
  'settings.json': splinkSettings({
    link_type: 'link_and_dedupe',
    comparisons: [exactly('forename', 0.9, 0.2), exactly('born', 0.9, 0.1)],
    blocking_rules_to_generate_predictions: ['l.family = r.family'],
  }),
  'west.csv': csv(PEOPLE.slice(0, 35)),
  'east.csv': csv(PEOPLE.slice(30)),
};

describe('gt cluster', () => {
  test.each([['components'], ['average'], ['single-best']])('gives the clusters that gt link gives, by %s', async (method) => {
    const at = filesIn(FILES);
    const how = [
      '--cluster-weight',
      '3',
      '--cluster-weight',
      '4.5',
      '--cluster-method',
      method,
      ...(method === 'single-best' ? ['--duplicate-free', 'east'] : []),
    ];
    const linked = await gt(
      ...['link', '--settings', at('settings.json'), '--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`],
      ...['--pairs', at('pairs.csv'), '--clusters', at('clusters.csv'), ...how],
    );
    expect(linked.exit).toBe(0);
    const [header = '', ...rows] = readFileSync(at('pairs.csv'), 'utf8').trimEnd().split('\n');
    const turned = filesIn({ 'pairs.csv': `${[header, ...rows.reverse()].join('\n')}\n` })('pairs.csv');
    const { exit, out } = await gt('cluster', '--pairs', turned, '--clusters', at('again.csv'), ...how);
    expect(exit).toBe(0);
    expect(out).toMatch(/clusters? at 3: \d+ records in clusters of two and more/);
    expect(readFileSync(at('again.csv'), 'utf8')).toBe(readFileSync(at('clusters.csv'), 'utf8'));
  });

  test('records of no pair stand alone where they are named', async () => {
    const at = filesIn({
      'pairs.csv': 'match_weight,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\n6,a,10,a,9\n4,a,9,a,2\n',
      'nodes.csv': 'number,name\n10,x\n9,x\n2,x\n1,x\n',
    });
    await gt(
      'cluster',
      '--pairs',
      at('pairs.csv'),
      '--clusters',
      at('clusters.csv'),
      '--cluster-weight',
      '5',
      '--nodes',
      at('nodes.csv'),
      '--id-column',
      'number',
    );
    expect(rowsOf(at('clusters.csv')).map((row) => Object.values(row).join(' '))).toEqual(['1 a 1', '2 a 2', '9 a 9', '9 a 10']);
  });

  test('takes pairs as Splink gives them for one list', async () => {
    const at = filesIn({ 'pairs.csv': 'match_weight,rec_id_l,rec_id_r\n6,10,9\n4,9,2\n' });
    const how = ['--pairs', at('pairs.csv'), '--clusters', at('clusters.csv'), '--cluster-weight', '5', '--id-column', 'rec_id'];
    expect(await gt('cluster', ...how)).toMatchObject({ exit: 0, err: '' });
    expect(rowsOf(at('clusters.csv')).map((row) => Object.values(row).join(' '))).toEqual(['2 "" 2', '9 "" 9', '9 "" 10']);
    expect(await gt('cluster', ...how, '--nodes', `x=${at('pairs.csv')}`)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('without a source'),
    });
  });

  test('a file of records a source, or one that says whose they are', async () => {
    const at = filesIn({
      'pairs.csv': 'match_weight,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\n6,a,1,b,1\n',
      'a.csv': 'unique_id\n1\n2\n',
      'b.csv': 'unique_id\n1\n3\n',
      'c.csv': 'unique_id\n4\n',
      'both.csv': 'unique_id,source_dataset\n1,b\n2,a\n3,b\n4,c\n',
    });
    const how = ['--pairs', at('pairs.csv'), '--clusters', at('clusters.csv'), '--cluster-weight', '5'];
    const clustersOf = async (...nodes: readonly string[]) => {
      const { exit, err } = await gt('cluster', ...how, ...nodes.flatMap((file) => ['--nodes', file]));
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      return rowsOf(at('clusters.csv')).map((row) => Object.values(row).join(' '));
    };
    const all = ['a-__-1 a 1', 'a-__-2 a 2', 'a-__-1 b 1', 'b-__-3 b 3', 'c-__-4 c 4'];
    expect(await clustersOf(`a=${at('a.csv')}`, `b=${at('b.csv')}`, `c=${at('c.csv')}`)).toEqual(all);
    expect(await clustersOf(at('both.csv'))).toEqual(all);
    expect(await gt('cluster', ...how, '--nodes', at('a.csv'))).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--nodes source=file'),
    });
  });

  test('of equal single best links the lowest counts, or with --ties drop none of them', async () => {
    const at = filesIn({
      'pairs.csv': 'match_weight,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\n6,a,1,b,1\n6,a,1,b,2\n',
    });
    const clustersBy = async (...ties: readonly string[]) => {
      const how = ['--cluster-weight', '5', '--cluster-method', 'single-best', '--duplicate-free', 'b', ...ties];
      expect(await gt('cluster', '--pairs', at('pairs.csv'), '--clusters', at('clusters.csv'), ...how)).toMatchObject({ exit: 0, err: '' });
      return new Set(rowsOf(at('clusters.csv')).map((row) => row['cluster_id'])).size;
    };
    expect(await clustersBy()).toBe(2);
    expect(await clustersBy('--ties', 'lowest-id')).toBe(2);
    expect(await clustersBy('--ties', 'drop')).toBe(3);
    const alone = await gt('cluster', '--pairs', at('pairs.csv'), '--clusters', at('c.csv'), '--cluster-weight', '5', '--ties', 'drop');
    expect(alone).toMatchObject({ exit: 2, err: expect.stringContaining('single-best') });
  });

  test('auto is a weight of gt link alone', async () => {
    const { exit, err } = await gt('cluster', '--pairs', 'p.csv', '--clusters', 'c.csv', '--cluster-weight', 'auto');
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining('Only gt link has auto') });
  });

  test.each([
    [
      'a weight that is no number',
      'match_weight,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\nmuch,a,1,a,2\n',
      /match_weight that is no number/,
    ],
    ['no weights', 'source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\na,1,a,2\n', /no column match_weight/],
  ])('%s is an error, and nothing is written', async (_, pairs, says) => {
    const at = filesIn({ 'pairs.csv': pairs });
    const { exit, err } = await gt('cluster', '--pairs', at('pairs.csv'), '--clusters', at('clusters.csv'), '--cluster-weight', '5');
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
    expect(existsSync(at('clusters.csv'))).toBe(false);
  });
});
