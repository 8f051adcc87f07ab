/**
 * The distinct values of a dictionary as code points, with what a bound needs to know of them.
 * Value *v* is `codes[starts[v]]` up to `codes[starts[v + 1] - 1]`. Bit *c mod 32* of `once` is set where a
 * character of that residue occurs, of `twice` where such characters occur at least twice.
 */
export interface Spellings {
  readonly codes: Int32Array;
  readonly starts: Int32Array;
  readonly once: Int32Array;
  readonly twice: Int32Array;
  readonly longest: number;
}

export function spellingsOf(values: readonly string[]): Spellings {
  const starts = new Int32Array(values.length + 1);
  const once = new Int32Array(values.length);
  const twice = new Int32Array(values.length);
  const codes: number[] = [];
  let longest = 0;
  values.forEach((value, v) => {
    for (const character of value) {
      const code = character.codePointAt(0) ?? 0;
      const bit = 1 << (code & 31);
      twice[v] = (twice[v] as number) | ((once[v] as number) & bit);
      once[v] = (once[v] as number) | bit;
      codes.push(code);
    }
    starts[v + 1] = codes.length;
    longest = Math.max(longest, codes.length - (starts[v] as number));
  });
  return { codes: Int32Array.from(codes), starts, once, twice, longest };
}

/**
 * At most this many characters of two values can be paired off with an equal one of the other. Sound and cheap:
 * a residue that occurs in one value and not in the other leaves a character over, and so does one that occurs
 * twice here and at most once there. `reference/kernel-prototype.md` 5: lets 8–9 % of value pairs reach Jaro–Winkler.
 */
export function commonAtMost(spellings: Spellings, x: number, y: number): number {
  const onceX = spellings.once[x] as number;
  const onceY = spellings.once[y] as number;
  const twiceX = spellings.twice[x] as number;
  const twiceY = spellings.twice[y] as number;
  const left = lengthOf(spellings, x) - bitsIn(onceX & ~onceY) - bitsIn(twiceX & ~twiceY);
  const right = lengthOf(spellings, y) - bitsIn(onceY & ~onceX) - bitsIn(twiceY & ~twiceX);
  return left < right ? left : right;
}

export function lengthOf(spellings: Spellings, v: number): number {
  return (spellings.starts[v + 1] as number) - (spellings.starts[v] as number);
}

function bitsIn(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
