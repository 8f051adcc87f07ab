import { ClusterConstraints } from './cluster-constraints.ts';
import { type ComponentProblem, type HeldEdge, isPlain, type Parting } from './component-problem.ts';
import { rootOf, separate, unite } from './components.ts';
import { contestOf } from './contest.ts';
import { Forest, type ForestEdge } from './forest.ts';
import { formsApart } from './forms-apart.ts';
import type { EdgeOutcome } from './resolution.ts';
import { ambiguousEdges } from './silent-records.ts';

/** Rounds after which a component whose contests still move is taken as it stands. Two are usual. */
const MOST_ROUNDS = 12;

/** How one component falls into clusters. */
export interface ComponentPartition {
  /** By position in `members`, the smallest position of its cluster. */
  readonly root: Int32Array;
  readonly forest: readonly ForestEdge[];
  /** Outcomes of held edges between two clusters, by position in `held`. */
  readonly fates: ReadonlyMap<number, EdgeOutcome>;
}

/**
 * Constrained Kruskal: must-links, then held edges from the strongest, refusing a union that would bring together two
 * records that must stay apart. Contested records join neither side, and the pass runs again.
 * `before` is last night's person by position; links that stood in it are exempt from contests, so the component is
 * resolved on its own answer until that moves nothing: a night without news changes nothing.
 */
export function partitionComponent(problem: ComponentProblem, before: ArrayLike<number>, margin: number): ComponentPartition {
  if (isPlain(problem)) return pass(problem, new Map(), margin, () => null).partition;
  let answer = resolveContests(problem, margin, (held) => held.heldBefore && before[held.x] !== 0 && before[held.x] === before[held.y]);
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const { root } = answer;
    const next = resolveContests(problem, margin, (held) => root[held.x] === root[held.y]);
    const settled = next.root.every((cluster, at) => cluster === root[at]) && sameForest(next.forest, answer.forest);
    answer = next;
    if (settled) break;
  }
  return answer;
}

function resolveContests(problem: ComponentProblem, margin: number, stood: (held: HeldEdge) => boolean): ComponentPartition {
  const barred = new Map<number, EdgeOutcome>();
  for (const at of [...ambiguousEdges(problem, stood), ...formsApart(problem)]) barred.set(at, 'ambiguous');
  for (;;) {
    const { partition, contested } = pass(problem, barred, margin, (refused, parting, forest) => {
      const open = problem.held.filter((_, at) => !barred.has(at));
      const contest = contestOf(refused, parting, { forest, held: open, stood, margin });
      return contest === null ? null : contest.barred.map((at) => problem.held.indexOf(open[at] as HeldEdge));
    });
    if (contested.length === 0) return partition;
    for (const at of contested) barred.set(at, 'margin');
  }
}

type Contested = (refused: HeldEdge, parting: Parting, forest: Forest) => readonly number[] | null;

/** One pass. It ends early, with the edges to bar, at the first contest. */
function pass(
  problem: ComponentProblem,
  barred: ReadonlyMap<number, EdgeOutcome>,
  margin: number,
  contested: Contested,
): { readonly partition: ComponentPartition; readonly contested: readonly number[] } {
  const { members, musts, held } = problem;
  const parent = separate(members.length);
  const constraints = new ClusterConstraints(problem.partings);
  const forest = new Forest(members.length);
  const fates = new Map(barred);
  /** By root, the weakest tree edge of its cluster: a contest needs one within the margin. */
  const weakest = new Float64Array(members.length).fill(Number.POSITIVE_INFINITY);
  const join = (edge: ForestEdge): Parting | undefined => {
    const [x, y] = [rootOf(parent, edge.x), rootOf(parent, edge.y)];
    if (x === y) return undefined;
    const parting = constraints.between(x, y);
    if (parting !== undefined) return parting;
    unite(parent, x, y);
    weakest[Math.min(x, y)] = Math.min(
      weakest[x] as number,
      weakest[y] as number,
      edge.kind === 'edge' ? edge.weight : Number.POSITIVE_INFINITY,
    );
    constraints.join(Math.min(x, y), Math.max(x, y));
    forest.add(edge);
    return undefined;
  };
  for (const [x, y] of musts) join({ x, y, weight: Number.NaN, kind: 'judgement' });
  for (const [at, edge] of held.entries()) {
    if (barred.has(at)) continue;
    const parting = join({ x: edge.x, y: edge.y, weight: edge.weight, kind: 'edge' });
    if (parting === undefined) continue;
    fates.set(at, refusal(parting));
    const near = Math.min(weakest[rootOf(parent, edge.x)] as number, weakest[rootOf(parent, edge.y)] as number);
    const bars = near - edge.weight > margin ? null : contested(edge, parting, forest);
    if (bars !== null) return { partition: { root: parent, forest: forest.edges, fates }, contested: bars };
  }
  const root = parent.map((_, at) => rootOf(parent, at));
  for (const at of fates.keys()) {
    const edge = held[at];
    if (edge !== undefined && root[edge.x] === root[edge.y]) fates.delete(at);
  }
  return { partition: { root, forest: forest.edges, fates }, contested: [] };
}

function refusal({ because }: Parting): EdgeOutcome {
  return `refused_${because}`;
}

function sameForest(one: readonly ForestEdge[], other: readonly ForestEdge[]): boolean {
  return (
    one.length === other.length &&
    one.every((edge, at) => edge.x === other[at]?.x && edge.y === other[at]?.y && edge.kind === other[at]?.kind)
  );
}
