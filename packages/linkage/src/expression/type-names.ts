import type { ScalarType } from '@golden-thread/shapes/columns';

/** SQL's names of types, in lower case: DuckDB's and Spark's. `float` is a number of 32 bits. */
export const SQL_TYPE_NAMES: ReadonlyMap<string, ScalarType | 'float'> = new Map([
  ...'varchar text string char bpchar'.split(' ').map((name) => [name, 'text'] as const),
  ...'int integer bigint smallint tinyint hugeint int2 int4 int8 int64 int32 long short ubigint uinteger usmallint utinyint signed'
    .split(' ')
    .map((name) => [name, 'integer'] as const),
  ...'double float8 decimal numeric'.split(' ').map((name) => [name, 'number'] as const),
  ...'float real float4'.split(' ').map((name) => [name, 'float'] as const),
  ['boolean', 'boolean'],
  ['bool', 'boolean'],
  ['logical', 'boolean'],
  ['date', 'date'],
  ['timestamp', 'timestamp'],
  ['datetime', 'timestamp'],
]);
