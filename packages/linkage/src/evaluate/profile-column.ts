import type { Column, ColumnValue } from '@golden-thread/shapes/columns';
import { readerOf } from '../prepare/values.ts';

/** How often a column's values stand: without the values, for they are personal. */
export interface ColumnProfile {
  readonly records: number;
  readonly missing: number;
  readonly distinct: number;
  /** Values that one record holds. */
  readonly once: number;
  /** The most frequent values, by frequency. */
  readonly top: readonly ProfiledValue[];
  /** How many values are held by `from` to `to` records: classes of 1, 2, 3–4, 5–8, 9–16 … */
  readonly classes: readonly { readonly from: number; readonly to: number; readonly values: number; readonly records: number }[];
}

export interface ProfiledValue {
  readonly records: number;
  /** Of the records that hold a value. */
  readonly share: number;
  /** Only where it was asked for by `withValues`. */
  readonly value?: ColumnValue;
}

export interface ProfileOptions {
  /** How many of the most frequent values are told. */
  readonly top: number;
  /** Tells the values themselves: they are personal, keep them where the records are. */
  readonly withValues?: boolean;
}

/** Frequencies of a column's values. */
export function profileColumn(column: Column, { top, withValues = false }: ProfileOptions): ColumnProfile {
  const occurrences = new Uint32Array(column.values.size);
  for (const id of column.ids) occurrences[id] = (occurrences[id] as number) + 1;
  const missing = occurrences[0] ?? 0;
  const filled = column.ids.length - missing;
  const held: number[] = [];
  for (let value = 1; value < occurrences.length; value++) if ((occurrences[value] as number) > 0) held.push(value);
  const read = withValues ? readerOf(column) : null;
  const textOf = (value: number): string => (read === null ? '' : JSON.stringify(read(value)));
  held.sort((x, y) => (occurrences[y] as number) - (occurrences[x] as number) || (textOf(x) < textOf(y) ? -1 : 1));
  return {
    records: column.ids.length,
    missing,
    distinct: held.length,
    once: held.reduce((count, value) => (occurrences[value] === 1 ? count + 1 : count), 0),
    top: held.slice(0, top).map((value) => {
      const records = occurrences[value] as number;
      return { records, share: records / filled, ...(read === null ? {} : { value: read(value) }) };
    }),
    classes: classesOf(held.map((value) => occurrences[value] as number)),
  };
}

function classesOf(frequencies: readonly number[]): ColumnProfile['classes'] {
  const classes: { from: number; to: number; values: number; records: number }[] = [];
  for (const records of frequencies) {
    const at = Math.ceil(Math.log2(records));
    for (let k = classes.length; k <= at; k++) classes.push({ from: k === 0 ? 1 : 2 ** (k - 1) + 1, to: 2 ** k, values: 0, records: 0 });
    const own = classes[at];
    if (own === undefined) continue;
    own.values++;
    own.records += records;
  }
  return classes;
}
