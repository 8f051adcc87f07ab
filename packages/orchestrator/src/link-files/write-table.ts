import { extname } from 'node:path';
import { csvFile } from '@golden-thread/connectors/tables/csv-file-writer';
import { type TableWriter, tableWriter, type WrittenColumn } from '@golden-thread/connectors/tables/table-writer';

/** Writes a table as `write` gives it its batches; where that fails nothing is left of it. */
export async function writeTable(
  path: string,
  columns: readonly WrittenColumn[],
  write: (writer: Pick<TableWriter, 'write'>) => Promise<void>,
): Promise<void> {
  const writer = await tableWriter(path, columns);
  try {
    await write(writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await writer.close();
}

/** The same for a CSV file whose lines are bytes already. */
export async function writeLines(
  path: string,
  columns: readonly Pick<WrittenColumn, 'name'>[],
  write: (line: (bytes: Uint8Array) => void) => Promise<void>,
): Promise<void> {
  const file = csvFile(path, columns);
  try {
    await write(file.write);
  } catch (error) {
    file.abandon();
    throw error;
  }
  file.finish();
}

export const isCsv = (path: string): boolean => extname(path).toLowerCase() === '.csv';

/** From one row up to another. */
interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** So many tasks are a round, for each worker. */
const TASKS_A_WORKER = 4;

interface Rounds {
  readonly size: number;
  readonly perTask: number;
  readonly workers: number;
  /** The lines of some tasks, as workers make them. */
  readonly make: (ranges: readonly RowRange[]) => Promise<readonly Uint8Array[]>;
}

/**
 * Gives the lines of the rows 0 to `size − 1` to `write`, in order, and tells of the rows written. While a round is written
 * workers are at the next, and there are no more than these two: memory does not grow with the rows.
 */
export async function writeRounds(
  { size, perTask, workers, make }: Rounds,
  write: (line: Uint8Array) => void,
  onWritten: (rows: number) => void = () => {},
): Promise<void> {
  let before: { readonly rows: number; readonly lines: Promise<readonly Uint8Array[]> } = { rows: 0, lines: Promise.resolve([]) };
  const finish = async ({ rows, lines }: typeof before): Promise<void> => {
    for (const bytes of await lines) write(bytes);
    if (rows > 0) onWritten(rows);
  };
  for (const ranges of roundsOf(size, perTask, workers)) {
    const lines = make(ranges);
    // Where writing fails nobody asks for them any more.
    lines.catch(() => {});
    await finish(before);
    before = { rows: ranges.at(-1)?.to ?? 0, lines };
  }
  await finish(before);
}

/** Rows 0 to `size − 1` cut into tasks, and these into rounds. */
function* roundsOf(size: number, perTask: number, workers: number): Generator<readonly RowRange[]> {
  const perRound = perTask * TASKS_A_WORKER * workers;
  for (let from = 0; from < size; from += perRound) {
    const end = Math.min(from + perRound, size);
    const ranges: RowRange[] = [];
    for (let start = from; start < end; start += perTask) ranges.push({ from: start, to: Math.min(start + perTask, end) });
    yield ranges;
  }
}
