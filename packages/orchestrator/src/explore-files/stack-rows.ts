import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { stackRecords } from '@golden-thread/linkage/stack-records';
import type { Column, ColumnTable } from '@golden-thread/shapes/columns';

/** The records of all tables, whatever calls itself their id: each is known by its row. */
export function stackRows(tables: readonly ColumnTable[], plan: Pick<LinkagePlan, 'linkType' | 'sourceColumn'>): RecordTable {
  const columns = new Set(tables.flatMap((table) => [...table.columns.keys()]));
  let row = 'row';
  while (columns.has(row)) row += '_';
  const numbered = tables.map((table, t) => {
    const before = tables.slice(0, t).reduce((rows, { size }) => rows + size, 0);
    return { ...table, columns: new Map([...table.columns, [row, rowNumbers(before, table.size)]]) };
  });
  const records = stackRecords(numbered, { ...plan, uniqueIdColumn: row });
  return { ...records, columns: new Map([...records.columns].filter(([name]) => name !== row)) };
}

/** From `before` + 1 on. */
function rowNumbers(before: number, rows: number): Column {
  const ids = new Int32Array(new SharedArrayBuffer(4 * rows)).map((_, i) => i + 1);
  const numbers = new Float64Array(new SharedArrayBuffer(8 * (rows + 1))).map((_, id) => (id === 0 ? Number.NaN : before + id));
  return { type: 'integer', ids, values: { kind: 'number', size: rows + 1, numbers } };
}
