import type { Prepared } from '../prepare/prepared.ts';
import type { AllowedSources } from './allowed-sources.ts';
import { type DrawnPairs, PAIRS_PER_TILE } from './drawn-pairs.ts';
import { type RecordGroups, sharedInts } from './record-groups.ts';

const TILES_PER_TASK = 128;
/** So few tiles at least, for their scatter is what the standard error is told by. */
const LEAST_TILES = 8;

/** Groups of records in an order of which the first are the heads: so frequent that each is compared with all others. */
export interface HeadsAndTail {
  readonly order: Int32Array;
  readonly heads: number;
}

/**
 * Groups in an order in which the most frequent ones come first, and how many of these to compare with all others: as many
 * as leave the least uncertainty when the pairs that remain of the budget are drawn among the rest.
 */
export function mostFrequentFirst(groups: RecordGroups, directions: number, budget: number): HeadsAndTail {
  const frequent = mostFrequent(groups, Math.floor(budget / (groups.size * directions)));
  let heads = 0;
  let least = 1 / budget;
  let left = groups.records.length;
  frequent.forEach((group, k) => {
    left -= recordsIn(groups, group);
    const drawn = budget - (k + 1) * groups.size * directions;
    const uncertainty = (left / groups.records.length) ** 4 / drawn;
    if (drawn <= 0 || uncertainty >= least) return;
    least = uncertainty;
    heads = k + 1;
  });
  const order = sharedInts(groups.size);
  const isHead = marked(groups.size, frequent.slice(0, heads));
  order.set(frequent.slice(0, heads));
  for (let group = 0, to = heads; group < groups.size; group++) if (isHead[group] === 0) order[to++] = group;
  return { order, heads };
}

/** So many of the groups with the most records, those of more records first. */
function mostFrequent(groups: RecordGroups, many: number): readonly number[] {
  if (many === 0) return [];
  const counts = Uint32Array.from({ length: groups.size }, (_, group) => recordsIn(groups, group));
  const atLeast = counts.toSorted()[Math.max(0, groups.size - many)] ?? 0;
  const above: number[] = [];
  const level: number[] = [];
  for (let group = 0; group < groups.size; group++) {
    const count = counts[group] as number;
    if (count > atLeast) above.push(group);
    else if (count === atLeast && level.length < many) level.push(group);
  }
  above.sort((x, y) => (counts[y] as number) - (counts[x] as number) || x - y);
  return [...above, ...level].slice(0, many);
}

function marked(size: number, groups: readonly number[]): Uint8Array {
  const marks = new Uint8Array(size);
  for (const group of groups) marks[group] = 1;
  return marks;
}

export interface DrawnAmong extends HeadsAndTail {
  readonly groups: RecordGroups;
  readonly allowed: AllowedSources;
  /** About how many to draw. */
  readonly pairs: number;
}

/** Draws among the records outside the heads, source by source in proportion to their pairs. */
export function drawsOf(
  prepared: Prepared,
  { groups, order, heads, allowed, pairs: wanted }: DrawnAmong,
  { comparison, seed }: Pick<DrawnPairs, 'comparison' | 'seed'>,
): readonly DrawnPairs[] {
  const tail = tailBySource(prepared, groups, [...order.subarray(0, heads)]);
  const strata = tail.flatMap((left, s) =>
    tail.flatMap((right, t) => {
      const pairs = s === t ? (left.length * (left.length - 1)) / 2 : left.length * right.length;
      return s <= t && allowed.meets[s * allowed.size + t] === 1 && pairs > 0 ? [{ left, right, s, t, pairs }] : [];
    }),
  );
  const all = strata.reduce((total, { pairs }) => total + pairs, 0);
  return strata.flatMap(({ left, right, s, t, pairs }) => {
    const tiles = Math.max(LEAST_TILES, Math.ceil((wanted * pairs) / all / PAIRS_PER_TILE));
    return Array.from({ length: Math.ceil(tiles / TILES_PER_TASK) }, (_, block) => ({
      comparison,
      stratum: s * allowed.size + t,
      pairs,
      left,
      right,
      tiles: Math.min(TILES_PER_TASK, tiles - block * TILES_PER_TASK),
      seed: `${seed}/${s}/${t}/${block}`,
    }));
  });
}

function tailBySource({ sourceOf, sources }: Prepared, groups: RecordGroups, heads: readonly number[]): readonly Int32Array[] {
  const isHead = marked(groups.size, heads);
  const { records, groupOf, bySource } = groups;
  const tail = sources.map((_, source) => {
    let size = 0;
    for (let group = 0; group < groups.size; group++) if (isHead[group] === 0) size += bySource[group * sources.length + source] as number;
    return sharedInts(size);
  });
  const next = new Int32Array(sources.length);
  for (let k = 0; k < records.length; k++) {
    if (isHead[groupOf[k] as number] === 1) continue;
    const record = records[k] as number;
    const source = sourceOf[record] as number;
    const at = next[source] as number;
    (tail[source] as Int32Array)[at] = record;
    next[source] = at + 1;
  }
  return tail;
}

function recordsIn({ bySource, sources }: RecordGroups, group: number): number {
  let records = 0;
  for (let s = 0; s < sources; s++) records += bySource[group * sources + s] as number;
  return records;
}
