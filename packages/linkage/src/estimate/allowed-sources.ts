import type { LinkagePlan } from '../plan/linkage-plan.ts';

/**
 * Which sources' records may meet: `meets[s * size + t]` is 1 where a record of source *s* may be paired with another of
 * source *t*; the diagonal says whether a source may hold duplicates.
 */
export interface AllowedSources {
  readonly size: number;
  readonly meets: Uint8Array;
}

export function allowedSources(
  { linkType, sourcePairs }: Pick<LinkagePlan, 'linkType' | 'sourcePairs'>,
  sources: readonly string[],
): AllowedSources {
  const size = sources.length;
  const meets = new Uint8Array(size * size);
  for (let s = 0; s < size; s++) {
    for (let t = 0; t < size; t++) {
      const named = sourcePairs?.some(([x, y]) => (x === sources[s] && y === sources[t]) || (y === sources[s] && x === sources[t]));
      meets[s * size + t] = Number(named ?? (linkType !== 'link_only' || s !== t));
    }
  }
  return { size, meets };
}

/** Pairs between so many records of each source, each counted once: `counts[from + s]` of source *s*. */
export function pairsWithin({ size, meets }: AllowedSources, counts: Float64Array, from = 0): number {
  let pairs = 0;
  for (let s = 0; s < size; s++) {
    const count = counts[from + s] as number;
    if (meets[s * size + s] === 1) pairs += (count * (count - 1)) / 2;
    for (let t = s + 1; t < size; t++) if (meets[s * size + t] === 1) pairs += count * (counts[from + t] as number);
  }
  return pairs;
}

/** Pairs of one of so many records of each source with one of so many others. */
export function pairsBetween(
  { size, meets }: AllowedSources,
  counts: Float64Array,
  from: number,
  others: Float64Array,
  to: number,
): number {
  let pairs = 0;
  for (let s = 0; s < size; s++) {
    const count = counts[from + s] as number;
    if (count === 0) continue;
    for (let t = 0; t < size; t++) if (meets[s * size + t] === 1) pairs += count * (others[to + t] as number);
  }
  return pairs;
}
