import { calledFunction } from './called-function.ts';
import type { BinaryOperator, CaseBranch, Expression } from './expression.ts';
import type { ExpressionContext } from './print.ts';
import { excerpt, TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';
import { NARROW_INTEGERS, SQL_TYPE_NAMES } from './type-names.ts';
import { caseBranch, childrenOf } from './walk.ts';

/** Parentheses within parentheses that are followed. */
const DEEPEST_NESTING = 200;
/** Expressions within expressions, chains of AND and OR included. */
const DEEPEST_TREE = 1000;

const COMPARISONS: ReadonlyMap<string, BinaryOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);
const ARITHMETIC: ReadonlyMap<string, { op: BinaryOperator; binds: number }> = new Map([
  ['||', { op: '||', binds: 7 }],
  ['+', { op: '+', binds: 8 }],
  ['-', { op: '-', binds: 8 }],
  ['*', { op: '*', binds: 9 }],
  ['/', { op: '/', binds: 9 }],
  ['%', { op: '%', binds: 9 }],
]);
/** Operators that are functions. A power binds more tightly than a product. */
const CALLED: ReadonlyMap<string, { name: string; binds: number }> = new Map([
  ['//', { name: 'divide', binds: 9 }],
  ['**', { name: 'pow', binds: 9.5 }],
  ['^', { name: 'pow', binds: 9.5 }],
]);
/** What follows a left operand binds a little more tightly, so that `a - b - c` is `(a - b) - c`. */
const FURTHER = 0.25;
/**
 * An SQL condition or expression as Splink's settings use them. In a level a column's suffix says its side
 * (`"dob_l"`), in a rule its table does (`r.dob`); an expression of one record has plain columns.
 * @param within what the text belongs to, for messages: `level 2 of comparison "dob"`.
 * @throws DeclarationError `linkage.expression_invalid`: what was expected at which character, or what is not supported.
 */
export function parseExpression(text: string, context: ExpressionContext, within = `The ${context}'s expression`): Expression {
  return new Parser(new TokenReader(text, within), context).whole();
}

class Parser {
  readonly #tokens: TokenReader;
  readonly #context: ExpressionContext;
  readonly #depths = new WeakMap<Expression, number>();
  /** Parameters of the lambdas around, innermost last. */
  readonly #scope: string[] = [];
  #nested = 0;

  constructor(tokens: TokenReader, context: ExpressionContext) {
    this.#tokens = tokens;
    this.#context = context;
  }

  whole(): Expression {
    const expression = this.#expression(0);
    if (this.#tokens.peek().kind !== 'end') throw this.#tokens.expected('an operator or the end');
    return expression;
  }

  /** An expression whose operators bind at least this tightly. */
  #expression(least: number): Expression {
    this.#nested++;
    if (this.#nested > DEEPEST_NESTING) throw this.#tokens.refused(`is nested more than ${DEEPEST_NESTING} deep`, 'Take parentheses away.');
    let left = this.#prefixed();
    for (let next = this.#continued(left, least); next !== null; next = this.#continued(left, least)) left = next;
    this.#nested--;
    return left;
  }

  #prefixed(): Expression {
    if (this.#tokens.takes('not')) return this.#made({ kind: 'not', of: this.#expression(4) });
    if (this.#tokens.takes('+')) return this.#expression(10);
    if (!this.#tokens.takes('-')) return this.#primary();
    if (this.#tokens.peek().kind === 'number') return this.#made({ kind: 'literal', value: -this.#tokens.number() });
    return this.#made({ kind: 'negative', of: this.#expression(10) });
  }

  /** `left` with the next operator applied, or `null` where none follows that binds tightly enough. */
  #continued(left: Expression, least: number): Expression | null {
    const token = this.#tokens.peek();
    if (token.kind === 'word') return this.#continuedByWord(left, least, token.text);
    if (token.kind !== 'symbol') return null;
    const comparison = COMPARISONS.get(token.text);
    if (comparison !== undefined) return least > 5 ? null : this.#binary(left, comparison, 6);
    const arithmetic = ARITHMETIC.get(token.text);
    if (arithmetic !== undefined) return this.#arithmetic(left, arithmetic, least);
    const called = CALLED.get(token.text);
    if (called !== undefined) return least > called.binds ? null : this.#operatorCalled(left, called);
    if (token.text === '&&' && least <= 7) {
      this.#tokens.skip();
      return this.#made({ kind: 'call', name: 'list_has_any', args: [left, this.#expression(8)] });
    }
    if (this.#tokens.takes('::')) return this.#castTo(left, false);
    return this.#tokens.takes('[') ? this.#indexed(left) : null;
  }

  #continuedByWord(left: Expression, least: number, word: string): Expression | null {
    if (word === 'or') return least > 1 ? null : this.#binary(left, 'or', 2);
    if (word === 'and') return least > 2 ? null : this.#binary(left, 'and', 3);
    if (word === 'is') return least > 4 ? null : this.#is(left);
    if (word === 'isnull' || word === 'notnull') {
      if (least > 4) return null;
      this.#tokens.skip();
      return this.#made({ kind: 'isNull', of: left, negated: word === 'notnull' });
    }
    return least > 6 ? null : this.#among(left);
  }

  #binary(left: Expression, op: BinaryOperator, rightBinds: number): Expression {
    this.#tokens.skip();
    return this.#made({ kind: 'binary', op, left, right: this.#expression(rightBinds) });
  }

  #arithmetic(left: Expression, { op, binds }: { op: BinaryOperator; binds: number }, least: number): Expression | null {
    if (least > binds) return null;
    const following = this.#tokens.peek(1);
    if (binds !== 8 || following.text !== 'interval' || following.kind !== 'word') return this.#binary(left, op, binds + FURTHER);
    this.#tokens.skip(2);
    return this.#interval(left, op === '-');
  }

  #operatorCalled(left: Expression, { name, binds }: { name: string; binds: number }): Expression {
    this.#tokens.skip();
    return this.#called(name, [left, this.#expression(binds + FURTHER)]);
  }

  /** After `is`: null, true, false, [not] distinct from. */
  #is(left: Expression): Expression {
    this.#tokens.skip();
    const negated = this.#tokens.takes('not');
    if (this.#tokens.takes('null') || this.#tokens.takes('unknown')) return this.#made({ kind: 'isNull', of: left, negated });
    if (this.#tokens.takes('distinct')) {
      this.#tokens.demand('from');
      return this.#made({ kind: 'binary', op: negated ? 'is not distinct from' : 'is distinct from', left, right: this.#expression(6) });
    }
    const wanted = this.#tokens.takes('true');
    if (!wanted && !this.#tokens.takes('false')) throw this.#tokens.expected('NULL, TRUE, FALSE or DISTINCT FROM');
    const held = this.#made({ kind: 'call', name: 'coalesce', args: [left, this.#made({ kind: 'literal', value: !wanted })] });
    return wanted === negated ? this.#made({ kind: 'not', of: held }) : held;
  }

  /** [not] in, [not] like, [not] between; `null` where none of them follows. */
  #among(left: Expression): Expression | null {
    const negated = this.#tokens.peek().text === 'not';
    const word = negated ? this.#tokens.peek(1).text : this.#tokens.peek().text;
    if (word !== 'in' && word !== 'like' && word !== 'ilike' && word !== 'between') return null;
    this.#tokens.skip(negated ? 2 : 1);
    if (word === 'between') return this.#between(left, negated);
    if (word !== 'in') return this.#made({ kind: 'like', of: left, pattern: this.#expression(7), negated, caseless: word === 'ilike' });
    if (!this.#tokens.takes('(')) return this.#inList(left, negated);
    const among = this.#listed(')');
    if (among.length === 0) throw this.#tokens.expected('at least one value');
    return this.#made({ kind: 'in', of: left, among, negated });
  }

  /** `x in list`, without parentheses. */
  #inList(left: Expression, negated: boolean): Expression {
    const held = this.#called('list_contains', [this.#expression(7), left]);
    return negated ? this.#made({ kind: 'not', of: held }) : held;
  }

  #between(of: Expression, negated: boolean): Expression {
    const low = this.#made({ kind: 'binary', op: '>=', left: of, right: this.#expression(7) });
    this.#tokens.demand('and');
    const high = this.#made({ kind: 'binary', op: '<=', left: of, right: this.#expression(7) });
    const both = this.#made({ kind: 'binary', op: 'and', left: low, right: high });
    return negated ? this.#made({ kind: 'not', of: both }) : both;
  }

  #primary(): Expression {
    const token = this.#tokens.peek();
    if (token.kind === 'number') return this.#made({ kind: 'literal', value: this.#tokens.number() });
    if (token.kind === 'text') {
      this.#tokens.skip();
      return this.#made({ kind: 'literal', value: token.text });
    }
    if (this.#tokens.takes('(')) {
      const inside = this.#expression(0);
      this.#tokens.demand(')');
      return inside;
    }
    if (this.#tokens.takes('[')) return this.#made({ kind: 'list', items: this.#listed(']') });
    if (token.kind === 'quoted') return this.#column();
    if (token.kind === 'word') return this.#word(token);
    throw this.#tokens.expected('a value, a column or a function');
  }

  #word(token: Token): Expression {
    const following = this.#tokens.peek(1);
    if (this.#tokens.isSymbol('(', 1)) return this.#call(token);
    if (this.#tokens.isSymbol('[', 1) && token.text === 'array') {
      this.#tokens.skip(2);
      return this.#made({ kind: 'list', items: this.#listed(']') });
    }
    if (following.kind === 'text' && (token.text === 'date' || token.text === 'timestamp')) {
      this.#tokens.skip(2);
      return this.#made({ kind: 'cast', of: this.#made({ kind: 'literal', value: following.text }), to: token.text, lenient: false });
    }
    switch (token.text) {
      case 'true':
      case 'false':
        this.#tokens.skip();
        return this.#made({ kind: 'literal', value: token.text === 'true' });
      case 'null':
        this.#tokens.skip();
        return this.#made({ kind: 'literal', value: null });
      case 'case':
        this.#tokens.skip();
        return this.#case();
      default:
    }
    if (this.#tokens.isReserved()) throw this.#tokens.expected('a value, a column or a function');
    if (this.#scope.includes(token.text) && following.text !== '.') {
      this.#tokens.skip();
      return this.#made({ kind: 'variable', name: token.text });
    }
    return this.#column();
  }

  #case(): Expression {
    const subject = this.#tokens.peek().text === 'when' ? null : this.#expression(0);
    const branches: CaseBranch[] = [];
    while (this.#tokens.takes('when')) {
      const asked = this.#expression(0);
      const when = subject === null ? asked : this.#made({ kind: 'binary', op: '=', left: subject, right: asked });
      this.#tokens.demand('then');
      branches.push(caseBranch(when, this.#expression(0)));
    }
    if (branches.length === 0) throw this.#tokens.expected('WHEN');
    const otherwise = this.#tokens.takes('else') ? this.#expression(0) : null;
    this.#tokens.demand('end');
    return this.#made({ kind: 'case', branches, otherwise });
  }

  #call(token: Token): Expression {
    this.#tokens.skip(2);
    switch (token.text) {
      case 'cast':
      case 'try_cast': {
        const of = this.#expression(0);
        this.#tokens.demand('as');
        const cast = this.#castTo(of, token.text === 'try_cast');
        this.#tokens.demand(')');
        return cast;
      }
      case 'extract': {
        const part = this.#tokens.peek().text;
        this.#tokens.skip();
        this.#tokens.demand('from');
        const of = this.#expression(0);
        this.#tokens.demand(')');
        return this.#called('date_part', [this.#made({ kind: 'literal', value: part }), of]);
      }
      default:
        return this.#called(token.text, this.#listed(')'));
    }
  }

  #called(written: string, args: readonly Expression[]): Expression {
    return calledFunction(written, args, {
      made: (expression) => this.#made(expression),
      refused: (what, remedy) => this.#tokens.refused(what, remedy),
    });
  }

  /** Expressions or lambdas up to the closing bracket. */
  #listed(closing: ')' | ']'): Expression[] {
    const items: Expression[] = [];
    if (this.#tokens.takes(closing)) return items;
    do items.push(this.#lambda() ?? this.#expression(0));
    while (this.#tokens.takes(','));
    this.#tokens.demand(closing);
    return items;
  }

  /** `x -> …`, `(x, y) -> …` or `lambda x, y: …`; `null` where none of them begins. */
  #lambda(): Expression | null {
    const begun = this.#tokens.at;
    const named = this.#tokens.peek().text === 'lambda' && this.#tokens.peek(1).kind === 'word' && this.#tokens.takes('lambda');
    const bracketed = !named && this.#tokens.takes('(');
    const parameters: string[] = [];
    do {
      const token = this.#tokens.peek();
      if (token.kind !== 'word' || this.#tokens.isReserved()) break;
      parameters.push(token.text);
      this.#tokens.skip();
    } while ((named || bracketed) && this.#tokens.takes(','));
    if (parameters.length === 0 || (bracketed && !this.#tokens.takes(')')) || !this.#tokens.takes(named ? ':' : '->')) {
      this.#tokens.goTo(begun);
      return null;
    }
    this.#scope.push(...parameters);
    const body = this.#expression(0);
    this.#scope.length -= parameters.length;
    return this.#made({ kind: 'lambda', parameters, body });
  }

  /** After `[`: an element of a list, or a slice. */
  #indexed(of: Expression): Expression {
    const whole = (value: number) => this.#made({ kind: 'literal', value });
    const first = this.#tokens.peek().text === ':' ? whole(1) : this.#expression(0);
    if (this.#tokens.takes(']')) return this.#made({ kind: 'index', of, at: first });
    this.#tokens.demand(':');
    const last = this.#tokens.peek().text === ']' ? whole(-1) : this.#expression(0);
    this.#tokens.demand(']');
    return this.#made({ kind: 'call', name: 'array_slice', args: [of, first, last] });
  }

  #castTo(of: Expression, lenient: boolean): Expression {
    const token = this.#tokens.peek();
    const type = token.kind === 'word' || token.kind === 'quoted' ? SQL_TYPE_NAMES.get(token.text.toLowerCase()) : undefined;
    if (type === undefined) throw this.#tokens.expected('a type (VARCHAR, BIGINT, DOUBLE, FLOAT, BOOLEAN, DATE or TIMESTAMP)');
    this.#tokens.skip();
    if (token.text === 'double') this.#tokens.takes('precision');
    const sizes = this.#tokens.takes('(') ? this.#listed(')') : [];
    if (type === 'float') return this.#made({ kind: 'call', name: lenient ? 'try_as_float' : 'as_float', args: [of] });
    const narrow = NARROW_INTEGERS.get(token.text.toLowerCase());
    const cast = this.#made({ kind: 'cast', of, to: type, lenient, ...(narrow === undefined ? {} : { narrow }) });
    if (token.text !== 'decimal' && token.text !== 'numeric') return cast;
    const scale = sizes.length === 0 ? this.#made({ kind: 'literal', value: 3 }) : (sizes[1] ?? this.#made({ kind: 'literal', value: 0 }));
    return this.#made({ kind: 'call', name: 'round', args: [cast, scale] });
  }

  /** After `interval`: `3 days`, `'3 days'`, `'3' day` or `(n) day`. */
  #interval(of: Expression, backwards: boolean): Expression {
    const token = this.#tokens.peek();
    const inQuotes = token.kind === 'text' ? /^\s*(-?\d+)\s*([a-z]*)\s*$/i.exec(token.text) : null;
    if (token.kind === 'text') this.#tokens.skip();
    if (token.kind === 'text' && inQuotes === null)
      throw this.#tokens.refused('has an interval that cannot be read', "Write it as INTERVAL '3 days'.");
    const amount = inQuotes === null ? this.#expression(11) : this.#made({ kind: 'literal', value: Number(inQuotes[1]) });
    const unitInQuotes = inQuotes?.[2] ?? '';
    const unit = (unitInQuotes === '' ? this.#tokens.peek().text : unitInQuotes).toLowerCase().replace(/s$/, '');
    if (!/^(?:second|minute|hour|day|week|month|year)$/.test(unit)) throw this.#tokens.expected('a unit from SECOND to YEAR');
    if (unitInQuotes === '') this.#tokens.skip();
    const moved = backwards ? this.#negated(amount) : amount;
    return this.#made({ kind: 'call', name: 'add_interval', args: [of, moved, this.#made({ kind: 'literal', value: unit })] });
  }

  #negated(amount: Expression): Expression {
    return amount.kind === 'literal' && typeof amount.value === 'number' && amount.value !== 0
      ? this.#made({ kind: 'literal', value: -amount.value })
      : this.#made({ kind: 'negative', of: amount });
  }

  #column(): Expression {
    const [first, second] = [this.#tokens.peek(), this.#tokens.peek(2)];
    this.#tokens.skip();
    if (!this.#tokens.takes('.')) return this.#sided(first);
    const side = first.written.toLowerCase();
    if (this.#context !== 'rule' || (side !== 'l' && side !== 'r')) {
      throw this.#tokens.refused(`names ${first.written}.${second.written}`, `Write a column as ${this.#columnForm()}.`);
    }
    if (second.kind !== 'word' && second.kind !== 'quoted') throw this.#tokens.expected('a column');
    this.#tokens.skip();
    return this.#made({ kind: 'column', name: second.written, side });
  }

  #sided(token: Token): Expression {
    if (token.written === '') throw this.#tokens.refused('names a column without a name', `Write a column as ${this.#columnForm()}.`);
    if (this.#context === 'record') return this.#made({ kind: 'column', name: token.written, side: null });
    const suffix = this.#context === 'level' ? /^(.+)_([lr])$/is.exec(token.written) : null;
    if (suffix === null) {
      throw this.#tokens.refused(
        `has column "${excerpt(token.written)}", which does not say whose record it is of`,
        `Write a column as ${this.#columnForm()}.`,
      );
    }
    return this.#made({ kind: 'column', name: suffix[1] ?? '', side: suffix[2]?.toLowerCase() === 'l' ? 'l' : 'r' });
  }

  #columnForm(): string {
    if (this.#context === 'record') return '"column"';
    return this.#context === 'level' ? '"column_l" or "column_r"' : 'l."column" or r."column"';
  }

  #made(expression: Expression): Expression {
    let depth = 0;
    for (const child of childrenOf(expression)) depth = Math.max(depth, this.#depths.get(child) ?? 0);
    if (depth >= DEEPEST_TREE)
      throw this.#tokens.refused(`is nested more than ${DEEPEST_TREE} deep`, 'Split it over several levels or rules, or use IN.');
    this.#depths.set(expression, depth + 1);
    return expression;
  }
}
