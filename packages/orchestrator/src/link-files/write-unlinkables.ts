import type { LinkResult } from '@golden-thread/linkage/link-job';
import { selfWeights } from '@golden-thread/linkage/score-pairs';
import { unlinkablesOf } from '@golden-thread/linkage/unlinkables';
import { writeTable } from './write-table.ts';

const COLUMNS = { match_weight: 'weight', match_probability: 'probability', prop: 'share', cum_prop: 'cumulativeShare' } as const;

/**
 * Writes which share of the records holds too little to be linked even to their double, by the weight that would be asked for,
 * with the columns of Splink's chart: `prop` weigh so much against themselves, `cum_prop` so much or less.
 */
export async function writeUnlinkables(path: string, { runner, model }: LinkResult): Promise<void> {
  const rows = unlinkablesOf(await selfWeights(runner, model));
  const columns = Object.keys(COLUMNS).map((name) => ({ name, type: 'number' as const }));
  await writeTable(path, columns, (writer) => writer.write(Object.values(COLUMNS).map((field) => rows.map((row) => row[field]))));
}
