import { extname } from 'node:path';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import type { CellsRead, CellsWork } from './csv-cells.ts';
import { readCsv } from './read-csv.ts';
import { readParquet } from './read-parquet.ts';
import { tableProblem } from './table-problem.ts';

export interface ReadTableOptions {
  /** The source's name. */
  readonly name: string;
  /** Columns to read, in whatever case the file has them; those that are not there are left out. `null` or not given: all. */
  readonly columns?: readonly string[] | null;
  /** Names in the header and cells lose the spaces around them (CSV). */
  readonly trim?: boolean;
  /** One character (CSV). Never guessed. */
  readonly delimiter?: string;
  readonly workers?: number;
  /** Reads shares of a CSV file's columns in threads that are there already; not given: in threads that are started for it. */
  readonly readCells?: ReadCellShares;
  readonly onProgress?: (done: number, of: number | null) => void;
}

/** Reads each share of a file's columns; `onBytes` is told how far one of them is. */
export type ReadCellShares = (works: readonly CellsWork[], onBytes: (bytes: number) => void) => Promise<readonly CellsRead[]>;

/**
 * Reads a table by its file's ending: `.csv` or `.parquet`.
 * @throws DeclarationError that names the file, and the line where there is one; never a value.
 */
export function readTable(path: string, options: ReadTableOptions): Promise<ColumnTable> {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') return readCsv(path, options);
  if (ending === '.parquet') return readParquet(path, options);
  return Promise.reject(tableProblem('ending', path, 'is neither .csv nor .parquet', 'Name a file that ends in .csv or .parquet.'));
}
