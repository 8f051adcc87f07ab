/** A column of a record, or an expression of one, with what is done to it before it is compared. Plain data; a bare text is a column. */
export interface ColumnExpression {
  /** A column's name, or an expression in SQL. */
  readonly sql: string;
  /** SQL around it, from the inside out: `%` stands for what is inside. */
  readonly around: readonly string[];
}

export type Columnar = string | ColumnExpression;

/** In lower case. */
export function lower(of: Columnar): ColumnExpression {
  return wrapped(of, 'LOWER(%)');
}

/** `length` letters from `start` on; the first is 1. */
export function substr(of: Columnar, start: number, length: number): ColumnExpression {
  return wrapped(of, `SUBSTRING(%, ${start}, ${length})`);
}

export function castToString(of: Columnar): ColumnExpression {
  return wrapped(of, 'CAST(% AS TEXT)');
}

/** What the pattern finds, `null` where it finds nothing or an empty text. */
export function regexExtract(of: Columnar, pattern: string, group = 0): ColumnExpression {
  return wrapped(of, `NULLIF(regexp_extract(%, '${pattern.replaceAll('%', '%%')}', ${group}), '')`);
}

/** `null` where it is `value`. */
export function nullif(of: Columnar, value: string): ColumnExpression {
  return wrapped(of, `NULLIF(%, ${quoted(value).replaceAll('%', '%%')})`);
}

/** A date, `null` where the text is none in the format. */
export function tryParseDate(of: Columnar, format = '%Y-%m-%d'): ColumnExpression {
  return wrapped(of, `try_strptime(%, '${format.replaceAll('%', '%%')}')`);
}

/** A moment, `null` where the text is none in the format. */
export function tryParseTimestamp(of: Columnar, format = '%Y-%m-%dT%H:%M:%SZ'): ColumnExpression {
  return tryParseDate(of, format);
}

/** The first or last member of a list. */
export function extremeMember(of: Columnar, which: 'first' | 'last'): ColumnExpression {
  return wrapped(of, which === 'first' ? '%[1]' : '%[-1]');
}

/** As in a level's condition: the side is a suffix of each column's name. */
export function inLevel(of: Columnar, side: 'l' | 'r'): string {
  return written(of, (name, alone) => (alone ? `"${name}_${side}"` : `${name}_${side}`));
}

/** As in a blocking rule: the side is the table before each column's name. */
export function inRule(of: Columnar, side: 'l' | 'r'): string {
  return written(of, (name, alone) => (alone ? `${side}."${name}"` : `${side}.${name}`));
}

/** How the expression is called in labels, as Splink calls it. */
export function labelOf(of: Columnar): string {
  const { sql, around } = expressionOf(of);
  return around.length === 0 ? sql : `transformed ${sql}`;
}

/** The name of a comparison of it: letters, digits and underlines. */
export function outputNameOf(of: Columnar): string {
  return expressionOf(of).sql.replaceAll(/[^A-Za-z0-9_]/g, '_');
}

/** The SQL it was made of, before anything was done to it. */
export function rawSqlOf(of: Columnar): string {
  return expressionOf(of).sql;
}

/** Whether it is a column as it stands. */
export function isPlainColumn(of: Columnar): boolean {
  const { sql, around } = expressionOf(of);
  return around.length === 0 && isColumnName(sql);
}

/** A text in SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function expressionOf(of: Columnar): ColumnExpression {
  return typeof of === 'string' ? { sql: of, around: [] } : of;
}

function wrapped(of: Columnar, around: string): ColumnExpression {
  const expression = expressionOf(of);
  return { sql: expression.sql, around: [...expression.around, around] };
}

function written(of: Columnar, column: (name: string, alone: boolean) => string): string {
  const { sql, around } = expressionOf(of);
  const inside = isColumnName(sql) ? column(sql, true) : inExpression(sql, (name) => column(name, false));
  return around.reduce((within, outside) => outside.replaceAll(/%%|%/g, (mark) => (mark === '%' ? within : '%')), inside);
}

/** As Splink tells them apart: brackets or `||` make an expression. */
function isColumnName(sql: string): boolean {
  return !/\([^)]*\)/.test(sql) && !sql.includes('||');
}

const TOKEN = /'(?:[^']|'')*'|"[^"]+"|[A-Za-z_][A-Za-z0-9_]*|\s*,\s*|./gs;
const WORDS = new Set([
  'and',
  'or',
  'not',
  'is',
  'null',
  'in',
  'like',
  'case',
  'when',
  'then',
  'else',
  'end',
  'cast',
  'as',
  'true',
  'false',
]);
const TYPES = new Set(['text', 'varchar', 'integer', 'int', 'bigint', 'double', 'float', 'real', 'date', 'timestamp', 'boolean']);

/** Columns of an expression in SQL on their side; functions as Splink prints them. */
function inExpression(sql: string, column: (name: string) => string): string {
  const tokens = sql.match(TOKEN) ?? [];
  return tokens
    .map((token, at) => {
      if (/^\s*,\s*$/.test(token)) return ', ';
      if (token.startsWith('"')) return column(token.slice(1, -1)).replace(token.slice(1, -1), token.slice(1, -1));
      if (!/^[A-Za-z_]/.test(token)) return token;
      if (tokens[at + 1] === '(') return token.toLowerCase() === 'substr' ? 'SUBSTRING' : token.toUpperCase();
      const word = token.toLowerCase();
      return WORDS.has(word) || TYPES.has(word) ? token.toUpperCase() : column(token);
    })
    .join('');
}
