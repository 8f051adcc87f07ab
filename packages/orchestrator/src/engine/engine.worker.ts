import { parentPort } from 'node:worker_threads';
import { type CellsWork, readCells } from '@golden-thread/connectors/tables/csv-cells';
import type { TaskContext } from '@golden-thread/linkage/task';
import { doTask } from '@golden-thread/linkage/tasks';
import { type PostedError, postedError } from './posted-error.ts';

/** What the pool posts to a worker: columns of a file to read, the records and plan, then a task with what its inputs share, then inputs. */
export type ToWorker =
  | { readonly kind: 'context'; readonly context: TaskContext }
  | { readonly kind: 'task'; readonly task: string; readonly shared: unknown }
  | { readonly kind: 'input'; readonly input: unknown }
  | { readonly kind: 'cells'; readonly work: CellsWork };

/** A worker's answer to an input, or how far it has read. */
export type FromWorker = { readonly output: unknown } | { readonly error: PostedError } | { readonly bytes: number };

let context: TaskContext | null = null;
let task = '';
let shared: unknown;

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'context':
      context = message.context;
      return;
    case 'task':
      task = message.task;
      shared = message.shared;
      return;
    case 'input':
      answer(() => doneInput(message.input));
      return;
    case 'cells':
      answer(() => readCells(message.work.bytes, message.work.columns, message.work.reading, tellBytes));
      return;
    default:
      return message satisfies never;
  }
});

function doneInput(input: unknown): unknown {
  if (context === null) throw new TypeError('A worker was given work before its records.');
  return doTask(context, task, input, shared);
}

function tellBytes(bytes: number): void {
  const message: FromWorker = { bytes };
  parentPort?.postMessage(message);
}

function answer(work: () => unknown): void {
  try {
    const output = work();
    const message: FromWorker = { output };
    parentPort?.postMessage(message, [...buffersOf(output)]);
  } catch (error) {
    const message: FromWorker = { error: postedError(error) };
    parentPort?.postMessage(message);
  }
}

/** The buffers of arrays in an output, each once: they are handed over rather than copied. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) for (const item of value) buffersOf(item, found);
  else if (value instanceof Map) for (const item of value.values()) buffersOf(item, found);
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) buffersOf(item, found);
  return found;
}
