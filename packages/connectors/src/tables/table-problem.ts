import { basename } from 'node:path';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type CsvFault, lineOf } from './csv-scan.ts';

const FAULTS: Readonly<Record<CsvFault['kind'], { readonly what: string; readonly remedy: string }>> = {
  too_many_cells: {
    what: 'has more cells than the header',
    remedy: 'Quote cells that hold the delimiter, or name another with --delimiter.',
  },
  too_few_cells: { what: 'has fewer cells than the header', remedy: 'Complete the line, or name another delimiter with --delimiter.' },
  quote_within: {
    what: 'has a quotation mark within a cell that is not quoted',
    remedy: 'Quote the whole cell and double the mark within it.',
  },
  text_after_quote: {
    what: 'goes on after the quotation mark that ends a cell',
    remedy: 'Quote the whole cell and double the marks within it; where spaces stand around cells, use --trim.',
  },
  too_long: { what: 'begins a row of more than 1 GB', remedy: 'Check its quotation marks.' },
  quote_open: { what: 'begins a quoted cell that never ends', remedy: 'Close the cell with a quotation mark.' },
};

/** A table file that cannot be read, by its name: never a value of it. */
export function tableProblem(code: string, path: string, what: string, remedy: string, cause?: unknown): DeclarationError {
  return new DeclarationError({ code: `table.${code}`, message: `${basename(path)} ${what}.`, remedy, cause });
}

/** A fault at a byte of a CSV file, by its line. */
export function csvFault(path: string, bytes: Uint8Array, { offset, kind }: CsvFault): DeclarationError {
  const { what, remedy } = FAULTS[kind];
  return new DeclarationError({ code: `table.${kind}`, message: `${basename(path)}: line ${lineOf(bytes, offset)} ${what}.`, remedy });
}
