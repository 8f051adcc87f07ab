import type { Expression } from '../expression/expression.ts';

/** Functions whose arguments may change places: their answer is the same to the last bit. */
const COMMUTATIVE_CALLS: ReadonlySet<string> = new Set([
  'levenshtein',
  'damerau_levenshtein',
  'hamming',
  'jaccard',
  'list_has_any',
  'greatest',
  'least',
]);
const COMMUTATIVE_OPERATORS: ReadonlySet<string> = new Set(['=', '<>', '+', '*', 'and', 'or']);
const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '>=': '<=' };

/**
 * Whether a condition answers alike when the two records change places. Decided by its form: "no" only means that it
 * cannot be told; Jaro–Winkler's greedy pairing, for one, may differ by direction.
 */
export function isSymmetric(condition: Expression | null): boolean {
  return condition === null || form(condition, false) === form(condition, true);
}

/** A text that is the same for expressions that differ only in the order of interchangeable parts. */
function form(expression: Expression, swap: boolean): string {
  const of = (part: Expression) => form(part, swap);
  switch (expression.kind) {
    case 'column': {
      const side = swap && expression.side !== null ? (expression.side === 'l' ? 'r' : 'l') : expression.side;
      return `${side}.${JSON.stringify(expression.name)}`;
    }
    case 'binary': {
      const mirrored = MIRRORED[expression.op];
      const sides = [of(expression.left), of(expression.right)];
      if (mirrored !== undefined) return `(${sides[1]} ${mirrored} ${sides[0]})`;
      if (COMMUTATIVE_OPERATORS.has(expression.op)) return `(${inOrder(sides).join(` ${expression.op} `)})`;
      return `(${sides.join(` ${expression.op} `)})`;
    }
    case 'call': {
      const [only, ...more] = expression.args;
      if (expression.name === 'abs' && more.length === 0 && only?.kind === 'binary' && only.op === '-')
        return `abs difference(${inOrder([of(only.left), of(only.right)]).join(', ')})`;
      const args = expression.args.map(of);
      return `${expression.name}(${(COMMUTATIVE_CALLS.has(expression.name) ? inOrder(args) : args).join(', ')})`;
    }
    case 'literal':
      return JSON.stringify(expression.value);
    case 'variable':
      return `variable ${expression.name}`;
    case 'not':
    case 'negative':
      return `${expression.kind}(${of(expression.of)})`;
    case 'isNull':
      return `isNull(${of(expression.of)}, ${expression.negated})`;
    case 'in':
      return `in(${of(expression.of)}, ${expression.negated}, ${inOrder(expression.among.map(of)).join(', ')})`;
    case 'like':
      return `like(${of(expression.of)}, ${of(expression.pattern)}, ${expression.negated}, ${expression.caseless})`;
    case 'case': {
      const branches = expression.branches.map((branch) => `${of(branch.when)}: ${of(branch.then)}`);
      return `case(${branches.join(', ')}, ${expression.otherwise === null ? 'null' : of(expression.otherwise)})`;
    }
    case 'cast':
      return `cast(${of(expression.of)}, ${expression.to}, ${expression.lenient})`;
    case 'index':
      return `index(${of(expression.of)}, ${of(expression.at)})`;
    case 'list':
      return `[${expression.items.map(of).join(', ')}]`;
    case 'lambda':
      return `lambda(${expression.parameters.join(', ')}: ${of(expression.body)})`;
    default:
      return expression satisfies never;
  }
}

const inOrder = (texts: readonly string[]): readonly string[] => [...texts].sort();
