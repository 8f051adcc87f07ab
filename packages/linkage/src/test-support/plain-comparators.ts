/** Comparators by their definition, for tests to hold the fast ones against. */

export function plainJaro(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const partners = a.flatMap((letter, i) => {
    const j = b.findIndex((other, at) => other === letter && !taken.has(at) && Math.abs(at - i) <= reach);
    if (j >= 0) taken.add(j);
    return j >= 0 ? [letter] : [];
  });
  const others = [...taken].sort((x, y) => x - y).map((j) => b[j]);
  const m = partners.length;
  const transpositions = Math.floor(partners.filter((letter, k) => letter !== others[k]).length / 2);
  return m === 0 ? 0 : (m / a.length + m / b.length + (m - transpositions) / m) / 3;
}

export function plainJaccard(left: string, right: string): number {
  const a = new Set(left);
  const b = new Set(right);
  const all = new Set([...a, ...b]);
  return all.size === 0 ? 0 : (a.size + b.size - all.size) / all.size;
}

/**
 * The unrestricted Damerau distance: of all ways that exchange two symbols at most once in place, the cheapest, by its
 * recursion over every pair of earlier positions.
 */
export function plainDamerauUnrestricted(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const known = new Map<number, number>();
  const d = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = i * (b.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    let least = Math.min(d(i - 1, j) + 1, d(i, j - 1) + 1, d(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
    const k = a.lastIndexOf(b[j - 1] as string, i - 2);
    const l = b.lastIndexOf(a[i - 1] as string, j - 2);
    if (i > 1 && j > 1 && k >= 0 && l >= 0) least = Math.min(least, d(k, l) + (i - k - 2) + 1 + (j - l - 2));
    known.set(key, least);
    return least;
  };
  return d(a.length, b.length);
}
