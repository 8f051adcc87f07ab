import type { ComponentProblem } from './component-problem.ts';
import type { ForestEdge } from './forest.ts';
import { type ComponentPartition, partitionComponent } from './partition-component.ts';
import type { EdgeOutcome } from './resolution.ts';

/**
 * The partition of a component whose judgements contradict each other: nothing is guessed. Records that were one person
 * last night stay one, newcomers stay single. A never-link overrides even that: a person that holds one is
 * parted along it, by the links inside it.
 */
export function keepPartition(problem: ComponentProblem, before: ArrayLike<number>): ComponentPartition {
  const root = new Int32Array(problem.members.length);
  const forest: ForestEdge[] = [];
  for (const group of groupsOf(before, problem.members.length)) {
    const inside = holdsNever(problem, new Set(group))
      ? partitionComponent(within(problem, group), new Array(group.length).fill(1), 0).root
      : null;
    group.forEach((at, i) => {
      const first = group[inside === null ? 0 : (inside[i] as number)] as number;
      root[at] = first;
      if (first !== at) forest.push({ x: first, y: at, weight: Number.NaN, kind: 'kept' });
    });
  }
  const fates = new Map<number, EdgeOutcome>();
  problem.held.forEach(({ x, y }, at) => {
    if (root[x] !== root[y]) fates.set(at, 'attention');
  });
  return { root, forest, fates };
}

function groupsOf(before: ArrayLike<number>, size: number): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  const singles: number[][] = [];
  for (let at = 0; at < size; at++) {
    const person = before[at] ?? 0;
    const known = groups.get(person);
    if (person === 0) singles.push([at]);
    else if (known === undefined) groups.set(person, [at]);
    else known.push(at);
  }
  return [...groups.values(), ...singles];
}

function holdsNever(problem: ComponentProblem, group: ReadonlySet<number>): boolean {
  return problem.partings.some(({ p, q, because }) => because === 'never_link' && group.has(p) && group.has(q));
}

/** The part of a problem inside one group: its links and its never-links. Judgements are in dispute here and say nothing. */
function within(problem: ComponentProblem, group: readonly number[]): ComponentProblem {
  const position = new Map(group.map((at, i) => [at, i]));
  const at = (x: number): number => position.get(x) ?? -1;
  return {
    members: Int32Array.from(group, (x) => problem.members[x] as number),
    musts: [],
    held: problem.held.map((edge) => ({ ...edge, x: at(edge.x), y: at(edge.y) })).filter(({ x, y }) => x >= 0 && y >= 0),
    partings: problem.partings
      .filter(({ because }) => because === 'never_link')
      .map(({ p, q, because }) => ({ p: at(p), q: at(q), because }))
      .filter(({ p, q }) => p >= 0 && q >= 0),
    differentForenames: new Set(),
    namesakes: [],
  };
}
