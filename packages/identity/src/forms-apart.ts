import type { ComponentProblem } from './component-problem.ts';

/**
 * Held edges that take one forename for a form of another where the household shows that it is none: two stand apart, as
 * twins or because one list names both (Rosie and Rosanna in one school), and of the edge one end bears to the letter the
 * forename of the one, the other end that of the other. An identifier that agrees is believed all the same.
 * @returns positions in `held`.
 */
export function formsApart({ held, partings, namesakes: equal }: ComponentProblem): readonly number[] {
  const between = partings.filter(({ because }) => because === 'twins' || because === 'listed_apart');
  if (between.length === 0) return [];
  const namesakes = new Map<number, Set<number>>();
  for (const { p, q } of between) for (const one of [p, q]) if (!namesakes.has(one)) namesakes.set(one, new Set([one]));
  for (const [x, y] of equal) {
    namesakes.get(x)?.add(y);
    namesakes.get(y)?.add(x);
  }
  return [...held.keys()].filter((at) => {
    const edge = held[at];
    if (edge === undefined || !edge.reading.isOtherForm) return false;
    return between.some(({ p, q }) => {
      const [ofP, ofQ] = [namesakes.get(p), namesakes.get(q)];
      const only = (record: number, mine = ofP, theirs = ofQ) => mine?.has(record) === true && theirs?.has(record) !== true;
      return (only(edge.x) && only(edge.y, ofQ, ofP)) || (only(edge.y) && only(edge.x, ofQ, ofP));
    });
  });
}
