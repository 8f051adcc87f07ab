import type { ColumnValue } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Expression } from './expression.ts';
import { printExpression } from './print.ts';

/** Characters of an expression that a message shows. */
const LONGEST = 200;

/** A value that a function or operator cannot take. Becomes a DeclarationError where the expression is known. */
export class Unfit extends Error {
  /** What was wanted: `text`, `a number`. */
  readonly wanted: string;
  readonly remedy: string;

  constructor(wanted: string, remedy = 'Cast it, or give the column a type in column_types.') {
    super(wanted);
    this.wanted = wanted;
    this.remedy = remedy;
  }
}

/** Runs an expression's own step; what does not fit is told with the expression, never with the value. @throws DeclarationError `linkage.type_mismatch` */
export function naming<T>(expression: Expression, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof Unfit ? told(expression, error) : error;
  }
}

function told(expression: Expression, cause: Unfit): DeclarationError {
  return new DeclarationError({
    code: 'linkage.type_mismatch',
    message: `${printExpression(expression, 'rule').slice(0, LONGEST)} needs ${cause.wanted} and was given something else.`,
    remedy: cause.remedy,
    cause,
  });
}

export function asText(value: ColumnValue | undefined): string {
  if (typeof value !== 'string') throw new Unfit('text');
  return value;
}

export function asNumber(value: ColumnValue | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new Unfit('a number');
}

/** Dates and timestamps are seconds. */
export function asMoment(value: ColumnValue | undefined): number {
  if (typeof value !== 'number') throw new Unfit('a date or timestamp');
  return value;
}

export function asList(value: ColumnValue | undefined): readonly ColumnValue[] {
  if (!Array.isArray(value)) throw new Unfit('a list');
  return value;
}

/** As a condition: SQL's three values. */
export function asTruth(value: ColumnValue | undefined): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  throw new Unfit('a condition');
}
