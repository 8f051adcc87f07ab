import { readTable } from '@golden-thread/connectors/tables/read-table';
import { numberLabels } from '@golden-thread/linkage/contingency';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { columnNamed, textOf } from '../link-files/table-cells.ts';
import { type NamedRecords, namedRecords } from './named-records.ts';

/** Clusters of a file that `gt link --clusters` wrote. */
export interface ClustersFile {
  /** In the order of the file. */
  readonly records: NamedRecords;
  /** One for each column of clusters; a record of no cluster stands alone. */
  readonly columns: readonly { readonly name: string; readonly clusterOf: Int32Array }[];
}

/** Ids stand in `unique_id`, as gt link writes them, or in `idColumn`. @throws DeclarationError when the file holds no clusters. */
export async function readClusters(path: string, idColumn: string): Promise<ClustersFile> {
  const table = await readTable(path, { name: 'clusters', columns: null });
  const ids = textOf(columnNamed(table, table.columns.has('unique_id') ? 'unique_id' : idColumn, path));
  const sources = table.columns.has('source_dataset') ? textOf(columnNamed(table, 'source_dataset', path)) : () => '';
  const names = [...table.columns.keys()].filter((name) => name.startsWith('cluster_'));
  if (names.length === 0)
    throw new DeclarationError({
      code: 'link.no_clusters',
      message: `${path} has no column cluster_id, and none that begins with cluster_.`,
      remedy: 'Give a file that gt link --clusters wrote.',
    });
  const records = namedRecords();
  for (let row = 0; row < table.size; row++) if (records.add(sources(row) ?? '', ids(row) ?? '') !== row) throw twice(path, row);
  const columns = names.map((name) => {
    const cells = textOf(columnNamed(table, name, path));
    return { name, clusterOf: numberLabels(table.size, (record) => cells(record) ?? `no cluster ${record}`) };
  });
  return { records, columns };
}

const twice = (path: string, row: number): DeclarationError =>
  new DeclarationError({
    code: 'link.id_twice',
    message: `Line ${row + 2} of ${path} names a record that an earlier line names.`,
    remedy: 'Give a file that gt link --clusters wrote.',
  });
