import type { TextValues } from '@golden-thread/shapes/columns';

/**
 * Distinct texts by number, as the symbols that a comparator counts, with what bounds need to know of them.
 * Value *v* is `codes[starts[v]]` up to `codes[starts[v + 1] - 1]`; number 0 is *null* and has none. A symbol is a byte of
 * UTF-8, or stands for one code point; the same symbol is the same character in all columns prepared together.
 * Of each value, `marks` has four words: [0] bit *symbol mod 32* is set where a symbol of that residue occurs, [1] where
 * such symbols occur at least twice, [2] how many symbols these bits leave out, [3] the length.
 */
export interface Symbols {
  readonly codes: Uint8Array | Int32Array;
  readonly starts: Int32Array;
  readonly marks: Int32Array;
  readonly longest: number;
}

/** Words of `marks` that one value has. */
export const MARKS = 4;

/** The symbol of each code point beyond ASCII, where an alphabet has few enough for one byte; otherwise a symbol is the code point. */
export type Alphabet = ReadonlyMap<number, number> | null;

const ASCII = 128;
const BYTE = 256;

/** The alphabet of all texts that may be set side by side: at most 256 symbols, ASCII being itself. */
export function alphabetOf(columns: readonly TextValues[]): Alphabet {
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

/** Texts as symbols of an alphabet, or as their bytes. */
export function symbolsOf(texts: TextValues, countedBy: 'code_points' | 'bytes', alphabet: Alphabet): Symbols {
  const { codes, starts } = countedBy === 'bytes' ? bytesOf(texts) : codePointsOf(texts, alphabet);
  const marks = new Int32Array(new SharedArrayBuffer(4 * MARKS * texts.size));
  let longest = 0;
  for (let v = 0; v < texts.size; v++) {
    const start = starts[v] as number;
    const end = starts[v + 1] as number;
    let once = 0;
    let twice = 0;
    let counted = 0;
    for (let k = start; k < end; k++) {
      const bit = 1 << ((codes[k] as number) & 31);
      if ((twice & bit) !== 0) continue;
      counted++;
      if ((once & bit) === 0) once |= bit;
      else twice |= bit;
    }
    marks[MARKS * v] = once;
    marks[MARKS * v + 1] = twice;
    marks[MARKS * v + 2] = end - start - counted;
    marks[MARKS * v + 3] = end - start;
    if (end - start > longest) longest = end - start;
  }
  return { codes, starts, marks, longest };
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
