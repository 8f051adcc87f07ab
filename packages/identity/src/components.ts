import type { EdgeTable, IndexPair } from './resolve-input.ts';

/**
 * Disjoint sets over 0 to size − 1, in one array: `parent[x]` is x itself or a smaller member of its set.
 * The root of a set is therefore its smallest member, whatever the order of the unions.
 */
export function separate(size: number): Int32Array {
  const parent = new Int32Array(size);
  for (let x = 0; x < size; x++) parent[x] = x;
  return parent;
}

/** The smallest member of the set that holds `x`. Halves the path on its way. */
export function rootOf(parent: Int32Array, x: number): number {
  let at = x;
  for (;;) {
    const up = parent[at] as number;
    if (up === at) return at;
    const above = parent[up] as number;
    parent[at] = above;
    at = above;
  }
}

/** Joins two sets. Answers whether they were apart. */
export function unite(parent: Int32Array, x: number, y: number): boolean {
  const a = rootOf(parent, x);
  const b = rootOf(parent, y);
  if (a === b) return false;
  if (a < b) parent[b] = a;
  else parent[a] = b;
  return true;
}

/**
 * The sets, numbered by their smallest members.
 * *Shape*: the members of set c, ascending, are `members[start[c]]` to `members[start[c + 1] − 1]`; `of[x]` is the set of x.
 */
export interface Components {
  readonly count: number;
  readonly of: Int32Array;
  readonly start: Int32Array;
  readonly members: Int32Array;
}

export function componentsOf(parent: Int32Array): Components {
  const size = parent.length;
  const of = new Int32Array(size);
  let count = 0;
  for (let x = 0; x < size; x++) {
    const root = rootOf(parent, x);
    of[x] = root === x ? count++ : (of[root] as number);
  }
  return { count, of, ...groupBy(of, count) };
}

/**
 * The components that held edges and must-links make. Completion edges lie inside components and make none: what they
 * say depends on a component that blocking found.
 */
export function linkedComponents(size: number, edges: EdgeTable, held: Uint8Array, must: readonly IndexPair[]): Components {
  const parent = separate(size);
  for (let e = 0; e < edges.count; e++)
    if (held[e] === 1 && edges.completion[e] === 0) unite(parent, edges.a[e] as number, edges.b[e] as number);
  for (const [a, b] of must) unite(parent, a, b);
  return componentsOf(parent);
}

/** Positions 0 to keys.length − 1 grouped by key (0 to groups − 1), ascending within a group. A negative key is left out. */
export function groupBy(keys: Int32Array, groups: number): { readonly start: Int32Array; readonly members: Int32Array } {
  const start = new Int32Array(groups + 1);
  let kept = 0;
  for (const key of keys) {
    if (key < 0) continue;
    start[key + 1] = (start[key + 1] as number) + 1;
    kept++;
  }
  for (let g = 0; g < groups; g++) start[g + 1] = (start[g + 1] as number) + (start[g] as number);
  const next = start.slice(0, groups);
  const members = new Int32Array(kept);
  for (let x = 0; x < keys.length; x++) {
    const key = keys[x] as number;
    if (key < 0) continue;
    const at = next[key] as number;
    members[at] = x;
    next[key] = at + 1;
  }
  return { start, members };
}
