import type { Column } from '@golden-thread/shapes/columns';
import type { Symbols } from '../similarity/symbols.ts';

/**
 * Records of all sources in one order: by unique id in a single source (as numbers where all ids are canonical integers),
 * otherwise by `source-__-id`, each by code points. Record *i* before record *j* is *l* before *r*.
 */
export interface RecordTable {
  readonly size: number;
  /** Names of the sources, ascending by code points. */
  readonly sources: readonly string[];
  /** Number of each record's source. */
  readonly sourceOf: Uint16Array;
  /** As text, whatever their type was. */
  readonly uniqueIds: Column;
  /** All other columns, by name. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Every column that an input has, also those that nobody asked for. */
  readonly names?: readonly string[];
}

/**
 * Records with every expression of one record worked out, once per distinct value. Can be posted to a worker as it is:
 * arrays are shared, not copied.
 */
export interface Prepared {
  readonly size: number;
  readonly sources: readonly string[];
  readonly sourceOf: Uint16Array;
  /** By the key of an expression of one record (`keyOf`): raw columns too. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Of the columns whose texts (or members) are compared by likeness, by the same key. */
  readonly spellings: ReadonlyMap<string, Symbols>;
  /** Numbers that two columns share for equal values, where a rule or level sets different columns side by side: by `keyOf(left) + '\n' + keyOf(right)`. */
  readonly shared: ReadonlyMap<string, { readonly left: Int32Array; readonly right: Int32Array; readonly size: number }>;
}
