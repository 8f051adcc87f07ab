import { readTable } from '@golden-thread/connectors/tables/read-table';
import { readerOf } from '@golden-thread/linkage/column-reader';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { columnNamed, frequencyUses, type GivenFrequencies, occurrencesOf } from '@golden-thread/linkage/term-frequencies';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { writeTable } from './write-table.ts';

const COLUMNS = ['column', 'value', 'records', 'of'] as const;

/**
 * Writes the term frequencies that a model weighs by: for each column and value how many records hold it, of how many that
 * hold any. Columns and values ascend by code points, so that the order of the records changes nothing.
 */
export async function writeTermFrequencies(path: string, { runner }: LinkResult): Promise<void> {
  const rows: [column: string, value: string, records: number, of: number][] = [];
  for (const [key, use] of frequencyUses(runner.plan)) {
    const column = columnNamed(runner.prepared, use.column);
    const members = use.of === 'rarest_shared' && column.values.kind === 'list';
    const { occurrences, records } = occurrencesOf(column, members);
    const read = readerOf(members && column.values.kind === 'list' ? { ...column, values: column.values.of } : column);
    occurrences.forEach((count, value) => {
      if (count > 0) rows.push([key, String(read(value)), count, records]);
    });
  }
  rows.sort(([x, v], [y, w]) => (x === y ? byCodePoints(v, w) : byCodePoints(x, y)));
  const columns = COLUMNS.map((name, k) => ({ name, type: k < 2 ? ('text' as const) : ('integer' as const) }));
  await writeTable(path, columns, (writer) => writer.write(COLUMNS.map((_, k) => rows.map((row) => row[k] ?? null))));
}

/**
 * Term frequencies of a file that `writeTermFrequencies` wrote, by column.
 * @throws DeclarationError when the file has other columns.
 */
export async function readTermFrequencies(path: string): Promise<ReadonlyMap<string, GivenFrequencies>> {
  const table = await readTable(path, { name: 'term frequencies', columns: null });
  const [columns, values, records, totals] = COLUMNS.map((name) => cellsOf(table, name, path));
  const given = new Map<string, { shares: Map<string, number>; records: number }>();
  for (let row = 0; row < table.size; row++) {
    const column = columns?.(row) ?? '';
    const of = Number(totals?.(row));
    const known = given.get(column) ?? { shares: new Map<string, number>(), records: of };
    known.shares.set(values?.(row) ?? '', Number(records?.(row)) / of);
    given.set(column, known);
  }
  return given;
}

function cellsOf(table: ColumnTable, name: string, path: string): (row: number) => string {
  const column = table.columns.get(name);
  if (column === undefined)
    throw new DeclarationError({
      code: 'link.not_term_frequencies',
      message: `${path} has no column ${name}, so that it holds no term frequencies.`,
      remedy: `Give a file with the columns ${COLUMNS.join(', ')}, as gt link --tf-out writes it.`,
    });
  const read = readerOf(column);
  return (row) => String(read(column.ids[row] as number) ?? '');
}

const byCodePoints = (x: string, y: string): number => Buffer.compare(Buffer.from(x), Buffer.from(y));
