import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Random, seededRandom } from '@golden-thread/shapes/random';
import { expect } from 'vitest';
import { filesIn, gt } from './link.fixture.ts';

const SETTINGS = fileURLToPath(new URL('../../../docs/linkage/example/settings.json', import.meta.url));
/** Stands in every record: no error may say it. */
const SECRET = 'Zyxandria';

const HOSTILE_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 0.5, 2, 1e308, -1e308, 1e-320, 2 ** 53, '', ' ', 'NaN', 'Infinity', [], {}, [[]], [null], { '': 1 }],
  ...[
    'ELSE',
    'TRUE',
    'null',
    'l.surname',
    'l.surname = r.surname',
    '1=1',
    '1/0 > 0',
    "forename_l = ''",
    "'",
    '"',
    '--',
    '/*',
    ';',
    '\0',
    '$1',
  ],
  ...['forename_l', 'forename_l = surname_r', 'forename_l > 3', 'levenshtein(forename_l)', 'levenshtein(dob_l, 1) < 2', 'sqrt(-1) = 1'],
  ...['cast(forename_l as integer) > 1', 'try_cast(dob_l as date) = try_cast(dob_r as date)', "regexp_matches(forename_l, '(a+)+$')"],
  ...["regexp_extract(forename_l, '[') = ''", "substr(surname_l, -5, 1e9) = ''", 'list_sort([forename_l]) = []', 'count(*) > 1', 'x -> x'],
  ...[`${'('.repeat(500)}1${')'.repeat(500)}`, `${'not '.repeat(400)}true`, 'a'.repeat(50_000), '☃_l = ☃_r', "forename_l ilike '%_%'"],
];

const HOSTILE_CELLS: readonly string[] = [
  ...['', ' ', 'NaN', '-NaN', 'Infinity', '1e999', '-0', '00', '0x10', '1970-01-01', '9999-99-99', '-5000-01-01', 'null', 'NULL', '\\N'],
  ...[
    '\u0000'.replace('\u0000', '\u0001'),
    '\u{1F469}\u200D\u{1F467}',
    'a\u0301',
    '\uFEFF',
    'İ',
    'ß',
    '=1+1',
    'x'.repeat(9_000),
    '"a""b"',
    '"a\nb"',
  ],
];

const COLUMNS = ['unique_id', 'forename', 'surname', 'dob', 'postcode', 'email'];

/**
 * Links hostile data by hostile settings, one case for each number: every one ends in an answer or in one clear error, with no stack
 * trace, no value of a record and no half-written file.
 */
export async function tryHostile(from: number, to: number): Promise<Readonly<Record<string, number>>> {
  const ends: Record<string, number> = {};
  for (let seed = from; seed < to; seed++) {
    const random = seededRandom(`hostile ${seed}`);
    const at = filesIn({ 'settings.json': settingsOf(random), 'people.csv': peopleOf(random) });
    const { exit, out, err } = await gt(
      ...[
        'link',
        '--settings',
        at('settings.json'),
        '--input',
        at('people.csv'),
        '--pairs',
        at('pairs.csv'),
        '--pair-budget',
        '20000',
        '--workers',
        '1',
      ],
      ...(random.next() < 0.8 ? ['--train'] : []),
      ...(random.next() < 0.5 ? ['--clusters', at('clusters.csv'), '--cluster-weight', random.next() < 0.5 ? 'auto' : '3'] : []),
    );
    const told = `case ${seed}: ${exit} ${err}`;
    expect([0, 2, 3], told).toContain(exit);
    expect(err, told).not.toMatch(/\n\s+at |\bundefined\b|\[object/);
    expect(err, told).not.toContain(SECRET);
    expect(err.length > 0, told).toBe(exit !== 0);
    expect(existsSync(at('pairs.csv')), told).toBe(exit === 0);
    if (exit === 0)
      expect(
        readFileSync(at('pairs.csv'), 'utf8')
          .split('\n')
          .some((line) => line.startsWith('NaN')),
        told,
      ).toBe(false);
    expect(out, told).not.toContain('NaN');
    ends[exit] = (ends[exit] ?? 0) + 1;
  }
  return ends;
}

/** The tutorial's settings, with up to three places made hostile. */
function settingsOf(random: Random): string {
  const settings: unknown = JSON.parse(readFileSync(SETTINGS, 'utf8'));
  for (let n = random.below(4); n > 0; n--) spoil(settings, random);
  const text = JSON.stringify(settings);
  return random.next() < 0.02 ? text.slice(0, random.below(text.length)) : text;
}

function spoil(node: unknown, random: Random): void {
  if (typeof node !== 'object' || node === null) return;
  const keys = Object.keys(node);
  const key = keys[random.below(Math.max(1, keys.length))];
  if (key === undefined) return;
  const child: unknown = Reflect.get(node, key);
  if (typeof child === 'object' && child !== null && Object.keys(child).length > 0 && random.next() < 0.85) {
    spoil(child, random);
    return;
  }
  const chance = random.next();
  if (chance < 0.15) Reflect.deleteProperty(node, key);
  else if (chance < 0.25) Reflect.set(node, `${key}s`, child);
  else if (chance < 0.35 && Array.isArray(node)) node.push(...node);
  else Reflect.set(node, key, HOSTILE_VALUES[random.below(HOSTILE_VALUES.length)]);
}

/** Sixty records or fewer, some columns of one hostile value, of nothing, or of hostile values here and there. */
function peopleOf(random: Random): string {
  const size = [0, 1, 2, 60][random.below(24)] ?? 60;
  const ways = COLUMNS.map((_, c) => (c === 0 ? 'plain' : (['empty', 'one', 'mixed'][random.below(12)] ?? 'plain')));
  const ones = COLUMNS.map(() => HOSTILE_CELLS[random.below(HOSTILE_CELLS.length)] ?? '');
  const cell = (c: number, row: number): string => {
    if (ways[c] === 'empty') return '';
    if (ways[c] === 'one') return ones[c] ?? '';
    if (ways[c] === 'mixed' && random.next() < 0.3) return HOSTILE_CELLS[random.below(HOSTILE_CELLS.length)] ?? '';
    return c === 0 ? String(row) : `${SECRET}${row % (3 + c)}`;
  };
  const rows = Array.from({ length: size }, (_, row) => COLUMNS.map((_, c) => cell(c, row)).join(','));
  const header = random.next();
  // What stands in the first line is taken for names of columns, and told as such.
  return `${[header < 0.02 ? '1,A,A,B,,C' : COLUMNS.join(','), ...rows].join('\n')}\n`;
}

/** A million records whose blocking keys are all equal. */
export function writeMillion(path: string): void {
  writeFileSync(
    path,
    `unique_id,forename,surname,dob,postcode,email\n${Array.from({ length: 1e6 }, (_, i) => `${i},A,B,C,D,E`).join('\n')}\n`,
  );
}
