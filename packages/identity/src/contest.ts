import type { HeldEdge, Parting } from './component-problem.ts';
import type { Forest } from './forest.ts';

/**
 * A refused union shows a contested record: on the way between the two records that must stay apart, whatever lies
 * between the two weakest edges could go with either side. Where those two lie within the margin, the record
 * goes with neither.
 */
export interface Contest {
  /** Positions in `held` of the edges that are barred for tonight. */
  readonly barred: readonly number[];
}

interface Claimants {
  readonly forest: Forest;
  readonly held: readonly HeldEdge[];
  /** Edges that already stood last night: a rival within the margin does not move them. */
  readonly stood: (held: HeldEdge) => boolean;
  readonly margin: number;
}

/** The contest behind the refusal of `refused` because of `parting`, or null where one side is clearly the stronger. */
export function contestOf(refused: HeldEdge, parting: Parting, { forest, held, stood, margin }: Claimants): Contest | null {
  const sides = [side(forest, refused.x, parting), side(forest, refused.y, parting)];
  const cut = weakest(forest, sides);
  if (cut === null || cut.weight - refused.weight > margin) return null;
  const contested = forest.part(cut.from, cut.edge);
  const near = without(forest.part(cut.from, -1), contested);
  const far = forest.part(cut.from === refused.x ? refused.y : refused.x, -1);
  const toNear = between(held, contested, near);
  const toFar = between(held, contested, far);
  const nearStood = toNear.some((e) => stood(held[e] as HeldEdge));
  const farStood = toFar.some((e) => stood(held[e] as HeldEdge));
  if (nearStood) return null;
  return { barred: farStood ? toNear : [...toNear, ...toFar] };
}

interface Cut {
  /** The end of the refused edge on whose side the cut lies. */
  readonly from: number;
  readonly edge: number;
  readonly weight: number;
}

/** The way from one end of the refused edge to the record of its cluster that must stay apart. */
function side(forest: Forest, from: number, parting: Parting): { readonly from: number; readonly way: readonly number[] } {
  const toP = forest.path(from, parting.p);
  return { from, way: toP.length > 0 || from === parting.p ? toP : forest.path(from, parting.q) };
}

/** The weakest edge of the two ways; of equals the one farthest from the refused edge. An edge of people's making is never weak. */
function weakest(forest: Forest, sides: readonly { readonly from: number; readonly way: readonly number[] }[]): Cut | null {
  let found: Cut | null = null;
  for (const { from, way } of sides) {
    let best: Cut | null = null;
    for (const position of way) {
      const edge = forest.edges[position];
      if (edge !== undefined && edge.kind === 'edge' && (best === null || edge.weight <= best.weight))
        best = { from, edge: position, weight: edge.weight };
    }
    if (best !== null && (found === null || best.weight < found.weight)) found = best;
  }
  return found;
}

function without(all: ReadonlySet<number>, some: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...all].filter((record) => !some.has(record)));
}

function between(held: readonly HeldEdge[], one: ReadonlySet<number>, other: ReadonlySet<number>): readonly number[] {
  const found: number[] = [];
  held.forEach(({ x, y }, at) => {
    if ((one.has(x) && other.has(y)) || (one.has(y) && other.has(x))) found.push(at);
  });
  return found;
}
