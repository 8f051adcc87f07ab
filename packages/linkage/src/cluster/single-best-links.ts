import { DeclarationError } from '@golden-thread/shapes/errors';
import type { RecordTable } from '../prepare/prepared.ts';
import type { WeighedLinks } from './clusters-at-thresholds.ts';

export interface SingleBestOptions {
  /** Sources that hold nobody twice: no cluster holds two of their records. */
  readonly duplicateFree: readonly string[];
  /** Links below this, in bits, do not count. */
  readonly threshold: number;
  /** Of a record's equal links to records of one such source: the lowest record's counts, or none of them. */
  readonly ties: 'lowest_id' | 'drop';
}

/**
 * Clusters of mutually best links: again and again two clusters are joined by a link that is the best of both (the heavier,
 * then that to the lower record), unless a source without duplicates would have two records in one. Returns each record's
 * cluster: its lowest record. *Source*: `reference/splink.md` 2.11. Splink ranks links by probability, where all beyond about
 * 53 bits are equal; here they are ranked by weight.
 * @throws DeclarationError `linkage.unknown_source`
 */
export function singleBestLinks(
  records: Pick<RecordTable, 'size' | 'sources' | 'sourceOf'>,
  links: WeighedLinks,
  options: SingleBestOptions,
): Int32Array {
  const clusterOf = Int32Array.from({ length: records.size }, (_, record) => record);
  const parent = clusterOf.slice();
  const once = onceOf(records, options.duplicateFree);
  const held = heldSources(records, once);
  const bestWeight = new Float64Array(records.size);
  const bestPartner = new Int32Array(records.size);
  const { l, r, weight } = links;
  let alive = options.ties === 'drop' ? untied(records, links, options.threshold, once) : above(links, options.threshold);

  const rank = (cluster: number, partner: number, bits: number): void => {
    const isBetter = bits > (bestWeight[cluster] as number);
    if (!isBetter && (bits !== bestWeight[cluster] || partner >= (bestPartner[cluster] as number))) return;
    bestWeight[cluster] = bits;
    bestPartner[cluster] = partner;
  };
  const isBest = (cluster: number, partner: number, bits: number): boolean =>
    bestWeight[cluster] === bits && bestPartner[cluster] === partner;

  for (;;) {
    alive = alive.filter((p) => {
      const [x, y] = [clusterOf[l[p] as number] as number, clusterOf[r[p] as number] as number];
      return x !== y && !held.meet(x, y);
    });
    if (alive.length === 0) return clusterOf;
    bestWeight.fill(Number.NEGATIVE_INFINITY);
    bestPartner.fill(records.size);
    for (const p of alive) {
      rank(clusterOf[l[p] as number] as number, r[p] as number, weight[p] as number);
      rank(clusterOf[r[p] as number] as number, l[p] as number, weight[p] as number);
    }
    let joined = false;
    for (const p of alive) {
      const [i, j, bits] = [l[p] as number, r[p] as number, weight[p] as number];
      const [x, y] = [clusterOf[i] as number, clusterOf[j] as number];
      if (!isBest(x, j, bits) || !isBest(y, i, bits)) continue;
      joined = true;
      const [low, high] = x < y ? [x, y] : [y, x];
      parent[high] = low;
      held.join(low, high);
    }
    if (!joined) return clusterOf;
    for (let record = 0; record < records.size; record++) clusterOf[record] = parent[clusterOf[record] as number] as number;
  }
}

/** Of each source that holds nobody twice a number from 0; of others −1. */
function onceOf({ sources }: Pick<RecordTable, 'sources'>, duplicateFree: readonly string[]): Int32Array {
  const unknown = duplicateFree.find((name) => !sources.includes(name));
  if (unknown !== undefined)
    throw new DeclarationError({
      code: 'linkage.unknown_source',
      message: `There is no source ${unknown} to be free of duplicates.`,
      remedy: `Name one of ${sources.join(', ')}.`,
    });
  const once = new Int32Array(sources.length).fill(-1);
  [...new Set(duplicateFree)].forEach((name, k) => {
    once[sources.indexOf(name)] = k;
  });
  return once;
}

interface HeldSources {
  /** Whether two clusters hold records of the same source that holds nobody twice. */
  meet(x: number, y: number): boolean;
  /** Gives what a cluster holds to another. */
  join(to: number, from: number): void;
}

/** Which sources without duplicates a cluster holds, 32 in a word. */
function heldSources({ size, sourceOf }: Pick<RecordTable, 'size' | 'sourceOf'>, once: Int32Array): HeldSources {
  const words = Math.ceil(once.filter((number) => number >= 0).length / 32);
  const held = new Int32Array(size * words);
  for (let record = 0; record < size; record++) {
    const number = once[sourceOf[record] as number] as number;
    if (number >= 0) held[record * words + (number >> 5)] = 1 << (number & 31);
  }
  return {
    meet(x, y) {
      for (let w = 0; w < words; w++) if (((held[x * words + w] as number) & (held[y * words + w] as number)) !== 0) return true;
      return false;
    },
    join(to, from) {
      for (let w = 0; w < words; w++) held[to * words + w] = (held[to * words + w] as number) | (held[from * words + w] as number);
    },
  };
}

function above({ count, weight }: WeighedLinks, threshold: number): Int32Array {
  return Int32Array.from({ length: count }, (_, p) => p).filter((p) => (weight[p] as number) >= threshold);
}

/** Without the links of a record to several records, equally heavy, of a source that holds nobody twice. */
function untied({ sourceOf }: Pick<RecordTable, 'sourceOf'>, links: WeighedLinks, threshold: number, once: Int32Array): Int32Array {
  const { l, r, weight } = links;
  const kept = above(links, threshold);
  const partners = new Map<string, Set<number>>();
  const nameOf = (record: number, partner: number, p: number): string => `${record} ${sourceOf[partner]} ${weight[p]}`;
  for (const p of kept)
    for (const [record, partner] of [
      [l[p] as number, r[p] as number],
      [r[p] as number, l[p] as number],
    ] as const) {
      if ((once[sourceOf[partner] as number] as number) < 0) continue;
      const name = nameOf(record, partner, p);
      partners.set(name, (partners.get(name) ?? new Set()).add(partner));
    }
  const isTied = (record: number, partner: number, p: number): boolean => (partners.get(nameOf(record, partner, p))?.size ?? 0) > 1;
  return kept.filter((p) => !isTied(l[p] as number, r[p] as number, p) && !isTied(r[p] as number, l[p] as number, p));
}
