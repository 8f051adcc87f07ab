import type { PublishedNight } from '@golden-thread/warehouse/queries/person-history';

/** Valid from one publication up to, and not including, another. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

/** Consecutive nights by their position, both included. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** The nights that readers saw, oldest first: what was true in a night that was withdrawn has never been. */
export interface Timeline {
  readonly nights: readonly PublishedNight[];
  /** The nights within a spell; `null` where readers saw none of them. */
  nightsWithin(spell: Spell): Run | null;
}

export function timelineOf(nights: readonly PublishedNight[]): Timeline {
  const firstFrom = (publication: number): number => {
    let [low, high] = [0, nights.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((nights[middle]?.publication ?? 0) < publication) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    nights,
    nightsWithin: ({ from, to }) => {
      const [first, end] = [firstFrom(from), firstFrom(to)];
      return first < end ? { first, last: end - 1 } : null;
    },
  };
}

/** Runs of nights of which none follows the one before at once: what touches or overlaps is one. */
export function joinedRuns(runs: readonly Run[]): readonly Run[] {
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of runs.toSorted((a, b) => a.first - b.first || a.last - b.last)) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined;
}
