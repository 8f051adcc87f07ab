import { Worker } from 'node:worker_threads';
import type { Content } from '../content.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import type { ParquetAnswer, ParquetQuestion, ParquetWork } from './parquet-messages.ts';
import { groupTooLarge, parquetMalformed } from './parquet-refusals.ts';

/** Of the thread's own objects, beside the bytes of columns: a damaged run length may ask for any number of values. */
const HEAP_MEGABYTES = 160;

/**
 * Reads a Parquet file, a row group at a time, in a thread of its own whose memory is bounded: what a file says of itself may be a lie
 * that the library believes.
 * @throws DeliveryRefused when the file as a whole cannot be taken, possibly after batches
 */
export async function* readParquetDelivery(
  content: Content,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const from = await content.anywhere(limits.fileBytes);
  const work: ParquetWork =
    from instanceof Uint8Array
      ? { fd: null, bytes: from, byteLength: from.byteLength, limits }
      : { fd: from.handle.fd, bytes: null, byteLength: from.stats.size, limits };
  const thread = startThread(work);
  try {
    const first = await thread.ask('columns');
    if ('columns' in first) columns.accept(first.columns);
    let question: ParquetQuestion = { names: columns.names };
    for (;;) {
      const answer = await thread.ask(question);
      if (!('records' in answer) || answer.records === null) return;
      if (answer.records.length > 0) yield answer.records;
      question = 'next';
    }
  } finally {
    await thread.end();
  }
}

interface Thread {
  ask(question: ParquetQuestion): Promise<ParquetAnswer>;
  end(): Promise<void>;
}

function startThread(workerData: ParquetWork): Thread {
  const worker = new Worker(new URL('./parquet.worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: 16 },
  });
  let waiting: { resolve(answer: ParquetAnswer): void; reject(error: Error): void } | null = null;
  let failed: Error | null = null;
  const fail = (error: Error): void => {
    failed ??= error;
    waiting?.reject(failed);
  };
  worker.on('message', (answer: ParquetAnswer) => {
    if ('refused' in answer) waiting?.reject(new DeliveryRefused(answer.refused));
    else waiting?.resolve(answer);
  });
  worker.on('error', (error: Error & { readonly code?: string }) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? groupTooLarge(workerData.limits) : parquetMalformed('it breaks the reader')),
  );
  worker.on('exit', () => fail(parquetMalformed('it breaks the reader')));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (failed !== null) return reject(failed);
        waiting = { resolve, reject };
        worker.postMessage(question);
      }),
    async end() {
      await worker.terminate();
    },
  };
}
