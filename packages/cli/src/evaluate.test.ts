import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesIn, gt, rowsOf } from './link.fixture.ts';

/**
 * Five records: rec1, rec2, rec3 are one person, rec4 and rec5 two. Blocking made four pairs, one of them false; the true pair rec2–rec3
 * was never made.
 */
const FILES = {
  'clusters.csv': 'cluster_id,source_dataset,unique_id\nrec1,a,rec1\nrec1,a,rec2\nrec3,a,rec3\nrec4,a,rec4\nrec4,a,rec5\n',
  'truth.csv':
    'source_dataset,unique_id,person,area\na,rec1,one,north\na,rec2,one,north\na,rec3,one,south\na,rec4,two,south\na,rec5,three,south\n',
  'pairs.csv': [
    'match_weight,match_probability,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r,gamma_forename,match_key,forename_l,forename_r',
    '8.04,0.996,a,rec1,a,rec2,1,0,Quillon,Quillon',
    '-3,0.111,a,rec1,a,rec3,0,1,Quillon,Quil',
    '-6,0.015,a,rec2,a,rec4,0,1,Quillon,Bo',
    '6,0.985,a,rec4,a,rec5,1,0,Bo,Bo',
    '',
  ].join('\n'),
  'labels.csv': 'unique_id_l,unique_id_r,clerical_match_score\nrec2,rec1,1\nrec1,rec3,0.5\nrec2,rec3,0.9\nrec5,rec4,0.2\nrec3,rec4,0\n',
};
const SPLINK = [
  ...['truth_threshold', 'match_probability', 'total_clerical_labels', 'p', 'n', 'tp', 'tn', 'fp', 'fn', 'P_rate', 'N_rate'],
  ...['tp_rate', 'tn_rate', 'fp_rate', 'fn_rate', 'precision', 'recall', 'specificity', 'npv', 'accuracy', 'f1', 'f2', 'f0_5', 'p4', 'phi'],
];

describe('gt evaluate by a truth', () => {
  const evaluate = (at: (name: string) => string, ...more: readonly string[]) =>
    gt(
      ...['--json', 'evaluate', '--clusters', at('clusters.csv'), '--truth', at('truth.csv'), '--truth-column', 'person'],
      ...['--pairs', at('pairs.csv'), ...more],
    );

  test('lists the errors with their weights and what the pairs say of them', async () => {
    const at = filesIn(FILES);
    const { exit, out } = await evaluate(at, '--errors', at('errors.csv'));
    expect(exit).toBe(0);
    expect(rowsOf(at('errors.csv'))).toEqual([
      expect.objectContaining({
        ...{ truth_status: 'FP', clerical_match_score: '0', found_by_blocking_rules: 'true', match_weight: '6' },
        ...{ unique_id_l: 'rec4', unique_id_r: 'rec5', gamma_forename: '1', match_key: '0', forename_l: 'Bo' },
      }),
      expect.objectContaining({
        ...{ truth_status: 'FN', clerical_match_score: '1', found_by_blocking_rules: 'false', match_weight: '' },
        ...{ unique_id_l: 'rec2', unique_id_r: 'rec3', gamma_forename: '', forename_l: '' },
      }),
      expect.objectContaining({ truth_status: 'FN', found_by_blocking_rules: 'true', match_weight: '-3', unique_id_r: 'rec3' }),
    ]);
    expect(JSON.parse(out)).toMatchObject({
      pairs: { errors: { falsePositives: 1, falseNegatives: 2, neverMade: 1 } },
      written: [at('errors.csv')],
    });
  });

  test('takes pairs as Splink gives them for one list: no sources, and ids under the records’ own name', async () => {
    const at = filesIn({
      ...FILES,
      'splink.csv':
        'match_weight,match_probability,rec_id_l,rec_id_r\n8.04,0.996,rec1,rec2\n-3,0.111,rec1,rec3\n-6,0.015,rec2,rec4\n6,0.985,rec4,rec5\n',
      'truth.csv': FILES['truth.csv'].replace('unique_id', 'rec_id'),
    });
    const by = async (pairs: string) =>
      JSON.parse(
        (
          await gt(
            ...['--json', 'evaluate', '--clusters', at('clusters.csv'), '--truth', at('truth.csv'), '--truth-column', 'person'],
            ...['--id-column', 'rec_id', '--pairs', at(pairs)],
          )
        ).out,
      ).pairs;
    expect(await by('splink.csv')).toEqual(await by('pairs.csv'));
    expect(await by('splink.csv')).toMatchObject({ scored: 4, lightest: -6 });
  });

  test('shows no threshold below the lightest pair unless somebody asks, and none without pairs', async () => {
    const at = filesIn({
      ...FILES,
      'heavy.csv': FILES['pairs.csv']
        .split('\n')
        .filter((line) => !/^-/.test(line))
        .join('\n'),
    });
    const thresholds = async (...more: readonly string[]) => {
      const { out } = await evaluate(at, '--pairs', at('heavy.csv'), ...more);
      return JSON.parse(out).pairs.thresholds.map(({ threshold }: { threshold: number }) => threshold);
    };
    expect(await thresholds()).toEqual([10, 15, 20]);
    expect(await thresholds('--threshold', '-10')).toEqual([-10]);
    const none = await gt(
      'evaluate',
      '--clusters',
      at('clusters.csv'),
      '--truth',
      at('truth.csv'),
      '--truth-column',
      'person',
      '--threshold',
      '5',
    );
    expect(none).toMatchObject({ exit: 2, err: expect.stringContaining('Name them with --pairs') });
  });

  test('the report says that it names the groups that were asked for', async () => {
    const at = filesIn(FILES);
    await evaluate(at, '--report', at('plain.html'));
    await evaluate(at, '--by', 'area', '--report', at('groups.html'));
    expect(readFileSync(at('plain.html'), 'utf8')).toContain('holds no value of any record');
    expect(readFileSync(at('groups.html'), 'utf8')).not.toContain('holds no value of any record');
  });

  test('--by gives the 20 commonest values, and all others together', async () => {
    const areas = Array.from({ length: 25 }, (_, i) => [`area ${i}`, `area ${i}`, ...(i >= 5 ? [`area ${i}`] : [])]).flat();
    const rows = (cells: (area: string, i: number) => string) => areas.map(cells).join('\n');
    const at = filesIn({
      'clusters.csv': `cluster_id,source_dataset,unique_id\n${rows((area, i) => `${area},a,r${i}`)}\n`,
      'truth.csv': `unique_id,person,area\n${rows((area, i) => `r${i},${area},${area}`)}\n`,
    });
    const { exit, out } = await gt(
      ...['--json', 'evaluate', '--clusters', at('clusters.csv'), '--truth', at('truth.csv'), '--truth-column', 'person', '--by', 'area'],
    );
    expect(exit).toBe(0);
    const groups: { group: string; comparison: { records: number } }[] = JSON.parse(out).clusters[0].groups;
    const commonest = Array.from({ length: 20 }, (_, i) => `area ${i + 5}`).sort();
    expect(groups.map(({ group }) => group)).toEqual([...commonest, '(5 other values together)']);
    expect(groups.map(({ comparison }) => comparison.records)).toEqual([...commonest.map(() => 3), 10]);
  });

  test('reads a truth whose cells something else parts', async () => {
    const at = filesIn({ ...FILES, 'truth.csv': FILES['truth.csv'].replaceAll(',', ';') });
    expect(await evaluate(at)).toMatchObject({ exit: 2 });
    const { exit, out } = await evaluate(at, '--delimiter', ';');
    expect(exit).toBe(0);
    expect(out).toBe((await evaluate(filesIn(FILES))).out);
  });

  test('--link-weight moves what counts as linked', async () => {
    const at = filesIn(FILES);
    await evaluate(at, '--errors', at('errors.csv'), '--link-weight', '7');
    expect(rowsOf(at('errors.csv')).map(({ truth_status }) => truth_status)).toEqual(['FN', 'FN']);
  });

  test('writes the table of thresholds under Splink’s names, worked out by hand', async () => {
    const at = filesIn(FILES);
    await evaluate(at, '--threshold-table', at('table.csv'));
    const rows = rowsOf(at('table.csv'));
    expect(Object.keys(rows[0] ?? {})).toEqual(SPLINK);
    expect(rows.map(({ truth_threshold }) => truth_threshold)).toEqual(['-6', '-3', '6', '8']);
    const numbers = Object.fromEntries(Object.entries(rows[2] ?? {}).map(([name, cell]) => [name, Number(cell)]));
    expect(numbers).toMatchObject({
      ...{ total_clerical_labels: 10, p: 3, n: 7, tp: 1, fp: 1, fn: 2, tn: 6, P_rate: 0.3, precision: 0.5 },
      ...{ recall: expect.closeTo(1 / 3, 12), specificity: expect.closeTo(6 / 7, 12), npv: 0.75, accuracy: 0.7 },
      ...{ f1: 0.4, f2: expect.closeTo(5 / 14, 12), f0_5: expect.closeTo(1.25 / 2.75, 12), p4: expect.closeTo(24 / 45, 12) },
      ...{ phi: expect.closeTo(4 / Math.sqrt(2 * 3 * 7 * 8), 12) },
    });
  });

  test('gives the figures of subgroups for pairs too', async () => {
    const at = filesIn(FILES);
    const { out } = await evaluate(at, '--by', 'area', '--threshold-table', at('table.parquet'), '--report', at('report.html'));
    const groups: { group: string; linked: object }[] = JSON.parse(out).pairs.groups;
    expect(groups.map(({ group, linked }) => [group, linked])).toEqual([
      ['north', expect.objectContaining({ tp: 1, fp: 0, fn: 2, pairs: 7 })],
      ['south', expect.objectContaining({ tp: 0, fp: 1, fn: 2, pairs: 9 })],
    ]);
    const report = readFileSync(at('report.html'), 'utf8');
    expect(report).toMatch(/north: where to set the threshold/);
  });

  test('a report shows every threshold and holds no value of a record', async () => {
    const at = filesIn(FILES);
    await evaluate(at, '--report', at('report.html'));
    const report = readFileSync(at('report.html'), 'utf8');
    for (const id of ['thresholds', 'precision-recall', 'roc', 'measures']) expect(report).toContain(`id="${id}"`);
    expect(report).toContain('makes 1 wrong link and misses 1 true pair; 1 more is not among them at all');
    expect(/Quil|\bBo\b|rec[1-5]|https?:|<script/.exec(report)?.[0]).toBeUndefined();
    expect(report.match(/<svg /g)?.length).toBeGreaterThan(6);
  });

  test('what a report says of a threshold holds for just that threshold', async () => {
    const at = filesIn({ ...FILES, 'pairs.csv': FILES['pairs.csv'].replace('\n6,', '\n7.75,') });
    await evaluate(at, '--report', at('report.html'), '--link-weight', '8');
    const report = readFileSync(at('report.html'), 'utf8');
    expect(report).toContain('linking those from 8 bits on makes 0 wrong links');
    const rows = [...report.matchAll(/<tr>(<td class="figure">.*?)<\/tr>/g)].map(([row]) =>
      [...row.matchAll(/>([^<]+)</g)].map(([, cell]) => cell),
    );
    expect(rows.find(([threshold]) => threshold === '+8.00')?.slice(0, 4)).toEqual(['+8.00', '1', '0', '2']);
    expect(rows.find(([threshold]) => threshold === '+7.50')?.slice(0, 4)).toEqual(['+7.50', '1', '1', '2']);
    expect(report).toContain('Linking from +8.04 bits on leaves 99 of 100 links right and finds 33.3% of the true pairs');
  });
});

describe('gt evaluate by labels', () => {
  test('a label of a half and more is a match; one that blocking never made is missed at every threshold', async () => {
    const at = filesIn(FILES);
    const { exit, out } = await gt(
      ...['--json', 'evaluate', '--labels', at('labels.csv'), '--pairs', at('pairs.csv'), '--errors', at('errors.csv')],
      ...['--threshold-table', at('table.csv'), '--threshold', '-100', '--threshold', '0'],
    );
    expect(exit).toBe(0);
    const { labels, pairs } = JSON.parse(out);
    expect(labels).toMatchObject({ matches: 3, others: 2, clusters: [] });
    expect(pairs.thresholds).toMatchObject([
      { tp: 2, fp: 1, fn: 1, tn: 1 },
      { tp: 1, fp: 1, fn: 2, tn: 1 },
    ]);
    expect(
      rowsOf(at('errors.csv')).map((row) => [row['truth_status'], row['clerical_match_score'], row['unique_id_l'], row['match_weight']]),
    ).toEqual([
      ['FP', '0.2', 'rec4', '6'],
      ['FN', '0.9', 'rec2', ''],
      ['FN', '0.5', 'rec1', '-3'],
    ]);
    expect(rowsOf(at('table.csv')).map(({ truth_threshold }) => truth_threshold)).toEqual(['-3', '6', '8']);
  });

  test('clusters are held against them too, also without pairs', async () => {
    const at = filesIn(FILES);
    const ended = await gt('evaluate', '--labels', at('labels.csv'), '--clusters', at('clusters.csv'), '--report', at('report.html'));
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(ended.out).toMatch(/3 labelled matches and 2 other labels/);
    expect(ended.out).toMatch(/cluster_id +1 +1 +2 +0\.5000 +0\.3333/);
    expect(readFileSync(at('report.html'), 'utf8')).toContain('Against 3 labelled matches and 2 other labels');
  });

  test('several sources are told apart, and must be', async () => {
    const pairs = 'match_weight,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\n3,a,1,b,1\n-2,a,1,b,2\n';
    const at = filesIn({
      'pairs.csv': pairs,
      'labels.csv': 'source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\nb,1,a,1\n',
      'unnamed.csv': 'unique_id_l,unique_id_r\n1,1\n',
    });
    const { out } = await gt('--json', 'evaluate', '--labels', at('labels.csv'), '--pairs', at('pairs.csv'), '--threshold', '3');
    expect(JSON.parse(out).pairs.thresholds).toMatchObject([{ tp: 1, fp: 0, fn: 0 }]);
    const unnamed = await gt('evaluate', '--labels', at('unnamed.csv'), '--pairs', at('pairs.csv'));
    expect(unnamed).toMatchObject({ exit: 2, err: expect.stringContaining('source_dataset_l') });
  });
});

describe('one clear message for every bad thing', () => {
  const truth = (at: (name: string) => string) => [
    '--clusters',
    at('clusters.csv'),
    '--truth',
    at('truth.csv'),
    '--truth-column',
    'person',
  ];
  test.each<[string, (at: (name: string) => string) => readonly string[], RegExp]>([
    ['nothing right', () => ['--clusters', 'a.csv'], /--labels/],
    ['a truth and labels', (at) => [...truth(at), '--labels', at('labels.csv')], /one of --truth and --labels/],
    ['groups of labels', (at) => ['--labels', at('labels.csv'), '--pairs', at('pairs.csv'), '--by', 'area'], /--by/],
    ['nothing to hold against labels', (at) => ['--labels', at('labels.csv')], /--pairs/],
    ['errors without pairs', (at) => [...truth(at), '--errors', at('errors.csv')], /--pairs/],
    ['labels that are not there', (at) => ['--labels', at('none.csv'), '--pairs', at('pairs.csv')], /none\.csv/],
    ['labels that are none', (at) => ['--labels', at('truth.csv'), '--pairs', at('pairs.csv')], /unique_id_l/],
    ['a score that is no number', (at) => ['--labels', at('odd.csv'), '--pairs', at('pairs.csv')], /Line 3 of .*clerical_match_score/],
    ['a label of another record', (at) => ['--labels', at('strange.csv'), '--clusters', at('clusters.csv')], /Line 2 of .*strange\.csv/],
    [
      'a truth of another source',
      (at) => ['--clusters', at('clusters.csv'), '--truth', `c=${at('c.csv')}`, '--truth', `a=${at('c.csv')}`, '--truth-column', 'person'],
      /no source c[\s\S]*: a\.$/m,
    ],
    [
      'a truth of other sources in its column',
      (at) => ['--clusters', at('clusters.csv'), '--truth', at('other.csv'), '--truth-column', 'person'],
      /No source of the truth[\s\S]*: a\.$/m,
    ],
    [
      'a truth of other records',
      (at) => ['--clusters', at('clusters.csv'), '--truth', at('c.csv'), '--truth-column', 'person'],
      /none of the 5 records[\s\S]*--id-column/,
    ],
    ['labels of another source', (at) => ['--labels', at('sources.csv'), '--pairs', at('pairs.csv')], /Line 2 of .*source[\s\S]*: a\.$/m],
    ['errors over the pairs', (at) => [...truth(at), '--pairs', at('pairs.csv'), '--errors', at('pairs.csv')], /also read/],
    ['a folder that is not there', (at) => [...truth(at), '--report', at('no/report.html')], /folder is not there/],
  ])('%s', async (_, args, says) => {
    const at = filesIn({
      ...FILES,
      'odd.csv': 'unique_id_l,unique_id_r,clerical_match_score\nrec1,rec2,1\nrec1,rec3,yes\n',
      'c.csv': 'unique_id,person\nQuillon,one\n',
      'other.csv': FILES['truth.csv'].replaceAll('\na,', '\nQuillon,'),
      'sources.csv': 'source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\nQuillon,rec1,a,rec2\n',
      'strange.csv': 'unique_id_l,unique_id_r\nrec1,Quillon\n',
    });
    const { exit, err, out } = await gt('evaluate', ...args(at));
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(err + out).not.toContain('Quillon');
    expect(existsSync(at('report.html'))).toBe(false);
  });
});
