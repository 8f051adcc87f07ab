/** What one record says of an attribute of which a person has one value only. */
export interface Said {
  readonly record: number;
  readonly source: number;
  readonly value: string;
}

/**
 * Whose owners are asked where the records of one person say several values: every record whose value no more sources give than
 * another value. One against two is asked alone; one against one, both are, for nothing tells which of them is wrong.
 */
export function contradictedBy(said: readonly Said[]): readonly number[] {
  const sources = new Map<string, Set<number>>();
  for (const { value, source } of said) sources.set(value, (sources.get(value) ?? new Set()).add(source));
  if (sources.size < 2) return [];
  const backing = ({ value }: Said): number => sources.get(value)?.size ?? 0;
  const most = (otherThan: string): number => Math.max(0, ...[...sources].map(([value, from]) => (value === otherThan ? 0 : from.size)));
  return said.filter((one) => backing(one) <= most(one.value)).map(({ record }) => record);
}
