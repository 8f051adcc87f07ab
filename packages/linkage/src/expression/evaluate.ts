import type { ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { SECONDS_A_DAY } from './calendar.ts';
import { ASKED_OF_NULL, answerOf } from './call-functions.ts';
import { castTo, numberIn, textOf } from './casts.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import { unionOf } from './list-functions.ts';
import { likePattern } from './text-functions.ts';
import { fits } from './type-names.ts';
import { isDate, isNumeric, type TypeOfColumn, typeOf } from './types.ts';
import { asList, asNumber, asText, asTruth, naming, Unfit } from './unfit.ts';
import { isList, order, same } from './values.ts';

/** The value of a column by its name. */
export type ReadColumn = (column: string) => ColumnValue;

/** What an expression is asked of: a pair, or one record (`self`). */
export interface Row {
  readonly l?: ReadColumn;
  readonly r?: ReadColumn;
  readonly self?: ReadColumn;
}

export interface EvaluationOptions {
  readonly countedBy: CountedBy;
  /** Types of columns: dates are numbers of seconds, and only their type tells them from numbers. */
  readonly typeOf?: TypeOfColumn;
}

/** An expression made ready to be asked of many rows. */
export type Evaluator = (row: Row) => ColumnValue;

type Types = (expression: Expression) => ColumnType | null;
type Within = { readonly countedBy: CountedBy; readonly types: Types; readonly variables: Map<string, ColumnValue> };

const made = new WeakMap<Expression, { readonly options: EvaluationOptions; readonly evaluator: Evaluator }>();

/**
 * What an expression is for a row, in DuckDB's semantics: three-valued logic, a null condition is null.
 * This is the semantic reference of all kernels; for one expression and many rows it is made ready once.
 * @throws DeclarationError `linkage.type_mismatch` for a value of a type that the expression cannot take, naming the part of it.
 */
export function evaluate(expression: Expression, row: Row, options: EvaluationOptions): ColumnValue {
  const before = made.get(expression);
  if (before !== undefined && before.options.countedBy === options.countedBy && before.options.typeOf === options.typeOf) {
    return before.evaluator(row);
  }
  const evaluator = evaluatorOf(expression, options);
  made.set(expression, { options, evaluator });
  return evaluator(row);
}

/** The same in two steps. */
export function evaluatorOf(expression: Expression, { countedBy, typeOf: typeOfColumn = () => null }: EvaluationOptions): Evaluator {
  return compile(expression, { countedBy, types: (one) => typeOf(one, typeOfColumn), variables: new Map() });
}

/**
 * A condition made ready: what is no truth value is cast to one as DuckDB casts, a number that is not 0 being true.
 * @throws DeclarationError `linkage.type_mismatch` as `evaluate`, and for a date, a list, or a text that says neither.
 */
export function conditionOf(
  expression: Expression,
  { countedBy, typeOf: typeOfColumn = () => null }: EvaluationOptions,
): (row: Row) => boolean | null {
  return truth(expression, { countedBy, types: (one) => typeOf(one, typeOfColumn), variables: new Map() });
}

function compile(expression: Expression, within: Within): Evaluator {
  switch (expression.kind) {
    case 'column':
      return column(expression.name, expression.side);
    case 'variable':
      return () => within.variables.get(expression.name) ?? null;
    case 'literal':
      return () => expression.value;
    case 'call':
      return call(expression, within);
    case 'not': {
      const of = truth(expression.of, within);
      return (row) => opposite(of(row));
    }
    case 'negative': {
      const of = compile(expression.of, within);
      return (row) => propagated(of(row), (value) => naming(expression, () => -asNumber(value)));
    }
    case 'binary':
      return binary(expression, within);
    case 'isNull': {
      const of = compile(expression.of, within);
      return (row) => (of(row) === null) !== expression.negated;
    }
    case 'in':
      return among(expression, within);
    case 'like':
      return like(expression, within);
    case 'case': {
      const branches = expression.branches.map(({ when, then }) => [truth(when, within), compile(then, within)] as const);
      const otherwise = expression.otherwise === null ? () => null : compile(expression.otherwise, within);
      return (row) => (branches.find(([when]) => when(row) === true)?.[1] ?? otherwise)(row);
    }
    case 'cast':
      return cast(expression, within);
    case 'index':
      return index(expression, within);
    case 'list': {
      const items = expression.items.map((item) => compile(item, within));
      return (row) => items.map((item) => item(row));
    }
    case 'lambda':
      throw new Error('a lambda outside a call');
    default:
      return expression satisfies never;
  }
}

function column(name: string, side: 'l' | 'r' | null): Evaluator {
  const end = side ?? 'self';
  return (row) => {
    const read = row[end];
    if (read === undefined) throw new Error(`a row without ${end} was asked for column "${name}"`);
    return read(name);
  };
}

function truth(expression: Expression, within: Within): (row: Row) => boolean | null {
  const of = compile(expression, within);
  const isMoment = isDate(within.types(expression));
  return (row) => naming(expression, () => truthOf(of(row), isMoment));
}

function truthOf(value: ColumnValue, isMoment: boolean): boolean | null {
  if (isMoment && value !== null) throw new Unfit('a condition');
  return asTruth(typeof value === 'string' ? (castTo('boolean', value, 'text') ?? value) : value);
}

function call(expression: Expression & { kind: 'call' }, within: Within): Evaluator {
  const { name, args } = expression;
  if (name === 'list_transform' || name === 'list_filter') return overMembers(expression, within);
  const answer = naming(expression, () =>
    answerOf(name, { countedBy: within.countedBy, types: args.map(within.types), written: args.map(writtenOut) }),
  );
  if (answer === undefined) throw new Error(`${name} has no answer`);
  const evaluators = args.map((arg) => compile(arg, within));
  const askedOfNull = ASKED_OF_NULL.has(name);
  return (row) => {
    const values = evaluators.map((evaluator) => evaluator(row));
    if (!askedOfNull && values.includes(null)) return null;
    return naming(expression, () => answer(...values));
  };
}

function writtenOut(expression: Expression): ColumnValue | undefined {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind !== 'list') return undefined;
  const items = expression.items.map(writtenOut);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function overMembers(expression: Expression & { kind: 'call' }, within: Within): Evaluator {
  const [of, lambda] = expression.args;
  if (of === undefined || lambda?.kind !== 'lambda') throw new Error(`${expression.name} without a lambda`);
  const list = compile(of, within);
  const filtering = expression.name === 'list_filter';
  const body = filtering ? truth(lambda.body, within) : compile(lambda.body, within);
  const [member = '', place] = lambda.parameters;
  const { variables } = within;
  const ask = (row: Row, value: ColumnValue, at: number): ColumnValue => {
    const shadowed = [variables.get(member) ?? null, place === undefined ? null : (variables.get(place) ?? null)] as const;
    variables.set(member, value);
    if (place !== undefined) variables.set(place, at + 1);
    const answer = body(row);
    variables.set(member, shadowed[0]);
    if (place !== undefined) variables.set(place, shadowed[1]);
    return answer;
  };
  return (row) =>
    propagated(list(row), (value) => {
      const members = naming(expression, () => asList(value));
      return filtering ? members.filter((one, at) => ask(row, one, at) === true) : members.map((one, at) => ask(row, one, at));
    });
}

function binary(expression: Expression & { kind: 'binary' }, within: Within): Evaluator {
  const { op } = expression;
  if (op === 'and' || op === 'or') return joined(expression, op === 'or', within);
  const [left, right] = operands(expression, within);
  if (op === 'is distinct from' || op === 'is not distinct from') {
    const wanted = op === 'is not distinct from';
    return (row) => naming(expression, () => same(left(row), right(row)) === wanted);
  }
  const answer = operation(expression, op, within);
  return (row) => {
    const x = left(row);
    const y = right(row);
    return x === null || y === null ? null : naming(expression, () => answer(x, y));
  };
}

/** AND and OR: `decides` is the value that settles the answer whatever the other is. */
function joined({ left, right }: Expression & { kind: 'binary' }, decides: boolean, within: Within): Evaluator {
  const [first, second] = [truth(left, within), truth(right, within)];
  return (row) => {
    const x = first(row);
    if (x === decides) return decides;
    const y = second(row);
    if (y === decides) return decides;
    return x === null || y === null ? null : !decides;
  };
}

/** Both sides; a text that is written out takes the other side's type. */
function operands({ op, left, right }: Expression & { kind: 'binary' }, within: Within): readonly [Evaluator, Evaluator] {
  const [typeX, typeY] = [within.types(left), within.types(right)];
  const floats = isFloat(left) || isFloat(right);
  const one = (of: Expression, otherType: ColumnType | null): Evaluator => {
    const whole = floats && of.kind === 'literal' && typeof of.value === 'number' ? Math.fround(of.value) : undefined;
    if (whole !== undefined) return () => whole;
    if (of.kind !== 'literal' || typeof of.value !== 'string' || op === '||') return compile(of, within);
    const converted = converting(of.value, otherType);
    return () => converted;
  };
  return [one(left, typeY), one(right, typeX)];
}

const isFloat = (expression: Expression): boolean =>
  expression.kind === 'call' && (expression.name === 'as_float' || expression.name === 'try_as_float');

function converting(written: string, type: ColumnType | null): ColumnValue {
  if (isNumeric(type)) return numberIn(written) ?? written;
  return type === 'date' || type === 'timestamp' || type === 'boolean' ? (castTo(type, written, 'text') ?? written) : written;
}

function operation(
  { left, right }: Expression & { kind: 'binary' },
  op: Exclude<BinaryOperator, 'and' | 'or' | 'is distinct from' | 'is not distinct from'>,
  within: Within,
): (x: ColumnValue, y: ColumnValue) => ColumnValue {
  const [typeX, typeY] = [within.types(left), within.types(right)];
  switch (op) {
    case '=':
      return (x, y) => order(x, y) === 0;
    case '<>':
      return (x, y) => order(x, y) !== 0;
    case '<':
      return (x, y) => order(x, y) < 0;
    case '<=':
      return (x, y) => order(x, y) <= 0;
    case '>':
      return (x, y) => order(x, y) > 0;
    case '>=':
      return (x, y) => order(x, y) >= 0;
    case '+': {
      const unit = isDate(typeX) === isDate(typeY) ? 1 : SECONDS_A_DAY;
      return (x, y) => asNumber(x) * (isDate(typeX) ? 1 : unit) + asNumber(y) * (isDate(typeY) ? 1 : unit);
    }
    case '-':
      if (isDate(typeX) && isDate(typeY)) return (x, y) => (asNumber(x) - asNumber(y)) / SECONDS_A_DAY;
      return isDate(typeX) ? (x, y) => asNumber(x) - asNumber(y) * SECONDS_A_DAY : (x, y) => asNumber(x) - asNumber(y);
    case '*':
      return (x, y) => asNumber(x) * asNumber(y);
    case '/':
      return (x, y) => asNumber(x) / asNumber(y);
    case '%':
      return (x, y) => (asNumber(y) === 0 && typeX !== 'number' && typeY !== 'number' ? null : asNumber(x) % asNumber(y));
    case '||':
      return (x, y) => (isList(x) || isList(y) ? unionOf([x, y], true) : scalar(x, typeX) + scalar(y, typeY));
    default:
      return op satisfies never;
  }
}

function scalar(value: ColumnValue, type: ColumnType | null): string {
  if (value === null || isList(value)) throw new Unfit('text');
  return textOf(value, type);
}

function among({ of, among: options, negated, ...rest }: Expression & { kind: 'in' }, within: Within): Evaluator {
  const expression: Expression = { ...rest, of, among: options, negated };
  const type = within.types(of);
  const sought = compile(of, within);
  const items = options.map((item) => {
    if (item.kind !== 'literal' || typeof item.value !== 'string') return compile(item, within);
    const converted = converting(item.value, type);
    return () => converted;
  });
  return (row) =>
    propagated(sought(row), (value) => {
      const found = naming(expression, () => {
        let unknown = false;
        for (const item of items) {
          const one = item(row);
          if (one === null) unknown = true;
          else if (order(one, value) === 0) return true;
        }
        return unknown ? null : false;
      });
      return negated ? opposite(found) : found;
    });
}

function like(expression: Expression & { kind: 'like' }, within: Within): Evaluator {
  const of = compile(expression.of, within);
  const written = expression.pattern.kind === 'literal' && typeof expression.pattern.value === 'string' ? expression.pattern.value : null;
  const fixed = written === null ? null : likePattern(written, expression.caseless);
  const pattern = compile(expression.pattern, within);
  return (row) => {
    const value = of(row);
    const asked = pattern(row);
    if (value === null || asked === null) return null;
    return naming(expression, () => (fixed ?? likePattern(asText(asked), expression.caseless)).test(asText(value)) !== expression.negated);
  };
}

function cast(expression: Expression & { kind: 'cast' }, within: Within): Evaluator {
  const of = compile(expression.of, within);
  const from = within.types(expression.of);
  const { narrow } = expression;
  const remedy = 'Use TRY_CAST where some are not.';
  return (row) =>
    propagated(of(row), (value) =>
      naming(expression, () => {
        const cast = castTo(expression.to, value, from);
        const result = narrow !== undefined && typeof cast === 'number' && !fits(cast, narrow) ? null : cast;
        if (result === null && !expression.lenient) throw new Unfit(`values that are ${expression.to} throughout`, remedy);
        return result;
      }),
    );
}

function index(expression: Expression & { kind: 'index' }, within: Within): Evaluator {
  const of = compile(expression.of, within);
  const at = compile(expression.at, within);
  return (row) => {
    const list = of(row);
    const place = at(row);
    if (list === null || place === null) return null;
    return naming(expression, () => {
      const number = asNumber(place);
      const from = number > 0 ? number - 1 : number;
      if (typeof list === 'string') return number === 0 ? '' : ([...list].at(from) ?? '');
      return number === 0 ? null : (asList(list).at(from) ?? null);
    });
  };
}

function propagated(value: ColumnValue, answer: (value: Exclude<ColumnValue, null>) => ColumnValue): ColumnValue {
  return value === null ? null : answer(value);
}

const opposite = (truthValue: boolean | null): boolean | null => (truthValue === null ? null : !truthValue);
