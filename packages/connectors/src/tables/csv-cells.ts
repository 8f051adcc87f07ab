import type { Column } from '@golden-thread/shapes/columns';
import { type TextDictionary, textDictionary } from '@golden-thread/shapes/text-dictionary';
import { afterLineEnd, afterLineEnds, type CsvFault, type ScannedCell, scanCell, undouble } from './csv-scan.ts';

/** How the cells of a file are to be read. */
export interface CellReading {
  /** Byte after the header's line. */
  readonly from: number;
  /** Cells in a row. */
  readonly width: number;
  readonly delimiter: number;
  /** Cells lose the spaces and tabs around them. */
  readonly trim: boolean;
  /** Rows to make room for at first: about as many as there are. */
  readonly rows: number;
  /** Columns, by position, that hardly hold a text twice. */
  readonly distinct: readonly number[];
}

/** What a worker is given: the file, and the columns that are its own. */
export interface CellsWork {
  readonly bytes: Uint8Array;
  readonly columns: readonly number[];
  readonly reading: CellReading;
}

export interface CellsRead {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The first fault; then nothing else counts. */
  readonly fault: CsvFault | null;
}

/** Progress is told after so many bytes. */
const TOLD_EVERY = 1 << 24;

/**
 * Reads some columns of a CSV file (RFC 4180; LF, CRLF or CR; a line with nothing on it is no record) into numbers of
 * distinct texts, in the order in which they are first met: byte by byte, and without making a string. An empty cell, quoted
 * or not, is null.
 */
export function readCells(
  bytes: Uint8Array,
  columns: readonly number[],
  { from, width, delimiter, trim, rows, distinct }: CellReading,
  onBytes: (bytes: number) => void = () => {},
): CellsRead {
  const readers: (ColumnReader | null)[] = Array.from({ length: width }, () => null);
  for (const column of columns) readers[column] = columnReader(rows, distinct.includes(column) ? rows : 0);
  const cell: ScannedCell = { start: 0, stop: 0, next: 0, doubled: false, fault: null };
  const end = bytes.length;
  let row = 0;
  let told = from + TOLD_EVERY;
  let at = afterLineEnds(bytes, from);
  while (at < end) {
    const rowAt = at;
    for (let column = 0; ; column++) {
      if (column === width) return faulty('too_many_cells', rowAt);
      scanCell(bytes, at, delimiter, trim, cell);
      if (cell.fault !== null) return faulty(cell.fault, at);
      readers[column]?.read(bytes, cell, row);
      at = cell.next;
      if (at < end && bytes[at] === delimiter) {
        at++;
        continue;
      }
      if (column < width - 1) return faulty('too_few_cells', rowAt);
      break;
    }
    at = afterLineEnds(bytes, afterLineEnd(bytes, at));
    row++;
    if (at >= told) {
      onBytes(at);
      told = at + TOLD_EVERY;
    }
  }
  return { rows: row, columns: columns.flatMap((column) => readers[column]?.column(row) ?? []), fault: null };
}

const faulty = (kind: CsvFault['kind'], offset: number): CellsRead => ({ rows: 0, columns: [], fault: { offset, kind } });

interface ColumnReader {
  read(bytes: Uint8Array, cell: ScannedCell, row: number): void;
  column(rows: number): Column;
}

function columnReader(rows: number, texts: number): ColumnReader {
  const dictionary: TextDictionary = textDictionary(texts);
  let ids = sharedInts(rows);
  let single = new Uint8Array(256);
  return {
    read(bytes, cell, row) {
      if (row >= ids.length) ids = resized(ids, 2 * ids.length + 1);
      if (cell.start === cell.stop) return;
      if (!cell.doubled) {
        ids[row] = dictionary.numberOf(bytes, cell.start, cell.stop);
        return;
      }
      if (cell.stop - cell.start > single.length) single = new Uint8Array(2 * (cell.stop - cell.start));
      ids[row] = dictionary.numberOf(single, 0, undouble(bytes, cell, single));
    },
    column: (read) => ({ type: 'text', ids: read === ids.length ? ids : resized(ids, read), values: dictionary.values() }),
  };
}

const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

/** As many numbers, on a buffer of their own: the first of them, or all and zeros. */
function resized(numbers: Int32Array, length: number): Int32Array {
  const kept = sharedInts(length);
  kept.set(numbers.subarray(0, length));
  return kept;
}
