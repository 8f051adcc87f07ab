/**
 * Scored pairs, column by column: pair *p* is the records `l[p]` before `r[p]`, found by the rule `rule[p]` (255 where it
 * came without one), with a match weight in bits, prior included. 17 bytes a pair.
 */
export interface ScoredPairs {
  readonly count: number;
  readonly l: Int32Array;
  readonly r: Int32Array;
  readonly weight: Float64Array;
  readonly rule: Uint8Array;
}

/** Scored pairs that are still being added to. */
export interface PairCollector {
  add(l: number, r: number, weight: number, rule: number): void;
  /** In the order in which they were added; the collector is empty afterwards. */
  taken(): ScoredPairs;
}

const FIRST_ROOM = 1024;

/** Grows by doubling: memory follows the pairs that were kept. */
export function pairCollector(): PairCollector {
  let count = 0;
  let pairs = ownRoom(FIRST_ROOM);
  return {
    add(l, r, weight, rule) {
      if (count === pairs.l.length) pairs = grown(pairs);
      pairs.l[count] = l;
      pairs.r[count] = r;
      pairs.weight[count] = weight;
      pairs.rule[count] = rule;
      count++;
    },
    taken() {
      const { l, r, weight, rule } = pairs;
      const taken = { count, l: l.slice(0, count), r: r.slice(0, count), weight: weight.slice(0, count), rule: rule.slice(0, count) };
      count = 0;
      return taken;
    },
  };
}

/** All pairs by l, then r, whatever parts they came in: two counting sorts over the records. No pair may stand twice. */
export function sortedPairs(parts: readonly ScoredPairs[], size: number): ScoredPairs {
  const all = joined(parts);
  const byR = countingOrder(null, all.r, size);
  return picked(all, countingOrder(byR, all.l, size));
}

/** The pairs that weigh `floor` or more, in their order. */
export function pairsFrom(pairs: ScoredPairs, floor: number): ScoredPairs {
  let count = 0;
  const order = new Uint32Array(pairs.count);
  for (let p = 0; p < pairs.count; p++) if ((pairs.weight[p] as number) >= floor) order[count++] = p;
  return count === pairs.count ? pairs : picked(pairs, order.subarray(0, count));
}

/** Pairs on shared arrays, so that workers read them where they are. */
export function roomFor(count: number): ScoredPairs {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes * count);
  return {
    count,
    l: new Int32Array(shared(4)),
    r: new Int32Array(shared(4)),
    weight: new Float64Array(shared(8)),
    rule: new Uint8Array(shared(1)),
  };
}

const ownRoom = (count: number): ScoredPairs => ({
  count,
  l: new Int32Array(count),
  r: new Int32Array(count),
  weight: new Float64Array(count),
  rule: new Uint8Array(count),
});

function grown(pairs: ScoredPairs): ScoredPairs {
  const larger = ownRoom(pairs.l.length * 2);
  larger.l.set(pairs.l);
  larger.r.set(pairs.r);
  larger.weight.set(pairs.weight);
  larger.rule.set(pairs.rule);
  return larger;
}

function joined(parts: readonly ScoredPairs[]): ScoredPairs {
  const all = roomFor(parts.reduce((total, part) => total + part.count, 0));
  let at = 0;
  for (const part of parts) {
    all.l.set(part.l, at);
    all.r.set(part.r, at);
    all.weight.set(part.weight, at);
    all.rule.set(part.rule, at);
    at += part.count;
  }
  return all;
}

function picked(pairs: ScoredPairs, order: Uint32Array): ScoredPairs {
  const chosen = roomFor(order.length);
  for (let p = 0; p < order.length; p++) {
    const from = order[p] as number;
    chosen.l[p] = pairs.l[from] as number;
    chosen.r[p] = pairs.r[from] as number;
    chosen.weight[p] = pairs.weight[from] as number;
    chosen.rule[p] = pairs.rule[from] as number;
  }
  return chosen;
}

/** Positions by key, equal keys in the order given (`null`: as they stand). */
function countingOrder(order: Uint32Array | null, keys: Int32Array, size: number): Uint32Array {
  const offsets = new Uint32Array(size + 1);
  for (let p = 0; p < keys.length; p++) {
    const next = (keys[p] as number) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let key = 1; key <= size; key++) offsets[key] = (offsets[key] as number) + (offsets[key - 1] as number);
  const sorted = new Uint32Array(keys.length);
  for (let p = 0; p < keys.length; p++) {
    const from = order === null ? p : (order[p] as number);
    const key = keys[from] as number;
    const place = offsets[key] as number;
    offsets[key] = place + 1;
    sorted[place] = from;
  }
  return sorted;
}
