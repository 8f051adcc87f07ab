/** What a column holds. Dates and timestamps are seconds since 1970-01-01T00:00Z; a date is a midnight. */
export type ScalarType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';
export type ColumnType = ScalarType | `${ScalarType}[]`;

/** A value outside a column: a text, a number (integer, number, date, timestamp), a truth value, a list, or null. */
export type ColumnValue = string | number | boolean | null | readonly ColumnValue[];

/** Distinct texts by number, as UTF-8: text *v* is `bytes[starts[v]]` up to `bytes[starts[v + 1] - 1]`. Number 0 is *null*. */
export interface TextValues {
  readonly kind: 'text';
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
}

/**
 * Distinct numbers, dates (in seconds) or truth values (0, 1) by number; `numbers[0]` is NaN and stands for *null*. A further
 * number may be NaN as a value: as in DuckDB it equals itself and is greater than any other.
 */
export interface NumberValues {
  readonly kind: 'number';
  readonly size: number;
  readonly numbers: Float64Array;
}

/**
 * Distinct lists by number: list *v* has the members `members[starts[v]]` up to `members[starts[v + 1] - 1]`, numbers of
 * values in `of` in their order in the list (0 is a null member). Number 0 is *null*; an empty list is a value.
 */
export interface ListValues {
  readonly kind: 'list';
  readonly size: number;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  readonly of: TextValues | NumberValues;
}

/**
 * A column by distinct value: record *i* has the value number `ids[i]`, 0 being null. All arrays stand on
 * SharedArrayBuffers, so that workers read them where they are.
 */
export interface Column {
  readonly type: ColumnType;
  readonly ids: Int32Array;
  readonly values: TextValues | NumberValues | ListValues;
}

/** Records of one source, column by column. */
export interface ColumnTable {
  /** The source's name. */
  readonly name: string;
  readonly size: number;
  /** Every column that its file has, also those that nobody asked for. */
  readonly names?: readonly string[];
  /** Columns that the file itself says are texts; a CSV file says nothing of types. */
  readonly textColumns?: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, Column>;
}
