import type { LinkagePlan } from '@golden-thread/linkage/plan';
import { buildTermFrequencies, fromRows, type TermFrequencies, type TermFrequencyRow, toRows } from '@golden-thread/linkage/term-frequency';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { termFrequenciesOf } from '@golden-thread/warehouse/queries/identity-scope';
import { termFrequenciesText } from '@golden-thread/warehouse/queries/link';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';
import type { LiveRecords } from './records.ts';

/** Those of the values that some records hold: all that weighing their pairs asks for. */
export async function readTermFrequenciesOf(
  warehouse: Warehouse,
  model: string,
  { table }: Pick<LiveRecords, 'table'>,
  plan: LinkagePlan,
): Promise<TermFrequencies> {
  return fromRows(await termFrequenciesOf(warehouse.db, model, toRows(buildTermFrequencies(table, plan))));
}

/** The frequencies that are kept with a model; no column where none are. */
export async function readTermFrequencies(warehouse: Warehouse, model: string): Promise<TermFrequencies> {
  const rows: TermFrequencyRow[] = [];
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, termFrequenciesText()))) {
      for (const [name, column, value, occurrences] of batch)
        if (name === model) rows.push({ column_name: column ?? '', value: value ?? '', occurrences: Number(occurrences) });
    }
  });
  return fromRows(rows);
}
