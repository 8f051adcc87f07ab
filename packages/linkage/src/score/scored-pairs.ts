/**
 * Scored pairs, column by column: pair *p* is the records `l[p]` before `r[p]`, found by the rule `rule[p]` (255 where it
 * came without one), with a match weight in bits, prior included. 17 bytes a pair, and a byte a comparison where gammas are kept.
 */
export interface ScoredPairs {
  readonly count: number;
  readonly l: Int32Array;
  readonly r: Int32Array;
  readonly weight: Float64Array;
  readonly rule: Uint8Array;
  /** `gammas[p * comparisons + c]`, where they were kept; who needs them otherwise works them out again. */
  readonly gammas?: Int8Array;
}

/** Scored pairs that are still being added to. */
export interface PairCollector {
  add(l: number, r: number, weight: number, rule: number): void;
  /** Keeps the gammas of the pair that was added last: of each comparison, those of a chunk's pairs, of which it is number `p`. */
  addGammas(gammas: readonly Int8Array[], p: number): void;
  /** In the order in which they were added; the collector is empty afterwards. */
  taken(): ScoredPairs;
}

const FIRST_ROOM = 1024;

/** Grows by doubling: memory follows the pairs that were kept. `width`: comparisons whose gammas are kept. */
export function pairCollector(width = 0): PairCollector {
  let count = 0;
  let pairs = ownRoom(FIRST_ROOM, width);
  return {
    add(l, r, weight, rule) {
      if (count === pairs.l.length) pairs = grown(pairs, width);
      pairs.l[count] = l;
      pairs.r[count] = r;
      pairs.weight[count] = weight;
      pairs.rule[count] = rule;
      count++;
    },
    addGammas(gammas, p) {
      for (let c = 0, at = (count - 1) * width; c < width; c++) pairs.gammas[at + c] = (gammas[c] as Int8Array)[p] as number;
    },
    taken() {
      const { l, r, weight, rule, gammas } = pairs;
      const taken = { count, l: l.slice(0, count), r: r.slice(0, count), weight: weight.slice(0, count), rule: rule.slice(0, count) };
      const kept = width === 0 ? taken : { ...taken, gammas: gammas.slice(0, count * width) };
      count = 0;
      return kept;
    },
  };
}

/**
 * All pairs by l, then r, whatever parts they came in: two counting sorts over the records. No pair may stand twice. `width`:
 * comparisons whose gammas all parts have.
 */
export function sortedPairs(parts: readonly ScoredPairs[], size: number, width = 0): ScoredPairs {
  const all = joined(parts, width);
  const byR = countingOrder(null, all.r, size);
  return picked(all, countingOrder(byR, all.l, size), width);
}

/** The pairs that weigh `floor` or more, in their order. */
export function pairsFrom(pairs: ScoredPairs, floor: number): ScoredPairs {
  let count = 0;
  const order = new Uint32Array(pairs.count);
  for (let p = 0; p < pairs.count; p++) if ((pairs.weight[p] as number) >= floor) order[count++] = p;
  const width = pairs.gammas === undefined ? 0 : pairs.gammas.length / pairs.count;
  return count === pairs.count ? pairs : picked(pairs, order.subarray(0, count), width);
}

/** Pairs on shared arrays, so that workers read them where they are. */
export function roomFor(count: number, width = 0): ScoredPairs {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes * count);
  return {
    count,
    l: new Int32Array(shared(4)),
    r: new Int32Array(shared(4)),
    weight: new Float64Array(shared(8)),
    rule: new Uint8Array(shared(1)),
    ...(width === 0 ? {} : { gammas: new Int8Array(shared(width)) }),
  };
}

const ownRoom = (count: number, width: number): ScoredPairs & { readonly gammas: Int8Array } => ({
  count,
  l: new Int32Array(count),
  r: new Int32Array(count),
  weight: new Float64Array(count),
  rule: new Uint8Array(count),
  gammas: new Int8Array(count * width),
});

function grown(pairs: ReturnType<typeof ownRoom>, width: number): ReturnType<typeof ownRoom> {
  const larger = ownRoom(pairs.l.length * 2, width);
  larger.l.set(pairs.l);
  larger.r.set(pairs.r);
  larger.weight.set(pairs.weight);
  larger.rule.set(pairs.rule);
  larger.gammas.set(pairs.gammas);
  return larger;
}

function joined(parts: readonly ScoredPairs[], width: number): ScoredPairs {
  const all = roomFor(
    parts.reduce((total, part) => total + part.count, 0),
    width,
  );
  let at = 0;
  for (const part of parts) {
    all.l.set(part.l, at);
    all.r.set(part.r, at);
    all.weight.set(part.weight, at);
    all.rule.set(part.rule, at);
    if (part.gammas !== undefined) all.gammas?.set(part.gammas, at * width);
    at += part.count;
  }
  return all;
}

function picked(pairs: ScoredPairs, order: Uint32Array, width: number): ScoredPairs {
  const chosen = roomFor(order.length, width);
  for (let p = 0; p < order.length; p++) {
    const from = order[p] as number;
    chosen.l[p] = pairs.l[from] as number;
    chosen.r[p] = pairs.r[from] as number;
    chosen.weight[p] = pairs.weight[from] as number;
    chosen.rule[p] = pairs.rule[from] as number;
  }
  if (pairs.gammas !== undefined && chosen.gammas !== undefined) pickGammas(pairs.gammas, order, width, chosen.gammas);
  return chosen;
}

function pickGammas(gammas: Int8Array, order: Uint32Array, width: number, into: Int8Array): void {
  for (let p = 0, to = 0; p < order.length; p++)
    for (let from = (order[p] as number) * width, end = from + width; from < end; ) into[to++] = gammas[from++] as number;
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
