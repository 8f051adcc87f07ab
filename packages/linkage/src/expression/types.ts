import type { ColumnType, ScalarType } from '@golden-thread/shapes/columns';
import type { Expression, Side } from './expression.ts';

/** The type of a column, where it is known. */
export type TypeOfColumn = (name: string, side: Side) => ColumnType | null;

const RESULTS: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ...names(
    'lower upper trim ltrim rtrim substr left right lpad rpad replace translate strip_accents reverse concat_ws array_to_string',
  ).map(typed('text')),
  ...names('split_part regexp_extract regexp_replace strftime').map(typed('text')),
  ...names(
    'list_position list_unique length array_length strpos levenshtein damerau_levenshtein hamming date_diff date_sub sign date_precision',
  ).map(typed('integer')),
  ...names(
    'jaro_winkler_similarity jaro_similarity jaccard array_cosine_similarity list_cosine_similarity token_set_similarity months_between',
  ).map(typed('number')),
  ...names('sqrt pow exp ln log2 log10 sin cos tan asin acos atan atan2 radians degrees pi epoch as_float try_as_float').map(
    typed('number'),
  ),
  ...names(
    'isnan isinf isfinite contains starts_with ends_with regexp_matches regexp_full_match list_contains list_has_any list_has_all',
  ).map(typed('boolean')),
  ...names('one_edit is_initial day_month_swapped same_precision').map(typed('boolean')),
  ...names('strptime try_strptime add_interval date_trunc').map(typed('timestamp')),
  ...names('split').map(typed('text[]')),
]);
/** Functions that give the type of their first argument. */
const AS_FIRST: ReadonlySet<string> = new Set(
  names('abs floor ceil round nullif list_intersect list_distinct list_sort list_reverse list_filter array_slice'),
);
const AS_ALL: ReadonlySet<string> = new Set(names('coalesce greatest least list_concat concat divide'));
const MEMBERS: ReadonlySet<string> = new Set(names('list_min list_max list_sum'));

/** The type of an expression, by those of its columns; `null`: not known, or that of null alone. */
export function typeOf(expression: Expression, columnType: TypeOfColumn): ColumnType | null {
  const of = (one: Expression | undefined) => (one === undefined ? null : typeOf(one, columnType));
  switch (expression.kind) {
    case 'column':
      return columnType(expression.name, expression.side);
    case 'literal':
      return typeOfLiteral(expression.value);
    case 'call':
      return typeOfCall(expression.name, expression.args, of);
    case 'not':
    case 'isNull':
    case 'in':
    case 'like':
      return 'boolean';
    case 'negative':
      return of(expression.of);
    case 'binary':
      return typeOfBinary(expression, of);
    case 'case':
      return common([...expression.branches.map(({ then }) => of(then)), expression.otherwise === null ? null : of(expression.otherwise)]);
    case 'cast':
      return expression.to;
    case 'index': {
      const list = of(expression.of);
      return list === 'text' ? 'text' : memberType(list);
    }
    case 'list':
      return listOf(common(expression.items.map(of)));
    case 'lambda':
    case 'variable':
      return null;
    default:
      return expression satisfies never;
  }
}

/** The type of a list's members. */
export function memberType(list: ColumnType | null): ScalarType | null {
  switch (list) {
    case 'text[]':
      return 'text';
    case 'integer[]':
      return 'integer';
    case 'number[]':
      return 'number';
    case 'boolean[]':
      return 'boolean';
    case 'date[]':
      return 'date';
    case 'timestamp[]':
      return 'timestamp';
    default:
      return null;
  }
}

export const isDate = (type: ColumnType | null): boolean => type === 'date' || type === 'timestamp';
export const isNumeric = (type: ColumnType | null): boolean => type === 'integer' || type === 'number';

function typeOfLiteral(value: string | number | boolean | null): ColumnType | null {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (value === null) return null;
  return Number.isInteger(value) ? 'integer' : 'number';
}

function typeOfCall(name: string, args: readonly Expression[], of: (one: Expression | undefined) => ColumnType | null): ColumnType | null {
  const [first] = args;
  if (AS_FIRST.has(name)) return of(first);
  if (AS_ALL.has(name)) return common(args.map(of)) ?? (name === 'concat' ? 'text' : null);
  if (MEMBERS.has(name)) return memberType(of(first));
  if (name === 'any_of') return listOf(common(args.map((arg) => memberType(of(arg)) ?? of(arg))));
  if (name === 'date_part') return first?.kind === 'literal' && first.value === 'epoch' ? 'number' : 'integer';
  return RESULTS.get(name) ?? null;
}

function typeOfBinary(
  { op, left, right }: Expression & { kind: 'binary' },
  of: (one: Expression | undefined) => ColumnType | null,
): ColumnType | null {
  switch (op) {
    case '+':
    case '-': {
      const [x, y] = [of(left), of(right)];
      if (isDate(x)) return isDate(y) ? 'integer' : x;
      return isDate(y) ? y : common([x, y]);
    }
    case '*':
    case '%':
      return common([of(left), of(right)]);
    case '/':
      return 'number';
    case '||':
      return common([of(left), of(right)])?.endsWith('[]') ? of(left) : 'text';
    default:
      return 'boolean';
  }
}

/** The one type of all that are known; a number where some are integers; `null` where they do not agree. */
function common(types: readonly (ColumnType | null)[]): ColumnType | null {
  const known = [...new Set(types.filter((type) => type !== null))];
  const [first] = known;
  if (first === undefined || known.length === 1) return first ?? null;
  if (known.every(isNumeric)) return 'number';
  return known.every(isDate) ? 'timestamp' : null;
}

function listOf(member: ColumnType | null): ColumnType | null {
  switch (member) {
    case 'text':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'date':
    case 'timestamp':
      return `${member}[]`;
    default:
      return null;
  }
}

function names(text: string): string[] {
  return text.split(' ');
}

function typed(type: ColumnType): (name: string) => readonly [string, ColumnType] {
  return (name) => [name, type];
}
