import { createHash } from 'node:crypto';
import type { Column } from '@golden-thread/shapes/columns';
import type { RecordTable } from '../prepare/prepared.ts';
import { occurrencesOf } from '../score/term-frequencies.ts';
import { mixed, valueHashes } from './value-hashes.ts';

/**
 * Which records a model was made of: 64 hexadecimal digits of the ids, sources and columns, the same whatever order the
 * records and columns came in.
 */
export function dataFingerprint({ size, sources, sourceOf, uniqueIds, columns }: RecordTable): string {
  const names = [...columns.keys()].sort();
  const rows = new Uint32Array(2 * size);
  for (let i = 0; i < size; i++) rows[2 * i] = rows[2 * i + 1] = sourceOf[i] as number;
  for (const column of [uniqueIds, ...names.flatMap((name) => columns.get(name) ?? [])]) mixIn(rows, column);
  return createHash('sha256')
    .update(JSON.stringify([sources, names]))
    .update(rows)
    .digest('hex');
}

function mixIn(rows: Uint32Array, { ids, values }: Column): void {
  const { first, second } = valueHashes(values);
  for (let i = 0; i < ids.length; i++) {
    const value = ids[i] as number;
    rows[2 * i] = mixed(rows[2 * i] as number, first[value] as number);
    rows[2 * i + 1] = mixed(rows[2 * i + 1] as number, second[value] as number);
  }
}

/** The counts that stand behind a column's term frequencies, in short. */
export interface FrequencyFingerprint {
  readonly values: number;
  readonly records: number;
  /** 16 hexadecimal digits; the same whatever order the records came in. */
  readonly fingerprint: string;
}

export function frequencyFingerprint(column: Column, members: boolean): FrequencyFingerprint {
  const { occurrences, records } = occurrencesOf(column, members);
  const { first, second } = valueHashes(members && column.values.kind === 'list' ? column.values.of : column.values);
  const sum = new Uint32Array(2);
  let values = 0;
  for (let v = 1; v < occurrences.length; v++) {
    const count = occurrences[v] as number;
    if (count === 0) continue;
    values++;
    sum[0] = (sum[0] as number) + mixed(first[v] as number, count);
    sum[1] = (sum[1] as number) + mixed(second[v] as number, count);
  }
  return { values, records, fingerprint: Array.from(sum, (word) => word.toString(16).padStart(8, '0')).join('') };
}
