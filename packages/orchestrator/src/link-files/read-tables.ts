import { type ReadCellShares, readTable } from '@golden-thread/connectors/tables/read-table';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import type { NamedFile } from './link-request.ts';

export interface ReadInputsOptions {
  /** Columns to read; `null`: all. */
  readonly columns: readonly string[] | null;
  /** Cells lose the spaces around them. */
  readonly trim: boolean;
  /** What parts cells in CSV files; `null`: a comma. */
  readonly delimiter: string | null;
  readonly workers?: number;
  /** Reads shares of a CSV file's columns in threads that are there already. */
  readonly readCells?: ReadCellShares;
  readonly onProgress?: (source: string, done: number, of: number | null) => void;
}

/** Reads the files of records that a command names, one after another. @throws DeclarationError */
export async function readTables(inputs: readonly NamedFile[], options: ReadInputsOptions): Promise<ColumnTable[]> {
  const { columns, trim, delimiter, workers, readCells, onProgress } = options;
  const tables: ColumnTable[] = [];
  for (const { name, path } of inputs)
    tables.push(
      await readTable(path, {
        name,
        columns,
        trim,
        ...(delimiter === null ? {} : { delimiter }),
        ...(workers === undefined ? {} : { workers }),
        ...(readCells === undefined ? {} : { readCells }),
        onProgress: (done, of) => onProgress?.(name, done, of),
      }),
    );
  return tables;
}
