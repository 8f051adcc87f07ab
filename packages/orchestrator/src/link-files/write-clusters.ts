import { readerOf } from '@golden-thread/linkage/column-reader';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { writeTable } from './write-table.ts';

const RECORDS_PER_BATCH = 50_000;

/**
 * Writes each record's cluster: `cluster_id, source_dataset, unique_id`, in the order of the records. A cluster is called
 * by its first record, as in Splink: its unique id in one source, `source-__-id` in several. With several thresholds there
 * is a column for each, `cluster_mw_5`.
 */
export async function writeClusters(path: string, { records, clusters }: LinkResult): Promise<void> {
  const names = clusters.length === 1 ? ['cluster_id'] : clusters.map(({ weight }) => `cluster_mw_${String(weight).replace('.', '_')}`);
  const read = readerOf(records.uniqueIds);
  const idOf = (record: number): string => String(read(records.uniqueIds.ids[record] as number));
  const sourceOf = (record: number): string => records.sources[records.sourceOf[record] as number] ?? '';
  const nameOf = records.sources.length === 1 ? idOf : (record: number): string => `${sourceOf(record)}-__-${idOf(record)}`;
  const columns = [...names, 'source_dataset', 'unique_id'].map((name) => ({ name, type: 'text' as const }));
  await writeTable(path, columns, async (writer) => {
    for (let from = 0; from < records.size; from += RECORDS_PER_BATCH) {
      const rows = Array.from({ length: Math.min(RECORDS_PER_BATCH, records.size - from) }, (_, k) => from + k);
      await writer.write([
        ...clusters.map(({ clusterOf }) => rows.map((record) => nameOf(clusterOf[record] as number))),
        rows.map(sourceOf),
        rows.map(idOf),
      ]);
    }
  });
}
