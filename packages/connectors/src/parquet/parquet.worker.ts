import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { AsyncBuffer } from 'hyparquet';
import type { ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { openParquet } from './decode-parquet.ts';
import type { ParquetAnswer, ParquetQuestion, ParquetWork } from './parquet-messages.ts';

const { fd, bytes, byteLength, limits } = workerData as ParquetWork;

const file: AsyncBuffer = {
  byteLength,
  slice(start, end = byteLength) {
    const length = Math.min(end, byteLength) - start;
    if (!(start >= 0 && length >= 0)) throw new RangeError('outside the file');
    const buffer = new ArrayBuffer(length);
    const view = new Uint8Array(buffer);
    if (bytes !== null) view.set(bytes.subarray(start, start + length));
    else for (let at = 0; at < length; ) at += readSome(view, at, start);
    return buffer;
  },
};

function readSome(view: Uint8Array, at: number, start: number): number {
  const read = readSync(fd ?? -1, view, at, view.length - at, start + at);
  if (read === 0) throw new RangeError('the file ends early');
  return read;
}

let records: AsyncGenerator<readonly ReadRecord[]> | null = null;
const opened = openParquet(file, limits);
opened.catch(() => {});

parentPort?.on('message', (question: ParquetQuestion) => {
  answerTo(question).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => parentPort?.postMessage(refusedAs(error)),
  );
});

async function answerTo(question: ParquetQuestion): Promise<ParquetAnswer> {
  const parquet = await opened;
  if (question === 'columns') return { columns: parquet.columns };
  if (question !== 'next') records = parquet.records(question.names);
  const next = await records?.next();
  return { records: next === undefined || next.done === true ? null : next.value };
}

function refusedAs(error: unknown): ParquetAnswer {
  if (error instanceof DeliveryRefused) return { refused: { code: error.code, message: error.message, remedy: error.remedy } };
  throw error;
}
