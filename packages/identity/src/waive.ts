import type { HeldEdge, Parting } from './component-problem.ts';

/**
 * Partings but for those that a signed *same* has answered already: when people said that g and h are one child
 * although their forenames differ, the same difference does not part h from another record of g's.
 * A number is waived by its value; the rest between the two records and those that a held edge binds to them.
 */
export function withoutWaived(
  partings: readonly Parting[],
  lifted: readonly Parting[],
  held: readonly HeldEdge[],
  number: (at: number) => number,
): readonly Parting[] {
  if (lifted.length === 0) return partings;
  const near = neighbours(held);
  const waived = new Set<string>();
  const waive = (because: string, p: number, q: number) => waived.add(`${because} ${Math.min(p, q)} ${Math.max(p, q)}`);
  for (const { p: g, q: h, because } of lifted) {
    if (because === 'verified_numbers') {
      waive(because, number(g), number(h));
      continue;
    }
    for (const p of [g, ...(near.get(g) ?? [])]) for (const q of [h, ...(near.get(h) ?? [])]) waive(because, p, q);
  }
  return partings.filter(({ p, q, because }) => {
    const [x, y] = because === 'verified_numbers' ? [number(p), number(q)] : [p, q];
    return !waived.has(`${because} ${Math.min(x, y)} ${Math.max(x, y)}`);
  });
}

function neighbours(held: readonly HeldEdge[]): ReadonlyMap<number, readonly number[]> {
  const near = new Map<number, number[]>();
  const add = (x: number, y: number) => {
    const list = near.get(x);
    if (list === undefined) near.set(x, [y]);
    else list.push(y);
  };
  for (const { x, y } of held) {
    add(x, y);
    add(y, x);
  }
  return near;
}
