/**
 * Connected components: records are in one cluster where links lead from one to the other. Links are `a[p]`–`b[p]`, in any
 * order and either way round. Returns each record's cluster: its lowest record.
 */
export function connectedComponents(size: number, a: Int32Array, b: Int32Array): Int32Array {
  const components = growingComponents(size);
  for (let p = 0; p < a.length; p++) components.join(a[p] as number, b[p] as number);
  return components.labels();
}

export interface GrowingComponents {
  join(x: number, y: number): void;
  /** Each record's cluster as it is now: its lowest record. */
  labels(): Int32Array;
}

/** Components that links are added to bit by bit: a union–find forest with path halving, the lower root above the higher. */
export function growingComponents(size: number): GrowingComponents {
  const parent = new Int32Array(size);
  for (let record = 0; record < size; record++) parent[record] = record;
  const rootOf = (record: number): number => {
    let at = record;
    for (;;) {
      const above = parent[at] as number;
      if (above === at) return at;
      const next = parent[above] as number;
      parent[at] = next;
      at = next;
    }
  };
  return {
    join(x, y) {
      const first = rootOf(x);
      const second = rootOf(y);
      if (first < second) parent[second] = first;
      else parent[first] = second;
    },
    labels() {
      const labels = new Int32Array(size);
      // A parent is never above its child, so its label is known before.
      for (let record = 0; record < size; record++) {
        const above = parent[record] as number;
        labels[record] = above === record ? record : (labels[above] as number);
      }
      return labels;
    },
  };
}
