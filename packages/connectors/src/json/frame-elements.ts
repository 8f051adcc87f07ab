import { tooLarge } from '../content.ts';
import type { DeliveryLimits } from '../limits.ts';
import { elementEnd } from './element-end.ts';
import { isJson } from './is-json.ts';
import { malformed, tooDeep } from './json-refusals.ts';

/** Characters that may stand around the array of records. */
const AROUND_MOST = 2 ** 24;
/** A token outside the array: a sign, a whole text, or what else there is. */
const TOKEN = /[ \t\r\n]*(?:([{}[\],:])|("[^"\\]*(?:\\[\s\S][^"\\]*)*")|([^ \t\r\n{}[\],:"]+))/y;
const BLANK = /[ \t\r\n]*/y;

/** An element of the array of records. */
export interface Element {
  /** Null where it is longer than a record may be. */
  readonly text: string | null;
  /** Line on which it begins, from 1. */
  readonly line: number;
}

export interface ElementFramer {
  /** Takes text in pieces of any size and gives the elements that they make whole. @throws DeliveryRefused for what is no JSON */
  take(piece: string): readonly Element[];
  /** The text is over. @throws DeliveryRefused where it was cut short, or what stands around the array is no JSON */
  end(): { readonly found: boolean };
}

/** A list or object that is open outside the array of records. */
interface Container {
  readonly isList: boolean;
  readonly path: string;
}

/**
 * Frames the elements of the one array at a path of members, without reading them: each is then JSON by itself.
 * What stands around the array is kept, with the array emptied, and is JSON as a whole.
 */
export function elementFramer(path: string, limits: DeliveryLimits): ElementFramer {
  const open: Container[] = [];
  const ends = elementEnd(limits.depth);
  let around = '';
  let rest = '';
  let line = 1;
  let found = false;
  let atEnd = false;
  /** Path of the value that comes next, outside the array. */
  let next = '';
  let member: string | null = null;
  /** In the array: what may come next. Null outside it. */
  let inside: 'first' | 'value' | 'separator' | 'element' | null = null;
  let startLine = 0;
  let overlong = false;

  function consume(length: number): string {
    const text = rest.slice(0, length);
    rest = rest.slice(length);
    line += linesIn(text);
    return text;
  }

  /** Reads one token outside the array; false where it is not whole yet. */
  function outside(): boolean {
    TOKEN.lastIndex = 0;
    const [token, sign, text] = TOKEN.exec(rest) ?? [];
    if (token === undefined || (sign === undefined && text === undefined && token.length === rest.length && !atEnd)) {
      if (rest.length > AROUND_MOST) throw tooLarge(`More than ${AROUND_MOST} characters stand around the array of records.`);
      return false;
    }
    around += consume(token.length);
    if (around.length > AROUND_MOST) throw tooLarge(`More than ${AROUND_MOST} characters stand around the array of records.`);
    if (text !== undefined) member = text;
    else if (sign !== undefined) take(sign);
    return true;
  }

  function take(sign: string): void {
    const container = open.at(-1);
    if (sign === '{' || sign === '[') {
      if (open.length >= limits.depth) throw tooDeep(line, limits.depth);
      open.push({ isList: sign === '[', path: next });
      if (sign === '[' && next === path) begin();
      next = '[]';
    } else if (sign === '}' || sign === ']') {
      open.pop();
      next = '[]';
    } else if (sign === ':' && container?.isList === false) next = memberPath(container.path, member);
  }

  function begin(): void {
    if (found) throw malformed(line, 'the array of records stands in it twice');
    found = true;
    inside = 'first';
  }

  /** Reads on in the array; false where what comes next is not whole yet. */
  function within(elements: Element[]): boolean {
    if (inside === 'element') return finish(elements);
    BLANK.lastIndex = 0;
    const blanks = BLANK.exec(rest)?.[0].length ?? 0;
    consume(blanks);
    const character = rest[0];
    if (character === undefined) return false;
    if (character === ']' && inside !== 'value') {
      inside = null;
      return true;
    }
    if (inside === 'separator') {
      if (character !== ',') throw malformed(line);
      consume(1);
      inside = 'value';
      return true;
    }
    inside = 'element';
    startLine = line;
    overlong = false;
    ends.begin();
    return true;
  }

  function finish(elements: Element[]): boolean {
    const at = ends.find(rest, line);
    if (at === null) {
      if (rest.length > limits.recordCharacters) {
        overlong = true;
        ends.forget(rest.length);
        consume(rest.length);
      }
      return false;
    }
    const text = consume(at);
    elements.push({ text: overlong || text.length > limits.recordCharacters ? null : text, line: startLine });
    inside = 'separator';
    return true;
  }

  return {
    take(piece) {
      rest += piece;
      const elements: Element[] = [];
      while (rest !== '' && (inside === null ? outside() : within(elements)));
      return elements;
    },
    end() {
      atEnd = true;
      while (rest !== '' && inside === null && outside());
      if (inside !== null) throw malformed(line);
      if (!isJson(around + rest)) throw malformed(line);
      return { found };
    },
  };
}

function memberPath(outer: string, member: string | null): string {
  let name = '';
  try {
    name = String(JSON.parse(member ?? '""'));
  } catch {
    // No text: the whole is refused when it is over.
  }
  // A dot inside a name would be taken for nesting.
  const own = name.includes('.') ? `[${name}]` : name;
  return outer === '' ? own : `${outer}.${own}`;
}

export function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
