import { expect } from 'vitest';

/** Splink 4 and we keep weights within ±log2(1e300); Splink 5 does not. */
const MOST_BITS = Math.log2(1e300);

/** How far a match weight may be from Splink's: 1e-9 of it, of 1 where it is smaller. */
export function expectWeights(ours: readonly number[], theirs: readonly number[]): void {
  expect(ours.length).toBe(theirs.length);
  const limited = theirs.map((weight) => Math.max(-MOST_BITS, Math.min(MOST_BITS, weight)));
  const apart = ours
    .map((weight, at) => [weight, limited[at] ?? Number.NaN] as const)
    .filter(([a, b]) => !isNear(a, b, 1e-9 * Math.max(1, Math.abs(b))));
  expect(apart).toEqual([]);
}

/** All within `tolerance` of Splink's. */
export function expectNear(ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  expect(ours.length).toBe(theirs.length);
  expect(ours.map((a, at) => [a, theirs[at] ?? Number.NaN] as const).filter(([a, b]) => !isNear(a, b, tolerance))).toEqual([]);
}

/** Groups of members as a set of sets. */
export function partition(groups: Iterable<readonly unknown[]>): readonly string[] {
  return [...groups]
    .map((members) =>
      members
        .map((m) => JSON.stringify(m))
        .sort()
        .join(' '),
    )
    .sort();
}

function isNear(a: number, b: number, tolerance: number): boolean {
  return a === b || Math.abs(a - b) <= tolerance;
}
