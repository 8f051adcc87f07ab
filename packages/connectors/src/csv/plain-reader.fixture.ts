import { DEFAULT_LIMITS, type DeliveryLimits } from '../limits.ts';
import { type CsvForm, csvReader } from './csv-reader.ts';

export type Outcome = { line: number; cells?: readonly string[]; problem?: string }[] | { refused: string };

/** The reader under test, given the text in pieces. */
export function readInPieces(text: string, form: CsvForm, cuts: readonly number[] = [], limits: Partial<DeliveryLimits> = {}): Outcome {
  const reader = csvReader(form, { ...DEFAULT_LIMITS, ...limits });
  const records = [];
  try {
    let from = 0;
    for (const cut of cuts.map((c) => c % (text.length + 1)).sort((a, b) => a - b)) {
      records.push(...reader(text.slice(from, cut), false));
      from = cut;
    }
    records.push(...reader(text.slice(from), false), ...reader('', true));
    return records;
  } catch (error) {
    return { refused: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  }
}

/**
 * A second reader, written from the rules and not from the first: the whole text at once, a character at a time, no library.
 * Rules: an empty line is nothing; a record is the shortest run of lines, within the caps, whose quotes pair and that divides
 * into the header's number of cells; a line that begins no such record stands alone or is set aside.
 */
export function readPlainly(text: string, form: CsvForm, limits: DeliveryLimits): Outcome {
  const lines = text.split('\n');
  const records: { line: number; cells?: string[]; problem?: string }[] = [];
  const aside = new Set<number>();
  let width: number | undefined;
  const quotes = (s: string) => [...s].filter((c) => c === '"').length;
  const literalWidth = (s: string) => [...s].filter((c) => c === form.delimiter).length + 1;
  const stripped = (s: string, isLast: boolean): string | undefined => {
    if (form.newline === '\n') return s;
    if (s.at(-1) === '\r') return s.slice(0, -1);
    return isLast ? s : undefined;
  };
  const looseReturn = (s: string) => [...s].some((c, i) => c === '\r' && quotes(s.slice(0, i)) % 2 === 0);
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    const isLast = i === lines.length - 1;
    if (line === '' || line === '\r') {
      i++;
      continue;
    }
    if (aside.has(i)) {
      records.push({ line: i + 1, problem: 'record.quotes' });
      i++;
      continue;
    }
    if (quotes(line) % 2 === 1) {
      let end = i;
      let balance = 1;
      let size = line.length;
      while (balance === 1 && end + 1 < lines.length && end + 1 - i < limits.recordLines && size <= limits.recordCharacters) {
        end++;
        size += lines[end]?.length ?? 0;
        balance = (balance + quotes(lines[end] ?? '')) % 2;
        if ([...Array(end - i).keys()].some((k) => aside.has(i + k + 1))) balance = 2;
      }
      if (balance === 0 && size <= limits.recordCharacters) {
        const span = stripped(lines.slice(i, end + 1).join('\n'), end === lines.length - 1);
        const cells = span === undefined || looseReturn(span) ? undefined : divideByHand(span, form.delimiter);
        if (cells !== undefined && (width === undefined || cells.length === width)) {
          const lastLine = lines[end] ?? '';
          if (width !== undefined && width > 2 && literalWidth(line) === width && literalWidth(lastLine) === width) aside.add(end);
          else {
            width ??= cells.length;
            records.push({ line: i + 1, cells });
            i = end + 1;
            continue;
          }
        }
      }
    }
    if (line.length > limits.recordCharacters) records.push({ line: i + 1, problem: 'record.too_long' });
    else {
      const alone = stripped(line, isLast);
      const cells = alone === undefined ? undefined : divideByHand(alone, form.delimiter);
      if (alone === undefined || looseReturn(alone)) records.push({ line: i + 1, problem: 'record.newline' });
      else if (cells !== undefined && cells.length === (width ?? cells.length)) {
        width ??= cells.length;
        records.push({ line: i + 1, cells });
      } else if (isLast && (cells === undefined || cells.length < (width ?? 0))) return { refused: 'delivery.truncated' };
      else records.push({ line: i + 1, problem: cells === undefined ? 'record.quotes' : 'record.field_count' });
    }
    i++;
  }
  return records;
}

/** The cells of one record by a machine of three states; undefined where a quoted cell does not end well or the record ends early. */
function divideByHand(record: string, delimiter: string): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (record[at] === '"') {
      at++;
      for (;;) {
        if (at >= record.length) return undefined;
        if (record[at] === '"' && record[at + 1] === '"') {
          cell += '"';
          at += 2;
        } else if (record[at] === '"') break;
        else cell += record[at++];
      }
      at++;
      let blanks = at;
      while (record[blanks] === ' ') blanks++;
      if (record[blanks] === delimiter) at = blanks;
      else if (at < record.length) return undefined;
    } else {
      while (at < record.length && record[at] !== delimiter) {
        if (record[at] === '\n') return undefined;
        cell += record[at++];
      }
    }
    cells.push(cell);
    if (at >= record.length) return cells;
    at++;
  }
}
