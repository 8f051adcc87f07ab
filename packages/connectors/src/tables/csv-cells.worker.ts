import { parentPort, workerData } from 'node:worker_threads';
import { type CellReading, readCells } from './csv-cells.ts';

/** What a worker is given: the file, and the columns that are its own. */
export interface CellsWork {
  readonly bytes: Uint8Array;
  readonly columns: readonly number[];
  readonly reading: CellReading;
}

const { bytes, columns, reading } = workerData as CellsWork;
parentPort?.postMessage({ read: readCells(bytes, columns, reading, (done) => parentPort?.postMessage({ done })) });
