import type { Expression } from '../expression/expression.ts';

/** A value set against a constant. */
export interface Bar {
  readonly op: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly value: number;
}

export type Order = Bar['op'];

const MIRRORED: Readonly<Record<Order, Order>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const OPPOSITE: Readonly<Record<Order, Order>> = { '=': '<>', '<>': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

export const isOrder = (op: string): op is Order => Object.hasOwn(MIRRORED, op);
export const mirrored = (op: Order): Order => MIRRORED[op];
export const opposite = (op: Order): Order => OPPOSITE[op];

/** Whether two numbers stand so. NaN equals itself and is greater than any other, as in DuckDB. */
export function stands(value: number, op: Order, other: number): boolean {
  if (!Number.isNaN(value) && !Number.isNaN(other)) {
    switch (op) {
      case '=':
        return value === other;
      case '<>':
        return value !== other;
      case '<':
        return value < other;
      case '<=':
        return value <= other;
      case '>':
        return value > other;
      case '>=':
        return value >= other;
      default:
        return op satisfies never;
    }
  }
  return stands(Number(Number.isNaN(value)), op, Number(Number.isNaN(other)));
}

/** The least and the greatest number for which a bar holds, both included. */
export function rangeOf({ op, value }: Bar): readonly [number, number] {
  switch (op) {
    case '=':
      return [value, value];
    case '>=':
      return [value, Number.POSITIVE_INFINITY];
    case '>':
      return [above(value), Number.POSITIVE_INFINITY];
    case '<=':
      return [Number.NEGATIVE_INFINITY, value];
    case '<':
      return [Number.NEGATIVE_INFINITY, -above(-value)];
    case '<>':
      throw new Error('two ranges');
    default:
      return op satisfies never;
  }
}

/** The next larger number. */
function above(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array([0n]);
  const number = new Float64Array(bits.buffer);
  number[0] = value;
  bits[0] = (bits[0] as bigint) + (value > 0 ? 1n : -1n);
  return number[0];
}

/** `something op constant`, whichever way round; `null` for any other condition. */
export function barIn(condition: Expression): { readonly of: Expression; readonly bar: Bar } | null {
  if (condition.kind !== 'binary' || !isOrder(condition.op)) return null;
  const right = constantIn(condition.right);
  if (right !== null) return { of: condition.left, bar: { op: condition.op, value: right } };
  const left = constantIn(condition.left);
  return left === null ? null : { of: condition.right, bar: { op: mirrored(condition.op), value: left } };
}

function constantIn(expression: Expression): number | null {
  if (expression.kind === 'literal') return typeof expression.value === 'number' ? expression.value : null;
  if (expression.kind !== 'negative') return null;
  const value = constantIn(expression.of);
  return value === null ? null : -value;
}
