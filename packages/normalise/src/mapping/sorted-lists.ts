/** Sorted, without doubles. */
export function sortedSet(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}

/** Two sorted lists without doubles as one. */
export function mergeSorted(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0) return b;
  if (b.length === 0 || a === b) return a;
  return sortedSet([...a, ...b]);
}
