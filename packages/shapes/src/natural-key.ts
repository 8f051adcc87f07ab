/** What names a source record outside the database: `(source, dataset, part, source_record_id, sub_key, incarnation)`. */
export interface NaturalKey {
  readonly source: string;
  readonly dataset: string;
  /** The part of a feed that arrives in parts (a school), or ''. */
  readonly part: string;
  readonly sourceRecordId: string;
  /** One of several people in one row, or ''. */
  readonly subKey: string;
  /** Counts the people that a re-used id has named, from 0. */
  readonly incarnation: number;
}

/** One text per natural key; compared by code points it gives the natural-key order used everywhere. */
export function printNaturalKey(key: NaturalKey): string {
  return [key.source, key.dataset, key.part, key.sourceRecordId, key.subKey, String(key.incarnation)].map(escapePart).join('/');
}

/** Code-point order of two texts, as Postgres `collate "C"` gives it for UTF-8. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const surrogateX = x >= 0xd800 && x <= 0xdfff;
    const surrogateY = y >= 0xd800 && y <= 0xdfff;
    return surrogateX === surrogateY ? x - y : surrogateX ? 1 : -1;
  }
  return a.length - b.length;
}

const escapePart = (text: string): string => (/[%/]/.test(text) ? text.replaceAll('%', '%25').replaceAll('/', '%2F') : text);
