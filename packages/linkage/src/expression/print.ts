import type { Expression, Side } from './expression.ts';
import { functionNamed } from './functions.ts';

/** Where an expression stands: as a level's condition, a blocking rule or an expression of one record. */
export type ExpressionContext = 'level' | 'rule' | 'record';

const SQL_TYPES = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
} as const;
/** How tightly an operator holds its operands, loosest first. What stands alone needs no parentheses anywhere. */
const BINDS = { or: 1, and: 2, not: 3, comparison: 5, among: 6, join: 7, sum: 8, product: 9, negative: 10, alone: 12 } as const;

/** An expression as DuckDB reads it; reading it again gives the same expression. */
export function printExpression(expression: Expression, context: ExpressionContext): string {
  const inner = (child: Expression) => printExpression(child, context);
  const within = (child: Expression, atLeast: number) => (bindingOf(child) >= atLeast ? inner(child) : `(${inner(child)})`);
  switch (expression.kind) {
    case 'column':
      return columnText(expression.name, expression.side, context);
    case 'variable':
      return expression.name;
    case 'literal':
      return literalText(expression.value);
    case 'call':
      return callText(expression.name, expression.args, inner, within);
    case 'not':
      return `NOT ${within(expression.of, BINDS.comparison)}`;
    case 'negative':
      return `-(${inner(expression.of)})`;
    case 'binary': {
      const binds = bindingOf(expression);
      const chained = binds !== BINDS.comparison;
      return `${within(expression.left, chained ? binds : binds + 1)} ${expression.op.toUpperCase()} ${within(expression.right, binds + 1)}`;
    }
    case 'isNull':
      return `${within(expression.of, BINDS.join)} IS ${expression.negated ? 'NOT ' : ''}NULL`;
    case 'in':
      return `${within(expression.of, BINDS.join)} ${expression.negated ? 'NOT ' : ''}IN (${expression.among.map(inner).join(', ')})`;
    case 'like':
      return `${within(expression.of, BINDS.join)} ${expression.negated ? 'NOT ' : ''}${expression.caseless ? 'ILIKE' : 'LIKE'} ${within(expression.pattern, BINDS.join)}`;
    case 'case': {
      const branches = expression.branches.map(({ when, then }) => `WHEN ${inner(when)} THEN ${inner(then)}`);
      return `CASE ${branches.join(' ')}${expression.otherwise === null ? '' : ` ELSE ${inner(expression.otherwise)}`} END`;
    }
    case 'cast':
      return `${expression.lenient ? 'TRY_CAST' : 'CAST'}(${inner(expression.of)} AS ${expression.narrow ?? SQL_TYPES[expression.to]})`;
    case 'index':
      return `${within(expression.of, BINDS.alone)}[${inner(expression.at)}]`;
    case 'list':
      return `[${expression.items.map(inner).join(', ')}]`;
    case 'lambda':
      return `lambda ${expression.parameters.join(', ')}: ${inner(expression.body)}`;
    default:
      return expression satisfies never;
  }
}

/** The canonical text of an expression of one record, of whichever side: a raw column's is its name in double quotes. */
export function keyOf(expression: Expression): string {
  return printExpression(expression, 'record');
}

function callText(
  name: string,
  args: readonly Expression[],
  inner: (child: Expression) => string,
  within: (child: Expression, atLeast: number) => string,
): string {
  const [first, second, third] = args;
  if (name === 'add_interval' && first && second && third?.kind === 'literal') {
    return `${within(first, BINDS.sum)} + INTERVAL (${inner(second)}) ${String(third.value)}`;
  }
  if ((name === 'as_float' || name === 'try_as_float') && first)
    return `${name === 'as_float' ? 'CAST' : 'TRY_CAST'}(${inner(first)} AS FLOAT)`;
  return `${functionNamed(name)?.printed ?? name}(${args.map(inner).join(', ')})`;
}

function bindingOf(expression: Expression): number {
  switch (expression.kind) {
    case 'not':
      return BINDS.not;
    case 'isNull':
    case 'lambda':
      return 4;
    case 'in':
    case 'like':
      return BINDS.comparison;
    case 'negative':
      return BINDS.negative;
    case 'literal':
      return typeof expression.value === 'number' && (expression.value < 0 || Object.is(expression.value, -0))
        ? BINDS.negative
        : BINDS.alone;
    case 'call':
      return expression.name === 'add_interval' ? BINDS.sum : BINDS.alone;
    case 'binary':
      return bindingOfOperator(expression.op);
    default:
      return BINDS.alone;
  }
}

function bindingOfOperator(op: (Expression & { kind: 'binary' })['op']): number {
  switch (op) {
    case 'or':
      return BINDS.or;
    case 'and':
      return BINDS.and;
    case '||':
      return BINDS.join;
    case '+':
    case '-':
      return BINDS.sum;
    case '*':
    case '/':
    case '%':
      return BINDS.product;
    default:
      return BINDS.comparison;
  }
}

function columnText(name: string, side: Side, context: ExpressionContext): string {
  if (side === null || context === 'record') return quoted(name);
  return context === 'level' ? quoted(`${name}_${side}`) : `${side}.${quoted(name)}`;
}

function literalText(value: string | number | boolean | null): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (Object.is(value, -0)) return '-0.0';
  return value === null ? 'NULL' : String(value).toUpperCase();
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
