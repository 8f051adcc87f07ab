/** A set of pairs of records that must not meet: barred by a never-link. */
export interface PairSet {
  readonly size: number;
  has(a: number, b: number): boolean;
  /** Whether the record stands in any pair: asked first, for nearly none does. */
  touches(record: number): boolean;
}

/** The pairs of a table of `records` records, either way round. */
export function pairSetOf(records: number, pairs: Iterable<readonly [number, number]>): PairSet {
  const touched = new Uint8Array(records);
  const keys = new Set<number>();
  const keyOf = (a: number, b: number) => (a < b ? a * records + b : b * records + a);
  for (const [a, b] of pairs) {
    keys.add(keyOf(a, b));
    touched[a] = 1;
    touched[b] = 1;
  }
  return { size: keys.size, has: (a, b) => keys.has(keyOf(a, b)), touches: (record) => touched[record] === 1 };
}
