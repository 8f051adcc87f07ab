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
  const run = sharedOut(hands);
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
        run,
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

/** Inputs of one task, and what has become of them. */
interface Run {
  readonly task: string;
  readonly shared: unknown;
  readonly inputs: readonly unknown[];
  readonly outputs: unknown[];
  readonly failed: Map<number, unknown>;
  readonly onDone: OnDone | undefined;
  /** Tells whoever asked that nothing of it is under way any more. */
  readonly settle: () => void;
  /** Inputs that were given to a worker, and those that came back. */
  begun: number;
  back: number;
}

type RunTask = (task: string, inputs: readonly unknown[], onDone?: OnDone, shared?: unknown) => Promise<unknown[]>;

/**
 * Shares inputs out among workers: each takes the next one when it is done with its last, of the run that was asked for first
 * and has one left, so that no worker waits for the others to end a run where there is another. After an error no input of
 * its run is begun, and of several the one whose input comes first is thrown: as in one thread.
 */
function sharedOut(hands: readonly Hand[]): RunTask {
  const runs: Run[] = [];
  const held = new Map(hands.map((hand) => [hand, 0]));
  const posted = new Map<Hand, Run>();

  const giveNext = (hand: Hand): void => {
    while (runs[0] !== undefined && isAllBegun(runs[0])) runs.shift();
    const [run] = runs;
    const holds = held.get(hand) ?? 0;
    // The last ones go to whoever is free.
    if (run === undefined || holds >= (leftIn(runs) > hands.length ? AHEAD : 1)) return;
    held.set(hand, holds + 1);
    void giveInput(hand, run, run.begun++);
  };
  const giveInput = async (hand: Hand, run: Run, at: number): Promise<void> => {
    try {
      if (posted.get(hand) !== run) hand.post({ kind: 'task', task: run.task, shared: run.shared });
      posted.set(hand, run);
      run.outputs[at] = await hand.ask(run.inputs[at]);
    } catch (error) {
      run.failed.set(at, error);
    }
    held.set(hand, (held.get(hand) ?? 0) - 1);
    giveNext(hand);
    run.back++;
    if (!run.failed.has(at)) run.onDone?.(run.back, run.inputs.length);
    if (run.back === run.begun && isAllBegun(run)) run.settle();
  };

  return (task, inputs, onDone, shared) =>
    new Promise((resolve, reject) => {
      const outputs: unknown[] = new Array(inputs.length);
      const failed = new Map<number, unknown>();
      const settle = (): void => (failed.size === 0 ? resolve(outputs) : reject(failed.get(Math.min(...failed.keys()))));
      if (inputs.length === 0) return settle();
      runs.push({ task, shared, inputs, outputs, failed, onDone, settle, begun: 0, back: 0 });
      for (let round = 0; round < AHEAD; round++) for (const hand of hands) giveNext(hand);
    });
}

const isAllBegun = ({ begun, inputs, failed }: Run): boolean => begun === inputs.length || failed.size > 0;

const leftIn = (runs: readonly Run[]): number => runs.reduce((left, { inputs, begun }) => left + inputs.length - begun, 0);

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
