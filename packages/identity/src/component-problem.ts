import type { Components } from './components.ts';
import type { EdgeReadings, Judged } from './edge-readings.ts';
import type { Constraint, FactsReading } from './pair-verdict.ts';
import type { ResolveInput } from './resolve-input.ts';
import { isDoubtful, oneChildsNames } from './second-names.ts';
import { withoutWaived } from './waive.ts';

/** Two records of a component that may not be one person, and why. Indices are positions in `members`. */
export interface Parting {
  readonly p: number;
  readonly q: number;
  readonly because: Constraint;
}

/** A held edge inside a component; ends are positions in `members`, `x < y`. */
export interface HeldEdge {
  readonly edge: number;
  readonly x: number;
  readonly y: number;
  readonly weight: number;
  readonly heldBefore: boolean;
  readonly reading: FactsReading;
}

/** One component with everything that decides how it falls into people. */
export interface ComponentProblem {
  /** Record indices, ascending. */
  readonly members: Int32Array;
  readonly musts: readonly (readonly [number, number])[];
  /** Strongest first, then by natural keys. */
  readonly held: readonly HeldEdge[];
  /** One per pair, highest authority first. */
  readonly partings: readonly Parting[];
  /** Pairs whose forenames are not one person's, as `p * size + q`, `p < q`. */
  readonly differentForenames: ReadonlySet<number>;
  /** Pairs whose forenames are equal to the letter, held or not. */
  readonly namesakes: readonly (readonly [number, number])[];
}

interface Gathered {
  readonly components: Components;
  /** Positions of the edges inside each component: `edges[start[c]]` … */
  readonly edgeStart: Int32Array;
  readonly edges: Int32Array;
  readonly neverIn: ReadonlyMap<number, readonly (readonly [number, number])[]>;
  readonly differentIn: ReadonlyMap<number, readonly (readonly [number, number])[]>;
  readonly mustIn: ReadonlyMap<number, readonly (readonly [number, number])[]>;
}

/** Gathers the pairs of people's judgements by the component that holds both ends. */
export function pairsByComponent(
  pairs: readonly (readonly [number, number])[],
  components: Components,
): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const found = new Map<number, (readonly [number, number])[]>();
  for (const pair of pairs) {
    const component = components.of[pair[0]] as number;
    if (component !== components.of[pair[1]]) continue;
    const list = found.get(component);
    if (list === undefined) found.set(component, [pair]);
    else list.push(pair);
  }
  return found;
}

/** Builds the problem of one component. `local` is scratch: the position of each record within its component. */
export function problemOf(
  input: ResolveInput,
  judged: Judged,
  readings: EdgeReadings,
  gathered: Gathered,
  component: number,
  local: Int32Array,
): ComponentProblem {
  const { components } = gathered;
  const members = components.members.subarray(components.start[component], components.start[component + 1]);
  members.forEach((record, at) => {
    local[record] = at;
  });
  const here = (pair: readonly [number, number]): readonly [number, number] => [local[pair[0]] as number, local[pair[1]] as number];
  const partings = new PartingList(members.length);
  for (const pair of gathered.neverIn.get(component) ?? []) partings.add(...here(pair), 'never_link');
  for (const pair of gathered.differentIn.get(component) ?? []) partings.add(...here(pair), 'judged_different');
  addEqualGroups(input, judged, members, partings);
  addDifferentNumbers(input, judged, members, partings);
  const held: HeldEdge[] = [];
  const differentForenames = new Set<number>();
  const namesakes: (readonly [number, number])[] = [];
  const doubtful: (readonly [number, number])[] = [];
  for (let at = gathered.edgeStart[component] as number; at < (gathered.edgeStart[component + 1] as number); at++) {
    const edge = gathered.edges[at] as number;
    const [a, b] = [input.edges.a[edge] as number, input.edges.b[edge] as number];
    const [x, y] = [local[a] as number, local[b] as number];
    const reading = readings.reading(edge);
    const lifted = judged.sameByJudgement(a, b);
    if (reading.forenamesDiffer && !lifted) differentForenames.add(x * members.length + y);
    if (reading.facts.forename === 'exact') namesakes.push([x, y]);
    if (reading.parts !== null) partings.add(x, y, reading.parts, lifted);
    if (isDoubtful(reading, readings.inOneList(a, b))) doubtful.push([x, y]);
    if (reading.lookalike && readings.inOneList(a, b)) partings.add(x, y, 'listed_apart', lifted);
    if (readings.held[edge] === 1)
      held.push({ edge, x, y, weight: input.edges.weight[edge] as number, heldBefore: input.edges.heldBefore[edge] === 1, reading });
  }
  held.sort((e, f) => f.weight - e.weight || e.x - f.x || e.y - f.y);
  for (const at of oneChildsNames(doubtful, held)) {
    const [x, y] = doubtful[at] ?? [0, 0];
    partings.remove(x, y, 'twins');
    differentForenames.delete(x * members.length + y);
  }
  const musts = (gathered.mustIn.get(component) ?? []).map(here);
  const number = (at: number) => input.verifiedNhs[members[at] as number] as number;
  return { members, musts, held, partings: withoutWaived(partings.list, partings.lifted, held, number), differentForenames, namesakes };
}

/** What of a component can part it: where there is none of it, the component is one person. */
export function isPlain(problem: ComponentProblem): boolean {
  return problem.partings.length === 0 && problem.differentForenames.size === 0;
}

/** Partings, one per pair; the first to be added, of the highest authority, stays. Those that a must-link lifts are kept apart. */
class PartingList {
  list: Parting[] = [];
  readonly lifted: Parting[] = [];
  readonly #size: number;
  readonly #seen = new Set<number>();

  constructor(size: number) {
    this.#size = size;
  }

  add(p: number, q: number, because: Constraint, lifted = false): void {
    const code = p < q ? p * this.#size + q : q * this.#size + p;
    if (this.#seen.has(code)) return;
    this.#seen.add(code);
    (lifted ? this.lifted : this.list).push({ p: Math.min(p, q), q: Math.max(p, q), because });
  }

  remove(p: number, q: number, because: Constraint): void {
    this.list = this.list.filter((one) => one.p !== Math.min(p, q) || one.q !== Math.max(p, q) || one.because !== because);
  }
}

function addEqualGroups(input: ResolveInput, judged: Judged, members: Int32Array, partings: PartingList): void {
  const byGroup = new Map<number, number[]>();
  members.forEach((record, at) => {
    const group = input.distinctGroup[record] as number;
    if (group < 0) return;
    const others = byGroup.get(group);
    if (others === undefined) {
      byGroup.set(group, [at]);
      return;
    }
    for (const other of others) if (!judged.sameByJudgement(members[other] as number, record)) partings.add(other, at, 'distinct');
    others.push(at);
  });
}

function addDifferentNumbers(input: ResolveInput, judged: Judged, members: Int32Array, partings: PartingList): void {
  const numbered: number[] = [];
  members.forEach((record, at) => {
    const number = input.verifiedNhs[record] as number;
    if (number < 0) return;
    for (const other of numbered) {
      const theirs = members[other] as number;
      if (input.verifiedNhs[theirs] !== number) partings.add(other, at, 'verified_numbers', judged.sameByJudgement(theirs, record));
    }
    numbered.push(at);
  });
}
