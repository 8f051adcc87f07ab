import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetSchema, type RowGroup, type SchemaTree } from 'hyparquet';
import type { RecordProblem } from '../delivered-row.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { storedSchema } from '../tables/parquet-columns.ts';
import { COLUMN_SHARE, checkPages } from './check-pages.ts';
import { type ColumnCells, columnCells } from './column-cells.ts';
import { groupTooLarge, parquetMalformed } from './parquet-refusals.ts';
import { valueText } from './value-text.ts';

const BATCH = 2000;
const ROWS_MOST = 2 ** 21;
/** What a row group may take, decoded, of what a file that is held may: the library holds as much again. */
const GROUP_SHARE = 0.75;

/** What a Parquet file says first, and then gives. */
export interface ParquetFile {
  readonly columns: readonly string[];
  /** Records with the asked columns in their order, a row group at a time in memory. @throws DeliveryRefused, possibly after batches */
  records(names: readonly string[]): AsyncGenerator<readonly ReadRecord[]>;
}

/** @throws DeliveryRefused when it is not Parquet, or made to harm */
export async function openParquet(file: AsyncBuffer, limits: DeliveryLimits): Promise<ParquetFile> {
  const told = await orMalformed('its end is missing or damaged', () => parquetMetadataAsync(file));
  const { children } = await orMalformed('its schema is damaged', () => parquetSchema(told));
  const metadata = { ...told, schema: storedSchema(told.schema) };
  const columns = children.map(({ element }) => element.name);
  if (columns.length > limits.columns)
    throw new DeliveryRefused({
      code: 'delivery.too_many_columns',
      message: `The file holds ${columns.length} columns; ${limits.columns} are allowed.`,
      remedy: 'Ask the sender for the columns of the contract only.',
    });
  return {
    columns,
    async *records(names) {
      const trees = names.map((name) => children[columns.indexOf(name)]).filter((tree) => tree !== undefined);
      trees.forEach(valueText);
      let rows = 0;
      for (const group of metadata.row_groups) {
        rows += Number(group.num_rows);
        yield* recordsOf(file, metadata, group, trees, limits);
      }
      if (rows !== Number(metadata.num_rows)) throw parquetMalformed('its row groups hold another number of rows than it says');
    },
  };
}

async function* recordsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: RowGroup,
  trees: readonly SchemaTree[],
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const rows = Number(group.num_rows);
  if (!(rows >= 0)) throw parquetMalformed('a row group holds less than nothing');
  if (rows > ROWS_MOST) throw groupTooLarge(limits);
  const columns: ColumnCells[] = [];
  let bytes = 0;
  for (const tree of trees) {
    const chunk = await chunkOf(file, group, tree, limits);
    checkPages(chunk.bytes, rows, limits);
    const cells = await orMalformed('a column is damaged', () => columnCells(readOnce(file, chunk), metadata, group, tree));
    bytes += cells.bytes;
    if (bytes > GROUP_SHARE * limits.wholeFileBytes) throw groupTooLarge(limits);
    columns.push(cells);
  }
  const names = trees.map(({ element }) => element.name);
  for (let from = 0; from < rows; from += BATCH) {
    const batch: ReadRecord[] = [];
    for (let row = from; row < Math.min(rows, from + BATCH); row++) batch.push(recordAt(row, columns, names));
    yield batch;
  }
}

function recordAt(row: number, columns: readonly ColumnCells[], names: readonly string[]): ReadRecord {
  let problem: RecordProblem | null = null;
  const cells = columns.map((column, c) => {
    const text = column.at(row);
    if (text === null || text === '') return null;
    const unstorable = text.includes('\0');
    if (unstorable) problem ??= { code: 'field.unstorable', field: names[c] ?? null };
    else if (column.isUnsafe(text)) problem ??= { code: 'field.unsafe_number', field: names[c] ?? null };
    return unstorable ? null : text;
  });
  return { line: null, cells, problem };
}

interface Chunk {
  readonly start: number;
  readonly bytes: ArrayBuffer;
}

/** A file of which one chunk is read already. */
const readOnce = ({ byteLength, slice }: AsyncBuffer, { start, bytes }: Chunk): AsyncBuffer => ({
  byteLength,
  slice: (from, to) => (from === start && to === start + bytes.byteLength ? bytes : slice(from, to)),
});

/** The packed bytes of one column of a row group. */
async function chunkOf(file: AsyncBuffer, group: RowGroup, { element }: SchemaTree, limits: DeliveryLimits): Promise<Chunk> {
  const meta = group.columns.find(({ meta_data: one }) => one?.path_in_schema[0] === element.name)?.meta_data;
  if (meta === undefined) throw parquetMalformed('a row group lacks a column, or its description is encrypted');
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const length = Number(meta.total_compressed_size);
  if (!(start >= 0 && length >= 0 && start + length <= file.byteLength)) throw parquetMalformed('a column stands outside the file');
  if (length > limits.wholeFileBytes / COLUMN_SHARE) throw groupTooLarge(limits);
  return { start, bytes: await file.slice(start, start + length) };
}

/** What goes wrong in the library is a damaged file; its words may hold values, and are left out. */
async function orMalformed<Result>(because: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DeliveryRefused) throw error;
    throw parquetMalformed(because);
  }
}
