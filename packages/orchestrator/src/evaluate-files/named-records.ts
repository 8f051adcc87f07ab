/** Records that files name by source and id, by number. */
export interface NamedRecords {
  size(): number;
  idOf(record: number): string;
  sourceOf(record: number): string;
  find(source: string, id: string): number | undefined;
  /** The record's number; a new one for a record that was not named before. */
  add(source: string, id: string): number;
  /** All of them, in the order of their names. */
  sources(): readonly string[];
  /** The only source there is, or `null` where there are several. */
  onlySource(): string | null;
}

export function namedRecords(): NamedRecords {
  const numbers = new Map<string, number>();
  const names: (readonly [source: string, id: string])[] = [];
  const sources = new Set<string>();
  const find = (source: string, id: string): number | undefined => numbers.get(`${source}-__-${id}`);
  return {
    size: () => names.length,
    idOf: (record) => names[record]?.[1] ?? '',
    sourceOf: (record) => names[record]?.[0] ?? '',
    find,
    add(source, id) {
      const known = find(source, id);
      if (known !== undefined) return known;
      numbers.set(`${source}-__-${id}`, names.length);
      sources.add(source);
      return names.push([source, id]) - 1;
    },
    sources: () => [...sources].sort(),
    onlySource() {
      const [first = null] = sources;
      return sources.size === 1 ? first : null;
    },
  };
}
