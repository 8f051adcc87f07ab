import { probabilityOfBits } from '@golden-thread/linkage/fellegi-sunter';
import { gammasOf } from '@golden-thread/linkage/gammas-of';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { recordNames } from './record-names.ts';

/** One scored pair by the names that Splink gives its columns. */
export type PairRow = Readonly<Record<string, string | number>>;

/** The first pairs as rows: for a look at a job whose pairs nobody asked to be written. */
export async function firstPairRows({ runner, records, pairs }: LinkResult, most: number): Promise<readonly PairRow[]> {
  const count = Math.min(most, pairs.count);
  const [l, r] = [pairs.l.slice(0, count), pairs.r.slice(0, count)];
  const { comparisons, rules } = runner.plan;
  const gammas = await gammasOf(runner, { l, r });
  const { idOf, sourceOf } = recordNames(records);
  return Array.from({ length: count }, (_, p): PairRow => {
    const [left, right, weight] = [l[p] as number, r[p] as number, pairs.weight[p] as number];
    return {
      match_weight: weight,
      match_probability: probabilityOfBits(weight),
      source_dataset_l: sourceOf(left),
      unique_id_l: idOf(left),
      source_dataset_r: sourceOf(right),
      unique_id_r: idOf(right),
      ...Object.fromEntries(comparisons.map(({ name }, c) => [`gamma_${name}`, gammas[p * comparisons.length + c] as number])),
      match_key: rules.length === 0 ? '0' : String(pairs.rule[p]),
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
