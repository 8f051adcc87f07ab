import type { SheetRow } from './sheet-rows.ts';

/** Rows that may stand above the heading of the columns. */
const ROWS_ABOVE = 50;

export interface HeaderRow {
  readonly row: number;
  /** Its columns from left to right, those without a name left out. */
  readonly columns: readonly { readonly column: number; readonly name: string }[];
}

/** Looks for the row that names the columns. */
export interface HeaderSearch {
  /** Takes rows in order; gives the header and the rows below it once it is sure. */
  take(rows: readonly SheetRow[]): FoundHeader | null;
  /** The sheet is over: the row that is most like a header, or null where there is no row at all. */
  best(): FoundHeader | null;
}

export interface FoundHeader {
  readonly header: HeaderRow;
  readonly below: readonly SheetRow[];
}

/** A heading as it is compared: one blank for line breaks and blanks in a row, none around. */
export const heading = (text: string): string => text.trim().replace(/\s+/g, ' ');

/**
 * The header is the first row that names every column of the contract; where no row within reach does, the one that names most.
 * A cell of it that is empty has the name above it in its column, if that is one of the contract's: headings merged downwards.
 */
export function headerSearch(names: readonly string[]): HeaderSearch {
  const wanted = new Set(names);
  const seen: SheetRow[] = [];
  const above = new Map<number, string>();
  let best: { readonly header: HeaderRow; readonly named: number; readonly at: number } | null = null;

  function look(row: SheetRow): boolean {
    const texts = new Map(above);
    const columns: { column: number; name: string }[] = [];
    for (const { column, text } of row.cells) {
      const name = heading(text);
      texts.set(column, '');
      if (name !== '') columns.push({ column, name });
    }
    const own = new Set(columns.map(({ name }) => name));
    for (const [column, name] of texts) if (name !== '' && !own.has(name)) columns.push({ column, name });
    columns.sort((a, b) => a.column - b.column);
    const isHeading = [...own].some((name) => wanted.has(name));
    const named = isHeading ? new Set(columns.filter(({ name }) => wanted.has(name)).map(({ name }) => name)).size : 0;
    if (best === null || named > best.named) best = { header: { row: row.row, columns }, named, at: seen.length };
    seen.push(row);
    for (const { column, text } of row.cells) if (wanted.has(heading(text))) above.set(column, heading(text));
    return named === wanted.size;
  }

  const found = (): FoundHeader | null => (best === null ? null : { header: best.header, below: seen.slice(best.at + 1) });
  return {
    take(rows) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        if (row === undefined) continue;
        if (!look(row) && seen.length <= ROWS_ABOVE) continue;
        const result = found();
        return result === null ? null : { header: result.header, below: [...result.below, ...rows.slice(i + 1)] };
      }
      return null;
    },
    best: found,
  };
}
