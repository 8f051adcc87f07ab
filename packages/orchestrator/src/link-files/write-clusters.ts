import type { LinkResult } from '@golden-thread/linkage/link-job';
import { recordNames } from './record-names.ts';
import { writeTable } from './write-table.ts';

const RECORDS_PER_BATCH = 50_000;

/**
 * Writes each record's cluster: `cluster_id, source_dataset, unique_id`, in the order of the records. A cluster is called
 * by its first record, as in Splink. With several thresholds there is a column for each, `cluster_mw_5`.
 */
export async function writeClusters(path: string, { records, clusters }: LinkResult): Promise<void> {
  const names = clusters.length === 1 ? ['cluster_id'] : clusters.map(({ weight }) => `cluster_mw_${String(weight).replace('.', '_')}`);
  const columns = [...names, 'source_dataset', 'unique_id'].map((name) => ({ name, type: 'text' as const }));
  const { idOf, sourceOf, clusterNameOf } = recordNames(records);
  await writeTable(path, columns, async (writer) => {
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

function cells(from: number, to: number, cell: (record: number) => string): string[] {
  const made: string[] = [];
  for (let record = from; record < to; record++) made.push(cell(record));
  return made;
}
