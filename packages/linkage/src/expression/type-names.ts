import type { ScalarType } from '@golden-thread/shapes/columns';
import type { NarrowInteger } from './expression.ts';

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

/** Names of integers of fewer than 64 bits, in lower case. */
export const NARROW_INTEGERS: ReadonlyMap<string, NarrowInteger> = new Map([
  ...'int integer int4 int32 signed'.split(' ').map((name) => [name, 'INTEGER'] as const),
  ...'smallint int2 short'.split(' ').map((name) => [name, 'SMALLINT'] as const),
  ['tinyint', 'TINYINT'],
  ['utinyint', 'UTINYINT'],
  ['usmallint', 'USMALLINT'],
  ['uinteger', 'UINTEGER'],
]);

const RANGES: Readonly<Record<NarrowInteger, readonly [number, number]>> = {
  TINYINT: [-(2 ** 7), 2 ** 7 - 1],
  SMALLINT: [-(2 ** 15), 2 ** 15 - 1],
  INTEGER: [-(2 ** 31), 2 ** 31 - 1],
  UTINYINT: [0, 2 ** 8 - 1],
  USMALLINT: [0, 2 ** 16 - 1],
  UINTEGER: [0, 2 ** 32 - 1],
};

/** Whether a whole number fits; NHS numbers, of ten digits, do not fit into 32 bits. */
export const fits = (number: number, narrow: NarrowInteger): boolean => number >= RANGES[narrow][0] && number <= RANGES[narrow][1];
