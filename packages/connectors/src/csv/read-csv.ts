import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { type CsvForm, type CsvRecord, csvReader } from './csv-reader.ts';

/**
 * Reads comma-separated text in pieces of any size; gives the records in batches, without the header.
 * @throws DeliveryRefused when the file as a whole cannot be taken
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  form: CsvForm,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const read = csvReader(form, limits);
  let header: CsvHeader | null = null;
  const place = (records: CsvRecord[]): ReadRecord[] => {
    if (header === null && records.length > 0) header = headerOf(records.shift(), form, columns, limits);
    const known = header;
    return known === null ? [] : records.map((record) => placed(record, known));
  };
  for await (const piece of text) {
    const records = place(read(piece, false));
    if (records.length > 0) yield records;
  }
  const records = place(read('', true));
  if (header === null)
    throw new DeliveryRefused({
      code: 'delivery.empty',
      message: 'The file is empty.',
      remedy: 'Ask the sender to send it again; a delivery without records still has a header.',
    });
  if (records.length > 0) yield records;
}

interface CsvHeader {
  readonly names: readonly string[];
  /** For each column of the contract, its place in the file. */
  readonly from: readonly number[];
}

function placed(record: CsvRecord, header: CsvHeader): ReadRecord {
  if ('problem' in record) return { line: record.line, cells: header.from.map(() => null), problem: { code: record.problem, field: null } };
  const { cells } = record;
  const inOrder: (string | null)[] = [];
  for (const at of header.from) inOrder.push(cells[at] || null);
  const repeated = isHeader(cells, header.names);
  return { line: record.line, cells: inOrder, problem: repeated ? { code: 'record.header_repeated', field: null } : null };
}

/** Two files put one behind the other repeat the header, the second time with its byte-order mark. */
function isHeader(cells: readonly string[], names: readonly string[]): boolean {
  const first = names[0] ?? '';
  return (cells[0] === first || cells[0] === `\ufeff${first}`) && names.every((name, i) => i === 0 || cells[i] === name);
}

function headerOf(record: CsvRecord | undefined, form: CsvForm, columns: Columns, limits: DeliveryLimits): CsvHeader {
  if (record === undefined || 'problem' in record) {
    if (record?.problem === 'record.newline') throw wrongNewline(form);
    throw new DeliveryRefused({
      code: 'delivery.header_absent',
      message: 'The first line is not a header: its quotes do not pair, or it is too long.',
      remedy: 'Ask the sender for a file that begins with the names of its columns.',
    });
  }
  const names = record.cells;
  if (names.length > limits.columns)
    throw new DeliveryRefused({
      code: 'delivery.too_many_columns',
      message: `The header holds ${names.length} columns; ${limits.columns} are allowed.`,
      remedy: 'Ask the sender for the columns of the contract only.',
    });
  if (names.length === 1 && columns.names.length > 1) refuseOtherDelimiter(names[0] ?? '', form);
  columns.accept(names);
  return { names, from: columns.names.map((name) => names.indexOf(name)) };
}

function refuseOtherDelimiter(header: string, form: CsvForm): void {
  const other = [',', ';', '|', '\t'].find((delimiter) => delimiter !== form.delimiter && header.includes(delimiter));
  if (other === undefined) return;
  throw new DeliveryRefused({
    code: 'delivery.delimiter',
    message: `The header is divided by ${nameOf(other)}, not by ${nameOf(form.delimiter)} as the contract says.`,
    remedy: 'Ask the sender for the declared delimiter, or declare the one that they send.',
  });
}

const nameOf = (delimiter: string): string => (delimiter === '\t' ? 'tabs' : `'${delimiter}'`);

function wrongNewline(form: CsvForm): DeliveryRefused {
  const declared = form.newline === '\n' ? 'a line feed (Unix)' : 'carriage return and line feed (Windows)';
  return new DeliveryRefused({
    code: 'delivery.newline',
    message: `The first line does not end in ${declared}, as the contract says.`,
    remedy: 'Ask the sender for the declared line ending, or declare the one that they send.',
  });
}
