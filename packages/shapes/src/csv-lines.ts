import type { TextValues } from './columns.ts';

/** Texts by number as they stand in a CSV file (RFC 4180): *null* is nothing, the empty text a quoted one. */
export interface CsvTexts {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  /** No text had to be quoted: its bytes are the text's own. */
  readonly plain: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const TO_QUOTE = /[",\r\n]/;
const encoder = new TextEncoder();
const FIRST_BYTES = 1 << 16;

/** Distinct texts as cells, each once. Nothing is copied where nothing has to be quoted. */
export function csvTexts({ bytes, starts, size }: TextValues): CsvTexts {
  const isQuoted = new Uint8Array(size);
  let room = 0;
  let plain = true;
  for (let v = 1; v < size; v++) {
    const [start, end] = [starts[v] as number, starts[v + 1] as number];
    if (!needsQuotes(bytes, start, end)) continue;
    isQuoted[v] = 1;
    plain = false;
    room += 2 + end - start;
  }
  if (plain) return { bytes, starts, plain };
  const written = new Uint8Array(new SharedArrayBuffer(bytes.length + room));
  const ends = new Int32Array(new SharedArrayBuffer(4 * (size + 1)));
  let used = 0;
  for (let v = 1; v < size; v++) {
    const [start, end] = [starts[v] as number, starts[v + 1] as number];
    if (isQuoted[v] === 1) written[used++] = QUOTE;
    for (let k = start; k < end; k++) {
      if (bytes[k] === QUOTE) written[used++] = QUOTE;
      written[used++] = bytes[k] as number;
    }
    if (isQuoted[v] === 1) written[used++] = QUOTE;
    ends[v + 1] = used;
  }
  return { bytes: written, starts: ends, plain };
}

/** The same of given texts, `null` being nothing: text *v* has the number *v*. */
export function csvTextsOf(texts: readonly (string | null)[]): CsvTexts {
  const cells = texts.map((text) => (text === null ? '' : TO_QUOTE.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text));
  const encoded = cells.map((cell) => encoder.encode(cell));
  const starts = new Int32Array(new SharedArrayBuffer(4 * (texts.length + 1)));
  encoded.forEach((own, v) => {
    starts[v + 1] = (starts[v] as number) + own.length;
  });
  const bytes = new Uint8Array(new SharedArrayBuffer(starts[texts.length] as number));
  encoded.forEach((own, v) => {
    bytes.set(own, starts[v]);
  });
  return { bytes, starts, plain: cells.every((cell, v) => cell === (texts[v] ?? '')) };
}

function needsQuotes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let k = start; k < end; k++) {
    const byte = bytes[k];
    if (byte === QUOTE || byte === COMMA || byte === LF || byte === CR) return true;
  }
  return start === end;
}

/** Lines of a CSV file as bytes: cells are put one after another, and no string is made of a text. */
export interface CsvLines {
  /** The text of this number. */
  text(texts: CsvTexts, number: number): void;
  /** In its shortest form that reads back the same. */
  number(value: number): void;
  /** ASCII that needs no quotes. */
  ascii(text: string): void;
  /** Between two cells. */
  comma(): void;
  endLine(): void;
  readonly length: number;
  /** All bytes so far, on a buffer of their own; the lines are empty afterwards. */
  taken(): Uint8Array<ArrayBuffer>;
}

export function csvLines(): CsvLines {
  let bytes = new Uint8Array(FIRST_BYTES);
  let used = 0;
  const reserve = (more: number): void => {
    if (used + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, used + more));
    larger.set(bytes);
    bytes = larger;
  };
  const put = (byte: number): void => {
    if (used === bytes.length) reserve(1);
    bytes[used++] = byte;
  };
  const ascii = (text: string): void => {
    reserve(text.length);
    const [into, at] = [bytes, used];
    for (let k = 0; k < text.length; k++) into[at + k] = text.charCodeAt(k);
    used = at + text.length;
  };
  return {
    text({ bytes: from, starts }, number) {
      const start = starts[number] as number;
      const length = (starts[number + 1] as number) - start;
      reserve(length);
      const [into, at] = [bytes, used];
      for (let k = 0; k < length; k++) into[at + k] = from[start + k] as number;
      used = at + length;
    },
    number(value) {
      if (value >= 0 && value <= 9 && Number.isInteger(value)) put(0x30 + value);
      else ascii(String(value));
    },
    ascii,
    comma: () => put(COMMA),
    endLine: () => put(LF),
    get length() {
      return used;
    },
    taken() {
      const taken = bytes.slice(0, used);
      used = 0;
      return taken;
    },
  };
}
