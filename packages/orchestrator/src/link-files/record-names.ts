import { BETWEEN } from '@golden-thread/linkage/cluster-lines';
import { readerOf } from '@golden-thread/linkage/column-reader';
import type { RecordTexts } from '@golden-thread/linkage/pair-lines';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import type { Column } from '@golden-thread/shapes/columns';
import { csvTexts, csvTextsOf } from '@golden-thread/shapes/csv-lines';

const FIRST_BEYOND_ASCII = 128;

/** What records are called in files. */
export interface RecordNames {
  idOf(record: number): string;
  sourceOf(record: number): string;
  /** As Splink names a cluster by its first record: the unique id in one source, `source-__-id` in several. */
  clusterNameOf(record: number): string;
}

export function recordNames({ sources, sourceOf, uniqueIds }: RecordTable): RecordNames {
  let texts: ((record: number) => string) | null = null;
  const idOf = (record: number): string => {
    texts ??= fastTexts(uniqueIds);
    return texts(record);
  };
  const source = (record: number): string => sources[sourceOf[record] as number] as string;
  return {
    idOf,
    sourceOf: source,
    clusterNameOf: sources.length === 1 ? idOf : (record) => `${source(record)}${BETWEEN}${idOf(record)}`,
  };
}

/** Sources and ids of records as cells of a CSV file. */
export function recordTexts({ sources, sourceOf, uniqueIds }: RecordTable): {
  readonly sources: RecordTexts;
  readonly uniqueIds: RecordTexts;
} {
  const { ids, values } = uniqueIds;
  if (values.kind !== 'text') throw new TypeError('Unique ids are texts.');
  return { sources: { ids: sourceOf, texts: csvTextsOf(sources) }, uniqueIds: { ids, texts: csvTexts(values) } };
}

/** Texts of records: cut out of one string where all of them are ASCII, for making each by itself takes ten times as long. */
function fastTexts(column: Column): (record: number) => string {
  const { ids, values } = column;
  if (values.kind !== 'text' || values.bytes.some((byte) => byte >= FIRST_BEYOND_ASCII)) {
    const read = readerOf(column);
    return (record) => String(read(ids[record] as number) ?? '');
  }
  const { bytes, starts } = values;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return (record) => {
    const id = ids[record] as number;
    return all.slice(starts[id], starts[id + 1]);
  };
}
