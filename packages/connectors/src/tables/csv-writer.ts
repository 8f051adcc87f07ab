import { type PartialFile, partialFile } from './partial-file.ts';
import type { Cells, TableWriter, WrittenColumn } from './table-writer.ts';

const TO_QUOTE = /[",\r\n]/;
const CHARACTERS_A_WRITE = 1 << 20;

/** RFC 4180 with LF; numbers in their shortest form that reads back the same; null is an empty cell, the empty text a quoted one. */
export async function csvWriter(path: string, columns: readonly WrittenColumn[]): Promise<TableWriter> {
  const file = csvFile(path, columns);
  return {
    async write(batch) {
      let text = '';
      const rows = batch[0]?.length ?? 0;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < batch.length; column++) {
          const value = (batch[column] as Cells)[row];
          if (column > 0) text += ',';
          if (typeof value === 'string') text += cellOf(value);
          else if (value !== null && value !== undefined) text += value;
        }
        text += '\n';
        if (text.length > CHARACTERS_A_WRITE) {
          file.write(Buffer.from(text));
          text = '';
        }
      }
      if (text !== '') file.write(Buffer.from(text));
    },
    close: async () => file.finish(),
    abandon: async () => file.abandon(),
  };
}

/** A CSV file with its header, to which whole lines are added as bytes. */
export function csvFile(path: string, columns: readonly Pick<WrittenColumn, 'name'>[]): PartialFile {
  const file = partialFile(path);
  file.write(Buffer.from(`${columns.map(({ name }) => cellOf(name)).join(',')}\n`));
  return file;
}

const cellOf = (text: string): string => (text === '' || TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
