const ONLY_ASCII = /^[\p{ASCII}]*$/u;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Lower case letter by letter, without regard to the place in a word or the language. */
export function lower(text: string): string {
  return ONLY_ASCII.test(text) ? text.toLowerCase() : letterByLetter(text, (one) => (one === 'İ' ? 'i' : one.toLowerCase()));
}

/** Upper case letter by letter: what would become two letters stays, but for ß. */
export function upper(text: string): string {
  return ONLY_ASCII.test(text) ? text.toUpperCase() : letterByLetter(text, (one) => (one === 'ß' ? 'ẞ' : one.toUpperCase()));
}

export function stripAccents(text: string): string {
  return ONLY_ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

export function reverse(text: string): string {
  if (ONLY_ASCII.test(text)) return [...text].reverse().join('');
  return [...GRAPHEMES.segment(text)]
    .map(({ segment }) => segment)
    .reverse()
    .join('');
}

/** Without these characters (blanks, where none are named) at an end. */
export function trimmed(text: string, ends: 'both' | 'left' | 'right', characters?: string): string {
  const drop = characters === undefined ? null : new Set(characters);
  const dropped = (one: string | undefined) => one !== undefined && (drop === null ? /^\p{Zs}$/u.test(one) : drop.has(one));
  const all = [...text];
  let from = 0;
  let to = all.length;
  if (ends !== 'right') while (from < to && dropped(all[from])) from++;
  if (ends !== 'left') while (to > from && dropped(all[to - 1])) to--;
  return all.slice(from, to).join('');
}

/** Part of a text from a place (from 1; below 0 from the end), so many characters long; fewer than 0 go back from there. */
export function substr(text: string, from: number, length: number | null): string {
  const all = [...text];
  const begin = from > 0 ? from - 1 : from < 0 ? all.length + from : -1;
  if (length === null) return all.slice(Math.max(begin, 0)).join('');
  const end = begin + length;
  const [low, high] = length < 0 ? [end, begin] : [begin, end];
  return all.slice(Math.max(low, 0), Math.max(high, 0)).join('');
}

/** Members `from` to `to` of a list, both counted from 1, below 0 from the end. */
export function slice<T>(all: readonly T[], from: number, to: number): T[] {
  const place = (at: number) => (at < 0 ? all.length + at + 1 : at);
  return all.slice(Math.max(place(from) - 1, 0), Math.max(place(to), 0));
}

/** The first characters; for a number below 0 all but so many last. */
export const left = (text: string, count: number): string => [...text].slice(0, count).join('');

/** The last characters; for a number below 0 all but so many first. */
export function right(text: string, count: number): string {
  const all = [...text];
  return count < 0 ? all.slice(-count).join('') : all.slice(Math.max(all.length - count, 0)).join('');
}

/** Filled up on one side, or cut, to so many characters. An empty filling leaves it as it is. */
export function padded(text: string, length: number, filling: string, side: 'left' | 'right'): string {
  const all = [...text];
  const fill = [...filling];
  const wanted = Math.max(length, 0);
  if (all.length >= wanted || fill.length === 0) return all.slice(0, wanted).join('');
  const added = Array.from({ length: wanted - all.length }, (_, k) => fill[k % fill.length] ?? '').join('');
  return side === 'left' ? added + text : text + added;
}

/** Each of the characters `from` as the one at its place in `to`, or as nothing. */
export function translate(text: string, from: string, to: string): string {
  const results = [...to];
  const by = new Map([...from].map((one, k) => [one, results[k] ?? ''] as const).reverse());
  return [...text].map((one) => by.get(one) ?? one).join('');
}

/** Where a text is found in another, from 1; 0 where it is not. */
export function strpos(text: string, sought: string): number {
  const at = text.indexOf(sought);
  return at === -1 ? 0 : [...text.slice(0, at)].length + 1;
}

export function split(text: string, separator: string): string[] {
  return separator === '' ? [...text] : text.split(separator);
}

/** Piece of a text between separators, from 1, below 0 from the end; empty where there is none. */
export function splitPart(text: string, separator: string, place: number): string {
  const pieces = split(text, separator);
  return (place === 0 ? undefined : pieces.at(place > 0 ? place - 1 : place)) ?? '';
}

/** LIKE's pattern as a regular expression: % is any text, _ any character. */
export function likePattern(pattern: string, caseless: boolean): RegExp {
  const body = pattern
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${body}$`, caseless ? 'isu' : 'su');
}

function letterByLetter(text: string, change: (letter: string) => string): string {
  let changed = '';
  for (const letter of text) {
    const one = change(letter);
    changed += one.length > letter.length ? letter : one;
  }
  return changed;
}
