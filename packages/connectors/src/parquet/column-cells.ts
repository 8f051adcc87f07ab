import { isUtf8 } from 'node:buffer';
import { textDictionary } from '@golden-thread/shapes/text-dictionary';
import type { AsyncBuffer, FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { DeliveryRefused } from '../refused.ts';
import { parquetMalformed } from './parquet-refusals.ts';
import { valueText } from './value-text.ts';

/** One column of one row group: four bytes a cell, and each different text once. */
export interface ColumnCells {
  at(row: number): string | null;
  /** Whether the number at a row may have lost digits. */
  isUnsafe(text: string): boolean;
  /** Bytes that it holds. */
  readonly bytes: number;
}

/** Decodes one column of one row group. @throws DeliveryRefused for values that are none, or text that is no UTF-8 */
export async function columnCells(file: AsyncBuffer, metadata: FileMetaData, group: RowGroup, tree: SchemaTree): Promise<ColumnCells> {
  const { name } = tree.element;
  const rows = Number(group.num_rows);
  const { isText, safeUpTo, textOf } = valueText(tree);
  const texts = textDictionary();
  const encoder = new TextEncoder();
  const scratch = new Uint8Array(256);
  const ids = new Int32Array(rows);
  const numberOf = (stored: unknown): number => {
    if (isText) return typeof stored === 'number' ? stored : 0;
    const text = textOf(stored);
    return text === null ? 0 : texts.numberOf(scratch, 0, encoder.encodeInto(text, scratch).written);
  };
  const parsers = {
    stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : texts.numberOf(bytes, 0, bytes.length)),
    timestampFromNanoseconds: (nanos: bigint) => nanos,
  };
  let filled = 0;
  await parquetRead({
    file,
    metadata: { ...metadata, row_groups: [group], num_rows: group.num_rows },
    columns: [name],
    compressors,
    parsers,
    utf8: isText,
    onChunk({ columnData, rowStart }) {
      for (let k = 0; k < columnData.length && rowStart + k < rows; k++) {
        const value: unknown = columnData[k];
        if (value !== null && value !== undefined) ids[rowStart + k] = numberOf(value);
        filled++;
      }
    },
  });
  if (filled < rows) throw parquetMalformed(`a row group holds fewer values of the column '${name}' than rows`);
  const { bytes, starts } = texts.values();
  const utf8 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isText && !isWhole(utf8, starts)) throw notUtf8(name);
  return {
    at(row) {
      const id = ids[row] ?? 0;
      return id === 0 ? null : utf8.toString('utf8', starts[id], starts[id + 1]);
    },
    isUnsafe: (text) => safeUpTo !== null && !text.includes('.') && Math.abs(Number(text)) > safeUpTo,
    bytes: ids.byteLength + bytes.byteLength + starts.byteLength,
  };
}

/** Whether all is UTF-8, and no text begins in the middle of a character. */
function isWhole(bytes: Uint8Array, starts: Int32Array): boolean {
  return isUtf8(bytes) && starts.every((start) => ((bytes[start] ?? 0) & 0xc0) !== 0x80);
}

function notUtf8(name: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.encoding',
    message: `The column '${name}' holds bytes that are not utf-8 text.`,
    remedy: 'Ask the sender to write its texts as UTF-8.',
  });
}
