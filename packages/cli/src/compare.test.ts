import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exactly, filesIn, gt, rowsOf, splinkSettings } from './link.fixture.ts';

const HEADER = 'unique_id,first_name,surname,dob,city,email';
/** Splink's published check: of 900 records 8 hold the first name that two records share. */
const PEOPLE = Array.from({ length: 900 }, (_, i) => {
  if (i > 1) return `${i + 1},${i < 8 ? 'Julia' : `Given${i}`},,,,`;
  return `${i + 1},Julia,Taylor,2015-10-29,${['Hull', 'Leeds'][i]},${['one', 'two'][i]}@example.org`;
});
const frequent = exactly('first_name', 0.7, 0.1);
const SETTINGS = {
  probability_two_random_records_match: 1 / 22,
  comparisons: [
    {
      ...frequent,
      comparison_levels: frequent.comparison_levels.map((level, l) =>
        l === 1 ? { ...level, tf_adjustment_column: 'first_name', tf_adjustment_weight: 0.6 } : level,
      ),
    },
    ...['surname', 'dob', 'city', 'email'].map((name) => exactly(name, 0.9, 0.1)),
  ],
  blocking_rules_to_generate_predictions: ['l.city = r.city', 'l.dob = r.dob'],
};
const FILES = { 'settings.json': splinkSettings(SETTINGS), 'people.csv': [HEADER, ...PEOPLE, ''].join('\n') };
const compare = (at: (name: string) => string, ...more: readonly string[]) =>
  gt('--json', 'compare', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, ...more);
/** The last line: the others may be warnings. */
const lastOf = (out: string) => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');

describe('gt compare', () => {
  test('comes to the weight that Splink publishes, part by part', async () => {
    const { exit, out } = await compare(filesIn(FILES), '--pair', 'a:2,a:1');
    expect(exit).toBe(0);
    const { count, pairs } = lastOf(out);
    expect(count).toBe(1);
    const [pair] = pairs;
    // Prior odds of .3 to .7, over 9, are 1 to 21.
    expect(pair).toMatchObject({
      left: { source: 'a', id: '1' },
      right: { source: 'a', id: '2' },
      rule: { number: 2, text: 'l.dob = r.dob' },
      prior: expect.closeTo(Math.log2(0.3 / 0.7 / 9), 12),
      weight: expect.closeTo(0.5101493570766487, 12),
      probability: expect.closeTo(0.5874923778509089, 12),
    });
    expect(
      pair.comparisons.map(({ name, gamma, bits, frequencyBits, values }: Record<string, unknown>) => [
        name,
        gamma,
        bits,
        frequencyBits,
        values,
      ]),
    ).toEqual([
      ['first_name', 1, expect.closeTo(Math.log2(7), 12), expect.closeTo(Math.log2(4.272592890212634), 12), null],
      ['surname', 1, expect.closeTo(Math.log2(9), 12), 0, null],
      ['dob', 1, expect.closeTo(Math.log2(9), 12), 0, null],
      ['city', 0, expect.closeTo(-Math.log2(9), 12), 0, null],
      ['email', 0, expect.closeTo(-Math.log2(9), 12), 0, null],
    ]);
  });

  test('shows every part to people, and values only where they are asked for', async () => {
    const at = filesIn(FILES);
    const args = ['compare', '--settings', at('settings.json'), '--input', at('people.csv'), '--pair', '1,2'];
    const shown = await gt(...args, '--report', at('report.html'));
    expect(shown).toMatchObject({ exit: 0, err: '' });
    expect(shown.out).toMatch(/people:1 and people:2\n {2}blocking rule 2 makes this pair: l\.dob = r\.dob/);
    expect(shown.out).toMatch(/prior +two random records +−4\.39 +−4\.39/);
    expect(shown.out).toMatch(/how rare the value is +\+2\.10 +\+0\.51/);
    expect(shown.out).toMatch(/match weight \+0\.51 bits, match probability 0\.5875/);
    const report = readFileSync(at('report.html'), 'utf8');
    expect(report).toContain('Pair 1');
    expect(/Julia|Taylor|Leeds/.exec(shown.out)?.[0]).toBeUndefined();
    expect(/Julia|Taylor|Leeds|people:1|https?:/.exec(report)?.[0]).toBeUndefined();
    const values = await gt(...args, '--show-values', '--report', at('report.html'));
    expect(values.out).toMatch(/city "Hull" \| "Leeds"/);
    expect(readFileSync(at('report.html'), 'utf8')).toContain('Pair 1: people:1 and people:2');
  });

  test('scores a file of pairs as gt link would score them, whether a rule makes them or not', async () => {
    const at = filesIn({ ...FILES, 'pairs.csv': 'unique_id_l,unique_id_r\n2,1\n900,3\n3,4\n' });
    const { exit, out } = await compare(at, '--pairs-file', at('pairs.csv'), '--pairs', at('scored.csv'));
    expect(exit).toBe(0);
    expect(lastOf(out)).toMatchObject({ count: 3, written: [at('scored.csv')] });
    const scored = rowsOf(at('scored.csv'));
    expect(scored.map((row) => [row['unique_id_l'], row['unique_id_r'], row['match_key'], row['gamma_first_name']])).toEqual([
      ['1', '2', '1', '1'],
      ['3', '900', '', '0'],
      ['3', '4', '', '1'],
    ]);
    const all = filesIn({ ...FILES, 'settings.json': splinkSettings({ ...SETTINGS, blocking_rules_to_generate_predictions: [] }) });
    await gt('link', '--settings', all('settings.json'), '--input', `a=${all('people.csv')}`, '--pairs', all('pairs.csv'));
    const linked = new Map(rowsOf(all('pairs.csv')).map((row) => [`${row['unique_id_l']} ${row['unique_id_r']}`, row['match_weight']]));
    for (const row of scored) expect(row['match_weight']).toBe(linked.get(`${row['unique_id_l']} ${row['unique_id_r']}`));
  });

  test('weighs by given term frequencies', async () => {
    const at = filesIn({ ...FILES, 'few.csv': [HEADER, ...PEOPLE.slice(0, 2), ''].join('\n') });
    await gt('link', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, '--tf-out', at('tf.csv'));
    const args = ['--json', 'compare', '--settings', at('settings.json'), '--input', `a=${at('few.csv')}`, '--pair', '1,2'];
    const [own, given] = [await gt(...args), await gt(...args, '--tf', at('tf.csv'))];
    expect(lastOf(given.out).pairs[0].weight).toBeCloseTo(0.5101493570766487, 12);
    expect(lastOf(own.out).pairs[0].weight).toBeCloseTo(0.5101493570766487 - Math.log2(4.272592890212634) + 0.6 * Math.log2(0.1), 12);
  });

  test('a pair whose sources are not compared has no rule', async () => {
    const settings = splinkSettings({ ...SETTINGS, link_type: 'link_only', blocking_rules_to_generate_predictions: [] });
    const at = filesIn({ ...FILES, 'settings.json': settings, 'more.csv': [HEADER, ...PEOPLE.slice(0, 3), ''].join('\n') });
    const { out } = await compare(at, '--input', `b=${at('more.csv')}`, '--pair', 'a:1,a:2', '--pair', 'b:1,a:1');
    expect(lastOf(out).pairs.map(({ rule }: { rule: unknown }) => rule)).toEqual([null, { number: 1, text: '1=1' }]);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no pair', [], /--pair a:1,b:7/],
    ['a pair that is none', ['--pair', 'a:1'], /a:1,b:7/],
    ['a record that is not there', ['--pair', '1,2', '--pair', 'a:1,a:Quillon'], /The right side of pair 2 of --pair names a record/],
    ['a source that is not there', ['--pair', 'a:1,Quillon:1'], /The right side of pair 1 of --pair names a source.*\n.*sources are a/],
    ['a file of pairs that is none', ['--pairs-file', 'package.json'], /package\.json/],
    ['an output that is also read', ['--pair', '1,2', '--pairs', 'people.csv'], /also read/],
  ])('%s: one clear message', async (_, more, says) => {
    const at = filesIn(FILES);
    const args = more.map((text) => (text === 'people.csv' ? at(text) : text));
    const { exit, err } = await gt('compare', '--settings', at('settings.json'), '--input', `a=${at('people.csv')}`, ...args);
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringMatching(says) });
    expect(err).not.toContain('Quillon');
    expect(existsSync(at('scored.csv'))).toBe(false);
  });
});
