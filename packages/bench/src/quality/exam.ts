import { readTruth } from '../csv.ts';
import { linkableAmong, type Measured, recallOf, type Subgroup, subgroupsOf } from './linkable.ts';

/** A record with who it is in truth. */
export interface Examined extends Measured {
  readonly truth: string;
  /** It carries a forename. */
  readonly named: boolean;
}
export type PairOf<Of> = readonly [Of, Of];

/** A night's records and what of them is right to join, whoever clusters them. */
export interface Exam<Of extends Examined = Examined> {
  readonly records: readonly Of[];
  readonly truePairs: readonly PairOf<Of>[];
  /** Of these, what the generator marked as linkable beforehand. */
  readonly linkable: readonly PairOf<Of>[];
  readonly twins: readonly { readonly one: readonly Of[]; readonly other: readonly Of[] }[];
  /** Pairs across an adoption or a flight: neither right nor wrong. */
  readonly barred: ReadonlySet<string>;
}

/** How a clustering stands against the truth. Pairs are of records. */
export interface Standing {
  readonly predictedPairs: number;
  readonly falseJoins: number;
  readonly precision: number;
  readonly recall: number;
  readonly linkableRecall: number;
  /** People all of whose records, and nobody else's, are in one cluster: 0 to 1. */
  readonly exactlyRight: number;
  /** Clusters that hold named records of both twins of a pair. */
  readonly twinsMergedByName: number;
  /** Twin pairs in one cluster by way of records without a forename. */
  readonly twinsMergedBySilence: number;
  /** Recall of linkable pairs by subgroup. */
  readonly subgroups: readonly Subgroup[];
}

export function examOf<Of extends Examined>(
  records: readonly Of[],
  never: readonly { readonly a: string; readonly b: string }[],
  truthDirectory: string,
  night: number,
): Exam<Of> {
  const barred = new Set(never.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const truePairs = pairsWithin(records, (record) => record.truth, barred);
  const recordsOf = Map.groupBy(records, (record) => record.truth);
  const twins = readTruth(`${truthDirectory}/twins.csv`).flatMap((row) => {
    const [one, other] = [recordsOf.get(row['person_a'] ?? ''), recordsOf.get(row['person_b'] ?? '')];
    return one === undefined || other === undefined ? [] : [{ one, other }];
  });
  return { records, truePairs, linkable: linkableAmong(truePairs, truthDirectory, night), twins, barred };
}

/** Grades a clustering, given as the cluster of each record. */
export function grade<Of extends Examined>(exam: Exam<Of>, clusterOf: (record: Of) => string): Standing {
  const predicted = pairsWithin(exam.records, clusterOf, exam.barred);
  const falseJoins = predicted.filter(([x, y]) => x.truth !== y.truth).length;
  const together = (x: Of, y: Of): boolean => clusterOf(x) === clusterOf(y);
  const byName = twinsIn(exam, clusterOf, (record) => record.named);
  return {
    predictedPairs: predicted.length,
    falseJoins,
    precision: 1 - falseJoins / Math.max(1, predicted.length),
    recall: (predicted.length - falseJoins) / Math.max(1, exam.truePairs.length),
    linkableRecall: recallOf(exam.linkable, together),
    exactlyRight: exactlyRight(exam.records, clusterOf),
    twinsMergedByName: byName,
    twinsMergedBySilence: twinsIn(exam, clusterOf, () => true) - byName,
    subgroups: subgroupsOf(exam.linkable, together),
  };
}

/** The pairs of a clustering that are two people's. */
export const falsePairs = <Of extends Examined>(exam: Exam<Of>, clusterOf: (record: Of) => string): readonly PairOf<Of>[] =>
  pairsWithin(exam.records, clusterOf, exam.barred).filter(([x, y]) => x.truth !== y.truth);

/** Twin pairs of whom records that count stand in one cluster. */
export function twinsIn<Of extends Examined>(
  { twins }: Exam<Of>,
  clusterOf: (record: Of) => unknown,
  counts: (record: Of) => boolean,
): number {
  return twins.filter(({ one, other }) => {
    const clusters = new Set(one.filter(counts).map(clusterOf));
    return other.filter(counts).some((record) => clusters.has(clusterOf(record)));
  }).length;
}

function exactlyRight<Of extends Examined>(records: readonly Of[], clusterOf: (record: Of) => string): number {
  const sizes = new Map([...Map.groupBy(records, clusterOf)].map(([cluster, members]) => [cluster, members.length]));
  const people = [...Map.groupBy(records, (record) => record.truth).values()];
  const right = people.filter((own) => {
    const clusters = new Set(own.map(clusterOf));
    const [cluster] = clusters;
    return clusters.size === 1 && cluster !== undefined && sizes.get(cluster) === own.length;
  });
  return right.length / Math.max(1, people.length);
}

/** All pairs of records with one key, but for those that must never be linked. */
function pairsWithin<Of extends Examined>(
  records: readonly Of[],
  keyOf: (record: Of) => string,
  barred: ReadonlySet<string>,
): readonly PairOf<Of>[] {
  const pairs: PairOf<Of>[] = [];
  for (const group of Map.groupBy(records, keyOf).values())
    for (const [i, x] of group.entries()) for (const y of group.slice(i + 1)) if (!barred.has(`${x.key} ${y.key}`)) pairs.push([x, y]);
  return pairs;
}
