import type { Decoder } from '@golden-thread/shapes/declare/decoder';
import type { Content } from './content.ts';
import { headerDrift, refuseDrift } from './contract/header-drift.ts';
import { decode } from './decode.ts';
import { DEFAULT_LIMITS, type DeliveryLimits } from './limits.ts';
import type { Columns, ReadRecord } from './read-record.ts';
import { DeliveryRefused } from './refused.ts';

export function columnsOf(names: readonly string[]): Columns {
  return {
    names,
    accept(found) {
      const drift = headerDrift(found, names);
      if (drift !== null) throw refuseDrift(drift, names);
    },
  };
}

/** Bytes in pieces of so many. */
export function contentInMemory(bytes: Uint8Array, pieceBytes = 2 ** 16): Content {
  return {
    async *pieces() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
    anywhere: async () => Buffer.from(bytes),
  };
}

interface Given {
  readonly decoder: Decoder;
  readonly columns: readonly string[];
  readonly limits?: Partial<DeliveryLimits>;
  readonly pieceBytes?: number;
}

export async function recordsOf(
  { decoder, columns, limits, pieceBytes }: Given,
  bytes: Uint8Array | string,
): Promise<readonly ReadRecord[]> {
  const records: ReadRecord[] = [];
  const content = contentInMemory(Buffer.from(bytes), pieceBytes);
  for await (const batch of decode(decoder, content, columnsOf(columns), { ...DEFAULT_LIMITS, ...limits })) records.push(...batch);
  return records;
}

/** Each record as its cells, or as its problem. */
export async function outcomesOf(given: Given, bytes: Uint8Array | string): Promise<readonly unknown[]> {
  return (await recordsOf(given, bytes)).map(({ cells, problem }) => (problem === null ? cells : [problem.code, problem.field]));
}

export async function refusalOf(given: Given, bytes: Uint8Array | string): Promise<DeliveryRefused> {
  const thrown = await recordsOf(given, bytes).then(
    () => new Error('it was taken'),
    (error: unknown) => error,
  );
  if (thrown instanceof DeliveryRefused) return thrown;
  throw thrown;
}
