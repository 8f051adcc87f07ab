import { type Contingency, contingencyOf, forEachCell, type Labels } from './contingency.ts';
import { type Measures, measuresOf, type PairCounts, pairsAmong, share } from './measures.ts';

/** Clusters in figures. */
export interface ClusterShape {
  readonly clusters: number;
  /** Records in the largest. */
  readonly largest: number;
}

/** Averages over records: how much of a record's cluster is its own, and how much of its own is in its cluster. */
export interface BCubed {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Found clusters against the truth: by pairs, and by records. */
export interface ClusterComparison extends PairCounts {
  /** Records whose truth is known; only they are compared. */
  readonly records: number;
  readonly withoutTruth: number;
  /** All pairs of them that may be linked. */
  readonly pairs: number;
  readonly measures: Measures;
  readonly bCubed: BCubed;
  readonly found: ClusterShape;
  readonly truth: ClusterShape;
}

export interface CompareOptions {
  /** Each record's source, where only pairs of two sources count (link only). All pairs count where it is not given. */
  readonly acrossSources?: ArrayLike<number>;
}

/**
 * Compares clusters with the truth, pair by pair without a list of pairs: every true pair that is not in one cluster is
 * missed, whether blocking ever made it or not. `found` and `truth` label the same records; a truth of −1 is not known.
 * The order of records and the labels' numbers change nothing, not even the last digit.
 * *Source*: B-cubed: Bagga & Baldwin 1998, as in Amigó et al. 2009.
 */
export function compareClusters(found: Labels, truth: Labels, options: CompareOptions = {}): ClusterComparison {
  return comparisonOf(contingencyOf(found, truth), pairCounterOf(options.acrossSources));
}

/**
 * The same for each group of records. A pair concerns a group when either record is in it: a wrong link harms both. B-cubed
 * averages over the group's own records. `groupOf` numbers the names; records of no group have −1.
 */
export function compareClustersBy(
  found: Labels,
  truth: Labels,
  groups: { readonly names: readonly string[]; readonly groupOf: Int32Array },
  options: CompareOptions = {},
): readonly { readonly group: string; readonly comparison: ClusterComparison }[] {
  const contingency = contingencyOf(found, truth);
  return groups.names.map((group, g) => {
    const isIn = (record: number): boolean => groups.groupOf[record] === g;
    let withoutTruth = 0;
    for (let record = 0; record < truth.length; record++) if (isIn(record) && (truth[record] as number) < 0) withoutTruth++;
    return { group, comparison: { ...comparisonOf(contingency, pairCounterOf(options.acrossSources), isIn), withoutTruth } };
  });
}

/** Counts pairs of the records that it was shown since it was last asked. */
interface PairCounter {
  add(record: number): void;
  taken(): number;
}

function comparisonOf(contingency: Contingency, pairs: () => PairCounter, isIn?: (record: number) => boolean): ClusterComparison {
  const touching = pairsTouching(pairs, isIn);
  const { order, records, foundSizes, entitySizes } = contingency;
  let tp = 0;
  const [together, linked, whole] = [touching(), touching(), touching()];
  forEachCell(contingency, ({ from, to }) => {
    for (let k = from; k < to; k++) together.add(order[k] as number);
    tp += together.taken();
  });
  let linkedPairs = 0;
  for (let from = 0; from < records; ) {
    const to = from + (foundSizes[contingency.found[from] as number] as number);
    for (; from < to; from++) linked.add(order[from] as number);
    linkedPairs += linked.taken();
  }
  const positives = truePairs(contingency, touching());
  for (const record of order) whole.add(record);
  const all = whole.taken();
  const counts = { tp, fp: linkedPairs - tp, fn: positives - tp, tn: all - linkedPairs - positives + tp };
  const compared = isIn === undefined ? records : order.reduce((count, record) => (isIn(record) ? count + 1 : count), 0);
  return {
    ...counts,
    records: compared,
    withoutTruth: contingency.withoutTruth,
    pairs: all,
    measures: measuresOf(counts),
    bCubed: bCubedOf(contingency, isIn),
    found: shapeOf(foundSizes, contingency.found, order, isIn),
    truth: shapeOf(entitySizes, contingency.entity, order, isIn),
  };
}

function truePairs({ order, entity, entitySizes }: Contingency, counter: PairCounter): number {
  const starts = new Int32Array(entitySizes.length);
  for (let e = 1; e < starts.length; e++) starts[e] = (starts[e - 1] as number) + (entitySizes[e - 1] as number);
  const next = starts.slice();
  const byEntity = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) {
    const e = entity[k] as number;
    const place = next[e] as number;
    next[e] = place + 1;
    byEntity[place] = order[k] as number;
  }
  let total = 0;
  for (let e = 0; e < starts.length; e++) {
    for (let k = starts[e] as number; k < (next[e] as number); k++) counter.add(byEntity[k] as number);
    total += counter.taken();
  }
  return total;
}

/** Pairs of which a record is in the group: all pairs but those of the others among themselves. */
function pairsTouching(pairs: () => PairCounter, isIn: ((record: number) => boolean) | undefined): () => PairCounter {
  if (isIn === undefined) return pairs;
  return () => {
    const [all, others] = [pairs(), pairs()];
    return {
      add(record) {
        all.add(record);
        if (!isIn(record)) others.add(record);
      },
      taken: () => all.taken() - others.taken(),
    };
  };
}

function pairCounterOf(sourceOf: ArrayLike<number> | undefined): () => PairCounter {
  if (sourceOf === undefined)
    return () => {
      let records = 0;
      return {
        add: () => void records++,
        taken() {
          const pairs = pairsAmong(records);
          records = 0;
          return pairs;
        },
      };
    };
  let sources = 0;
  for (let record = 0; record < sourceOf.length; record++) sources = Math.max(sources, (sourceOf[record] as number) + 1);
  return () => {
    const perSource = new Float64Array(sources);
    return {
      add(record) {
        const source = sourceOf[record] as number;
        perSource[source] = (perSource[source] as number) + 1;
      },
      taken() {
        let [records, within] = [0, 0];
        for (const count of perSource) {
          records += count;
          within += pairsAmong(count);
        }
        perSource.fill(0);
        return pairsAmong(records) - within;
      },
    };
  };
}

/** Whole numbers are summed by size of cluster and entity, and divided last: no order of records can show in the digits. */
function bCubedOf(contingency: Contingency, isIn?: (record: number) => boolean): BCubed {
  const { order, foundSizes, entitySizes } = contingency;
  const byFound = new Map<number, number>();
  const byEntity = new Map<number, number>();
  let records = 0;
  forEachCell(contingency, ({ found, entity, from, to }) => {
    let own = to - from;
    if (isIn !== undefined) {
      own = 0;
      for (let k = from; k < to; k++) if (isIn(order[k] as number)) own++;
    }
    records += own;
    addTo(byFound, foundSizes[found] as number, own * (to - from));
    addTo(byEntity, entitySizes[entity] as number, own * (to - from));
  });
  const precision = share(weighed(byFound), records);
  const recall = share(weighed(byEntity), records);
  return { precision, recall, f1: precision === null || recall === null ? null : (2 * precision * recall) / (precision + recall) };
}

function addTo(sums: Map<number, number>, size: number, amount: number): void {
  sums.set(size, (sums.get(size) ?? 0) + amount);
}

const weighed = (sums: ReadonlyMap<number, number>): number =>
  [...sums].sort(([x], [y]) => x - y).reduce((total, [size, sum]) => total + sum / size, 0);

/** Clusters that hold a record of the group, and the largest of them in whole. */
function shapeOf(sizes: Int32Array, labels: Int32Array, order: Int32Array, isIn?: (record: number) => boolean): ClusterShape {
  const counted = new Uint8Array(sizes.length);
  let [clusters, largest] = [0, 0];
  for (let k = 0; k < labels.length; k++) {
    const label = labels[k] as number;
    if (counted[label] === 1 || (isIn !== undefined && !isIn(order[k] as number))) continue;
    counted[label] = 1;
    clusters++;
    largest = Math.max(largest, sizes[label] as number);
  }
  return { clusters, largest };
}
