/**
 * Average-link clusters: again and again the two clusters are joined whose known pairs weigh most on average, as long as that
 * is `threshold` bits or more. Where connected components follow one strong pair into a stranger's cluster, here all that is
 * known between the two clusters is asked. Pairs that were never made say nothing.
 *
 * Pairs are `a[p]`, `b[p]` (a before b, each once) with `weight[p]` in bits; give also those below the threshold, for they
 * are what keeps clusters apart. Returns each record's cluster: its lowest record. Of equal averages the lowest labels are
 * joined first, so that the order of pairs changes nothing.
 * *Source*: Sokal & Michener 1958 (group average), over the pairs that are known.
 */
export function averageLink(size: number, a: Int32Array, b: Int32Array, weight: Float64Array, threshold: number): Int32Array {
  return labelsAfter(size, joinsOf(size, a, b, weight, threshold));
}

/**
 * The same at several thresholds, in their order. A join never makes two clusters weigh more to each other than what was
 * joined before it, so the clusters at a threshold are those after the first joins of a lower one: the pairs are gone
 * through once.
 */
export function averageLinkAtThresholds(
  size: number,
  a: Int32Array,
  b: Int32Array,
  weight: Float64Array,
  thresholds: readonly number[],
): readonly Int32Array[] {
  if (thresholds.length === 0) return [];
  const joins = joinsOf(size, a, b, weight, Math.min(...thresholds));
  return thresholds.map((threshold) => {
    const end = joins.findIndex(({ mean }) => mean < threshold);
    return labelsAfter(size, end < 0 ? joins : joins.slice(0, end));
  });
}

/** Joins in their order, from the heaviest mean down to the threshold. */
function joinsOf(size: number, a: Int32Array, b: Int32Array, weight: Float64Array, threshold: number): readonly Join[] {
  const links = neighboursOf(size, a, b, weight);
  const isGone = new Uint8Array(size);
  const turn = new Int32Array(size);
  const queue = joinQueue();
  const joins: Join[] = [];
  for (let p = 0; p < a.length; p++) {
    const bits = weight[p] as number;
    if (bits >= threshold) queue.push({ mean: bits, low: a[p] as number, high: b[p] as number, lowTurn: 0, highTurn: 0 });
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { low, high } = next;
    if (isGone[low] === 1 || isGone[high] === 1 || turn[low] !== next.lowTurn || turn[high] !== next.highTurn) continue;
    joins.push(next);
    isGone[high] = 1;
    turn[low] = (turn[low] as number) + 1;
    const kept = joined(links, low, high);
    for (const [other, link] of kept) {
      const mean = link.sum / link.count;
      if (mean < threshold) continue;
      const [first, second] = low < other ? [low, other] : [other, low];
      queue.push({ mean, low: first, high: second, lowTurn: turn[first] as number, highTurn: turn[second] as number });
    }
  }
  return joins;
}

/** Each record's cluster after some joins, of which every one gives a cluster's records to one that begins before it. */
function labelsAfter(size: number, joins: readonly Join[]): Int32Array {
  const leads = Int32Array.from({ length: size }, (_, record) => record);
  for (const { low, high } of joins) leads[high] = low;
  for (let record = 0; record < size; record++) leads[record] = leads[leads[record] as number] as number;
  return leads;
}

/** What is known between two clusters: the bits of all pairs, and how many they are. */
interface Link {
  sum: number;
  count: number;
}

type Neighbours = Map<number, Link>;

function neighboursOf(size: number, a: Int32Array, b: Int32Array, weight: Float64Array): (Neighbours | null)[] {
  const links: (Neighbours | null)[] = Array.from({ length: size }, () => null);
  for (let p = 0; p < a.length; p++) {
    const i = a[p] as number;
    const j = b[p] as number;
    const link = { sum: weight[p] as number, count: 1 };
    neighbours(links, i).set(j, link);
    neighbours(links, j).set(i, link);
  }
  return links;
}

function neighbours(links: (Neighbours | null)[], cluster: number): Neighbours {
  const known = links[cluster];
  if (known !== null && known !== undefined) return known;
  const made: Neighbours = new Map();
  links[cluster] = made;
  return made;
}

/** Gives `high`'s links to `low` (the fewer to the more), and returns what `low` has then. */
function joined(links: (Neighbours | null)[], low: number, high: number): Neighbours {
  const ofLow = neighbours(links, low);
  const ofHigh = neighbours(links, high);
  ofLow.delete(high);
  ofHigh.delete(low);
  const [more, fewer, gone] = ofLow.size >= ofHigh.size ? [ofLow, ofHigh, high] : [ofHigh, ofLow, low];
  for (const [other, link] of fewer) {
    const known = more.get(other);
    if (known === undefined) more.set(other, link);
    else {
      known.sum += link.sum;
      known.count += link.count;
    }
    neighbours(links, other).delete(gone);
  }
  links[low] = more;
  links[high] = null;
  for (const [other, link] of more) {
    const back = neighbours(links, other);
    back.delete(high);
    back.set(low, link);
  }
  return more;
}

interface Join {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly lowTurn: number;
  readonly highTurn: number;
}

/** A binary heap: the highest mean first, then the lowest labels. */
function joinQueue(): { push(join: Join): void; pop(): Join | undefined } {
  const heap: Join[] = [];
  return {
    push(join) {
      let at = heap.push(join) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBefore(join, heap[parent] as Join)) break;
        heap[at] = heap[parent] as Join;
        at = parent;
      }
      heap[at] = join;
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1] as Join, heap[child] as Join)) child++;
        if (!isBefore(heap[child] as Join, last)) break;
        heap[at] = heap[child] as Join;
        at = child;
      }
      heap[at] = last;
      return first;
    },
  };
}

function isBefore(x: Join, y: Join): boolean {
  return x.mean !== y.mean ? x.mean > y.mean : x.low !== y.low ? x.low < y.low : x.high < y.high;
}
