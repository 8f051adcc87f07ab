/** Where and why a CSV file cannot be read. */
export interface CsvFault {
  /** Byte in the file. */
  readonly offset: number;
  readonly kind: 'too_many_cells' | 'too_few_cells' | 'quote_within' | 'text_after_quote' | 'quote_open' | 'too_long';
}

/** The cell that was scanned last: its text stands at `start` to `stop − 1`, and at `next` the delimiter, line end or file end after it. */
export interface ScannedCell {
  start: number;
  stop: number;
  next: number;
  /** Marks within it are doubled. */
  doubled: boolean;
  fault: CsvFault['kind'] | null;
}

export const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/** Scans the cell that begins at a byte. */
export function scanCell(bytes: Uint8Array, from: number, delimiter: number, trim: boolean, cell: ScannedCell): void {
  const at = trim ? afterSpaces(bytes, from, delimiter) : from;
  cell.fault = null;
  cell.doubled = false;
  if (bytes[at] === QUOTE) scanQuoted(bytes, at + 1, delimiter, trim, cell);
  else scanPlain(bytes, at, delimiter, cell);
  if (trim) trimCell(bytes, delimiter, cell);
}

/** The first byte that is a delimiter, a line end or a quotation mark, or the end. */
export function afterPlain(bytes: Uint8Array, from: number, delimiter: number): number {
  const end = bytes.length;
  let at = from;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === delimiter || byte === LF || byte === CR || byte === QUOTE) break;
  }
  return at;
}

/** The first byte after line ends: a line with nothing on it is no record. */
export function afterLineEnds(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === LF || bytes[at] === CR) at++;
  return at;
}

/** The byte after the line end at `at`, if there is one. */
export function afterLineEnd(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) return at;
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
}

/** Writes the text of a cell with doubled marks made single; returns its length. */
export function undouble(bytes: Uint8Array, { start, stop }: Pick<ScannedCell, 'start' | 'stop'>, into: Uint8Array): number {
  let length = 0;
  for (let k = start; k < stop; k++) {
    into[length++] = bytes[k] as number;
    if (bytes[k] === QUOTE) k++;
  }
  return length;
}

/** The line, from 1 on, on which a byte stands; CRLF, LF or CR end one. */
export function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++;
  return line;
}

function scanPlain(bytes: Uint8Array, from: number, delimiter: number, cell: ScannedCell): void {
  const at = afterPlain(bytes, from, delimiter);
  if (bytes[at] === QUOTE) cell.fault = 'quote_within';
  cell.start = from;
  cell.stop = at;
  cell.next = at;
}

function scanQuoted(bytes: Uint8Array, from: number, delimiter: number, trim: boolean, cell: ScannedCell): void {
  const end = bytes.length;
  let at = from;
  while (at < end && (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE)) {
    if (bytes[at] === QUOTE) {
      cell.doubled = true;
      at++;
    }
    at++;
  }
  cell.start = from;
  cell.stop = at;
  const next = trim ? afterSpaces(bytes, at + 1, delimiter) : at + 1;
  cell.next = next;
  if (at >= end) cell.fault = 'quote_open';
  else if (next < end && bytes[next] !== delimiter && bytes[next] !== LF && bytes[next] !== CR) cell.fault = 'text_after_quote';
}

function trimCell(bytes: Uint8Array, delimiter: number, cell: ScannedCell): void {
  cell.start = Math.min(afterSpaces(bytes, cell.start, delimiter), cell.stop);
  while (cell.stop > cell.start && isSpace(bytes[cell.stop - 1], delimiter)) cell.stop--;
}

function afterSpaces(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from;
  while (isSpace(bytes[at], delimiter)) at++;
  return at;
}

/** A tab that parts cells is none. */
const isSpace = (byte: number | undefined, delimiter: number): boolean => (byte === SPACE || byte === TAB) && byte !== delimiter;
