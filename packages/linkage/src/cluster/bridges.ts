/**
 * 1 for each link `a[p]`–`b[p]` without which its two records would hang together no more: a depth-first walk that keeps its
 * own stack. *Source*: Tarjan 1974.
 */
export function bridgesOf(size: number, a: Int32Array, b: Int32Array): Uint8Array {
  const { starts, links } = linksByRecord(size, a, b);
  const isBridge = new Uint8Array(a.length);
  /** When each record was come to, and the earliest that can be reached from it and from what comes after. */
  const entered = new Int32Array(size).fill(-1);
  const earliest = new Int32Array(size);
  const cameBy = new Int32Array(size).fill(-1);
  const next = starts.slice(0, size);
  const stack = new Int32Array(size);
  let depth = 0;
  let time = 0;
  const enter = (record: number, link: number): void => {
    entered[record] = time;
    earliest[record] = time++;
    cameBy[record] = link;
    stack[depth++] = record;
  };
  const follow = (record: number, link: number): void => {
    if (link === cameBy[record]) return;
    const other = a[link] === record ? (b[link] as number) : (a[link] as number);
    if (entered[other] === -1) enter(other, link);
    else earliest[record] = Math.min(earliest[record] as number, entered[other] as number);
  };
  const leave = (record: number): void => {
    depth--;
    if (depth === 0) return;
    const above = stack[depth - 1] as number;
    earliest[above] = Math.min(earliest[above] as number, earliest[record] as number);
    if ((earliest[record] as number) > (entered[above] as number)) isBridge[cameBy[record] as number] = 1;
  };
  for (let root = 0; root < size; root++) {
    if (entered[root] === -1) enter(root, -1);
    while (depth > 0) {
      const record = stack[depth - 1] as number;
      const at = next[record] as number;
      next[record] = at + 1;
      if (at < (starts[record + 1] as number)) follow(record, links[at] as number);
      else leave(record);
    }
  }
  return isBridge;
}

/** The links of record *i*: `links[starts[i]]` up to `links[starts[i + 1] - 1]`. */
function linksByRecord(size: number, a: Int32Array, b: Int32Array): { starts: Int32Array; links: Int32Array } {
  const starts = new Int32Array(size + 1);
  for (const ends of [a, b]) for (const record of ends) starts[record + 1] = (starts[record + 1] as number) + 1;
  for (let record = 0; record < size; record++) starts[record + 1] = (starts[record] as number) + (starts[record + 1] as number);
  const next = starts.slice();
  const links = new Int32Array(2 * a.length);
  for (const ends of [a, b])
    ends.forEach((record, link) => {
      const place = next[record] as number;
      next[record] = place + 1;
      links[place] = link;
    });
  return { starts, links };
}
