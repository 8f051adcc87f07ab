import { groupBy } from './components.ts';
import { type Resolution, VIA_KINDS, type ViaKind } from './resolution.ts';

/** Tree edges of all clusters, as parallel lists of record indices. */
export interface Trees {
  readonly x: number[];
  readonly y: number[];
  readonly weight: number[];
  readonly kind: ViaKind[];
}

/** How each record joined: from the first record of its cluster outwards, the tree edge that reaches it. */
export function viaOf(recordKeys: Int32Array, cluster: Int32Array, trees: Trees): Resolution['via'] {
  const size = recordKeys.length;
  const via = { record: new Int32Array(size).fill(-1), kind: new Uint8Array(size), weight: new Float64Array(size).fill(Number.NaN) };
  const ends = Int32Array.from([...trees.x, ...trees.y]);
  const { start, members } = groupBy(ends, size);
  const edges = trees.x.length;
  const open: number[] = [];
  const reached = new Uint8Array(size);
  for (let first = 0; first < size; first++) {
    if (cluster[first] !== first) continue;
    open.push(first);
    reached[first] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (let i = start[at] as number; i < (start[at + 1] as number); i++) {
        const edge = (members[i] as number) % edges;
        const next = trees.x[edge] === at ? (trees.y[edge] as number) : (trees.x[edge] as number);
        if (reached[next] === 1) continue;
        reached[next] = 1;
        via.record[next] = recordKeys[at] as number;
        via.kind[next] = VIA_KINDS.indexOf(trees.kind[edge] ?? 'edge');
        via.weight[next] = trees.weight[edge] as number;
        open.push(next);
      }
    }
  }
  return via;
}
