import type { Column, ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { conditionOf, evaluatorOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { memberType } from '../expression/types.ts';
import { Unfit } from '../expression/unfit.ts';
import { childrenOf, columnsOf } from '../expression/walk.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { readerOf } from './values.ts';

/** An expression of the plan and where it stands, for messages. */
export interface Placed {
  readonly expression: Expression;
  readonly place: string;
  /** List columns that stand for each of their members. */
  readonly explode: readonly string[];
  /** It is asked whether it is true. */
  readonly isCondition: boolean;
}

/** What a value of a wrong type is told to be missing; other wants say something of the value, not of its type. */
const WANTED_TYPES: ReadonlySet<string> = new Set([
  'text',
  'a number',
  'a date or timestamp',
  'a text or a date',
  'a list',
  'a list of lists',
  'a value that is no list',
  'a condition',
  'two values of one type',
]);

/** Characters of a text, and members of a list, that tell its type. */
const SAMPLED = 16;

/** A value of a column and its type. */
interface Sample {
  readonly value: ColumnValue;
  readonly type: ColumnType;
}

/**
 * Asks every part of the conditions of one value a column: what cannot take the columns' types is found before a pair is made.
 * @throws DeclarationError `linkage.type_mismatch`, naming the level or the rule.
 */
export function checkTypes(conditions: readonly Placed[], columnNamed: (name: string) => Column | undefined, countedBy: CountedBy): void {
  const samples = new Map<string, Sample | null>();
  const sampleOf = (name: string, explode: readonly string[]): Sample | null => {
    const key = `${name}${explode.includes(name) ? '[]' : ''}`;
    const known = samples.get(key);
    if (known !== undefined) return known;
    const sample = firstValue(columnNamed(name), explode.includes(name));
    samples.set(key, sample);
    return sample;
  };
  for (const { expression, place, explode, isCondition } of conditions) {
    const check = (part: Expression, make: typeof conditionOf | typeof evaluatorOf): void => {
      if (columnsOf(part).some(({ name }) => sampleOf(name, explode) === null)) return;
      const read = (name: string): ColumnValue => sampleOf(name, explode)?.value ?? null;
      const ask = make(part, { countedBy, typeOf: (name) => sampleOf(name, explode)?.type ?? null });
      try {
        ask({ l: read, r: read, self: read });
      } catch (error) {
        if (isOfTypes(error)) throw placedError(error, place);
      }
    };
    eachPart(expression, (part) => check(part, evaluatorOf));
    if (isCondition) check(expression, conditionOf);
  }
}

/** An error of types that also says where the expression stands; any other as it is. */
export function placedError(error: unknown, place: string): unknown {
  if (!(error instanceof DeclarationError) || error.code !== 'linkage.type_mismatch') return error;
  const { code, message, remedy, cause } = error;
  return new DeclarationError({ code, message: `${place.slice(0, 1).toUpperCase()}${place.slice(1)}: ${message}`, remedy, cause });
}

const isOfTypes = (error: unknown): boolean =>
  error instanceof DeclarationError && error.cause instanceof Unfit && WANTED_TYPES.has(error.cause.wanted);

function firstValue(column: Column | undefined, member: boolean): Sample | null {
  if (column === undefined) return null;
  const { type, ids, values } = column;
  const read = readerOf(column);
  const isMember = member && values.kind === 'list';
  for (const id of ids) {
    if (id === 0) continue;
    const value = read(id);
    const found = isMember && Array.isArray(value) ? value.find((one: ColumnValue) => one !== null) : value;
    if (found !== undefined) return { value: shortened(found), type: isMember ? (memberType(type) ?? 'text') : type };
  }
  return null;
}

/** A beginning is of the same type, and costs nothing to compare. */
function shortened(value: ColumnValue): ColumnValue {
  if (typeof value === 'string') return value.slice(0, SAMPLED);
  return Array.isArray(value) ? value.slice(0, SAMPLED).map(shortened) : value;
}

/** Every part that can be asked by itself, innermost first: what stands in a lambda is asked with its function. */
function eachPart(expression: Expression, see: (part: Expression) => void): void {
  for (const child of childrenOf(expression)) if (child.kind !== 'lambda') eachPart(child, see);
  if (expression.kind !== 'column' && expression.kind !== 'literal' && expression.kind !== 'variable') see(expression);
}
