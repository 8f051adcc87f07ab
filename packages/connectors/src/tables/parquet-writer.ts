import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { partialFile } from './partial-file.ts';
import type { TableWriter, WrittenColumn } from './table-writer.ts';

const ROWS_A_GROUP = 100_000;
const BASIC = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/** Snappy-compressed Parquet, a row group for each hundred thousand rows of a batch. */
export async function parquetWriter(path: string, columns: readonly WrittenColumn[]): Promise<TableWriter> {
  const file = partialFile(path);
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'golden-thread' });
  return {
    async write(batch) {
      if ((batch[0]?.length ?? 0) === 0) return;
      await parquet.write({
        columnData: columns.map(({ name, type }, c) => {
          const cells = Array.from(batch[c] ?? []);
          return {
            name,
            data: type === 'integer' ? cells.map((cell) => (cell === null ? null : BigInt(Number(cell)))) : cells,
            type: BASIC[type],
          };
        }),
        rowGroupSize: ROWS_A_GROUP,
      });
    },
    async close() {
      await parquet.finish();
      file.write(new Uint8Array(bytes.getBuffer()));
      file.finish();
    },
    abandon: async () => file.abandon(),
  };
}

function schemaOf(columns: readonly WrittenColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => {
      if (type === 'text') return { name, repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' };
      return { name, repetition_type: 'OPTIONAL', type: BASIC[type] };
    }),
  ];
}
