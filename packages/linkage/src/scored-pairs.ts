/**
 * Scored pairs, column by column: pair *p* is records `a[p]` and `b[p]`.
 * `weight` in bits, prior included, to a millionth; `facts` as `shapes/pair-facts`; `gammas` as `compare/gamma-code`;
 * `rule` the first blocking rule that makes the pair, or 255 where it came without one.
 */
export interface ScoredPairs {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly facts: Int32Array;
  readonly gammas: Int32Array;
  readonly rule: Uint8Array;
}

/** Scored pairs that are still being added to. */
export interface PairCollector {
  add(a: number, b: number, weight: number, facts: number, gammas: number, rule: number): void;
  /** In the order in which they were added. */
  collected(): ScoredPairs;
}

export function pairCollector(expected = 1024): PairCollector {
  let count = 0;
  let pairs = room(expected);
  return {
    add(a, b, weight, facts, gammas, rule) {
      if (count === pairs.a.length) pairs = grown(pairs);
      pairs.a[count] = a;
      pairs.b[count] = b;
      pairs.weight[count] = weight;
      pairs.facts[count] = facts;
      pairs.gammas[count] = gammas;
      pairs.rule[count] = rule;
      count++;
    },
    collected: () =>
      pick(
        pairs,
        Int32Array.from({ length: count }, (_, p) => p),
      ),
  };
}

/** The same pairs by a, then b, of a table of `size` records: two stable counting sorts. */
export function sortedByRecords(pairs: ScoredPairs, size: number): ScoredPairs {
  const byB = countingSort(Int32Array.from(pairs.a.keys()), pairs.b, size);
  return pick(pairs, countingSort(byB, pairs.a, size));
}

function room(length: number): ScoredPairs {
  return {
    count: length,
    a: new Int32Array(length),
    b: new Int32Array(length),
    weight: new Float64Array(length),
    facts: new Int32Array(length),
    gammas: new Int32Array(length),
    rule: new Uint8Array(length),
  };
}

function grown(pairs: ScoredPairs): ScoredPairs {
  const larger = room(Math.max(1024, pairs.a.length * 2));
  larger.a.set(pairs.a);
  larger.b.set(pairs.b);
  larger.weight.set(pairs.weight);
  larger.facts.set(pairs.facts);
  larger.gammas.set(pairs.gammas);
  larger.rule.set(pairs.rule);
  return larger;
}

function pick(pairs: ScoredPairs, order: Int32Array): ScoredPairs {
  const picked = room(order.length);
  for (let p = 0; p < order.length; p++) {
    const from = order[p] as number;
    picked.a[p] = pairs.a[from] as number;
    picked.b[p] = pairs.b[from] as number;
    picked.weight[p] = pairs.weight[from] as number;
    picked.facts[p] = pairs.facts[from] as number;
    picked.gammas[p] = pairs.gammas[from] as number;
    picked.rule[p] = pairs.rule[from] as number;
  }
  return picked;
}

function countingSort(order: Int32Array, keys: Int32Array, size: number): Int32Array {
  const offsets = new Int32Array(size + 1);
  for (let p = 0; p < order.length; p++) offsets[(keys[p] as number) + 1] = (offsets[(keys[p] as number) + 1] as number) + 1;
  for (let key = 1; key <= size; key++) offsets[key] = (offsets[key] as number) + (offsets[key - 1] as number);
  const sorted = new Int32Array(order.length);
  for (let p = 0; p < order.length; p++) {
    const key = keys[order[p] as number] as number;
    const place = offsets[key] as number;
    offsets[key] = place + 1;
    sorted[place] = order[p] as number;
  }
  return sorted;
}
