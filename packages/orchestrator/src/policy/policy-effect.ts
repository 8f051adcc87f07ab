import { printPerson } from '@golden-thread/shapes/references';
import type { JoinState, ResolvedScope } from '../join/join-state.ts';

/** What became of persons: each list in order of id. */
export interface PolicyEffect {
  /** Persons who were several, by the id that they keep, with the ids that resolve to it from then on. */
  readonly merged: readonly { readonly person: string; readonly absorbed: readonly string[] }[];
  /** Persons whose records are several people's from then on, with the others' ids. */
  readonly split: readonly { readonly person: string; readonly parted: readonly string[] }[];
  /** Persons all of whose records go by another id than before. */
  readonly reidentified: readonly { readonly from: string; readonly to: string }[];
  /** Records that belong to another person than before. */
  readonly records: number;
  /** Open review items among those it works on. */
  readonly review: { readonly opened: number; readonly closed: number };
}

/** What resolving records anew does to persons, by the persons of each record before and after. */
export function policyEffect({ joined, scope }: { readonly joined: JoinState; readonly scope: ResolvedScope }): PolicyEffect {
  const { identity, records } = joined;
  const after = new Map<number, Set<number>>();
  const before = new Map<number, Set<number>>();
  let moved = 0;
  scope.records.forEach((index, position) => {
    const was = identity.membership.get(records.recordKeys[index] ?? 0) ?? 0;
    const is = scope.resolution.person[position] ?? 0;
    if (was === 0) return;
    if (was !== is) moved++;
    groupOf(after, is).add(was);
    groupOf(before, was).add(is);
  });
  const merged = [...after].filter(([, were]) => were.size > 1);
  const split = [...before].filter(([, are]) => are.size > 1);
  const reidentified = [...before].flatMap(([was, are]) => {
    const [is, ...more] = are;
    return is === undefined || is === was || more.length > 0 || (after.get(is)?.size ?? 0) > 1 ? [] : [[was, is] as const];
  });
  const raised = new Set(scope.resolution.reviews.map(({ kind, a, b }) => `${kind}/${a}/${b}`));
  const inScope = new Set(Array.from(scope.records, (index) => records.recordKeys[index]));
  const open = new Set(identity.reviews.filter(([, a, b]) => inScope.has(a) && inScope.has(b)).map(([kind, a, b]) => `${kind}/${a}/${b}`));
  return {
    merged: inOrder(merged).map(([person, were]) => ({ person: printPerson(person), absorbed: others(were, person) })),
    split: inOrder(split).map(([person, are]) => ({ person: printPerson(person), parted: others(are, person) })),
    reidentified: inOrder(reidentified).map(([from, to]) => ({ from: printPerson(from), to: printPerson(to) })),
    records: moved,
    review: {
      opened: [...raised].filter((item) => !open.has(item)).length,
      closed: [...open].filter((item) => !raised.has(item)).length,
    },
  };
}

function groupOf(groups: Map<number, Set<number>>, key: number): Set<number> {
  const known = groups.get(key) ?? new Set<number>();
  groups.set(key, known);
  return known;
}

const inOrder = <Value>(entries: readonly (readonly [number, Value])[]): readonly (readonly [number, Value])[] =>
  [...entries].sort(([x], [y]) => x - y);

const others = (persons: ReadonlySet<number>, person: number): readonly string[] =>
  [...persons]
    .filter((other) => other !== person)
    .sort((x, y) => x - y)
    .map(printPerson);
