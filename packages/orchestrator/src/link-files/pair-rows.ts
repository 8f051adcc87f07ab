import { probabilityOfBits } from '@golden-thread/linkage/fellegi-sunter';
import { gammasOf } from '@golden-thread/linkage/gammas-of';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { recordNames } from './record-names.ts';

/** One scored pair by the names that Splink gives its columns. */
export type PairRow = Readonly<Record<string, string | number>>;

/** Pairs for a look at a job whose pairs nobody asked to be written; no pair stands twice. */
export interface ShownPairs {
  /** Which they are, in words. */
  readonly shows: string;
  readonly rows: readonly PairRow[];
}

const MOST_SHOWN = 20;
const OF_EACH = 10;

/**
 * All pairs where they are few; otherwise the heaviest, and those nearest to the threshold: that of the clusters, that of the
 * pairs, or 0 bits. Where nothing was scored, the first by id.
 */
export async function shownPairs(
  result: LinkResult,
  { deterministic, thresholdWeight }: { readonly deterministic: boolean; readonly thresholdWeight: number | null },
): Promise<readonly ShownPairs[]> {
  const { count, weight } = result.pairs;
  if (count === 0) return [];
  const shown = async (shows: string, positions: readonly number[]): Promise<ShownPairs> => ({
    shows,
    rows: await pairRows(result, positions, deterministic),
  });
  if (deterministic) {
    const first = Math.min(count, MOST_SHOWN);
    return [await shown(first === count ? 'All of them' : `The first ${first} by id`, [...weight.subarray(0, first).keys()])];
  }
  const heaviestFirst = (pair: number): number => -(weight[pair] as number);
  if (count <= MOST_SHOWN) return [await shown('All of them, the heaviest first', lowest(count, MOST_SHOWN, heaviestFirst))];
  const heaviest = lowest(count, OF_EACH, heaviestFirst);
  const threshold =
    result.clusters[0]?.weight ?? (thresholdWeight === null || thresholdWeight === Number.NEGATIVE_INFINITY ? 0 : thresholdWeight);
  const away = (pair: number): number =>
    heaviest.includes(pair) ? Number.POSITIVE_INFINITY : Math.abs((weight[pair] as number) - threshold);
  const nearest = lowest(count, OF_EACH, away).toSorted((x, y) => heaviestFirst(x) - heaviestFirst(y) || x - y);
  return [
    await shown(`The heaviest ${OF_EACH}`, heaviest),
    await shown(`The ${OF_EACH} nearest to ${Number(threshold.toFixed(4))} bits`, nearest),
  ];
}

/** Of `count` positions those with the lowest keys, in their order; of equal ones the first. */
function lowest(count: number, most: number, keyOf: (position: number) => number): readonly number[] {
  const found: { readonly position: number; readonly key: number }[] = [];
  for (let position = 0; position < count; position++) {
    const key = keyOf(position);
    const last = found.at(-1);
    if (found.length === most && last !== undefined && key >= last.key) continue;
    const before = found.findIndex((other) => other.key > key);
    found.splice(before < 0 ? found.length : before, 0, { position, key });
    if (found.length > most) found.pop();
  }
  return found.map(({ position }) => position);
}

async function pairRows(
  { runner, records, pairs }: LinkResult,
  positions: readonly number[],
  deterministic: boolean,
): Promise<readonly PairRow[]> {
  const l = Int32Array.from(positions, (pair) => pairs.l[pair] as number);
  const r = Int32Array.from(positions, (pair) => pairs.r[pair] as number);
  const { comparisons, rules } = runner.plan;
  const gammas = await gammasOf(runner, { l, r });
  const { idOf, sourceOf } = recordNames(records);
  return positions.map((pair, p): PairRow => {
    const [left, right, weight] = [l[p] as number, r[p] as number, pairs.weight[pair] as number];
    return {
      ...(deterministic ? {} : { match_weight: weight, match_probability: probabilityOfBits(weight) }),
      source_dataset_l: sourceOf(left),
      unique_id_l: idOf(left),
      source_dataset_r: sourceOf(right),
      unique_id_r: idOf(right),
      ...Object.fromEntries(comparisons.map(({ name }, c) => [`gamma_${name}`, gammas[p * comparisons.length + c] as number])),
      match_key: rules.length === 0 ? '0' : String(pairs.rule[pair]),
    };
  });
}

/** The first clusters of two and more records, each by the names of its records: `source:id`. */
export function firstClusterNames({ records, clusters }: LinkResult, most: number): readonly (readonly string[])[] {
  const clusterOf = clusters[0]?.clusterOf;
  if (clusterOf === undefined) return [];
  const { idOf, sourceOf } = recordNames(records);
  const nameOf = (record: number): string => `${sourceOf(record)}:${idOf(record)}`;
  const members = new Map<number, string[]>();
  clusterOf.forEach((cluster, record) => {
    if (cluster !== record && !members.has(cluster) && members.size < most) members.set(cluster, [nameOf(cluster)]);
    if (cluster !== record) members.get(cluster)?.push(nameOf(record));
  });
  return [...members.values()];
}
