import type { PersonKey } from '@golden-thread/shapes/references';
import { keepPartition } from './attention.ts';
import { type Naming, nameClusters } from './claims.ts';
import { pairsByComponent, problemOf } from './component-problem.ts';
import { type Components, groupBy, linkedComponents } from './components.ts';
import { type EdgeReadings, JOINED, type Judged, listsOf, readEdges, readJudgements } from './edge-readings.ts';
import { lineageOf } from './lineage.ts';
import { partitionComponent } from './partition-component.ts';
import { EDGE_OUTCOMES, type Resolution } from './resolution.ts';
import type { Claim, ClaimBar, EdgeTable, IndexPair, ResolveInput } from './resolve-input.ts';
import { reviewsOf } from './reviews.ts';
import { barsOfNames, barsOfTonight, storedBars } from './severance.ts';
import { type Trees, viaOf } from './via.ts';

/**
 * Which records form one person tonight, how each joined, and which id the person keeps. A pure function of its input:
 * the order of edges, judgements and claims changes nothing.
 */
export function resolve(input: ResolveInput): Resolution {
  const judged = readJudgements(input);
  const readings = readEdges(input, judged, listsOf(input));
  const components = linkedComponents(input.size, input.edges, readings.held, judged.must);
  const { cluster, outcome, trees, contradictions } = partition(input, judged, readings, components);
  const before = barsOfTonight(input, cluster);
  const claimBars: readonly ClaimBar[] = [...input.claimBars, ...before];
  const naming = nameClusters({ ...input, claimBars }, cluster);
  const after = barsOfNames(input, before, naming);
  const told = { ...input, claimBars: [...claimBars, ...after] };
  return {
    held: readings.held.map((held, edge) => (held === 1 && inside(components, input.edges, edge) ? 1 : 0)),
    outcome,
    person: naming.person,
    via: viaOf(input.recordKeys, cluster, trees),
    claims: naming.claims
      .filter(({ was, is }) => was === null || !sameClaim(was, is))
      .map(({ is }) => is)
      .sort((a, b) => a.person - b.person),
    bars: storedBars([...before, ...after], input.recordKeys),
    lineage:
      input.since === undefined ? lineageOf(told, naming) : lineageOf({ ...told, before: input.since }, since(naming, input.since.claims)),
    reviews: reviewsOf(input, judged, readings, cluster, outcome, contradictions),
  };
}

/** What became of claims since an earlier state; an id that came and went in between is nobody's history. */
function since({ person, claims }: Naming, then: ReadonlyMap<PersonKey, Claim>): Naming {
  const known = claims.map(({ is }) => ({ was: then.get(is.person) ?? null, is }));
  return { person, claims: known.filter(({ was, is }) => was !== null || is.alive) };
}

interface Partition {
  /** By record, the smallest record of its cluster. */
  readonly cluster: Int32Array;
  readonly outcome: Uint8Array;
  readonly trees: Trees;
  /** Pairs judged apart that other judgements join, each once. */
  readonly contradictions: readonly IndexPair[];
}

function partition(input: ResolveInput, judged: Judged, readings: EdgeReadings, components: Components): Partition {
  const { edges } = input;
  const outcome = readings.outcome.slice();
  const cluster = new Int32Array(input.size);
  const trees: Trees = { x: [], y: [], weight: [], kind: [] };
  const contradictions = [...judged.different, ...judged.never].filter(([a, b]) => judged.sameByJudgement(a, b));
  const inAttention = new Set(contradictions.map(([a]) => components.of[a] as number));
  const componentOfEdge = Int32Array.from({ length: edges.count }, (_, edge) =>
    inside(components, edges, edge) ? (components.of[edges.a[edge] as number] as number) : -1,
  );
  const byComponent = groupBy(componentOfEdge, components.count);
  const gathered = {
    components,
    edgeStart: byComponent.start,
    edges: byComponent.members,
    neverIn: pairsByComponent(judged.never, components),
    differentIn: pairsByComponent(judged.different, components),
    mustIn: pairsByComponent(judged.must, components),
  };
  const local = new Int32Array(input.size);
  for (let component = 0; component < components.count; component++) {
    const first = components.members[components.start[component] as number] as number;
    if ((components.start[component + 1] as number) - (components.start[component] as number) === 1) {
      cluster[first] = first;
      continue;
    }
    const problem = problemOf(input, judged, readings, gathered, component, local);
    const before = Float64Array.from(problem.members, (record) => input.before.person[record] as number);
    const answer = inAttention.has(component) ? keepPartition(problem, before) : partitionComponent(problem, before, input.policy.margin);
    problem.members.forEach((record, at) => {
      cluster[record] = problem.members[answer.root[at] as number] as number;
    });
    for (const edge of answer.forest) {
      trees.x.push(problem.members[edge.x] as number);
      trees.y.push(problem.members[edge.y] as number);
      trees.weight.push(edge.weight);
      trees.kind.push(edge.kind);
    }
    for (const [at, fate] of answer.fates) {
      const edge = problem.held[at]?.edge;
      if (edge !== undefined) outcome[edge] = EDGE_OUTCOMES.indexOf(fate);
    }
  }
  const below = EDGE_OUTCOMES.indexOf('below');
  for (let e = 0; e < edges.count; e++) {
    if (cluster[edges.a[e] as number] === cluster[edges.b[e] as number]) outcome[e] = JOINED;
    else if (outcome[e] === JOINED) outcome[e] = below;
  }
  const asked = new Map(contradictions.map((pair) => shown(pair, judged)).map((pair) => [String(pair), pair]));
  return { cluster, outcome, trees, contradictions: [...asked.values()] };
}

/** The pair by which a contradiction is shown: a never-link stays hidden behind a judgement that it contradicts. */
function shown(pair: IndexPair, judged: Judged): IndexPair {
  return judged.isNever(...pair) ? (judged.must.find(([a]) => judged.sameByJudgement(a, pair[0])) ?? pair) : pair;
}

const inside = (components: Components, edges: EdgeTable, edge: number): boolean =>
  components.of[edges.a[edge] as number] === components.of[edges.b[edge] as number];

function sameClaim(one: Claim, other: Claim): boolean {
  return one.anchor === other.anchor && one.holder === other.holder && one.alive === other.alive;
}
