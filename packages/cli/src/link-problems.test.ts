import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exactly, filesIn, gt, splinkComparison, splinkSettings } from './link.fixture.ts';

const SECRET = 'Quillon';
const PEOPLE = `unique_id,forename,family\nx1,Ines,${SECRET}\nx2,Ines,${SECRET}\nx3,Noor,Haddad\n`;
const BY_FAMILY = { blocking_rules_to_generate_predictions: ['l.family = r.family'] };
const SETTINGS = splinkSettings({ comparisons: [exactly('forename', 0.9, 0.1)], ...BY_FAMILY });
const withLevel = (when: string): string =>
  splinkSettings({ comparisons: [splinkComparison('forename', [{ when, m: 0.9, u: 0.1 }], { m: 0.1, u: 0.9 })], ...BY_FAMILY });

interface Problem {
  readonly what: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: (at: (name: string) => string) => readonly string[];
  readonly says: RegExp;
}

const usual = (at: (name: string) => string): readonly string[] => ['--settings', at('settings.json'), '--input', at('people.csv')];

describe('one clear message for every bad thing, exit code 2, nothing written and no value told', () => {
  test.each<Problem>([
    {
      what: 'settings that are not there',
      args: (at) => ['--settings', at('none.json'), '--input', at('people.csv')],
      says: /no settings/,
    },
    {
      what: 'a first value too long to be compared by likeness',
      files: {
        'settings.json': withLevel('jaro_winkler_similarity("forename_l", "forename_r") > 0.9'),
        'people.csv': `unique_id,forename,family\na1,${SECRET.repeat(50_000)},Knox\na2,Ines,Knox\n`,
      },
      says: /forename[\s\S]*longer than 10000 characters/,
    },
    {
      what: 'a column with spaces around its name',
      files: { 'people.csv': PEOPLE.replace('forename', ' forename') },
      says: /has spaces around it: take them away \(--trim\)/,
    },
    {
      what: 'settings that are not JSON',
      files: { 'settings.json': '{\n "link_type" 1 }' },
      says: /settings\.json is not JSON \(line 2\): ':' is missing/,
    },
    { what: 'settings that are something else', files: { 'settings.json': '[]' }, says: /settings/i },
    {
      what: 'a level with a function that is not supported',
      files: { 'settings.json': withLevel('soundex("forename_l") = soundex("forename_r")') },
      says: /soundex.*forename|forename.*soundex/,
    },
    { what: 'a level that is not SQL', files: { 'settings.json': withLevel('"forename_l" = = "forename_r"') }, says: /forename/ },
    {
      what: 'a column that is not there',
      files: { 'settings.json': withLevel('"given_l" = "given_r"') },
      says: /Column given[\s\S]*forename/,
    },
    {
      what: 'a file that is not there',
      args: (at) => ['--settings', at('settings.json'), '--input', at('nobody.csv')],
      says: /nobody\.csv/,
    },
    {
      what: 'a file of another kind',
      args: (at) => ['--settings', at('settings.json'), '--input', at('settings.json')],
      says: /neither \.csv nor \.parquet/,
    },
    { what: 'a line with a cell too many', files: { 'people.csv': `${PEOPLE}x4,Bo,${SECRET},too\n` }, says: /people\.csv: line 5/ },
    {
      what: 'a misspelt key of a level',
      files: { 'settings.json': SETTINGS.replace('"is_null_level"', '"is_nul_level"') },
      says: /level 1 of comparison "forename" has a key "is_nul_level"[\s\S]*Did you mean "is_null_level"/,
    },
    { what: 'a folder for a file', args: (at) => ['--settings', at('settings.json'), '--input', `people=${at('.')}`], says: /is a folder/ },
    {
      what: 'a source in source_pairs that there is not',
      files: {
        'settings.json': JSON.stringify({ ...JSON.parse(SETTINGS), link_type: 'link_and_dedupe', source_pairs: [['people', 'peple']] }),
      },
      says: /source "peple"[\s\S]*Did you mean "people"\? The sources are people/,
    },
    {
      what: 'a file of a header beside a full one',
      files: { 'settings.json': SETTINGS.replace('dedupe_only', 'link_only'), 'care.csv': 'unique_id,forename,family\n' },
      args: (at) => [...usual(at), '--input', `care=${at('care.csv')}`],
      says: /care holds no records\.\n.*--input/,
    },
    {
      what: 'a level weighed by frequency without an exact one, also where pairs are only counted',
      files: {
        'settings.json': splinkSettings({
          comparisons: [
            {
              output_column_name: 'forename',
              comparison_levels: [
                { sql_condition: 'levenshtein(forename_l, forename_r) < 2', tf_adjustment_column: 'forename' },
                { sql_condition: 'ELSE' },
              ],
            },
          ],
          ...BY_FAMILY,
        }),
      },
      args: (at) => [...usual(at), '--dry-run'],
      says: /frequency of forename/,
    },
    {
      what: 'cells parted by commas where semicolons are said to do so',
      args: (at) => [...usual(at), '--delimiter', ';'],
      says: /holds commas\.\n.*--delimiter ','/,
    },
    {
      what: 'cells parted by semicolons',
      files: { 'people.csv': PEOPLE.replaceAll(',', ';') },
      says: /holds semicolons\.\n.*--delimiter ';'/,
    },
    { what: 'no column of ids', files: { 'people.csv': PEOPLE.replace('unique_id', 'number') }, says: /unique_id/ },
    { what: 'an id that stands twice', files: { 'people.csv': `${PEOPLE}x1,Bo,${SECRET}\n` }, says: /unique_id/ },
    { what: 'an empty file', files: { 'people.csv': '' }, says: /people\.csv|no record/ },
    {
      what: 'two inputs where one is deduplicated',
      args: (at) => [...usual(at), '--input', `more=${at('people.csv')}`],
      says: /dedupe_only/,
    },
    {
      what: 'one source where two are linked',
      files: { 'settings.json': SETTINGS.replace('dedupe_only', 'link_only') },
      says: /link_only.*there is one: people/,
    },
    { what: 'training that the settings do not describe', args: (at) => [...usual(at), '--train'], says: /train/ },
    { what: 'clusters without a weight', args: (at) => [...usual(at), '--clusters', at('clusters.csv')], says: /--cluster-weight/ },
    {
      what: 'two thresholds',
      args: (at) => [...usual(at), '--threshold-weight', '3', '--threshold-probability', '0.9'],
      says: /--threshold/,
    },
    { what: 'a new source that is none', args: (at) => [...usual(at), '--new', 'elsewhere'], says: /elsewhere/ },
    {
      what: 'a source without duplicates that is none',
      args: (at) => [...usual(at), '--cluster-method', 'single-best', '--duplicate-free', 'elsewhere', '--cluster-weight', '1'],
      says: /no source elsewhere/,
    },
    {
      what: 'two results of one name',
      args: (at) => [...usual(at), '--pairs', at('same.csv'), '--clusters', at('./same.csv'), '--cluster-weight', '1'],
      says: /Two results would be written to same\.csv/,
    },
    {
      what: 'a folder in which nobody may write',
      args: (at) => [...usual(at), '--pairs', '/proc/self/pairs.csv'],
      says: /pairs\.csv cannot be written in \/proc/,
    },
    { what: 'a folder as a result', args: (at) => [...usual(at), '--report', at('.')], says: /it is a folder/ },
    {
      what: 'a column to retain that is not there',
      args: (at) => [...usual(at), '--pairs', at('pairs.csv'), '--retain', 'shoe_size'],
      says: /shoe_size/,
    },
    { what: 'a column to retain where no pairs are written', args: (at) => [...usual(at), '--retain', 'born'], says: /--pairs/ },
    { what: 'parts of weights where no pairs are written', args: (at) => [...usual(at), '--retain-weights'], says: /--pairs/ },
    {
      what: 'a directory that is not there',
      args: (at) => [...usual(at), '--pairs', at('nowhere/pairs.csv')],
      says: /pairs\.csv cannot be written/,
    },
    { what: 'an output that is also read', args: (at) => [...usual(at), '--pairs', at('people.csv')], says: /people\.csv is also read/ },
    { what: 'an output of another kind', args: (at) => [...usual(at), '--pairs', at('pairs.txt')], says: /pairs\.txt ends neither/ },
    {
      what: 'term frequencies that are none',
      args: (at) => [...usual(at), '--tf', at('people.csv')],
      says: /people\.csv has no column column/,
    },
  ])('$what', async ({ files = {}, args = usual, says }) => {
    const at = filesIn({ 'people.csv': PEOPLE, 'settings.json': SETTINGS, ...files });
    const { exit, out, err } = await gt('link', ...args(at), '--model-out', at('model.json'));
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect(err).not.toMatch(/at .*\.ts:/);
    expect(out + err).not.toContain(SECRET);
    expect(existsSync(at('model.json'))).toBe(false);
  });

  test.each([
    ['no settings', ['link', '--input', 'a.csv'], /--settings/],
    ['no input', ['link', '--settings', 'a.json'], /--input/],
    ['a weight that is no number', ['link', '--settings', 'a.json', '--input', 'a.csv', '--threshold-weight', 'much'], /not a number/],
    ['no worker', ['link', '--settings', 'a.json', '--input', 'a.csv', '--workers', '0'], /one at least/],
    ['two inputs of one name', ['link', '--settings', 'a.json', '--input', 'a=a.csv', '--input', 'a=b.csv'], /called a/],
    ['no truth', ['evaluate', '--clusters', 'a.csv', '--truth', 'a.csv'], /--truth-column/],
  ])('%s', async (_, args, says) => {
    const { exit, err } = await gt(...args);
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
  });

  test('a column that one of two files lacks is refused, and allowed on purpose it is told', async () => {
    const at = filesIn({
      'a.csv': PEOPLE,
      'b.csv': PEOPLE.replace('forename', 'given'),
      'settings.json': splinkSettings({ link_type: 'link_only', comparisons: [exactly('forename', 0.9, 0.1)], ...BY_FAMILY }),
    });
    const args = ['link', '--settings', at('settings.json'), '--input', at('a.csv'), '--input', at('b.csv')];
    const refused = await gt(...args);
    expect(refused.exit).toBe(2);
    expect(refused.err).toMatch(
      /b has no column forename, which level ".*" of comparison "forename" reads; it has unique_id, given, family\.\n.*--missing-columns allow/,
    );
    const allowed = await gt(...args, '--missing-columns', 'allow', '--report', at('report.html'));
    expect(allowed).toMatchObject({ exit: 0, err: '' });
    expect(allowed.out).toMatch(/warning: b has no column forename, which .* reads: it is empty for all its records\./);
    expect(readFileSync(at('report.html'), 'utf8')).toContain('b has no column forename');
  });

  test('to machines it is one JSON line with the code', async () => {
    const at = filesIn({ 'people.csv': PEOPLE.replace('forename', 'given'), 'settings.json': SETTINGS });
    const { exit, out, err } = await gt('--json', 'link', ...usual(at));
    expect({ exit, err }).toEqual({ exit: 2, err: '' });
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      event: 'command.failed',
      exit: 'usage',
      code: 'linkage.column_missing',
    });
  });
});

describe('an evaluation that cannot be made', () => {
  const CLUSTERS = 'cluster_id,source_dataset,unique_id\nx1,a,x1\nx1,a,x2\n';
  test.each([
    ['a truth without the column', { 'truth.csv': 'unique_id,other\nx1,1\n' }, [], /truth\.csv has no column person/],
    ['a record that stands twice', { 'truth.csv': 'unique_id,person\nx1,1\nx1,2\n' }, [], /same unique_id/],
    ['a file that holds no clusters', { 'clusters.csv': 'unique_id,person\nx1,1\n' }, [], /cluster_/],
    [
      'pairs of other records',
      { 'pairs.csv': 'match_weight,source_dataset_l,unique_id_l,source_dataset_r,unique_id_r\n3,a,x1,a,x9\n' },
      ['--pairs'],
      /Line 2/,
    ],
  ])('%s', async (_, files, option, says) => {
    const at = filesIn({ 'clusters.csv': CLUSTERS, 'truth.csv': 'unique_id,person\nx1,1\nx2,1\n', ...files });
    const pairs = option.flatMap((name) => [name, at('pairs.csv')]);
    const { exit, err } = await gt(
      'evaluate',
      '--clusters',
      at('clusters.csv'),
      '--truth',
      at('truth.csv'),
      '--truth-column',
      'person',
      ...pairs,
    );
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
  });
});
