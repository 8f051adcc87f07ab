import { tooDeep } from './json-refusals.ts';

/** Finds where a JSON value ends, in text that comes piece by piece. Whether it is JSON is not asked. */
export interface ElementEnd {
  begin(): void;
  /** Offset after the value, or null where it is not all there; the text is that of the last call with more at its end. */
  find(text: string, line: number): number | null;
  /** So many characters at the front will not be given again. */
  forget(length: number): void;
}

/** Signs that decide: quotes, escapes and brackets. */
const WITHIN_TEXT = /["\\]/g;
const WITHIN_VALUE = /["{}[\]]/g;
const AFTER_WORD = /[ \t\r\n,\]{}["]/g;

export function elementEnd(mostDepth: number): ElementEnd {
  let at = 0;
  let depth = 0;
  let inText = false;
  let isWord: boolean | null = null;

  /** Goes on behind the next sign of a kind; null where there is none. */
  function after(sign: RegExp, text: string): string | null {
    sign.lastIndex = at;
    const found = sign.exec(text);
    at = found === null ? text.length : found.index + 1;
    return found?.[0] ?? null;
  }

  function word(text: string): number | null {
    AFTER_WORD.lastIndex = at;
    const found = AFTER_WORD.exec(text);
    at = found === null ? text.length : found.index;
    return found === null ? null : at;
  }

  /** False where what is escaped is not here yet. */
  function skipEscaped(text: string): boolean {
    const here = at < text.length;
    at += here ? 1 : -1;
    return here;
  }

  function count(sign: string): void {
    if (sign === '"') inText = !inText;
    else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
  }

  return {
    begin() {
      at = 0;
      depth = 0;
      inText = false;
      isWord = null;
    },
    forget(length) {
      at -= length;
    },
    find(text, line) {
      if (isWord === null) {
        isWord = !/^["{[]/.test(text);
        // What begins with a sign that begins no value is one character long, and no JSON.
        if (isWord) at = 1;
      }
      if (isWord) return word(text);
      for (;;) {
        const sign = after(inText ? WITHIN_TEXT : WITHIN_VALUE, text);
        if (sign === null || (sign === '\\' && !skipEscaped(text))) return null;
        count(sign);
        if (depth > mostDepth) throw tooDeep(line, mostDepth);
        if (depth === 0 && !inText) return at;
      }
    },
  };
}
