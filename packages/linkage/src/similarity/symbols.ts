import type { TextValues } from '@golden-thread/shapes/columns';

/**
 * Distinct texts by number, as the symbols that a comparator counts, with what bounds need to know of them.
 * Value *v* is `codes[starts[v]]` up to `codes[starts[v + 1] - 1]`; number 0 is *null* and has none. A symbol is a byte of
 * UTF-8, or stands for one code point; the same symbol is the same character in all columns of one group.
 * Each value has two words of `marks`. [0]: each bit stands for the first, second … occurrence of a class of symbols, the
 * same for the whole group, and is set where the value has it. [1]: the number of symbols without a bit, times 128, plus the
 * length, of which 64 stands for any greater; 65 for null.
 */
export interface Symbols {
  readonly codes: Uint8Array | Int32Array;
  readonly starts: Int32Array;
  readonly marks: Int32Array;
  readonly longest: number;
}

/** Words of `marks` that one value has. */
export const MARKS = 2;
export const LENGTH_BITS = 7;
export const LENGTH_MASK = 127;
/** Lengths from here on are not told apart in marks. */
export const LONG = 64;
/** Stands in the place of null's length. */
export const NO_LENGTH = 65;

/** The symbol of each code point beyond ASCII, where an alphabet has few enough for one byte; otherwise a symbol is the code point. */
type Alphabet = ReadonlyMap<number, number> | null;

const ASCII = 128;
const BYTE = 256;
/** Symbols fall into classes by their lowest byte; of each class so many occurrences may have a bit of their own. */
const CLASSES = 256;
const OCCURRENCES = 4;
const BITS = 32;
const NO_BIT = -1;
/** About so many values of a column tell which symbols are frequent: bounds are sound whichever have a bit. */
const VALUES_COUNTED = 50_000;

/** Columns of texts that are set side by side, as symbols of one alphabet. */
export function symbolsOf(columns: readonly TextValues[], countedBy: 'code_points' | 'bytes'): Symbols[] {
  const alphabet = countedBy === 'bytes' ? null : alphabetOf(columns);
  const spelt = columns.map((texts) => (countedBy === 'bytes' ? bytesOf(texts) : codePointsOf(texts, alphabet)));
  const bits = bitsFor(spelt);
  return spelt.map(({ codes, starts }) => {
    const { marks, longest } = marksOf(codes, starts, bits);
    return { codes, starts, marks, longest };
  });
}

/** The alphabet of all texts that may be set side by side: at most 256 symbols, ASCII being itself. */
function alphabetOf(columns: readonly TextValues[]): Alphabet {
  const beyond = new Set<number>();
  for (const { bytes, starts, size } of columns) {
    const end = starts[size] as number;
    for (let at = starts[0] as number; at < end; ) {
      const lead = bytes[at] as number;
      if (lead < ASCII) {
        at++;
        continue;
      }
      beyond.add(codePointAt(bytes, at));
      at += widthOf(lead);
      if (beyond.size > BYTE - ASCII) return null;
    }
  }
  return new Map([...beyond].sort((x, y) => x - y).map((code, k) => [code, ASCII + k]));
}

/** The bit of each class and occurrence (`class * OCCURRENCES + occurrence`): the most frequent of them have one. */
function bitsFor(columns: readonly Pick<Symbols, 'codes' | 'starts'>[]): Int8Array {
  const counts = new Float64Array(CLASSES * OCCURRENCES);
  const seen = new Int32Array(CLASSES);
  for (const { codes, starts } of columns) {
    const step = Math.ceil(starts.length / VALUES_COUNTED);
    for (let v = 1; v < starts.length - 1; v += step) {
      const end = starts[v + 1] as number;
      for (let k = starts[v] as number; k < end; k++) {
        const of = (codes[k] as number) & (CLASSES - 1);
        const before = seen[of] as number;
        seen[of] = before + 1;
        if (before < OCCURRENCES) counts[of * OCCURRENCES + before] = (counts[of * OCCURRENCES + before] as number) + 1;
      }
      for (let k = starts[v] as number; k < end; k++) seen[(codes[k] as number) & (CLASSES - 1)] = 0;
    }
  }
  const bits = new Int8Array(CLASSES * OCCURRENCES).fill(NO_BIT);
  const byCount = Array.from(counts, (count, at) => ({ count, at })).sort((x, y) => y.count - x.count || x.at - y.at);
  for (let bit = 0; bit < BITS; bit++) bits[byCount[bit]?.at ?? 0] = bit;
  return bits;
}

function marksOf(codes: Uint8Array | Int32Array, starts: Int32Array, bits: Int8Array): Pick<Symbols, 'marks' | 'longest'> {
  const size = starts.length - 1;
  const marks = new Int32Array(new SharedArrayBuffer(4 * MARKS * size));
  const seen = new Int32Array(CLASSES);
  let longest = 0;
  marks[1] = NO_LENGTH;
  for (let v = 1; v < size; v++) {
    const start = starts[v] as number;
    const end = starts[v + 1] as number;
    let word = 0;
    let marked = 0;
    for (let k = start; k < end; k++) {
      const of = (codes[k] as number) & (CLASSES - 1);
      const before = seen[of] as number;
      seen[of] = before + 1;
      const bit = before < OCCURRENCES ? (bits[of * OCCURRENCES + before] as number) : NO_BIT;
      if (bit === NO_BIT) continue;
      word |= 1 << bit;
      marked++;
    }
    for (let k = start; k < end; k++) seen[(codes[k] as number) & (CLASSES - 1)] = 0;
    const length = end - start;
    marks[MARKS * v] = word;
    marks[MARKS * v + 1] = ((length - marked) << LENGTH_BITS) | (length < LONG ? length : LONG);
    if (length > longest) longest = length;
  }
  return { marks, longest };
}

function bytesOf({ bytes, starts }: TextValues): Pick<Symbols, 'codes' | 'starts'> {
  return { codes: bytes, starts };
}

function codePointsOf({ bytes, starts, size }: TextValues, alphabet: Alphabet): Pick<Symbols, 'codes' | 'starts'> {
  if (isAscii(bytes)) return { codes: bytes, starts };
  const count = charactersIn(bytes, starts[size] as number);
  const codes = alphabet === null ? new Int32Array(new SharedArrayBuffer(4 * count)) : new Uint8Array(new SharedArrayBuffer(count));
  const symbolStarts = new Int32Array(new SharedArrayBuffer(4 * (size + 1)));
  let k = 0;
  for (let v = 0; v < size; v++) {
    const end = starts[v + 1] as number;
    for (let at = starts[v] as number; at < end; ) {
      const lead = bytes[at] as number;
      if (lead < ASCII) {
        codes[k++] = lead;
        at++;
      } else {
        const code = codePointAt(bytes, at);
        codes[k++] = alphabet?.get(code) ?? code;
        at += widthOf(lead);
      }
    }
    symbolStarts[v + 1] = k;
  }
  return { codes, starts: symbolStarts };
}

function isAscii(bytes: Uint8Array): boolean {
  for (let k = 0; k < bytes.length; k++) if ((bytes[k] as number) >= ASCII) return false;
  return true;
}

/** Bytes that do not continue a character. */
function charactersIn(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let k = 0; k < end; k++) if (((bytes[k] as number) & 0xc0) !== 0x80) count++;
  return count;
}

const widthOf = (lead: number): number => (lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);

/** The code point beyond ASCII whose bytes begin at `at`. */
function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const second = (bytes[at + 1] as number) & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = (bytes[at + 2] as number) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] as number) & 0x3f);
}
