import type { ComponentProblem, HeldEdge } from './component-problem.ts';

/**
 * Held edges of records that cannot say which of two people they are: a record without a forename (or with a letter
 * for one) between two children whose forenames differ, a record without a date of birth between a parent and a
 * child of one name. It goes to the side that an identifier or the sex speaks for, else to neither; a link that
 * already stood gives way only to evidence. Where the list that names such a record also names another who
 * fits, the record is somebody else's.
 * @returns positions in `held`.
 */
export function ambiguousEdges(problem: ComponentProblem, stood: (held: HeldEdge) => boolean): ReadonlySet<number> {
  const { held, members } = problem;
  const apart = generationsApart(problem);
  const barred = new Set<number>();
  for (const [record, positions] of uncertainEdges(held)) {
    for (const [i, one] of positions.entries()) {
      for (const other of positions.slice(i + 1)) {
        const [e, f] = [held[one] as HeldEdge, held[other] as HeldEdge];
        const [u, v] = [far(e, record), far(f, record)];
        const code = Math.min(u, v) * members.length + Math.max(u, v);
        const namesake = e.reading.forenameUncertain && f.reading.forenameUncertain && problem.differentForenames.has(code);
        const generation = e.reading.facts.birth === 'silent' && f.reading.facts.birth === 'silent' && apart.has(code);
        if (!namesake && !generation) continue;
        const lean = e.reading.leaning - f.reading.leaning || Number(stood(e)) - Number(stood(f));
        if (lean <= 0) barred.add(one);
        if (lean >= 0) barred.add(other);
      }
    }
  }
  for (const at of listedBeside(problem)) barred.add(at);
  return barred;
}

/** Links of a lookalike to somebody whom another record of the same list is linked to. */
function listedBeside(problem: ComponentProblem): readonly number[] {
  const beside = new Map<number, number[]>();
  for (const { p, q, because } of problem.partings) {
    if (because !== 'listed_apart') continue;
    beside.set(p, [...(beside.get(p) ?? []), q]);
    beside.set(q, [...(beside.get(q) ?? []), p]);
  }
  if (beside.size === 0) return [];
  const size = problem.members.length;
  const linked = new Set(problem.held.map(({ x, y }) => x * size + y));
  const areLinked = (u: number, v: number) => linked.has(Math.min(u, v) * size + Math.max(u, v));
  return [...problem.held.keys()].filter((at) => {
    const edge = problem.held[at] as HeldEdge;
    return (
      edge.reading.lookalike &&
      [edge.x, edge.y].some((record) => (beside.get(record) ?? []).some((other) => areLinked(other, far(edge, record))))
    );
  });
}

const far = (edge: HeldEdge, record: number): number => (edge.x === record ? edge.y : edge.x);

function generationsApart(problem: ComponentProblem): ReadonlySet<number> {
  const apart = problem.partings.filter((parting) => parting.because === 'generation');
  return new Set(apart.map(({ p, q }) => p * problem.members.length + q));
}

/** By record, the held edges on which its forename or its birth says nothing certain. */
function uncertainEdges(held: readonly HeldEdge[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  held.forEach((edge, at) => {
    if (!edge.reading.forenameUncertain && edge.reading.facts.birth !== 'silent') return;
    for (const record of [edge.x, edge.y]) {
      const list = found.get(record);
      if (list === undefined) found.set(record, [at]);
      else list.push(at);
    }
  });
  return found;
}
