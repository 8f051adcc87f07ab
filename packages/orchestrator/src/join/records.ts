import { type PeopleWriter, peopleWriter } from '@golden-thread/linkage/people-records';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';
import { parseArray } from '@golden-thread/warehouse/copy/parse-array';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { matchRowsOfText, matchRowsText } from '@golden-thread/warehouse/queries/link';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';

/** Every live record, in natural-key order: record *i* of each array is the *i*-th. */
export interface LiveRecords {
  readonly size: number;
  readonly recordKeys: Int32Array;
  readonly sources: Int32Array;
  /** Publication that wrote the live version. */
  readonly from: Int32Array;
  readonly parts: readonly string[];
  readonly naturalKeys: readonly string[];
  /** Their match index, as the linkage engine takes it. */
  readonly table: RecordTable;
  /** Index of a record key, or `undefined` when it is not live. */
  readonly indexOf: ReadonlyMap<number, number>;
}

const FIXED = 5;
const NO_MEMBERS: readonly string[] = [];

/** Reads the match index of every live record by COPY, or of some by their keys. */
export async function readLiveRecords(warehouse: Warehouse, some: Iterable<number> | null = null): Promise<LiveRecords> {
  const keys: number[] = [];
  const sources: number[] = [];
  const from: number[] = [];
  const parts: string[] = [];
  const naturalKeys: string[] = [];
  const writer = peopleWriter();
  const readers = MATCH_COLUMNS.map((column, i) => readerOf(column, FIXED + i, writer));
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, some === null ? matchRowsText() : matchRowsOfText([...some])))) {
      for (const row of batch) {
        keys.push(Number(row[0]));
        sources.push(Number(row[1]));
        parts.push(row[2] ?? '');
        from.push(Number(row[3]));
        naturalKeys.push(row[4] ?? '');
        for (const read of readers) read(row);
      }
    }
  });
  return {
    size: keys.length,
    recordKeys: Int32Array.from(keys),
    sources: Int32Array.from(sources),
    from: Int32Array.from(from),
    parts,
    naturalKeys,
    table: writer.records(naturalKeys),
    indexOf: new Map(keys.map((key, index) => [key, index])),
  };
}

function readerOf(
  column: (typeof MATCH_COLUMNS)[number],
  position: number,
  { texts, lists }: PeopleWriter,
): (row: readonly (string | null)[]) => void {
  if (column.type === 'text') {
    const add = texts[column.name];
    return (row) => add(row[position] ?? null);
  }
  const add = lists[column.name];
  return (row) => add(membersOf(row[position] ?? null));
}

function membersOf(text: string | null): readonly string[] {
  if (text === null || text === '{}') return NO_MEMBERS;
  return parseArray(text).filter((member) => member !== null);
}
