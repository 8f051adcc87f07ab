import { Worker } from 'node:worker_threads';
import type { Column, ColumnTable } from '@golden-thread/shapes/columns';
import { askedColumns } from './asked-columns.ts';
import { type CellReading, type CellsRead, type CellsWork, readCells } from './csv-cells.ts';
import { readTextFile } from './csv-file.ts';
import { afterLineEnd, afterLineEnds, type ScannedCell, scanCell } from './csv-scan.ts';
import type { ReadCellShares, ReadTableOptions } from './read-table.ts';
import { csvFault, tableProblem } from './table-problem.ts';

const LF = 0x0a;
const CR = 0x0d;
const ASCII = 0x80;
/** Below so many bytes a thread costs more than it saves. */
const WORTH_A_THREAD = 1 << 22;
/** A file's first lines may be longer than the others. */
const ROOM_TO_SPARE = 1.02;
const decoder = new TextDecoder();

/** Reads a CSV file. All cells are texts; nothing is guessed of a sample. */
export async function readCsv(path: string, options: ReadTableOptions): Promise<ColumnTable> {
  const { name, trim = false, workers = 1, onProgress } = options;
  const delimiter = delimiterByte(path, options.delimiter ?? ',');
  const bytes = readTextFile(path);
  const { names, next } = headerOf(path, bytes, delimiter, trim);
  checkDelimiter(path, names, options.delimiter ?? null);
  const asked = askedColumns(path, names, options.columns);
  const wanted = [...names.keys()].filter((k) => asked.has(names[k] ?? ''));
  const reading: CellReading = {
    from: next,
    width: names.length,
    delimiter,
    trim,
    rows: aboutSoManyRows(bytes, next, names.length),
    distinct: [],
  };
  const sample = bytes.length < WORTH_A_THREAD ? null : sampleOf(bytes, wanted, reading);
  const shares = sample === null || workers < 2 || wanted.length < 2 ? [wanted] : sharedOut(sample, wanted, workers);
  const tell = (done: number) => onProgress?.(done, bytes.length);
  const reads =
    shares.length === 1
      ? [readCells(bytes, wanted, expecting(reading, sample, wanted), tell)]
      : await (options.readCells ?? readInWorkers)(
          shares.map((columns) => ({ bytes, columns, reading: expecting(reading, sample, wanted) })),
          tell,
        );
  const faults = reads.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  const [fault] = faults.sort((x, y) => x.offset - y.offset);
  if (fault !== undefined) throw csvFault(path, bytes, fault);
  onProgress?.(bytes.length, bytes.length);
  const known = (column: string): string => asked.get(column) ?? column;
  const found = new Map<number, Column>();
  reads.forEach(({ columns }, k) => {
    shares[k]?.forEach((column, c) => {
      const read = columns[c];
      if (read !== undefined) found.set(column, read);
    });
  });
  return {
    name,
    size: reads[0]?.rows ?? 0,
    names: names.map(known),
    columns: new Map([...found].sort(([x], [y]) => x - y).map(([column, values]) => [known(names[column] ?? ''), values])),
  };
}

/** @throws DeclarationError for what could be part of a character, or ends a cell or line itself. */
function delimiterByte(path: string, delimiter: string): number {
  const byte = delimiter.codePointAt(0) ?? ASCII;
  if (delimiter.length === 1 && byte > 0 && byte < ASCII && !'"\r\n'.includes(delimiter)) return byte;
  throw tableProblem(
    'delimiter',
    path,
    'cannot be read with that delimiter',
    'Name one ASCII character that is neither a quotation mark nor a line end.',
  );
}

/** What else parts cells, and how it is typed. */
const DELIMITERS = [
  [',', 'commas', "','"],
  [';', 'semicolons', "';'"],
  ['|', 'bars', "'|'"],
  ['\t', 'tabs', 'tab'],
] as const;

/**
 * A header of one column that holds one of them is hardly a name; it would be said of every column that it is not there.
 * Whoever says that commas part cells, which need not be said, has one column.
 */
function checkDelimiter(path: string, names: readonly string[], given: string | null): void {
  if (names.length !== 1 || given === ',') return;
  const found = DELIMITERS.find(([character]) => character !== given && names[0]?.includes(character));
  if (found === undefined) return;
  const [, words, typed] = found;
  throw tableProblem(
    'one_column',
    path,
    `has a header of one column that holds ${words}`,
    given === null
      ? `Say --delimiter ${typed} where the command has it, or part the cells by commas; if it is one column, say --delimiter ','.`
      : `Say --delimiter ${typed}: one delimiter holds for all files of a command.`,
  );
}

interface Header {
  readonly names: readonly string[];
  /** Byte after its line. */
  readonly next: number;
}

function headerOf(path: string, bytes: Uint8Array, delimiter: number, trim: boolean): Header {
  const names: string[] = [];
  const cell: ScannedCell = { start: 0, stop: 0, next: 0, doubled: false, fault: null };
  for (let at = afterLineEnds(bytes, 0); ; at = cell.next + 1) {
    scanCell(bytes, at, delimiter, trim, cell);
    if (cell.fault !== null) throw csvFault(path, bytes, { offset: at, kind: cell.fault });
    const name = decoder.decode(bytes.slice(cell.start, cell.stop));
    names.push(cell.doubled ? name.replaceAll('""', '"') : name);
    if (bytes[cell.next] !== delimiter) break;
  }
  checkNames(path, names);
  return { names, next: afterLineEnd(bytes, cell.next) };
}

function checkNames(path: string, names: readonly string[]): void {
  const empty = names.indexOf('');
  if (empty >= 0)
    throw tableProblem(
      'header_empty',
      path,
      `has a header whose cell ${empty + 1} is empty`,
      'Give every column a name in the first line.',
    );
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined)
    throw tableProblem('header_doubled', path, `has the column ${twice} twice`, 'Give each column a name of its own.');
}

/** By the length of the first lines that are not blank: room that is too small grows. Each row has a byte after each cell. */
function aboutSoManyRows(bytes: Uint8Array, from: number, width: number): number {
  const to = Math.min(from + SAMPLE_BYTES, bytes.length);
  let lines = 1;
  for (let at = from + 1; at < to; at++) if (isLineEnd(bytes[at]) && !isLineEnd(bytes[at - 1])) lines++;
  const likely = Math.ceil(ROOM_TO_SPARE * lines * ((bytes.length - from) / Math.max(1, to - from)));
  return 1 + Math.min(likely, Math.ceil((bytes.length - from) / Math.max(2, width)));
}

const isLineEnd = (byte: number | undefined): boolean => byte === LF || byte === CR;

/** Columns for each worker, so that each has about as much to read: judged by the first rows, which settle nothing else. */
function sharedOut(sample: CellsRead, wanted: readonly number[], workers: number): readonly (readonly number[])[] {
  const costs = wanted
    .map((column, c) => {
      const values = sample.columns[c]?.values;
      return { column, cost: values?.kind === 'text' ? sample.rows + values.size + values.bytes.length / BYTES_A_TEXT : 0 };
    })
    .sort((x, y) => y.cost - x.cost || x.column - y.column);
  const shares = Array.from({ length: Math.min(workers, wanted.length) }, () => ({ cost: 0, columns: [] as number[] }));
  for (const { column, cost } of costs) {
    const least = shares.reduce((x, y) => (y.cost < x.cost ? y : x));
    least.columns.push(column);
    least.cost += cost + 1;
  }
  return shares.map(({ columns }) => columns);
}

/** So many bytes of a text that is new cost as much as finding its number. */
const BYTES_A_TEXT = 8;
const SAMPLE_BYTES = 1 << 18;
/** Where so large a part of the first texts are different, the others are taken to be. */
const MOSTLY_DISTINCT = 0.95;

const sampleOf = (bytes: Uint8Array, wanted: readonly number[], reading: CellReading): CellsRead =>
  readCells(bytes.subarray(0, Math.min(bytes.length, wholeLines(bytes, reading.from))), wanted, { ...reading, rows: 1 });

/** Room for texts as the first rows let expect; room that is too small grows. */
function expecting(reading: CellReading, sample: CellsRead | null, wanted: readonly number[]): CellReading {
  if (sample === null) return reading;
  return { ...reading, distinct: wanted.filter((_, c) => (sample.columns[c]?.values.size ?? 0) > MOSTLY_DISTINCT * sample.rows) };
}

/** The end of the last whole line of the sample. */
function wholeLines(bytes: Uint8Array, from: number): number {
  let at = Math.min(from + SAMPLE_BYTES, bytes.length);
  while (at > from && bytes[at - 1] !== LF) at--;
  return at;
}

/** Each share in a worker of its own; the first tells how far it is. */
const readInWorkers: ReadCellShares = (works, onBytes) =>
  Promise.all(works.map((work, k) => readInWorker(work, k === 0 ? onBytes : () => {})));

async function readInWorker(work: CellsWork, onBytes: (bytes: number) => void): Promise<CellsRead> {
  const worker = new Worker(new URL('./csv-cells.worker.ts', import.meta.url), { workerData: work });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: { readonly done: number } | { readonly read: CellsRead }) => {
        if ('done' in message) onBytes(message.done);
        else resolve(message.read);
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('A worker that reads columns ended before it had read them.')));
    });
  } finally {
    await worker.terminate();
  }
}
