/** A tree edge of a cluster: what joined two records. `weight` is NaN where people did. */
export interface ForestEdge {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
  readonly kind: 'edge' | 'judgement' | 'kept';
}

/** The trees of clusters while they grow, over records 0 to size − 1. */
export class Forest {
  readonly edges: ForestEdge[] = [];
  readonly #near: number[][];

  constructor(size: number) {
    this.#near = Array.from({ length: size }, () => []);
  }

  add(edge: ForestEdge): void {
    this.#near[edge.x]?.push(this.edges.length);
    this.#near[edge.y]?.push(this.edges.length);
    this.edges.push(edge);
  }

  /** Positions of the edges on the way from one record to another of its tree, in order. */
  path(from: number, to: number): readonly number[] {
    const cameBy = new Map<number, number>([[from, -1]]);
    this.#walk(from, -1, (record, edge) => cameBy.set(record, edge));
    const way: number[] = [];
    for (let at = to; at !== from; ) {
      const position = cameBy.get(at);
      const edge = position === undefined ? undefined : this.edges[position];
      if (position === undefined || edge === undefined) return [];
      way.push(position);
      at = edge.x === at ? edge.y : edge.x;
    }
    return way.reverse();
  }

  /** The records that stay with `from` when the edge at `without` is cut; −1 cuts none. */
  part(from: number, without: number): ReadonlySet<number> {
    const part = new Set([from]);
    this.#walk(from, without, (record) => part.add(record));
    return part;
  }

  #walk(from: number, without: number, visit: (record: number, edge: number) => void): void {
    const seen = new Set([from]);
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const position of this.#near[at] ?? []) {
        const edge = this.edges[position];
        if (edge === undefined || position === without) continue;
        const next = edge.x === at ? edge.y : edge.x;
        if (seen.has(next)) continue;
        seen.add(next);
        visit(next, position);
        open.push(next);
      }
    }
  }
}
