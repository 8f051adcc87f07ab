import type { ColumnValue } from '@golden-thread/shapes/columns';
import { conditionOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { columnsOf } from '../expression/walk.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { columnOf } from '../prepare/prepare.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { readerOf } from '../prepare/values.ts';
import type { PairFilter } from './pair-filter.ts';

/** A condition without a kernel of its own, asked of the interpreter pair by pair: right, and slow. */
export function keepWhereInterpreted(prepared: Prepared, condition: Expression, wanted: boolean, countedBy: CountedBy): PairFilter {
  const readers = new Map<string, (record: number) => ColumnValue>();
  for (const { name } of columnsOf(condition)) {
    const column = columnOf(prepared, { kind: 'column', name, side: null });
    const read = readerOf(column);
    readers.set(name, (record) => read(column.ids[record] as number));
  }
  const ask = conditionOf(condition, {
    countedBy,
    typeOf: (name) => columnOf(prepared, { kind: 'column', name, side: null }).type,
  });
  let left = 0;
  let right = 0;
  const row = {
    l: (name: string): ColumnValue => readers.get(name)?.(left) ?? null,
    r: (name: string): ColumnValue => readers.get(name)?.(right) ?? null,
  };
  return ({ a, b }, at, count, out) => {
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      left = a[p] as number;
      right = b[p] as number;
      if (ask(row) === wanted) out[kept++] = p;
    }
    return kept;
  };
}
