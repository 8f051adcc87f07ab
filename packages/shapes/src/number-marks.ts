const FIRST_MARKS = 1 << 10;
const MOST_DIGITS = 9;
const ZERO = 0x30;
/** Numbers that can be marked, one bit each, for every text that is expected. */
const NUMBERS_A_TEXT = 32;

/** Which whole numbers were met among texts: a bit each, so that ids that are numbers need no hashing. */
export interface NumberMarks {
  /** Whether `bytes[start]` to `bytes[end − 1]` is a whole number, written as numbers are, not too large, and met for the first time. */
  isNew(bytes: Uint8Array, start: number, end: number): boolean;
}

/** Marks numbers below thirty-two times `expected`, the number of texts that may come. */
export function numberMarks(expected: number): NumberMarks {
  const most = expected * NUMBERS_A_TEXT;
  let marks = new Int32Array(FIRST_MARKS);
  return {
    isNew(bytes, start, end) {
      if (end - start > MOST_DIGITS || start === end || (bytes[start] === ZERO && end - start > 1)) return false;
      let number = 0;
      for (let k = start; k < end; k++) {
        const digit = (bytes[k] as number) - ZERO;
        if (digit < 0 || digit > 9) return false;
        number = number * 10 + digit;
      }
      if (number >= most) return false;
      const word = number >>> 5;
      while (word >= marks.length) {
        const larger = new Int32Array(2 * marks.length);
        larger.set(marks);
        marks = larger;
      }
      const before = marks[word] as number;
      marks[word] = before | (1 << (number & 31));
      return marks[word] !== before;
    },
  };
}
