import type { Column } from '@golden-thread/shapes/columns';
import { type TextDictionary, textDictionary } from '@golden-thread/shapes/text-dictionary';
import { afterLineEnd, afterLineEnds, afterPlain, type CsvFault, QUOTE, type ScannedCell, scanCell, undouble } from './csv-scan.ts';

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
/** Rows whose cells are numbered at once, column by column: memory is fetched for many side by side. */
const ROWS_A_BLOCK = 256;
/** So that 32 bits hold every place in a block. */
const BYTES_A_ROW = 1 << 30;

/**
 * Reads some columns of a CSV file (RFC 4180; LF, CRLF or CR; a line with nothing on it is no record) into numbers of
 * distinct texts, in the order in which they are first met: byte by byte, and without making a string. An empty cell, quoted
 * or not, is null.
 */
export function readCells(
  bytes: Uint8Array,
  columns: readonly number[],
  reading: CellReading,
  onBytes: (bytes: number) => void = () => {},
): CellsRead {
  const { from, width, rows, distinct } = reading;
  const readers = columns.map((column) => columnReader(column, rows, distinct.includes(column) ? rows : 0));
  const block: Block = {
    bounds: new Int32Array(2 * width * ROWS_A_BLOCK),
    stride: 2 * width,
    isDoubled: false,
    doubled: new Uint8Array(width),
    cell: { start: 0, stop: 0, next: 0, doubled: false, fault: null },
    fault: null,
  };
  let row = 0;
  let told = from + TOLD_EVERY;
  let at = afterLineEnds(bytes, from);
  while (at < bytes.length) {
    const blockAt = at;
    let count = 0;
    while (at < bytes.length && count < ROWS_A_BLOCK && !block.isDoubled && at - blockAt < BYTES_A_ROW) {
      at = scanRow(bytes, at, at - blockAt, count, reading, block);
      if (block.fault !== null) return { rows: 0, columns: [], fault: block.fault };
      count++;
    }
    const within = bytes.subarray(blockAt, at);
    for (const reader of readers) reader.read(within, block, block.isDoubled ? count - 1 : count, row);
    row += count;
    if (block.isDoubled) readDoubled(readers, within, block, count - 1, row - 1);
    if (at < told) continue;
    onBytes(at);
    told = at + TOLD_EVERY;
  }
  return { rows: row, columns: readers.map((reader) => reader.column(row)), fault: null };
}

/** Where the cells of some rows stand, from the byte on at which the first of them begins. */
interface Block {
  /** Of each row after another, of each of its cells: from and up to which byte. */
  readonly bounds: Int32Array;
  readonly stride: number;
  /** Marks are doubled within the last row: it ends the block. */
  isDoubled: boolean;
  /** In which of its cells. */
  readonly doubled: Uint8Array;
  readonly cell: ScannedCell;
  fault: CsvFault | null;
}

function readDoubled(readers: readonly ColumnReader[], bytes: Uint8Array, block: Block, at: number, row: number): void {
  for (const reader of readers) reader.readLast(bytes, block, at, row);
  block.doubled.fill(0);
  block.isDoubled = false;
}

/** Scans the row that begins at a byte, which is `offset` bytes into its block; returns where the next one begins. */
function scanRow(bytes: Uint8Array, rowAt: number, offset: number, row: number, reading: CellReading, block: Block): number {
  const { width, delimiter, trim } = reading;
  const { bounds } = block;
  const end = bytes.length;
  const blockAt = rowAt - offset;
  let at = rowAt;
  for (let column = 0, b = row * block.stride; ; column++, b += 2) {
    if (column === width) return faulty(block, 'too_many_cells', rowAt);
    const plain = trim ? at : afterPlain(bytes, at, delimiter);
    if (trim || bytes[plain] === QUOTE) {
      at = scanOther(bytes, at, at - blockAt, column, b, reading, block);
      if (block.fault !== null) return at;
    } else {
      bounds[b] = at - blockAt;
      bounds[b + 1] = plain - blockAt;
      at = plain;
    }
    if (at >= end || bytes[at] !== delimiter) {
      if (column < width - 1) return faulty(block, 'too_few_cells', rowAt);
      break;
    }
    at++;
  }
  if (at - rowAt > BYTES_A_ROW) return faulty(block, 'too_long', rowAt);
  return afterLineEnds(bytes, afterLineEnd(bytes, at));
}

/** Scans a cell that is quoted, or to be trimmed; returns the place of what ends it. */
function scanOther(
  bytes: Uint8Array,
  at: number,
  offset: number,
  column: number,
  b: number,
  { delimiter, trim }: CellReading,
  block: Block,
): number {
  const { bounds, cell, doubled } = block;
  scanCell(bytes, at, delimiter, trim, cell);
  if (cell.fault !== null) return faulty(block, cell.fault, at);
  bounds[b] = cell.start - at + offset;
  bounds[b + 1] = cell.stop - at + offset;
  if (cell.doubled) {
    doubled[column] = 1;
    block.isDoubled = true;
  }
  return cell.next;
}

function faulty(block: Block, kind: CsvFault['kind'], offset: number): number {
  block.fault = { offset, kind };
  return offset;
}

interface ColumnReader {
  /** Cells of the first rows of a block, none with doubled marks. */
  read(bytes: Uint8Array, block: Block, count: number, row: number): void;
  /** The cell of its last row, whose marks may be doubled. */
  readLast(bytes: Uint8Array, block: Block, at: number, row: number): void;
  column(rows: number): Column;
}

function columnReader(column: number, rows: number, texts: number): ColumnReader {
  const dictionary: TextDictionary = textDictionary(texts);
  let ids = sharedInts(rows);
  let single = new Uint8Array(256);
  const makeRoom = (needed: number): void => {
    if (needed > ids.length) ids = resized(ids, Math.max(needed, 2 * ids.length));
  };
  return {
    read(bytes, { bounds, stride }, count, row) {
      makeRoom(row + count);
      dictionary.numbersOf(bytes, { bounds, first: 2 * column, stride, count }, ids, row);
    },
    readLast(bytes, { bounds, stride, doubled }, at, row) {
      makeRoom(row + 1);
      const start = bounds[at * stride + 2 * column] as number;
      const stop = bounds[at * stride + 2 * column + 1] as number;
      if (start === stop) return;
      if (doubled[column] === 0) {
        ids[row] = dictionary.numberOf(bytes, start, stop);
        return;
      }
      if (stop - start > single.length) single = new Uint8Array(2 * (stop - start));
      ids[row] = dictionary.numberOf(single, 0, undouble(bytes, { start, stop }, single));
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
