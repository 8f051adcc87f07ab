import { readerOf } from '@golden-thread/linkage/column-reader';
import { columnsOf } from '@golden-thread/linkage/expression-columns';
import type { PlannedRule } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import type { ColumnValue } from '@golden-thread/shapes/columns';
import { shownValue } from './table-cells.ts';

/** What a record holds in the columns that a rule reads of its left record: what a block shares. For whoever owns the records. */
export function blockValues(
  { columns }: Pick<RecordTable, 'columns'>,
  rule: PlannedRule | undefined,
): (record: number) => Readonly<Record<string, ColumnValue>> {
  const names = rule?.condition ? columnsOf(rule.condition).flatMap(({ name, side }) => (side === 'l' ? [name] : [])) : [];
  return (record) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const column = columns.get(name);
        return column === undefined ? [] : [[name, shownValue(readerOf(column)(column.ids[record] as number), column.type)]];
      }),
    );
}
