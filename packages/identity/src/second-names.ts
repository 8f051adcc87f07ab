import type { HeldEdge } from './component-problem.ts';
import type { FactsReading } from './pair-verdict.ts';

/**
 * Which pairs of different forenames are one child's two, for a record that bears both says so: it shares a number with the one,
 * whose forename is exchanged with a further name of its own, and has the forename of the other (Rowan; Matthew Rowan, under
 * Rowan's number; Matthew). A twin hardly has the other's name for a middle name and the other's number besides.
 * @returns the positions in `doubtful`.
 */
export function oneChildsNames(doubtful: readonly (readonly [number, number])[], held: readonly HeldEdge[]): ReadonlySet<number> {
  const explained = new Set<number>();
  if (doubtful.length === 0) return explained;
  const byNumber = new Map<number, Set<number>>();
  const namesakes = new Map<number, Set<number>>();
  for (const { x, y, reading } of held) {
    const { forename } = reading.facts;
    if (forename === 'swapped' && reading.byIdentifier) connect(byNumber, x, y);
    if (forename === 'exact' || forename === 'variant') connect(namesakes, x, y);
  }
  for (const [at, [p, q]] of doubtful.entries())
    if (vouches(byNumber.get(p), namesakes.get(q)) || vouches(byNumber.get(q), namesakes.get(p))) explained.add(at);
  return explained;
}

/** Nothing but the forename speaks against the pair, and no list names both. */
export const isDoubtful = ({ parts, identifiersDiffer, facts }: FactsReading, inOneList: boolean): boolean =>
  parts === 'twins' && !identifiersDiffer && facts.sex !== 'differ' && !inOneList;

const vouches = (one: ReadonlySet<number> | undefined, other: ReadonlySet<number> | undefined): boolean =>
  one !== undefined && other !== undefined && [...one].some((record) => other.has(record));

function connect(map: Map<number, Set<number>>, x: number, y: number): void {
  for (const [from, to] of [
    [x, y],
    [y, x],
  ] as const) {
    const known = map.get(from);
    if (known === undefined) map.set(from, new Set([to]));
    else known.add(to);
  }
}
