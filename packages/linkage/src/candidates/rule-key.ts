import type { Column, ListValues, NumberValues, TextValues } from '@golden-thread/shapes/columns';
import type { Expression } from '../expression/expression.ts';
import { keyOf } from '../expression/print.ts';
import { sidesOf } from '../expression/walk.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { isOfOneRecord } from '../prepare/record-parts.ts';
import { sharedIdsOf, sharedNumbers } from '../prepare/shared-ids.ts';

/** A part of a condition that is wanted to be true, or false. */
export interface Wanted {
  readonly condition: Expression;
  readonly truth: boolean;
}

/** Numbers of each record's keys, from 1; 0 is none. `several`: the keys of the list `ids[i]`. */
export type RecordKeys =
  | { readonly kind: 'one'; readonly ids: Int32Array }
  | { readonly kind: 'several'; readonly ids: Int32Array; readonly starts: Int32Array; readonly members: Int32Array };

/** Two records meet where a key of the left one is a key of the right one. All keys are below `size`. */
export interface RuleKey {
  /** The same for the same keys. */
  readonly name: string;
  readonly size: number;
  readonly left: RecordKeys;
  /** The same object as `left` where the same is asked of both records. */
  readonly right: RecordKeys;
}

/** The key that stands for a part of a rule: an equality of two records' expressions, or of members of lists. `null`: none does. */
export function ruleKeyOf(prepared: Prepared, { condition, truth }: Wanted): RuleKey | null {
  if (condition.kind === 'binary') {
    const nullsMeet = condition.op === (truth ? 'is not distinct from' : 'is distinct from');
    if (!nullsMeet && condition.op !== (truth ? '=' : '<>')) return null;
    const sides = sidesIn(prepared, condition.left, condition.right);
    return sides === null ? null : equalityKey(sides, nullsMeet);
  }
  if (condition.kind !== 'call' || !truth) return null;
  const [first, second] = condition.args;
  if (first === undefined || second === undefined) return null;
  const sides = sidesIn(prepared, first, second);
  if (sides === null) return null;
  const [list, other] = sides.first === 'l' ? [sides.l, sides.r] : [sides.r, sides.l];
  if (list.values.kind !== 'list') return null;
  const isOtherList = other.values.kind === 'list';
  if (condition.name === 'list_has_any') return isOtherList ? memberKey(sides) : null;
  return condition.name === 'list_contains' && !isOtherList ? memberKey(sides) : null;
}

/** Two expressions, one of each record, worked out. */
interface Sides {
  readonly first: 'l' | 'r';
  readonly names: string;
  readonly l: Column;
  readonly r: Column;
}

function sidesIn(prepared: Prepared, first: Expression, second: Expression): Sides | null {
  const side = sidesOf(first);
  const other = sidesOf(second);
  if ((side !== 'l' && side !== 'r') || other !== (side === 'l' ? 'r' : 'l')) return null;
  if (!isOfOneRecord(first) || !isOfOneRecord(second)) return null;
  const [left, right] = side === 'l' ? [keyOf(first), keyOf(second)] : [keyOf(second), keyOf(first)];
  const l = prepared.columns.get(left);
  const r = prepared.columns.get(right);
  return l === undefined || r === undefined ? null : { first: side, names: `${left}\n${right}`, l, r };
}

function equalityKey({ names, l, r }: Sides, nullsMeet: boolean): RuleKey | null {
  const shared = sharedIdsOf(l, r);
  if (shared === null) return null;
  const size = shared.size + 1;
  const ids = (of: Int32Array): RecordKeys => ({ kind: 'one', ids: nullsMeet ? of.map((id) => (id === 0 ? size - 1 : id)) : of });
  const left = ids(shared.left);
  return { name: `${nullsMeet}\n${names}`, size, left, right: shared.right === shared.left ? left : ids(shared.right) };
}

/** A member of the one list is a member of the other, or is the other's value. */
function memberKey({ names, l, r }: Sides): RuleKey | null {
  const name = `member\n${names}`;
  if (l === r && l.values.kind === 'list') {
    const keys = listKeys(l.ids, l.values, null);
    return { name, size: l.values.of.size, left: keys, right: keys };
  }
  const shared = sharedNumbers(scalarsOf(l), scalarsOf(r));
  if (shared === null) return null;
  return { name, size: shared.size, left: memberKeys(l, null), right: memberKeys(r, shared.numbers) };
}

const scalarsOf = ({ values }: Column): TextValues | NumberValues => (values.kind === 'list' ? values.of : values);

/** `numbers`: other numbers for the values; `null`: as they are. */
function memberKeys({ ids, values }: Column, numbers: Int32Array | null): RecordKeys {
  if (values.kind === 'list') return listKeys(ids, values, numbers);
  return { kind: 'one', ids: numbers === null ? ids : ids.map((id) => numbers[id] as number) };
}

function listKeys(ids: Int32Array, { starts, members }: ListValues, numbers: Int32Array | null): RecordKeys {
  return { kind: 'several', ids, starts, members: numbers === null ? members : members.map((id) => numbers[id] as number) };
}
