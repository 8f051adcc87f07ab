import { expressionRefused } from './refusal.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Words that are no column unless quoted. */
const RESERVED: ReadonlySet<string> = new Set(
  'and or not in is like ilike between case when then else end select from where join on group order having union distinct exists as using limit'.split(
    ' ',
  ),
);
const END: Token = { kind: 'end', text: '', written: '', at: 0 };

/** Goes over the words of an expression and says what it expected where. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  readonly #within: string;
  #at = 0;

  constructor(text: string, within: string) {
    this.#tokens = tokensOf(text, within);
    this.#within = within;
  }

  /** Where it stands: to come back to. */
  get at(): number {
    return this.#at;
  }

  goTo(at: number): void {
    this.#at = at;
  }

  skip(count = 1): void {
    this.#at += count;
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] ?? END;
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === symbol;
  }

  isReserved(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && RESERVED.has(token.text);
  }

  /** Goes over the next token if it is this keyword or symbol. */
  takes(text: string): boolean {
    const token = this.peek();
    if (token.text !== text || (token.kind !== 'word' && token.kind !== 'symbol')) return false;
    this.#at++;
    return true;
  }

  demand(text: string): void {
    if (!this.takes(text)) throw this.expected(text.toUpperCase());
  }

  number(): number {
    const { text } = this.peek();
    this.#at++;
    const value = Number(text);
    if (Number.isFinite(value) && (value <= Number.MAX_SAFE_INTEGER || /[.e]/i.test(text))) return value;
    throw this.refused('has a number too large to be held exactly', 'Write it as a text in quotes.');
  }

  expected(what: string): Error {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the end' : excerpt(token.written);
    return expressionRefused(this.#within, `expected ${what} at character ${token.at + 1} of the expression, found ${found}`);
  }

  refused(what: string, remedy?: string): Error {
    return expressionRefused(this.#within, `the expression ${what} (near character ${this.peek().at + 1})`, remedy);
  }
}

/** The beginning of what may be long. */
export function excerpt(written: string): string {
  return written.length <= 40 ? written : `${written.slice(0, 40)}…`;
}
