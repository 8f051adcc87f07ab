/** What makes a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell that no spreadsheet runs: an apostrophe goes before what it would take for a formula, and before an apostrophe. */
export const formulaSafe = (text: string): string => (FORMULA.test(text) || text.startsWith("'") ? `'${text}` : text);

/** The text of a cell that `formulaSafe` made. */
export const unsafeAgain = (cell: string): string => (/^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell);

/** A line of CSV (RFC 4180) whose cells no spreadsheet runs. */
export const formulaSafeLine = (cells: readonly string[]): string =>
  cells
    .map(formulaSafe)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
