import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesIn, gt, writeListsOfPlaces } from './link.fixture.ts';

const FILES = {
  'west.csv': 'id,forename,family\n1,Ines,Duarte\n2,Ines,Duarte\n3,Bo,Duarte\n4,,Ferris\n5,Bo,\n',
  'east.csv': 'forename,family,area\nInes,Duarte,north\nNoor,,north\nInes,Ferris,\n',
};
const resultOf = (out: string) => JSON.parse(out);

describe('gt explore', () => {
  test('counts what columns hold in each source, and how often values stand; records need no id', async () => {
    const at = filesIn(FILES);
    const { exit, out } = await gt('--json', 'explore', '--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`);
    expect(exit).toBe(0);
    const { records, sources, completeness, columns, blocking } = resultOf(out);
    expect({ records, sources, blocking }).toEqual({ records: 8, sources: ['east', 'west'], blocking: null });
    expect(completeness).toContainEqual({ column: 'family', source: 'west', records: 5, filled: 4, share: 0.8 });
    expect(completeness).toContainEqual({ column: 'area', source: 'west', records: 5, filled: 0, share: 0 });
    const forename = columns.find(({ column }: { column: string }) => column === 'forename');
    expect(forename).toMatchObject({ records: 8, missing: 1, distinct: 3, once: 1 });
    expect(forename.top).toEqual([
      { records: 4, share: 4 / 7 },
      { records: 2, share: 2 / 7 },
      { records: 1, share: 1 / 7 },
    ]);
    expect(columns.map(({ column }: { column: string }) => column).sort()).toEqual(['area', 'family', 'forename', 'id']);
    expect(/Ines|Duarte|Noor|north/.exec(out)?.[0]).toBeUndefined();
  });

  test('shows values only where they are asked for, also of expressions', async () => {
    const at = filesIn(FILES);
    const args = ['explore', '--input', at('west.csv'), '--column', 'family', '--column', 'substr(forename, 1, 1)', '--top', '1'];
    const plain = await gt(...args, '--report', at('report.html'));
    expect(plain).toMatchObject({ exit: 0, err: '' });
    expect(plain.out).toMatch(/family +text +80\.0 % +2 +1 +75\.0 %/);
    expect(plain.out).toMatch(/substr\(forename, 1, 1\) +text +80\.0 % +2 +0 +50\.0 %/);
    expect(plain.out).not.toMatch(/forename +text/);
    const report = readFileSync(at('report.html'), 'utf8');
    expect(/Ines|Duarte|https?:|<script/.exec(plain.out + report)?.[0]).toBeUndefined();
    expect(report).toContain('How often values of family stand');
    const values = await gt(...args, '--show-values', '--report', at('report.html'));
    expect(values.out).toMatch(/family +"Duarte" +3 +75\.0 %/);
    expect(readFileSync(at('report.html'), 'utf8')).toContain('Duarte');
  });

  test('counts what each blocking rule makes, what it adds, and its largest blocks', async () => {
    const at = filesIn(FILES);
    const args = [
      'explore',
      '--input',
      `west=${at('west.csv')}`,
      '--blocking',
      'l.family = r.family',
      '--blocking',
      'l.forename = r.forename',
    ];
    const { blocking } = resultOf((await gt('--json', ...args)).out);
    expect(blocking).toEqual({
      linkType: 'dedupe_only',
      possible: 10,
      rules: [
        {
          text: 'l.family = r.family',
          ...{ bound: 3, pairs: 3, isExact: true, cumulative: 3, largestBlocks: [{ records: 3, pairs: 3, holds: null }] },
        },
        {
          text: 'l.forename = r.forename',
          ...{ bound: 2, pairs: 1, isExact: true, cumulative: 4 },
          largestBlocks: [
            { records: 2, pairs: 1, holds: null },
            { records: 2, pairs: 1, holds: null },
          ],
        },
      ],
    });
    const shown = await gt(...args, '--show-values', '--top', '1', '--report', at('report.html'));
    expect(shown.out).toMatch(/Of 10 possible pairs \(dedupe_only\) the rules bring 4 together/);
    expect(shown.out).toMatch(/l\.family = r\.family +family "Duarte" +3 +3/);
    expect(readFileSync(at('report.html'), 'utf8')).toContain('id="rules"');
  });

  test('counts by the link type, and exploded lists', async () => {
    const at = filesIn(FILES);
    const both = ['--json', 'explore', '--input', `west=${at('west.csv')}`, '--input', `east=${at('east.csv')}`];
    const family = ['--blocking', 'l.family = r.family'];
    const pairsOf = async (...args: readonly string[]) => {
      const { blocking } = resultOf((await gt(...args)).out);
      return [blocking.possible, blocking.rules[0].pairs];
    };
    // Duarte: 3 in the west and 1 in the east; Ferris: 1 and 1.
    expect(await pairsOf(...both, ...family)).toEqual([28, 7]);
    expect(await pairsOf(...both, ...family, '--link-type', 'link_only')).toEqual([15, 4]);
    writeListsOfPlaces(at('lists.parquet'));
    const rule = JSON.stringify({ blocking_rule: 'l.places = r.places', arrays_to_explode: ['places'] });
    expect(await pairsOf('--json', 'explore', '--input', at('lists.parquet'), '--blocking', rule)).toEqual([10, 2]);
  });

  test('compares texts by the comparators, with the figures that are published', async () => {
    const at = filesIn({});
    const { exit, out } = await gt('--json', 'explore', '--texts', 'MARTHA', 'MARHTA', 'Smyth', 'Schmidt', '--report', at('texts.html'));
    expect(exit).toBe(0);
    const { texts, pairs } = resultOf(out);
    expect(pairs).toHaveLength(6);
    expect(pairs[0]).toEqual({
      left: 'MARTHA',
      right: 'MARHTA',
      jaro: expect.closeTo(0.9444, 4),
      jaroWinkler: expect.closeTo(0.9611, 4),
      jaccard: 1,
      levenshtein: 2,
      damerauLevenshtein: 1,
      soundsAlike: true,
    });
    expect(texts.slice(2)).toEqual([
      { text: 'Smyth', soundsLike: ['SM0', 'XMT'] },
      { text: 'Schmidt', soundsLike: ['XMT', 'SMT'] },
    ]);
    expect(readFileSync(at('texts.html'), 'utf8')).toContain('MARTHA and MARHTA');
    expect(readFileSync(at('texts.html'), 'utf8')).toContain('all comparators take 0 of 6 pairs of words for alike');
    const wider = ['--similarity-threshold', '0.94', '--distance-threshold', '2', '--report', at('wider.html')];
    expect((await gt('explore', '--texts', 'MARTHA', 'MARHTA', ...wider)).exit).toBe(0);
    expect(readFileSync(at('wider.html'), 'utf8')).toContain('up to 2 edits, all comparators take 1 of 1 pair of words for alike');
    expect((await gt('explore', '--texts', 'Smyth', 'Schmidt')).out).toMatch(/Smyth +Schmidt .* yes/);
  });

  test.each<[string, (at: (name: string) => string) => readonly string[], RegExp]>([
    ['nothing', () => [], /--input/],
    ['a file that is not there', (at) => ['--input', at('none.csv')], /none\.csv/],
    ['a column that is not there', (at) => ['--input', at('west.csv'), '--column', 'shoe'], /shoe.*\n.*id, forename, family/],
    [
      'a rule that cannot be followed',
      (at) => ['--input', at('west.csv'), '--blocking', 'l.family = = 1'],
      /Blocking rule 1|blocking rule 1/,
    ],
    ['a rule of a column that is not there', (at) => ['--input', at('west.csv'), '--blocking', 'l.shoe = r.shoe'], /shoe/],
    ['a rule that is no JSON', (at) => ['--input', at('west.csv'), '--blocking', '{l.a = r.a'], /not JSON/],
    ['an object that is no rule', (at) => ['--input', at('west.csv'), '--blocking', '{}'], /rule/],
    [
      'two inputs that are one',
      (at) => ['--input', at('west.csv'), '--input', at('east.csv'), '--link-type', 'dedupe_only'],
      /dedupe_only/,
    ],
    ['a single text', () => ['--texts', 'one'], /two/],
    ['a similarity that is none', () => ['--texts', 'a', 'b', '--similarity-threshold', '2'], /from 0 to 1/],
    ['texts and records', (at) => ['--texts', 'a', 'b', '--input', at('west.csv')], /--texts/],
    ['a report over the records', (at) => ['--input', at('west.csv'), '--report', at('west.csv')], /also read/],
  ])('%s: one clear message', async (_, args, says) => {
    const { exit, err } = await gt('explore', ...args(filesIn(FILES)));
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
    expect(err).not.toMatch(/at .*\.ts:/);
  });
});
