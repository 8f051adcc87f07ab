import type { DeliveryLimits } from '../limits.ts';
import type { XmlElement, XmlEvents } from '../markup/strict-xml.ts';
import { cellPlace, isColumn, isRow } from './cell-place.ts';
import { workbookMalformed } from './read-part.ts';
import { type SheetCell, sheetCell } from './sheet-cell.ts';
import { isTrue, type Workbook } from './workbook.ts';

/** A row with at least one cell that is not empty. */
export interface SheetRow {
  /** From 1. */
  readonly row: number;
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
  readonly overlong: boolean;
}

/** Cells that are shown as one; only the first has the value. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface SheetRows {
  readonly events: XmlEvents;
  /** Rows that ended since the last call, in order. */
  taken(): readonly SheetRow[];
}

/**
 * Makes rows of a sheet's events. A cell without an address stands right of the one before it, a row without a number below it.
 * Formulas give the value that was saved with them.
 */
export function sheetRows(workbook: Workbook, limits: DeliveryLimits, onMerged: (merged: MergedCells) => void): SheetRows {
  let rows: SheetRow[] = [];
  let inData = false;
  let row = 0;
  let hidden = false;
  let cells: SheetCell[] = [];
  let characters = 0;
  let column = 0;
  let style = 0;
  let type = 'n';
  let formula = false;
  let value = '';
  let reading = false;
  let phonetic = 0;

  function openRow({ attributes }: XmlElement): void {
    const given = attributes['r']?.value;
    const at = given === undefined ? row + 1 : Number(given);
    if (!isRow(at) || at <= row) throw workbookMalformed('its rows are not in order');
    row = at;
    hidden = isTrue(attributes['hidden']?.value);
    cells = [];
    characters = 0;
    column = 0;
  }

  function openCell({ attributes }: XmlElement): void {
    const given = attributes['r']?.value;
    const place = given === undefined ? { column: column + 1, row } : cellPlace(given);
    if (place === null || !isColumn(place.column) || place.row !== row || place.column <= column)
      throw workbookMalformed(`the cells of row ${row} are not in order`);
    column = place.column;
    style = Number(attributes['s']?.value ?? 0);
    type = attributes['t']?.value ?? 'n';
    formula = false;
    value = '';
  }

  function closeCell(): void {
    const cell = sheetCell({ column, type, style, value, formula }, workbook);
    if (cell === null) return;
    characters += cell.text.length;
    cells.push(characters > limits.recordCharacters ? { ...cell, text: '' } : cell);
  }

  const events: XmlEvents = {
    open(element) {
      const { local } = element;
      if (local === 'mergeCell') onMerged(mergedCells(element));
      else if (local === 'sheetData') inData = true;
      if (!inData) return;
      if (local === 'row') openRow(element);
      else if (local === 'c') openCell(element);
      else if (local === 'f') formula = true;
      else if (local === 'rPh') phonetic++;
      reading = local === 'v' || (local === 't' && phonetic === 0);
    },
    text(characters) {
      if (reading && value.length <= limits.fieldCharacters) value += characters;
    },
    close(_line, local) {
      reading = false;
      if (!inData) return;
      if (local === 'c') closeCell();
      else if (local === 'rPh') phonetic--;
      else if (local === 'sheetData') inData = false;
      else if (local === 'row' && cells.length > 0) rows.push({ row, hidden, cells, overlong: characters > limits.recordCharacters });
    },
  };
  return {
    events,
    taken() {
      const all = rows;
      rows = [];
      return all;
    },
  };
}

function mergedCells({ attributes }: XmlElement): MergedCells {
  const [from = '', to = from] = (attributes['ref']?.value ?? '').split(':');
  const first = cellPlace(from);
  const last = cellPlace(to);
  if (first === null || last === null) throw workbookMalformed('the place of merged cells is no place');
  return { firstRow: first.row, lastRow: last.row, firstColumn: first.column, lastColumn: last.column };
}
