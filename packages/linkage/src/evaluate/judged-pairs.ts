import { type Labels, UNKNOWN } from './contingency.ts';
import { pairsAmong } from './measures.ts';

/** Scored pairs of which the truth is known, and how many pairs there are besides that nobody scored. */
export interface JudgedPairs {
  /** Match weights, in bits. */
  readonly weight: Float64Array;
  /** 1 for a true pair, 0 for none. */
  readonly isMatch: Uint8Array;
  /** True pairs that no threshold can link: blocking never made them. */
  readonly unseenMatches: number;
  /** Pairs that are rightly apart at every threshold. */
  readonly unseenNonMatches: number;
}

/** A table of labels, label by label: what a person said, and what the model says. */
export interface LabelTable {
  /** From 0 (surely not) to 1 (surely the same). */
  readonly clericalScore: Float64Array;
  /** Match weights, in bits. */
  readonly weight: Float64Array;
  /** 1 where a blocking rule makes the pair. */
  readonly foundByBlocking: Uint8Array;
}

/** Splink's: at least this much makes a label a match. */
export const IS_MATCH = 0.5;

/**
 * Pairs as labels judge them. Those that blocking does not make count as not linked, whatever they weigh (Splink's −999);
 * with `scoreUnfound` their own weight counts: then the model is judged without its rules.
 */
export function judgedByLabels(
  { clericalScore, weight, foundByBlocking }: LabelTable,
  options: { scoreUnfound?: boolean } = {},
): JudgedPairs {
  const scored: number[] = [];
  let [unseenMatches, unseenNonMatches] = [0, 0];
  for (let p = 0; p < weight.length; p++) {
    if (foundByBlocking[p] === 1 || options.scoreUnfound === true) scored.push(p);
    else if ((clericalScore[p] as number) >= IS_MATCH) unseenMatches++;
    else unseenNonMatches++;
  }
  return {
    weight: Float64Array.from(scored, (p) => weight[p] as number),
    isMatch: Uint8Array.from(scored, (p) => ((clericalScore[p] as number) >= IS_MATCH ? 1 : 0)),
    unseenMatches,
    unseenNonMatches,
  };
}

/** Pairs of records by number, with their weights in bits. */
export interface WeighedPairs {
  readonly count: number;
  readonly l: Int32Array;
  readonly r: Int32Array;
  readonly weight: Float64Array;
}

export interface JudgeOptions {
  /** Each record's source, where only pairs of two sources are to be found (link only). */
  readonly acrossSources?: ArrayLike<number>;
  /** Only pairs of which a record is in the group. */
  readonly group?: (record: number) => boolean;
}

/**
 * Pairs as a column of true entities judges them. What was not scored is counted from the sizes of entities and sources: true
 * pairs that were never made are missed at every threshold, all the others are rightly apart. Pairs of a record whose
 * entity is unknown are left out and counted.
 */
export function judgedByEntity(
  pairs: WeighedPairs,
  truth: Labels,
  options: JudgeOptions = {},
): JudgedPairs & { readonly withoutTruth: number } {
  const { acrossSources, group } = options;
  const judged: number[] = [];
  let [withoutTruth, matches] = [0, 0];
  for (let p = 0; p < pairs.count; p++) {
    const [l, r] = [pairs.l[p] as number, pairs.r[p] as number];
    if (group !== undefined && !group(l) && !group(r)) continue;
    if (acrossSources !== undefined && acrossSources[l] === acrossSources[r]) continue;
    if (truth[l] === UNKNOWN || truth[r] === UNKNOWN) withoutTruth++;
    else {
      judged.push(p);
      if (truth[l] === truth[r]) matches++;
    }
  }
  const possible = possiblePairs(truth, options);
  return {
    weight: Float64Array.from(judged, (p) => pairs.weight[p] as number),
    isMatch: Uint8Array.from(judged, (p) => (truth[pairs.l[p] as number] === truth[pairs.r[p] as number] ? 1 : 0)),
    unseenMatches: possible.matches - matches,
    unseenNonMatches: possible.all - possible.matches - (judged.length - matches),
    withoutTruth,
  };
}

/** Pairs of records whose truth is known, in all and of one entity. */
function possiblePairs(truth: Labels, { acrossSources, group }: JudgeOptions): { readonly all: number; readonly matches: number } {
  const count = (isCounted: (record: number) => boolean) => {
    const bySource = new Map<number, number>();
    const byEntity = new Map<number, number>();
    const byBoth = new Map<string, number>();
    let records = 0;
    for (let record = 0; record < truth.length; record++) {
      const entity = truth[record] as number;
      if (entity === UNKNOWN || !isCounted(record)) continue;
      records++;
      addOne(byEntity, entity);
      if (acrossSources === undefined) continue;
      addOne(bySource, acrossSources[record] as number);
      addOne(byBoth, `${acrossSources[record]} ${entity}`);
    }
    return { all: pairsAmong(records) - pairsWithin(bySource), matches: pairsWithin(byEntity) - pairsWithin(byBoth) };
  };
  const whole = count(() => true);
  if (group === undefined) return whole;
  const others = count((record) => !group(record));
  return { all: whole.all - others.all, matches: whole.matches - others.matches };
}

function addOne<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsWithin(counts: ReadonlyMap<unknown, number>): number {
  let pairs = 0;
  for (const count of counts.values()) pairs += pairsAmong(count);
  return pairs;
}
