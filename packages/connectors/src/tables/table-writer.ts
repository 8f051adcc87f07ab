import { extname } from 'node:path';
import type { ColumnType } from '@golden-thread/shapes/columns';
import { csvWriter } from './csv-writer.ts';
import { parquetWriter } from './parquet-writer.ts';
import { tableProblem } from './table-problem.ts';

export interface WrittenColumn {
  readonly name: string;
  /** Text, integer, number or boolean; others are printed by who writes. */
  readonly type: Extract<ColumnType, 'text' | 'integer' | 'number' | 'boolean'>;
}

export type Cells = ArrayLike<string | number | boolean | null>;

/** Writes a table in batches. The file stands under its own name only once it is whole. */
export interface TableWriter {
  /** One array per column, all of one length. */
  write(batch: readonly Cells[]): Promise<void>;
  close(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Writes a table by its file's ending: `.csv` or `.parquet`. @throws DeclarationError for another ending, or where nothing can be written. */
export function tableWriter(path: string, columns: readonly WrittenColumn[]): Promise<TableWriter> {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') return csvWriter(path, columns);
  if (ending === '.parquet') return parquetWriter(path, columns);
  return Promise.reject(tableProblem('ending', path, 'ends neither in .csv nor in .parquet', 'Name a file that ends in .csv or .parquet.'));
}
