import { Worker } from 'node:worker_threads';
import type { CellsRead, CellsWork } from '@golden-thread/connectors/tables/csv-cells';
import type { ReadCellShares } from '@golden-thread/connectors/tables/read-table';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { Prepared } from '@golden-thread/linkage/prepared';
import { asEngineRunner, type EngineRunner } from '@golden-thread/linkage/runner';
import type { OnDone } from '@golden-thread/linkage/task';
import { TerminalError } from '@golden-thread/shapes/errors';
import type { FromWorker, ToWorker } from './engine.worker.ts';
import { arrivedError } from './posted-error.ts';

/** Threads that have been started and wait for records. */
export interface WorkerPool {
  /** Hands the records and the plan to every worker; arrays are shared, not copied. */
  runner(prepared: Prepared, plan: LinkagePlan): EngineRunner;
  /** Reads shares of a file's columns, each in one of the workers. */
  readonly readCells: ReadCellShares;
  /** Ends the workers, whatever they are at. Work that is under way is rejected. */
  close(): Promise<void>;
}

/** Starts `count` workers. They may be started while files are still being read: starting takes longer than a small job. */
export function startWorkers(count: number): WorkerPool {
  const hands = Array.from({ length: count }, startHand);
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    await Promise.all(hands.map((hand) => hand.end()));
  };
  const readCells: ReadCellShares = async (works, onBytes) => {
    const reads: CellsRead[] = [];
    for (let from = 0; from < works.length; from += count) {
      const some = works.slice(from, from + count);
      reads.push(...(await Promise.all(some.map((work, k) => (hands[k] as Hand).read(work, k === 0 ? onBytes : () => {})))));
    }
    return reads;
  };
  return {
    close,
    readCells,
    runner(prepared, plan) {
      for (const hand of hands) hand.post({ kind: 'context', context: { prepared, plan } });
      return asEngineRunner({
        prepared,
        plan,
        workers: count,
        run(task, inputs, onDone, shared) {
          const mine = last.then(() => shareOut(hands, { task, shared }, inputs, onDone));
          last = mine.catch(() => {});
          return mine;
        },
        close,
      });
    },
  };
}

/** A runner over `count` workers that are started for it and end with it. */
export const pooledRunner = (prepared: Prepared, plan: LinkagePlan, count: number): EngineRunner =>
  startWorkers(count).runner(prepared, plan);

/** Inputs that a worker has at once: it need not wait for this thread, which may be busy. */
const AHEAD = 2;

/**
 * Each worker takes the next input when it is done with its last. After an error no input is begun, and of several the one
 * whose input comes first is thrown: as in one thread.
 */
async function shareOut(
  hands: readonly Hand[],
  { task, shared }: { readonly task: string; readonly shared: unknown },
  inputs: readonly unknown[],
  onDone: OnDone | undefined,
): Promise<unknown[]> {
  const outputs: unknown[] = new Array(inputs.length);
  const failed = new Map<number, unknown>();
  let next = 0;
  let done = 0;
  const takeInputs = async (hand: Hand): Promise<void> => {
    while (next < inputs.length && failed.size === 0) {
      const at = next++;
      try {
        outputs[at] = await hand.ask(inputs[at]);
        onDone?.(++done, inputs.length);
      } catch (error) {
        failed.set(at, error);
      }
    }
  };
  const needed = hands.slice(0, inputs.length);
  for (const hand of needed) hand.post({ kind: 'task', task, shared });
  await Promise.all(Array.from({ length: AHEAD }, () => needed.map(takeInputs)).flat());
  for (let at = 0; failed.size > 0 && at < next; at++) if (failed.has(at)) throw failed.get(at);
  return outputs;
}

/** One worker, which answers one thing after another. */
interface Hand {
  post(message: ToWorker): void;
  ask(input: unknown): Promise<unknown>;
  read(work: CellsWork, onBytes: (bytes: number) => void): Promise<CellsRead>;
  end(): Promise<void>;
}

function startHand(): Hand {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url));
  let ended: Error | null = null;
  /** Answers come in the order of the questions. */
  const waiting: { readonly resolve: (output: unknown) => void; readonly reject: (error: Error) => void }[] = [];
  const fail = (cause: unknown): void => {
    ended ??= workerEnded(cause);
    for (const one of waiting.splice(0)) one.reject(ended);
  };
  let told: (bytes: number) => void = () => {};
  worker.on('message', (message: FromWorker) => {
    if ('bytes' in message) {
      told(message.bytes);
      return;
    }
    const asked = waiting.shift();
    if ('error' in message) asked?.reject(arrivedError(message.error));
    else asked?.resolve(message.output);
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', fail);
  const asked = (message: ToWorker): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended !== null) return reject(ended);
      waiting.push({ resolve, reject });
      worker.postMessage(message);
    });
  return {
    post: (message) => worker.postMessage(message),
    ask: (input) => asked({ kind: 'input', input }),
    read(work, onBytes) {
      told = onBytes;
      return asked({ kind: 'cells', work }) as Promise<CellsRead>;
    },
    async end() {
      await worker.terminate();
    },
  };
}

const workerEnded = (cause: unknown): TerminalError =>
  new TerminalError({
    code: 'engine.worker_ended',
    message: 'A worker of the linkage engine ended before its work was done.',
    remedy: 'Run the same command again; with fewer workers (--workers) if memory was short.',
    cause,
  });
