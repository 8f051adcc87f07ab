import type { CaseBranch, Expression, Side } from './expression.ts';

/** The expressions that one is made of, from left to right. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'variable':
      return [];
    case 'call':
      return expression.args;
    case 'not':
    case 'negative':
    case 'isNull':
    case 'cast':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
    case 'in':
      return [expression.of, ...expression.among];
    case 'like':
      return [expression.of, expression.pattern];
    case 'case': {
      const branches = expression.branches.flatMap(({ when, then }) => [when, then]);
      return expression.otherwise === null ? branches : [...branches, expression.otherwise];
    }
    case 'index':
      return [expression.of, expression.at];
    case 'list':
      return expression.items;
    case 'lambda':
      return [expression.body];
    default:
      return expression satisfies never;
  }
}

/** The same expression with each of the expressions that it is made of (not those within them) changed. */
export function mapChildren(expression: Expression, change: (child: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'variable':
      return expression;
    case 'call':
      return { ...expression, args: expression.args.map(change) };
    case 'not':
    case 'negative':
    case 'isNull':
    case 'cast':
      return { ...expression, of: change(expression.of) };
    case 'binary':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'in':
      return { ...expression, of: change(expression.of), among: expression.among.map(change) };
    case 'like':
      return { ...expression, of: change(expression.of), pattern: change(expression.pattern) };
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map(({ when, then }) => caseBranch(change(when), change(then))),
        otherwise: expression.otherwise === null ? null : change(expression.otherwise),
      };
    case 'index':
      return { ...expression, of: change(expression.of), at: change(expression.at) };
    case 'list':
      return { ...expression, items: expression.items.map(change) };
    case 'lambda':
      return { ...expression, body: change(expression.body) };
    default:
      return expression satisfies never;
  }
}

/** Columns that an expression reads, in the order of their first use; one of both records twice. */
export function columnsOf(expression: Expression): { readonly name: string; readonly side: Side }[] {
  const found = new Map<string, { readonly name: string; readonly side: Side }>();
  visit(expression, (one) => {
    if (one.kind === 'column') found.set(`${one.side ?? ''}.${one.name}`, found.get(`${one.side ?? ''}.${one.name}`) ?? one);
  });
  return [...found.values()].map(({ name, side }) => ({ name, side }));
}

/** Which records of a pair an expression reads. */
export function sidesOf(expression: Expression): 'none' | 'l' | 'r' | 'both' {
  let l = false;
  let r = false;
  visit(expression, (one) => {
    if (one.kind !== 'column') return;
    l ||= one.side === 'l';
    r ||= one.side === 'r';
  });
  if (l && r) return 'both';
  if (l) return 'l';
  return r ? 'r' : 'none';
}

/** The expression of one record that an expression of one side asks of it. */
export function withoutSide(expression: Expression): Expression {
  return withSide(expression, null);
}

/** The same with every column of this side. */
export function withSide(expression: Expression, side: Side): Expression {
  if (expression.kind === 'column') return expression.side === side ? expression : { ...expression, side };
  return mapChildren(expression, (child) => withSide(child, side));
}

/** Calls `see` with an expression and all within it, outer before inner, left before right. */
export function visit(expression: Expression, see: (one: Expression) => void): void {
  see(expression);
  for (const child of childrenOf(expression)) visit(child, see);
}

/** `when … then …`. */
export function caseBranch(when: Expression, then: Expression): CaseBranch {
  return { when, then };
}
