import { parentPort, workerData } from 'node:worker_threads';
import { type CellsWork, readCells } from './csv-cells.ts';

const { bytes, columns, reading } = workerData as CellsWork;
parentPort?.postMessage({ read: readCells(bytes, columns, reading, (done) => parentPort?.postMessage({ done })) });
