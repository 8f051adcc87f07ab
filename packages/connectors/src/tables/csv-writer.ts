import { type PartialFile, partialFile } from './partial-file.ts';
import type { Cells, TableWriter, WrittenColumn } from './table-writer.ts';

const TO_QUOTE = /[",\r\n]/;
const CHARACTERS_A_WRITE = 1 << 20;

/**
 * RFC 4180 with LF; numbers in their shortest form that reads back the same; null is an empty cell, the empty text a quoted one;
 * null too where it is alone in its line, for a line with nothing on it is no record.
 */
export async function csvWriter(path: string, columns: readonly WrittenColumn[]): Promise<TableWriter> {
  const file = csvFile(path, columns);
  return {
    async write(batch) {
      let text = '';
      const rows = batch[0]?.length ?? 0;
      const empty = batch.length === 1 ? '""' : '';
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < batch.length; column++) {
          if (column > 0) text += ',';
          text += printed((batch[column] as Cells)[row], empty);
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

function printed(value: Cells[number] | undefined, empty: string): string {
  if (value === null || value === undefined) return empty;
  return typeof value === 'string' ? cellOf(value) : String(value);
}

const cellOf = (text: string): string => (text === '' || TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
