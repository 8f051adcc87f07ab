import type { XlsxDecoder } from '@golden-thread/shapes/declare/decoder';
import type { RecordProblem } from '../delivered-row.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { columnLetters } from './cell-place.ts';
import { type HeaderRow, heading } from './header-row.ts';
import type { MergedCells, SheetRow } from './sheet-rows.ts';

/** Makes records of the rows below a header. */
export interface RowPlacer {
  place(row: SheetRow): ReadRecord;
  /** Is told of cells that are merged over rows, when all rows are placed. @throws DeliveryRefused where they are one value of several records */
  merged(cells: MergedCells): void;
}

/** @throws DeliveryRefused where the header drifted from the contract */
export function rowPlacer(header: HeaderRow, columns: Columns, { hiddenRows }: XlsxDecoder, limits: DeliveryLimits): RowPlacer {
  if (header.columns.length > limits.columns) throw tooManyColumns(header.columns.length, limits.columns);
  columns.accept(header.columns.map(({ name }) => name));
  const placeOf = new Map(header.columns.map(({ column, name }) => [column, columns.names.indexOf(name)]));
  const recordRows: number[] = [];

  return {
    place({ row, hidden, cells: found, overlong }) {
      if (hidden && hiddenRows === 'refuse') throw hiddenRow(row);
      recordRows.push(row);
      const cells: (string | null)[] = columns.names.map(() => null);
      let problem: RecordProblem | null = overlong ? { code: 'record.too_long', field: null } : null;
      let repeated = found.length === header.columns.length;
      for (const cell of found) {
        const at = placeOf.get(cell.column);
        const name = at === undefined ? undefined : columns.names[at];
        if (at === undefined || name === undefined) {
          problem ??= { code: 'record.field_count', field: null };
          continue;
        }
        cells[at] = cell.text === '' ? null : cell.text;
        if (cell.problem !== null) problem ??= { code: cell.problem, field: name };
        repeated &&= heading(cell.text) === name;
      }
      if (repeated) problem = { code: 'record.header_repeated', field: null };
      return { line: row, cells, problem };
    },
    merged({ firstRow, lastRow, firstColumn, lastColumn }) {
      const named = header.columns.some(({ column }) => column >= firstColumn && column <= lastColumn);
      if (!named) return;
      const row = recordRows[firstAbove(recordRows, Math.max(firstRow, header.row))];
      if (row !== undefined && row <= lastRow) throw mergedRecords(row, firstColumn);
    },
  };
}

/** Where the first number above a bound stands in numbers that rise. */
function firstAbove(rising: readonly number[], bound: number): number {
  let from = 0;
  let to = rising.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((rising[middle] ?? 0) > bound) to = middle;
    else from = middle + 1;
  }
  return from;
}

function hiddenRow(row: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.xlsx_hidden_row',
    message: `Row ${row} is hidden, so nobody can tell whether it was meant to be sent.`,
    remedy: "Ask the sender to take off the filter and send it again, or declare decoder.hiddenRows: 'take'.",
  });
}

function mergedRecords(row: number, column: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.xlsx_merged',
    message: `Row ${row} is merged with the row above it in column ${columnLetters(column)}: only the first of them holds the value.`,
    remedy: 'Ask the sender to unmerge the cells below the header and to fill in each row.',
  });
}

function tooManyColumns(found: number, allowed: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.too_many_columns',
    message: `The header holds ${found} columns; ${allowed} are allowed.`,
    remedy: 'Ask the sender for the columns of the contract only.',
  });
}
