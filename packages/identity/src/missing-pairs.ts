import { type Components, linkedComponents } from './components.ts';
import { readEdges, readJudgements } from './edge-readings.ts';
import type { EdgeTable, ResolveInput } from './resolve-input.ts';

/** A component above this size is completed around its records only: 500 records have 124,750 pairs. */
export const COMPLETED_WHOLE = 500;

/** What must be scored, and what may go, before components are resolved. */
export interface MissingPairs {
  /** Record indices of pairs that share a component and have no edge, `a < b`, ordered by a, then b. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Positions of completion edges whose ends share no component any more: to be deleted. */
  readonly stale: Int32Array;
  /** Components above `COMPLETED_WHOLE`, in which only records that share a neighbour were paired. */
  readonly bounded: number;
}

type MissingInput = Pick<
  ResolveInput,
  'size' | 'edges' | 'never' | 'mustLinks' | 'cannotLinks' | 'distinctGroup' | 'verifiedNhs' | 'policy'
>;

/**
 * The pairs inside tonight's components that no edge covers. Scored, they show what a component hides: two twins joined
 * by a record that could be either's are a pair that blocking had no reason to make.
 */
export function missingPairs(input: MissingInput): MissingPairs {
  const { edges } = input;
  const judged = readJudgements(input);
  const { held } = readEdges(input, judged, () => false);
  const components = linkedComponents(input.size, edges, held, judged.must);
  const covered = coveredPairs(input.size, edges);
  const links = neighbours(edges, held, components);
  const a: number[] = [];
  const b: number[] = [];
  let bounded = 0;
  for (let c = 0; c < components.count; c++) {
    const members = components.members.subarray(components.start[c], components.start[c + 1]);
    if (members.length < 2) continue;
    const whole = members.length <= COMPLETED_WHOLE;
    if (!whole) bounded++;
    for (const [at, x] of members.entries()) {
      const others = whole ? members.subarray(at + 1) : withinTwoSteps(x, links);
      for (const y of others) {
        if (y <= x || covered.has(x * input.size + y)) continue;
        a.push(x);
        b.push(y);
      }
    }
  }
  return { ...inOrder(a, b), stale: staleEdges(edges, components), bounded };
}

function coveredPairs(size: number, edges: EdgeTable): { has(code: number): boolean } {
  const covered = new Set<number>();
  for (let e = 0; e < edges.count; e++) covered.add((edges.a[e] as number) * size + (edges.b[e] as number));
  return covered;
}

/** Held neighbours of the records of large components. */
function neighbours(edges: EdgeTable, held: Uint8Array, components: Components): ReadonlyMap<number, readonly number[]> {
  const near = new Map<number, number[]>();
  const add = (x: number, y: number) => {
    const list = near.get(x);
    if (list === undefined) near.set(x, [y]);
    else list.push(y);
  };
  for (let e = 0; e < edges.count; e++) {
    const [x, y] = [edges.a[e] as number, edges.b[e] as number];
    const c = components.of[x] as number;
    if (held[e] === 0 || (components.start[c + 1] as number) - (components.start[c] as number) <= COMPLETED_WHOLE) continue;
    add(x, y);
    add(y, x);
  }
  return near;
}

function withinTwoSteps(x: number, near: ReadonlyMap<number, readonly number[]>): readonly number[] {
  const found = new Set<number>();
  for (const middle of near.get(x) ?? []) for (const y of near.get(middle) ?? []) if (y > x) found.add(y);
  return [...found].sort((p, q) => p - q);
}

function staleEdges(edges: EdgeTable, components: Components): Int32Array {
  const stale: number[] = [];
  for (let e = 0; e < edges.count; e++) {
    if (edges.completion[e] === 1 && components.of[edges.a[e] as number] !== components.of[edges.b[e] as number]) stale.push(e);
  }
  return Int32Array.from(stale);
}

function inOrder(a: readonly number[], b: readonly number[]): { readonly a: Int32Array; readonly b: Int32Array } {
  const order = Int32Array.from(a.keys()).sort((p, q) => (a[p] as number) - (a[q] as number) || (b[p] as number) - (b[q] as number));
  return { a: Int32Array.from(order, (at) => a[at] as number), b: Int32Array.from(order, (at) => b[at] as number) };
}
