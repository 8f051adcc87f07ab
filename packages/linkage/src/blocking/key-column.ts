import type { BlockingExpression } from '@golden-thread/shapes/declare/linkage';
import { DICTIONARY_OF, growingDictionary } from '../dictionary.ts';
import { type EncodedList, type EncodedTable, isListColumn } from '../encode.ts';

/**
 * What one blocking expression makes of every record: its keys, numbers from 1 to `size − 1`. A single key per
 * record stands in `single` (0 is *none*); an expression that may give several stands in `many`.
 */
export type KeyColumn =
  | { readonly kind: 'single'; readonly size: number; readonly single: Int32Array }
  | { readonly kind: 'many'; readonly size: number; readonly many: EncodedList };

export function keyColumnOf(encoded: EncodedTable, { column, first, or }: BlockingExpression): KeyColumn {
  const values = encoded.dictionaries[DICTIONARY_OF[column]].values;
  const rename = first === undefined ? null : prefixNumbers(values, first);
  const size = rename === null ? values.length : rename.size;
  if (or === undefined && !isListColumn(column)) {
    const numbers = encoded.texts[column];
    return { kind: 'single', size, single: rename === null ? numbers : numbers.map((number) => rename.numbers[number] as number) };
  }
  if (or === undefined && isListColumn(column) && rename === null) return { kind: 'many', size, many: encoded.lists[column] };
  return { kind: 'many', size, many: unionOf(encoded, [column, ...(or ?? [])], rename?.numbers ?? null) };
}

/** Whether two records share a key. */
export function sharesKey(keys: KeyColumn, i: number, j: number): boolean {
  return firstSharedKey(keys, i, j) !== 0;
}

/** The lowest key that two records share, or 0. */
export function firstSharedKey(keys: KeyColumn, i: number, j: number): number {
  if (keys.kind === 'single') return keys.single[i] === keys.single[j] ? (keys.single[i] as number) : 0;
  const { starts, members } = keys.many;
  let k = starts[i] as number;
  let l = starts[j] as number;
  const endK = starts[i + 1] as number;
  const endL = starts[j + 1] as number;
  while (k < endK && l < endL) {
    const x = members[k] as number;
    const y = members[l] as number;
    if (x === y) return x;
    if (x < y) k++;
    else l++;
  }
  return 0;
}

function prefixNumbers(values: readonly string[], letters: number): { numbers: Int32Array; size: number } {
  const prefixes = growingDictionary();
  const numbers = new Int32Array(values.length);
  values.forEach((value, v) => {
    numbers[v] = prefixes.numberOf(Array.from(value).slice(0, letters).join(''));
  });
  return { numbers, size: prefixes.values.length };
}

function unionOf(
  encoded: EncodedTable,
  columns: readonly NonNullable<BlockingExpression['or']>[number][],
  rename: Int32Array | null,
): EncodedList {
  const starts = new Int32Array(encoded.size + 1);
  const members: number[] = [];
  const keys: number[] = [];
  const add = (number: number) => {
    const key = rename === null ? number : (rename[number] as number);
    if (key !== 0 && !keys.includes(key)) keys.push(key);
  };
  for (let i = 0; i < encoded.size; i++) {
    keys.length = 0;
    for (const column of columns) {
      if (isListColumn(column)) {
        const list = encoded.lists[column];
        for (let k = list.starts[i] as number; k < (list.starts[i + 1] as number); k++) add(list.members[k] as number);
      } else {
        add(encoded.texts[column][i] as number);
      }
    }
    keys.sort((x, y) => x - y);
    for (const key of keys) members.push(key);
    starts[i + 1] = members.length;
  }
  return { starts, members: Int32Array.from(members) };
}
