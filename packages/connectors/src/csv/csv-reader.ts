import type { RecordProblemCode } from '../delivered-row.ts';
import type { DeliveryLimits } from '../limits.ts';
import { DeliveryRefused } from '../refused.ts';
import { recordDivider } from './divide-record.ts';
import { quotesPair, returnOutsideQuotes } from './quotes.ts';

export interface CsvForm {
  readonly delimiter: string;
  readonly newline: '\n' | '\r\n';
}

/** One record as it stands in the file: its cells in the file's order, or why there are none. The first is the header. */
export type CsvRecord = { readonly line: number } & ({ readonly cells: readonly string[] } | { readonly problem: RecordProblemCode });

/** Takes text in pieces of any size and gives the records that they make whole. */
export type CsvReader = (text: string, last: boolean) => CsvRecord[];

/** A line without its line feed, or why no record can begin on it. */
type Line = string | { readonly problem: RecordProblemCode };

/**
 * A reader of comma-separated text: RFC 4180 in the contract's delimiter and newline, nothing sniffed.
 *
 * Lines are framed into records first and divided into cells after, so that a fault costs its own line.
 * A line whose quotes pair is a record; one whose quotes do not takes the lines after it until they do.
 * If those are no record of as many cells as the header, the line is tried alone, as text that happens to hold a quote;
 * if that fails too it is set aside and reading goes on at the next line. Empty lines are no records.
 *
 * @throws DeliveryRefused when too many quotes do not pair, or the text ends within a record
 */
export function csvReader(form: CsvForm, limits: DeliveryLimits): CsvReader {
  const divide = recordDivider(form.delimiter);
  let columns: number | null = null;
  let lineNumber = 1;
  let quoteFaults = 0;
  let lines: Line[] = [];
  let rest = '';
  let restIsOverlong = false;

  return (text, last) => {
    takeLines(text, last);
    const unended = last ? lines.length - 1 : -1;
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < lines.length) {
      const used = frame(at, last, unended, records);
      if (used === 0) break;
      at += used;
      lineNumber += used;
    }
    lines = lines.slice(at);
    return records;
  };

  function takeLines(text: string, last: boolean): void {
    const found: Line[] = (rest + text).split('\n');
    if (restIsOverlong) found[0] = { problem: 'record.too_long' };
    const end = found.pop() ?? '';
    if (found.length > 0) restIsOverlong = false;
    rest = typeof end === 'string' ? end : '';
    if (rest.length > limits.recordCharacters) restIsOverlong = true;
    if (restIsOverlong) rest = '';
    for (const line of found) lines.push(line);
    if (last) lines.push(restIsOverlong ? { problem: 'record.too_long' } : rest);
  }

  /** Frames the record that begins at line `at`; gives the lines it took, or 0 where its end is not here yet. */
  function frame(at: number, last: boolean, unended: number, records: CsvRecord[]): number {
    const line = lines[at];
    if (line === undefined || line === '' || line === '\r') return 1;
    if (typeof line === 'object') {
      records.push({ line: lineNumber, ...line });
      return 1;
    }
    if (!quotesPair(line)) {
      const end = lastLineOf(at);
      if (end === 'later' && !last) return 0;
      const cells = typeof end === 'number' ? divideSpan(at, end, unended) : null;
      if (typeof end === 'number' && cells !== null) {
        if (!swallows(line, lines[end])) {
          records.push({ line: lineNumber, cells });
          return end - at + 1;
        }
        lines[end] = { problem: 'record.quotes' };
      }
    }
    records.push(single(line, at === unended));
    return 1;
  }

  /** The line at which the quotes opened on line `at` pair; `later` where it is not here yet, null where the caps come first. */
  function lastLineOf(at: number): number | 'later' | null {
    let characters = 0;
    for (let i = at; i - at < limits.recordLines; i++) {
      if (i >= lines.length) return 'later';
      const line = lines[i];
      if (typeof line !== 'string') return null;
      characters += line.length;
      if (characters > limits.recordCharacters) return null;
      if (i > at && !quotesPair(line)) return i;
    }
    return null;
  }

  function divideSpan(at: number, end: number, unended: number): readonly string[] | null {
    const text = withoutReturn(lines.slice(at, end + 1).join('\n'), end === unended);
    const cells = text === null || returnOutsideQuotes(text) ? null : divide(text);
    return cells !== null && fits(cells) ? cells : null;
  }

  /** Two whole records with one stray quote each look like one: the lines would each be whole if the quotes were text. */
  function swallows(first: string, end: Line | undefined): boolean {
    const whole = (line: string) => line.split(form.delimiter).length === columns;
    return columns !== null && columns > 2 && typeof end === 'string' && whole(first) && whole(end);
  }

  function single(line: string, unended: boolean): CsvRecord {
    if (line.length > limits.recordCharacters) return { line: lineNumber, problem: 'record.too_long' };
    const text = withoutReturn(line, unended);
    if (text === null || returnOutsideQuotes(text)) return { line: lineNumber, problem: 'record.newline' };
    const cells = divide(text);
    if (cells !== null && fits(cells)) return { line: lineNumber, cells };
    if (unended && (cells === null || cells.length < (columns ?? 0))) throw truncated(lineNumber);
    if (cells !== null) return { line: lineNumber, problem: 'record.field_count' };
    quoteFaults++;
    if (quoteFaults > limits.quoteFaults) throw tooManyQuotes(lineNumber, limits.quoteFaults);
    return { line: lineNumber, problem: 'record.quotes' };
  }

  function fits(cells: readonly string[]): boolean {
    columns ??= cells.length;
    return cells.length === columns;
  }

  /** A line's text without the carriage return that the contract declares; null where it is not there. The last line needs no ending. */
  function withoutReturn(line: string, unended: boolean): string | null {
    if (form.newline === '\n') return line;
    if (line.endsWith('\r')) return line.slice(0, -1);
    return unended ? line : null;
  }
}

function truncated(line: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.truncated',
    message: `The file ends in the middle of a record, on line ${line}: it was cut short.`,
    remedy: 'Ask the sender to send it again, and to rename it only when it is whole.',
  });
}

function tooManyQuotes(line: number, allowed: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.quotes',
    message: `More than ${allowed} records have quotes that do not pair, the last on line ${line}.`,
    remedy: 'Ask the sender to double the quotes inside quoted fields (RFC 4180).',
  });
}
