import type { Expression } from '../expression/expression.ts';
import type { RuleKey, Wanted } from './rule-key.ts';

/** More alternatives than this are not worth a block list each. */
const MOST = 16;

/** Keys that two records must share, and what else must be true: one of the ways in which a condition becomes true. */
export interface Way {
  readonly keys: readonly RuleKey[];
  readonly others: readonly Expression[];
}

/**
 * The ways in which a condition becomes true, any of which is enough: its disjunctive normal form, as far as that gives every
 * way a key; an OR that does not stands whole among the others. `NOT x` is true where x is false, and AND is false where any
 * part is: three-valued logic, asked for true only.
 */
export function waysOf(condition: Expression, keyFor: (part: Wanted) => RuleKey | null): readonly Way[] {
  return ways({ condition, truth: true }, keyFor);
}

function ways(wanted: Wanted, keyFor: (part: Wanted) => RuleKey | null): readonly Way[] {
  const { condition, truth } = wanted;
  if (condition.kind === 'not') return ways({ condition: condition.of, truth: !truth }, keyFor);
  if (condition.kind !== 'binary' || (condition.op !== 'and' && condition.op !== 'or')) {
    const key = keyFor(wanted);
    return [key === null ? whole(wanted) : { keys: [key], others: [] }];
  }
  const left = ways({ condition: condition.left, truth }, keyFor);
  const right = ways({ condition: condition.right, truth }, keyFor);
  if ((condition.op === 'and') === truth) {
    if (left.length * right.length <= MOST) return left.flatMap((one) => right.map((other) => both(one, other)));
    return left.length <= right.length
      ? left.map((one) => both(one, whole({ condition: condition.right, truth })))
      : right.map((other) => both(whole({ condition: condition.left, truth }), other));
  }
  const either = [...left, ...right];
  return either.length <= MOST && either.every(({ keys }) => keys.length > 0) ? either : [whole(wanted)];
}

const whole = ({ condition, truth }: Wanted): Way => ({ keys: [], others: [truth ? condition : { kind: 'not', of: condition }] });

function both(one: Way, other: Way): Way {
  const known = new Set(one.keys.map(({ name }) => name));
  return { keys: [...one.keys, ...other.keys.filter(({ name }) => !known.has(name))], others: [...one.others, ...other.others] };
}
