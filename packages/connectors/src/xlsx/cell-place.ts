/** Columns that a sheet may have: A to XFD. */
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
const PLACE = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i;

/** A cell's place, both from 1. */
export interface CellPlace {
  readonly column: number;
  readonly row: number;
}

/** `AB12` as a place, or null where no sheet has such. */
export function cellPlace(address: string): CellPlace | null {
  const [, letters, digits] = PLACE.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(digits);
  return column <= MOST_COLUMNS && row <= MOST_ROWS ? { column, row } : null;
}

/** The letters of a column. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

export const isColumn = (column: number): boolean => column >= 1 && column <= MOST_COLUMNS;
export const isRow = (row: number): boolean => Number.isInteger(row) && row >= 1 && row <= MOST_ROWS;
