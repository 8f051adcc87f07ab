import type { Expression } from '../expression/expression.ts';

/** Functions of two texts that kernels answer on symbols. */
export type TextComparator =
  | 'jaro_winkler_similarity'
  | 'jaro_similarity'
  | 'levenshtein'
  | 'damerau_levenshtein'
  | 'jaccard'
  | 'one_edit'
  | 'is_initial'
  | 'token_set_similarity';

const ALL: ReadonlySet<string> = new Set<TextComparator>([
  'jaro_winkler_similarity',
  'jaro_similarity',
  'levenshtein',
  'damerau_levenshtein',
  'jaccard',
  'one_edit',
  'is_initial',
  'token_set_similarity',
]);

export const isTextComparator = (name: string): name is TextComparator => ALL.has(name);

/** The least or the greatest answer of a comparator over all pairs of members of two lists. */
export interface Pairwise {
  readonly of: 'list_min' | 'list_max';
  readonly comparator: TextComparator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Recognises `list_min(list_transform(flatten(list_transform(a, x -> list_transform(b, y -> [x, y]))), p -> f(p[1], p[2])))`. */
export function pairwiseIn(expression: Expression): Pairwise | null {
  if (expression.kind !== 'call' || (expression.name !== 'list_min' && expression.name !== 'list_max')) return null;
  const outer = transformIn(expression.args[0]);
  if (outer === null || outer.list.kind !== 'call' || outer.list.name !== 'flatten') return null;
  const crossed = transformIn(outer.list.args[0]);
  const inner = transformIn(crossed?.body);
  if (crossed === null || inner === null || !isPair(inner.body, crossed.parameter, inner.parameter)) return null;
  const { body } = outer;
  if (body.kind !== 'call' || !isTextComparator(body.name)) return null;
  if (!isMember(body.args[0], outer.parameter, 1) || !isMember(body.args[1], outer.parameter, 2)) return null;
  return { of: expression.name, comparator: body.name, left: crossed.list, right: inner.list };
}

function transformIn(expression: Expression | undefined): { list: Expression; parameter: string; body: Expression } | null {
  if (expression?.kind !== 'call' || expression.name !== 'list_transform') return null;
  const [list, lambda] = expression.args;
  if (list === undefined || lambda?.kind !== 'lambda') return null;
  const [parameter, ...more] = lambda.parameters;
  return parameter === undefined || more.length > 0 ? null : { list, parameter, body: lambda.body };
}

const isPair = (expression: Expression, first: string, second: string): boolean =>
  expression.kind === 'list' &&
  expression.items.length === 2 &&
  isVariable(expression.items[0], first) &&
  isVariable(expression.items[1], second);

const isMember = (expression: Expression | undefined, list: string, at: number): boolean =>
  expression?.kind === 'index' && isVariable(expression.of, list) && expression.at.kind === 'literal' && expression.at.value === at;

const isVariable = (expression: Expression | undefined, name: string): boolean =>
  expression?.kind === 'variable' && expression.name === name;
