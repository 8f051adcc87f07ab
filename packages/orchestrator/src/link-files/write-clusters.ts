import type { WrittenColumn } from '@golden-thread/connectors/tables/table-writer';
import type { ClusterFile } from '@golden-thread/linkage/cluster-lines';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { recordNames, recordTexts } from './record-names.ts';
import { isCsv, writeLines, writeRounds, writeTable } from './write-table.ts';

const RECORDS_PER_BATCH = 50_000;

/**
 * Writes each record's cluster: `cluster_id, source_dataset, unique_id`, in the order of the records. A cluster is called
 * by its first record, as in Splink. With several thresholds there is a column for each, `cluster_mw_5`.
 */
export async function writeClusters(path: string, { records, runner, clusters }: LinkResult): Promise<void> {
  const columns = columnsOf(clusters);
  const texts = recordTexts(records);
  const [isOneSource, isPlain] = [records.sources.length === 1, texts.sources.texts.plain && texts.uniqueIds.texts.plain];
  if (isCsv(path) && (isOneSource || isPlain)) return writeClusterLines(path, columns, { records, runner, clusters }, texts);
  return writeClusterTable(path, records, clusters);
}

/** The same by this thread alone. */
export async function writeClusterTable(path: string, records: RecordTable, clusters: LinkResult['clusters']): Promise<void> {
  const { idOf, sourceOf, clusterNameOf } = recordNames(records);
  await writeTable(path, columnsOf(clusters), async (writer) => {
    for (let from = 0; from < records.size; from += RECORDS_PER_BATCH) {
      const to = Math.min(from + RECORDS_PER_BATCH, records.size);
      await writer.write([
        ...clusters.map(({ clusterOf }) => cells(from, to, (record) => clusterNameOf(clusterOf[record] as number))),
        cells(from, to, sourceOf),
        cells(from, to, idOf),
      ]);
    }
  });
}

function columnsOf(clusters: LinkResult['clusters']): WrittenColumn[] {
  const names = clusters.length === 1 ? ['cluster_id'] : clusters.map(({ weight }) => `cluster_mw_${String(weight).replace('.', '_')}`);
  return [...names, 'source_dataset', 'unique_id'].map((name) => ({ name, type: 'text' }));
}

const RECORDS_PER_TASK = 65_536;

/** A CSV file's lines are made by the workers, as bytes. */
async function writeClusterLines(
  path: string,
  columns: readonly WrittenColumn[],
  { records, runner, clusters }: Pick<LinkResult, 'records' | 'runner' | 'clusters'>,
  texts: ReturnType<typeof recordTexts>,
): Promise<void> {
  const file: ClusterFile = {
    ...texts,
    clusters: clusters.map(({ clusterOf }) => shared(clusterOf)),
    oneSource: records.sources.length === 1,
  };
  const make = (ranges: readonly { readonly from: number; readonly to: number }[]) => runner.run('clusterLines', ranges, undefined, file);
  await writeLines(path, columns, (write) =>
    writeRounds({ size: records.size, perTask: RECORDS_PER_TASK, workers: runner.workers, make }, write),
  );
}

function shared(numbers: Int32Array): Int32Array {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const copy = new Int32Array(new SharedArrayBuffer(numbers.byteLength));
  copy.set(numbers);
  return copy;
}

function cells(from: number, to: number, cell: (record: number) => string): string[] {
  const made: string[] = [];
  for (let record = from; record < to; record++) made.push(cell(record));
  return made;
}
