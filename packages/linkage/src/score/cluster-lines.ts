import { csvLines } from '@golden-thread/shapes/csv-lines';
import type { TaskContext } from '../workers/task.ts';
import type { RecordTexts } from './pair-lines.ts';

/** What stands between a source's name and an id in a cluster's name. */
export const BETWEEN = '-__-';

/** What lines are made of; all arrays are shared. */
export interface ClusterFile {
  /** By record, of each threshold: the first record of its cluster. */
  readonly clusters: readonly Int32Array[];
  readonly sources: RecordTexts;
  readonly uniqueIds: RecordTexts;
  /** Clusters are called by an id alone; otherwise by source and id, of which none needs quotes. */
  readonly oneSource: boolean;
}

/** Lines of a CSV file of clusters for the records `from` to `to − 1`, without its header. */
export function clusterLinesTask(
  _context: TaskContext,
  { from, to }: { readonly from: number; readonly to: number },
  { clusters, sources, uniqueIds, oneSource }: ClusterFile,
): Uint8Array<ArrayBuffer> {
  const lines = csvLines();
  const source = (record: number): void => lines.text(sources.texts, sources.ids[record] as number);
  const id = (record: number): void => lines.text(uniqueIds.texts, uniqueIds.ids[record] as number);
  for (let record = from; record < to; record++) {
    for (const clusterOf of clusters) {
      const lead = clusterOf[record] as number;
      if (!oneSource) {
        source(lead);
        lines.ascii(BETWEEN);
      }
      id(lead);
      lines.comma();
    }
    source(record);
    lines.comma();
    id(record);
    lines.endLine();
  }
  return lines.taken();
}
