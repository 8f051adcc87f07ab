import { readTable } from '@golden-thread/connectors/tables/read-table';
import { businessDateAt } from '@golden-thread/shapes/business-date';
import { JUDGEMENTS, type Judgement } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { parseRecord, printRecord } from '@golden-thread/shapes/references';
import { listJudgements } from '@golden-thread/warehouse/queries/judgement';
import { naturalKeysOf, recordKeysOf } from '@golden-thread/warehouse/queries/record';
import { checkedReason } from '../acts/checked-reason.ts';
import { formulaSafeLine, unsafeAgain } from '../files/formula-safe.ts';
import { textOf } from '../link-files/table-cells.ts';
import { writeText } from '../link-files/write-text.ts';
import { type JudgeSettings, judge } from './judge.ts';
import { listJudged } from './judgement-list.ts';

const COLUMNS = ['verdict', 'never', 'a', 'b', 'by', 'reason', 'expires', 'made_at', 'signed_by'] as const;
const NEEDED = ['verdict', 'a', 'b', 'reason'] as const;

/** Writes the judgements that bind as CSV, by natural keys, so that another database can take them. @returns how many. */
export async function exportJudgements(settings: JudgeSettings, path: string): Promise<number> {
  const binding = new Set((await listJudged(settings, { all: false })).judgements.map(({ judgement }) => judgement));
  const rows = (await listJudgements(settings.warehouse.db)).filter(({ judgement }) => binding.has(judgement));
  const lines = rows.map((row) =>
    formulaSafeLine([
      row.verdict,
      row.never ? 'yes' : '',
      row.a,
      row.b,
      row.by_name ?? '',
      row.reason,
      row.expires ?? '',
      row.made_at,
      [row.signed_by_1, row.signed_by_2].filter((login) => login !== null).join(' '),
    ]),
  );
  await writeText(path, [COLUMNS.join(','), ...lines, ''].join('\n'));
  return rows.length;
}

export interface ImportedLine {
  /** Line of the file, from 2 for the first after the header. */
  readonly line: number;
  readonly fate: 'imported' | 'duplicate' | 'refused';
  readonly judgement: number | null;
  readonly words: string;
}

/**
 * Takes judgements from a CSV file, each under the login of the session: by natural key or as r12. What stands already is a
 * duplicate, so that the same file twice changes nothing; a never-link comes as a proposal, which another login signs.
 */
export async function importJudgements(
  settings: JudgeSettings,
  path: string,
  options: { readonly dryRun: boolean; readonly byName: string | null },
): Promise<readonly ImportedLine[]> {
  const rows = await readRows(path);
  const today = businessDateAt(settings.now(), settings.pipeline.timeZone);
  const known = new Set<string>();
  const print = (a: string, b: string, verdict: string, never: boolean, expires: string | null): string =>
    JSON.stringify([a, b, verdict, never, expires]);
  for (const row of await listJudgements(settings.warehouse.db))
    if (row.withdrawn_at === null) known.add(print(row.a, row.b, row.verdict, row.never, row.expires));
  const keys = await recordsNamed(
    settings,
    rows.flatMap(({ a, b }) => [a, b]),
  );
  const fates: ImportedLine[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    try {
      const { verdict, never, expires } = checkedRow(row, today);
      const [a, b] = [found(keys, row.a), found(keys, row.b)];
      const [low, high] = compareCodePoints(a.natural, b.natural) < 0 ? [a.natural, b.natural] : [b.natural, a.natural];
      const says = print(low, high, verdict, never, expires);
      if (known.has(says)) {
        fates.push({ line, fate: 'duplicate', judgement: null, words: 'The same stands already.' });
        continue;
      }
      const reason = checkedReason(row.reason);
      if (a.key === b.key) throw refusedLine('The two records are one and the same.');
      const byName = options.byName ?? (row.by === '' ? null : row.by);
      const made = options.dryRun ? null : await judge(settings, verdict, a.key, b.key, { byName, reason, expires, never });
      known.add(says);
      const words = [...(never ? ['Another login signs it with gt judge sign.'] : []), ...(made?.warnings ?? [])].join(' ');
      fates.push({ line, fate: 'imported', judgement: made?.judgement ?? null, words });
    } catch (error) {
      if (!(error instanceof DeclarationError)) throw error;
      fates.push({ line, fate: 'refused', judgement: null, words: error.message });
    }
  }
  return fates;
}

interface FileRow {
  readonly verdict: string;
  readonly never: string;
  readonly a: string;
  readonly b: string;
  readonly by: string;
  readonly reason: string;
  readonly expires: string;
}

async function readRows(path: string): Promise<readonly FileRow[]> {
  const table = await readTable(path, { name: 'judgements', columns: [...COLUMNS] });
  const missing = NEEDED.find((name) => !table.columns.has(name));
  if (missing !== undefined)
    throw new DeclarationError({
      code: 'judgement.no_column',
      message: `The file has no column ${missing}.`,
      remedy: `Give it a header with ${NEEDED.join(', ')}, and where needed never, by, expires.`,
    });
  const reader = (name: string): ((row: number) => string) => {
    const column = table.columns.get(name);
    const read = column === undefined ? () => null : textOf(column);
    return (row) => unsafeAgain(read(row) ?? '').trim();
  };
  const [verdict, never, a, b, by, reason, expires] = ['verdict', 'never', 'a', 'b', 'by', 'reason', 'expires'].map(reader);
  const cell = (read: ((row: number) => string) | undefined, row: number): string => read?.(row) ?? '';
  return Array.from({ length: table.size }, (_, row) => ({
    verdict: cell(verdict, row),
    never: cell(never, row),
    a: cell(a, row),
    b: cell(b, row),
    by: cell(by, row),
    reason: cell(reason, row),
    expires: cell(expires, row),
  }));
}

function checkedRow(
  row: FileRow,
  today: string,
): { readonly verdict: Judgement; readonly never: boolean; readonly expires: string | null } {
  const verdict = JUDGEMENTS.find((name) => name === row.verdict);
  if (verdict === undefined) throw refusedLine(`The verdict is none of ${JUDGEMENTS.join(', ')}.`);
  const never = row.never === 'yes';
  if (row.never !== '' && row.never !== 'no' && !never) throw refusedLine('never is yes, no or empty.');
  if (never && verdict !== 'different') throw refusedLine('Only what is different is different for ever.');
  const expires = row.expires === '' ? null : row.expires;
  if (expires !== null && (!/^\d{4}-\d{2}-\d{2}$/.test(expires) || Number.isNaN(Date.parse(`${expires}T00:00:00Z`))))
    throw refusedLine('expires is no day as yyyy-mm-dd.');
  if (expires !== null && expires <= today) throw refusedLine('It expired already.');
  if (never && expires !== null) throw refusedLine('A never-link does not expire.');
  return { verdict, never, expires };
}

interface NamedRecord {
  readonly key: number;
  readonly natural: string;
}

/** Records by how a file names them. */
async function recordsNamed({ warehouse }: JudgeSettings, names: readonly string[]): Promise<ReadonlyMap<string, NamedRecord>> {
  const numbered = [...new Set(names.filter((name) => /^r[0-9]{1,9}$/.test(name)))];
  const naturals = await naturalKeysOf(warehouse.db, numbered.map(parseRecord));
  const keys = await recordKeysOf(warehouse.db, [...new Set(names)]);
  const found = new Map([...keys].map(([natural, key]) => [natural, { key, natural }]));
  for (const [key, natural] of naturals) found.set(printRecord(key), { key, natural });
  return found;
}

function found(keys: ReadonlyMap<string, NamedRecord>, name: string): NamedRecord {
  const record = keys.get(name);
  if (record === undefined) throw refusedLine('There is no record of that name.');
  return record;
}

const refusedLine = (message: string): DeclarationError =>
  new DeclarationError({
    code: 'judgement.line',
    message,
    remedy: 'Mend the line and import the file again: what stands is not taken twice.',
  });
