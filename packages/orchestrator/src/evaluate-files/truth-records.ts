import { readTable } from '@golden-thread/connectors/tables/read-table';
import { columnsOf } from '@golden-thread/linkage/expression-columns';
import { parseExpression } from '@golden-thread/linkage/parse-expression';
import { workOut } from '@golden-thread/linkage/work-out';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { NamedFile } from '../link-files/link-request.ts';
import { columnNamed, textOf } from '../link-files/table-cells.ts';

/** Where the truth is: files of records, and an expression of SQL that names the entity of each. */
export interface TruthSource {
  readonly files: readonly NamedFile[];
  readonly idColumn: string;
  readonly sourceColumn: string;
  /** A column, or an expression of columns such as `regexp_extract(rec_id, 'rec-([0-9]+)', 1)`. */
  readonly truth: string;
  /** A column by which figures are also given for each group; `null`: none. */
  readonly by: string | null;
  readonly trim: boolean;
  /** What parts cells in CSV files; `null`: a comma. */
  readonly delimiter: string | null;
}

/** What is known of one record: its true entity and its group; `null` where the cell is empty. */
export interface TrueRecord {
  readonly entity: string | null;
  readonly group: string | null;
}

/** The records of the truth by `recordKey`, and by their id alone where the files do not say their sources. */
export interface TrueRecords {
  readonly size: number;
  /** Of its records; `null` where the files do not say, and an id is looked for in any source. */
  readonly sources: ReadonlySet<string> | null;
  of(source: string, id: string): TrueRecord | null;
}

/**
 * Reads the truth. A file that has a column of sources, or one of several files, holds records of named sources; otherwise
 * an id is looked for in any source.
 * @throws DeclarationError when a column is missing or an id stands twice.
 */
export async function readTruth(from: TruthSource): Promise<TrueRecords> {
  const expression = parseExpression(from.truth, 'record');
  const names = [
    from.idColumn,
    from.sourceColumn,
    ...columnsOf(expression).map(({ name }) => name),
    ...(from.by === null ? [] : [from.by]),
  ];
  const known = new Map<string, TrueRecord>();
  const sourcesRead = new Set<string>();
  let hasSources = from.files.length > 1;
  for (const file of from.files) {
    const table = await readTable(file.path, {
      name: file.name,
      columns: [...new Set(names)],
      trim: from.trim,
      ...(from.delimiter === null ? {} : { delimiter: from.delimiter }),
    });
    const cells = (name: string) => textOf(columnNamed(table, name, file.path));
    const ids = cells(from.idColumn);
    const sources = table.columns.has(from.sourceColumn) ? cells(from.sourceColumn) : null;
    hasSources ||= sources !== null;
    const entities = textOf(workOut(expression, table.size, (name) => columnNamed(table, name, file.path), 'code_points'));
    const groups = from.by === null ? null : cells(from.by);
    for (let row = 0; row < table.size; row++) {
      const source = hasSources ? (sources?.(row) ?? file.name) : '';
      sourcesRead.add(source);
      const key = recordKey(source, ids(row) ?? '');
      if (known.has(key)) throw twice(file, from.idColumn);
      known.set(key, { entity: entities(row), group: groups?.(row) ?? null });
    }
  }
  return {
    size: known.size,
    sources: hasSources ? sourcesRead : null,
    of: (source, id) => known.get(recordKey(hasSources ? source : '', id)) ?? null,
  };
}

const recordKey = (source: string, id: string): string => `${source}-__-${id}`;

const twice = ({ path }: NamedFile, idColumn: string): DeclarationError =>
  new DeclarationError({
    code: 'link.id_twice',
    message: `In ${path} two records have the same ${idColumn}.`,
    remedy: 'Name the column of ids with --id-column, and each source in a file of its own or with a column of sources.',
  });
