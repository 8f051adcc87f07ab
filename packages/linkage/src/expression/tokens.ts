import { expressionRefused } from './refusal.ts';

/** Longer texts are no conditions that somebody wrote. */
const LONGEST = 100_000;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy;
const BLANK = /(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/y;
const SYMBOLS = ['<>', '!=', '<=', '>=', '==', '||', '&&', '::', '->', '**', '//', ...'()[],.:+-*/%=<>^'];

/** One word of an expression's text; `at` is its first character, counted from 0. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'symbol' | 'end';
  /** A word in lower case, the inside of quotes, a number or symbol as written. */
  readonly text: string;
  /** As written, without quotes. */
  readonly written: string;
  readonly at: number;
}

/** Words of an SQL text; the last is `end`. @throws DeclarationError for what no token begins with, and for open quotes. */
export function tokensOf(text: string, within: string): Token[] {
  if (text.length > LONGEST)
    throw expressionRefused(within, `the expression has ${text.length} characters; ${LONGEST} is the most`, 'Shorten it.');
  const tokens: Token[] = [];
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, at)) {
    const { token, next } = tokenAt(text, at, within);
    tokens.push(token);
    at = next;
  }
  return [...tokens, { kind: 'end', text: '', written: '', at: text.length }];
}

function skipBlank(text: string, at: number): number {
  return matched(BLANK, text, at) === null ? at : BLANK.lastIndex;
}

function tokenAt(text: string, at: number, within: string): { token: Token; next: number } {
  const first = text.charAt(at);
  if (text.startsWith('/*', at)) throw expressionRefused(within, `the comment at character ${at + 1} of the expression is never closed`);
  if (first === "'") return quoted(text, at, 'text', within);
  if (first === '"' || first === '`') return quoted(text, at, 'quoted', within);
  const number = matched(NUMBER, text, at);
  if (number !== null) return { token: { kind: 'number', text: number, written: number, at }, next: at + number.length };
  const word = matched(WORD, text, at);
  if (word !== null) return { token: { kind: 'word', text: word.toLowerCase(), written: word, at }, next: at + word.length };
  const symbol = SYMBOLS.find((one) => text.startsWith(one, at));
  if (symbol === undefined) throw expressionRefused(within, `character ${at + 1} of the expression begins nothing that is known`);
  return { token: { kind: 'symbol', text: symbol, written: symbol, at }, next: at + symbol.length };
}

/** A text between quotes; a doubled quote stands for one. */
function quoted(text: string, at: number, kind: 'text' | 'quoted', within: string): { token: Token; next: number } {
  const quote = text.charAt(at);
  let inside = '';
  let from = at + 1;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end === -1)
      throw expressionRefused(within, `the ${quote} at character ${at + 1} of the expression is never closed`, `Close it with ${quote}.`);
    inside += text.slice(from, end);
    if (text.charAt(end + 1) !== quote) return { token: { kind, text: inside, written: inside, at }, next: end + 1 };
    inside += quote;
    from = end + 2;
  }
}

function matched(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
