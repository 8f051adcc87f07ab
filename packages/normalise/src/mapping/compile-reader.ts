import type { DateFormat, Reader } from '@golden-thread/shapes/declare/combinators';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { splitFullName } from '../names/full-name.ts';
import { cleanText, storable } from '../text/clean-text.ts';
import { memo } from '../text/memo.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

export type Cells = readonly (string | null)[];

/** A reader bound to the positions of its columns. */
export interface CompiledReader {
  /** What the source wrote. */
  readonly raw: (cells: Cells, filePart: string) => string | null;
  /** What of it the field's rule is to see: a code by its table, a part of a whole name; `null` when that is the raw text itself. */
  readonly decode: ((raw: string) => Normalised) | null;
  /** The forms of a date; empty for other readers. */
  readonly formats: readonly DateFormat[];
}

/** Binds a reader to the columns that a delivery's cells are aligned with. */
export function compileReader(reader: Reader, source: SourceDeclaration, columns: readonly string[]): CompiledReader {
  const at = (column: string): number => columns.indexOf(column);
  switch (reader.read) {
    case 'column': {
      return { raw: cellAt(at(reader.column)), decode: null, formats: source.contract.columns[reader.column]?.formats ?? [] };
    }
    case 'joined': {
      const positions = reader.columns.map(at);
      return { raw: (cells) => joinedCells(cells, positions, reader.separator), decode: null, formats: [] };
    }
    case 'first': {
      const positions = reader.columns.map(at);
      return { raw: (cells) => firstCell(cells, positions), decode: null, formats: [] };
    }
    case 'coded':
      return { raw: cellAt(at(reader.column)), decode: decodeBy(reader.codes), formats: [] };
    case 'date':
      return { raw: cellAt(at(reader.column)), decode: null, formats: reader.formats };
    case 'name_part': {
      const { order, part } = reader;
      const take = memo((raw) => splitFullName(raw, order)[part]);
      return { raw: cellAt(at(reader.column)), decode: (raw) => ofText(take(raw)), formats: [] };
    }
    case 'constant':
      return { raw: () => reader.value, decode: null, formats: [] };
    case 'file_part':
      return { raw: (_cells, filePart) => storable(filePart), decode: null, formats: [] };
    default:
      return reader satisfies never;
  }
}

function cellAt(position: number): (cells: Cells) => string | null {
  return (cells) => storable(cells[position] ?? null);
}

function joinedCells(cells: Cells, positions: readonly number[], separator: string): string | null {
  let text = '';
  for (const position of positions) {
    const cell = cells[position] ?? null;
    if (cell === null || cleanText(cell) === null) continue;
    text = text === '' ? cell : text + separator + cell;
  }
  return storable(text);
}

function firstCell(cells: Cells, positions: readonly number[]): string | null {
  for (const position of positions) {
    const cell = cells[position] ?? null;
    if (cleanText(cell) !== null) return storable(cell);
  }
  return null;
}

/** Codes are compared cleaned and without regard to case. */
function decodeBy(codes: Readonly<Record<string, string | null>>): (raw: string) => Normalised {
  const table = new Map<string, Normalised>();
  for (const [code, value] of Object.entries(codes)) table.set(code.toUpperCase(), value === null ? EMPTY : standard(value));
  const unmapped = faulty('unmapped');
  return (raw) => {
    const text = cleanText(raw);
    return text === null ? EMPTY : (table.get(text) ?? table.get(text.toUpperCase()) ?? unmapped);
  };
}

const ofText = (text: string | null): Normalised => (text === null ? EMPTY : standard(text));
