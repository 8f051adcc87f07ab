import { type TableWriter, tableWriter, type WrittenColumn } from '@golden-thread/connectors/tables/table-writer';

/** Writes a table as `write` gives it its batches; where that fails nothing is left of it. */
export async function writeTable(
  path: string,
  columns: readonly WrittenColumn[],
  write: (writer: Pick<TableWriter, 'write'>) => Promise<void>,
): Promise<void> {
  const writer = await tableWriter(path, columns);
  try {
    await write(writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await writer.close();
}
