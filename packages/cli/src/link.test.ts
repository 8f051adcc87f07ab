import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exactly, filesIn, gt, rowsOf, splinkComparison, splinkSettings, writeListsOfPlaces } from './link.fixture.ts';

const PEOPLE = splinkSettings({
  comparisons: [exactly('forename', 0.99, 0.001), exactly('born', 0.99, 0.001)],
  blocking_rules_to_generate_predictions: ['l.family = r.family'],
});
const WEST = 'unique_id,forename,family,born\n1,Ines,Duarte,2012-07-04\n2,Bo,Ferris,2010-10-30\n3,Ines,Duarte,2012-07-04\n';
const EAST = 'unique_id,forename,family,born\n1,Noor,Haddad,2013-03-09\n2,Ines,Duarte,2012-07-04\n3,Bo,Ferris,2010-10-30\n';
const NORTH = 'unique_id,forename,family,born\n1,Sol,Whit,2011-01-20\n2,Bo,Ferris,2010-10-30\n3,Ada,Knox,2009-12-12\n';
const WEIGHT_OF_BOTH = 2 * Math.log2(0.99 / 0.001);
const pairsOf = (path: string): string[] =>
  rowsOf(path).map((row) => `${row['source_dataset_l']}:${row['unique_id_l']}–${row['source_dataset_r']}:${row['unique_id_r']}`);
const clustersOf = (path: string): string[] => {
  const members = new Map<string, string[]>();
  for (const { cluster_id = '', source_dataset, unique_id } of rowsOf(path))
    members.set(cluster_id, [...(members.get(cluster_id) ?? []), `${source_dataset}${unique_id}`]);
  return [...members.values()].map((names) => names.sort().join(' ')).sort();
};
const linkType = (settings: string, type: string): string => JSON.stringify({ ...JSON.parse(settings), link_type: type });

describe('cases that other tools met, through gt link', () => {
  test('C035: a pair of a rule on exploded lists is counted once, and made once', async () => {
    const at = filesIn({
      'settings.json': splinkSettings({
        comparisons: [exactly('family', 0.9, 0.1)],
        blocking_rules_to_generate_predictions: [{ blocking_rule: 'l.places = r.places', arrays_to_explode: ['places'] }],
      }),
    });
    writeListsOfPlaces(at('lists.parquet'));
    const { exit, out } = await gt(
      'link',
      '--settings',
      at('settings.json'),
      '--input',
      `a=${at('lists.parquet')}`,
      '--threshold-weight',
      '-50',
      '--pairs',
      at('pairs.csv'),
    );
    expect(exit).toBe(0);
    expect(out).toMatch(/^ {2}2 candidate pairs$/m);
    expect(pairsOf(at('pairs.csv'))).toEqual(['a:x1–a:x2', 'a:x3–a:x4']);
    for (const { match_weight } of rowsOf(at('pairs.csv'))) expect(Number(match_weight)).toBeCloseTo(Math.log2(9), 9);
  });

  test('C037: a pair budget stops before scoring and names rule, pairs and block; without it every pair is scored', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `p${i},${['Ann', 'Ben', 'Cleo'][i % 3]},Jones`);
    const at = filesIn({
      'people.csv': `unique_id,forename,family\n${rows.join('\n')}\n`,
      'settings.json': splinkSettings({
        comparisons: [exactly('forename', 0.9, 0.1)],
        blocking_rules_to_generate_predictions: ['l.family = r.family'],
      }),
    });
    const args = [
      'link',
      '--settings',
      at('settings.json'),
      '--input',
      at('people.csv'),
      '--threshold-weight',
      '-50',
      '--pairs',
      at('pairs.csv'),
    ];
    const over = await gt(...args, '--pair-budget', '10000');
    expect(over.exit).toBe(3);
    expect(over.err).toMatch(/19,900 pairs.*l\.family = r\.family.*200 records/s);
    expect(over.err).not.toContain('Jones');
    expect(over.out).toContain('Jones');
    expect(existsSync(at('pairs.csv'))).toBe(false);
    const inLines = await gt('--json', ...args, '--pair-budget', '10000');
    expect(inLines.exit).toBe(3);
    expect(inLines.out).toContain('"largestBlocks":[{"records":200,"pairs":19900}]');
    expect(inLines.out).not.toContain('Jones');
    expect((await gt('--json', ...args, '--dry-run', '--show-values')).out).toContain('Jones');
    const whole = await gt(...args);
    expect(whole).toMatchObject({ exit: 0, err: '' });
    expect(whole.out).toContain('19,900 candidate pairs');
    expect(pairsOf(at('pairs.csv'))).toHaveLength(19_900);
  });

  test('C039: linking two files offers no pair inside one of them', async () => {
    const at = filesIn({ 'west.csv': WEST, 'east.csv': EAST, 'settings.json': linkType(PEOPLE, 'link_only') });
    const { exit } = await gt(
      ...['link', '--settings', at('settings.json'), '--input', `a=${at('west.csv')}`, '--input', `b=${at('east.csv')}`],
      ...['--cluster-weight', '10', '--pairs', at('pairs.csv'), '--clusters', at('clusters.csv')],
    );
    expect(exit).toBe(0);
    expect(pairsOf(at('pairs.csv'))).toEqual(['a:1–b:2', 'a:2–b:3', 'a:3–b:2']);
    for (const { match_weight } of rowsOf(at('pairs.csv'))) expect(Number(match_weight)).toBeCloseTo(WEIGHT_OF_BOTH, 9);
    expect(clustersOf(at('clusters.csv'))).toEqual(['a1 a3 b2', 'a2 b3', 'b1']);
  });

  test('C041: the prior of three files counts the pairs across them', async () => {
    const training = {
      deterministic_rules: ['l.forename = r.forename AND l.family = r.family AND l.born = r.born'],
      recall: 1,
      u: 'exact',
      em_blocking_rules: [],
    };
    const at = filesIn({
      'west.csv': WEST,
      'east.csv': EAST,
      'north.csv': NORTH,
      'settings.json': JSON.stringify({ ...JSON.parse(linkType(PEOPLE, 'link_only')), training }),
    });
    const { exit } = await gt(
      ...['link', '--settings', at('settings.json'), '--input', `a=${at('west.csv')}`, '--input', `b=${at('east.csv')}`],
      ...['--input', `c=${at('north.csv')}`, '--train', '--model-out', at('model.json')],
    );
    expect(exit).toBe(0);
    expect(JSON.parse(readFileSync(at('model.json'), 'utf8')).probability_two_random_records_match).toBeCloseTo(5 / 27, 12);
  });

  test('C043: a training rule that leaves nothing to train is one sentence, and no model is written', async () => {
    const training = { deterministic_rules: ['l.family = r.family'], recall: 0.9, u: 'exact', em_blocking_rules: ['l.family = r.family'] };
    const at = filesIn({
      'people.csv': 'unique_id,family\nx1,Duarte\nx2,Duarte\nx3,Ferris\nx4,Ferris\n',
      'settings.json': splinkSettings({
        comparisons: [exactly('family', 0.9, 0.1)],
        blocking_rules_to_generate_predictions: ['l.family = r.family'],
        training,
      }),
    });
    const { exit, err } = await gt(
      'link',
      '--settings',
      at('settings.json'),
      '--input',
      at('people.csv'),
      '--train',
      '--model-out',
      at('model.json'),
    );
    expect(exit).toBe(2);
    expect(err).toMatch(/^gt: .*l\.family = r\.family.*no comparison.*\.\n/);
    expect(existsSync(at('model.json'))).toBe(false);
  });

  test('C045: true pairs that blocking never made count as missed', async () => {
    const at = filesIn({
      'clusters.csv': 'cluster_id,source_dataset,unique_id\nx1,a,x1\nx1,a,x2\nx3,a,x3\nx4,a,x4\n',
      'truth.csv': 'source_dataset,unique_id,person\na,x1,one\na,x2,one\na,x3,two\na,x4,two\n',
    });
    const args = ['evaluate', '--clusters', at('clusters.csv'), '--truth', at('truth.csv'), '--truth-column', 'person'];
    const { exit, out } = await gt('--json', ...args);
    expect(exit).toBe(0);
    const told = (await gt(...args)).out;
    expect(told).toMatch(/^ {2}all +1 +0 +1 +1\.0000 +0\.5000 +0\.6667 /m);
    expect(told).toContain('  of 6 pairs, 4 rightly left apart');
    expect(JSON.parse(out).clusters[0].comparison).toMatchObject({
      tp: 1,
      fp: 0,
      fn: 1,
      tn: 4,
      pairs: 6,
      measures: { precision: 1, recall: 0.5, f1: expect.closeTo(2 / 3, 12) },
    });
  });

  test('C047: two empty names are no evidence, and so is one', async () => {
    const likeness = (atLeast: number, m: number, u: number) => ({
      when: `jaro_winkler_similarity("forename_l", "forename_r") >= ${atLeast}`,
      m,
      u,
    });
    const at = filesIn({
      'people.csv': 'unique_id,forename,pair\nx1,"",1\nx2,"",1\nx3,Ines,2\nx4,,2\n',
      'settings.json': splinkSettings({
        comparisons: [splinkComparison('forename', [likeness(0.97, 0.6, 0.02), likeness(0.85, 0.2, 0.1)], { m: 0.2, u: 0.88 })],
        blocking_rules_to_generate_predictions: ['l.pair = r.pair'],
      }),
    });
    const { exit } = await gt(
      'link',
      '--settings',
      at('settings.json'),
      '--input',
      at('people.csv'),
      '--threshold-weight',
      '-50',
      '--pairs',
      at('pairs.csv'),
    );
    expect(exit).toBe(0);
    expect(rowsOf(at('pairs.csv')).map((row) => [row['match_weight'], row['gamma_forename']])).toEqual([
      ['0', '-1'],
      ['0', '-1'],
    ]);
  });

  test('C049: what does not match a pattern is missing, and agrees with nothing', async () => {
    const valid = (side: string) => `NULLIF(regexp_extract("postcode_${side}", '^[A-Z]{2}[0-9]{2} [0-9][A-Z]{2}$', 0), '') IS NULL`;
    const at = filesIn({
      'people.csv': 'unique_id,family,postcode\nx1,Knox,UNKNOWN\nx2,Knox,UNKNOWN\nx3,Knox,ZZ99 1AB\nx4,Knox,ZZ99 1AB\n',
      'settings.json': splinkSettings({
        comparisons: [
          splinkComparison(
            'postcode',
            [{ when: '"postcode_l" = "postcode_r"', m: 0.9, u: 0.01 }],
            { m: 0.1, u: 0.99 },
            `${valid('l')} OR ${valid('r')}`,
          ),
        ],
        blocking_rules_to_generate_predictions: ['l.family = r.family'],
      }),
    });
    const { exit } = await gt(
      'link',
      '--settings',
      at('settings.json'),
      '--input',
      at('people.csv'),
      '--threshold-weight',
      '-50',
      '--pairs',
      at('pairs.csv'),
    );
    expect(exit).toBe(0);
    const rows = rowsOf(at('pairs.csv')).map((row) => [
      row['unique_id_l'],
      row['unique_id_r'],
      row['gamma_postcode'],
      Number(row['match_weight']),
    ]);
    expect(rows).toHaveLength(6);
    expect(rows.filter(([, , gamma]) => gamma !== '-1')).toEqual([['x3', 'x4', '1', expect.closeTo(Math.log2(90), 9)]]);
    expect(rows.filter(([, , gamma]) => gamma === '-1').every(([, , , weight]) => weight === 0)).toBe(true);
  });

  test('C051: record 1 of one file is not record 1 of the other', async () => {
    const at = filesIn({ 'west.csv': WEST, 'east.csv': EAST, 'settings.json': linkType(PEOPLE, 'link_and_dedupe') });
    const { exit } = await gt(
      ...['link', '--settings', at('settings.json'), '--input', `a=${at('west.csv')}`, '--input', `b=${at('east.csv')}`],
      ...['--cluster-weight', '10', '--pairs', at('pairs.csv'), '--clusters', at('clusters.csv')],
    );
    expect(exit).toBe(0);
    expect(pairsOf(at('pairs.csv'))).toEqual(['a:1–a:3', 'a:1–b:2', 'a:2–b:3', 'a:3–b:2']);
    expect(clustersOf(at('clusters.csv'))).toEqual(['a1 a3 b2', 'a2 b3', 'b1']);
    expect(rowsOf(at('clusters.csv'))).toHaveLength(6);
  });

  test('C053: a threshold is at or above', async () => {
    const at = filesIn({
      'people.csv': 'unique_id,forename,family\nx1,Ines,Duarte\nx2,Ines,Duarte\nx3,Noor,Haddad\n',
      'settings.json': splinkSettings({
        comparisons: [
          splinkComparison('forename', [{ when: 'forename_l = forename_r', m: 0.5, u: 2 ** -11 }], { m: 0.5, u: 0.9995117188 }),
        ],
        blocking_rules_to_generate_predictions: ['l.family = r.family'],
      }),
    });
    const linkAt = async (bits: string) => {
      const { exit } = await gt(
        ...['link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, '--threshold-weight', bits],
        ...['--cluster-weight', bits, '--pairs', at('pairs.csv'), '--clusters', at('clusters.csv')],
      );
      expect(exit).toBe(0);
      return { pairs: pairsOf(at('pairs.csv')), clusters: clustersOf(at('clusters.csv')) };
    };
    expect(await linkAt('10')).toEqual({ pairs: ['a:x1–a:x2'], clusters: ['ax1 ax2', 'ax3'] });
    expect(await linkAt('10.0000001')).toEqual({ pairs: [], clusters: ['ax1', 'ax2', 'ax3'] });
  });
});
