import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { partialFile } from './partial-file.ts';
import type { Cells, TableWriter, WrittenColumn } from './table-writer.ts';

const ROWS_A_GROUP = 100_000;
const PHYSICAL = { text: 'BYTE_ARRAY', integer: 'INT32', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/**
 * Snappy-compressed Parquet, a row group for each hundred thousand rows of a batch, each in the file before the next is made.
 * Integers are of 32 bits. No statistics: who reads pairs or clusters reads them whole, and they cost a fifth of the time.
 */
export async function parquetWriter(path: string, columns: readonly WrittenColumn[]): Promise<TableWriter> {
  const file = partialFile(path);
  const bytes = new ByteWriter();
  const flush = (): void => {
    file.write(bytes.getBytes());
    bytes.index = 0;
  };
  const writer = Object.assign(bytes, { flush, finish: flush });
  const parquet = new ParquetWriter({ writer, schema: schemaOf(columns), statistics: false, createdBy: 'golden-thread' });
  return {
    async write(batch) {
      if ((batch[0]?.length ?? 0) === 0) return;
      await parquet.write({
        columnData: columns.map(({ name, type }, c) => ({
          name,
          data: dataOf(batch[c] ?? [], type),
          offsetIndex: false,
        })),
        rowGroupSize: ROWS_A_GROUP,
      });
    },
    async close() {
      await parquet.finish();
      file.finish();
    },
    abandon: async () => file.abandon(),
  };
}

/** Numbers without a null go as they are. */
function dataOf(cells: Cells, type: WrittenColumn['type']): Int32Array | Float64Array | (string | number | boolean | null)[] {
  if (cells instanceof Float64Array || cells instanceof Int32Array) return cells;
  return cells instanceof Int8Array || (cells instanceof Uint8Array && type === 'integer') ? Int32Array.from(cells) : Array.from(cells);
}

function schemaOf(columns: readonly WrittenColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => {
      const optional = { name, repetition_type: 'OPTIONAL', type: PHYSICAL[type] } as const;
      return type === 'text' ? { ...optional, converted_type: 'UTF8' } : optional;
    }),
  ];
}
