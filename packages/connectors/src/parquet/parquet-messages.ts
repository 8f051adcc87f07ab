import type { DeliveryLimits } from '../limits.ts';
import type { ReadRecord } from '../read-record.ts';
import type { RefusalCode } from '../refused.ts';

/** Where the thread reads from: an open file's descriptor, or bytes. */
export interface ParquetWork {
  readonly fd: number | null;
  readonly bytes: Uint8Array | null;
  readonly byteLength: number;
  readonly limits: DeliveryLimits;
}

/** Columns first; then the names that are asked for, with which records begin; then `next` until there are none. */
export type ParquetQuestion = 'columns' | { readonly names: readonly string[] } | 'next';

export type ParquetAnswer =
  | { readonly columns: readonly string[] }
  | { readonly records: readonly ReadRecord[] | null }
  | { readonly refused: { readonly code: RefusalCode; readonly message: string; readonly remedy: string } };
