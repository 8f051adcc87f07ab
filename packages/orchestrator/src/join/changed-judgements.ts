import { identifiersChanged } from '@golden-thread/warehouse/queries/identity-scope';
import { activeJudgements, activeNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { readPublication, readRun } from '@golden-thread/warehouse/queries/ledger';
import { recordKeysOf } from '@golden-thread/warehouse/queries/record';
import type { Night } from '../night/night.ts';
import { carriersOfValues } from './identifiers.ts';
import { standingKeys } from './never-links.ts';
import type { LiveRecords } from './records.ts';

/** Record keys of pairs of which what people or flags decided differs from the base: made, withdrawn or expired, raised or lifted. */
export async function readChangedJudgements(night: Night): Promise<readonly number[]> {
  const { db } = night.warehouse;
  const base = await readPublication(db, night.run.base);
  const before = base === undefined ? undefined : await readRun(db, base.run);
  const print = (row: { a: string; b: string; verdict?: string; kind?: string }) => JSON.stringify([row.a, row.b, row.verdict ?? row.kind]);
  const now = [
    ...(await activeJudgements(db, night.run.business_date, night.run.instant)),
    ...(await activeNeverLinks(db, night.run.instant)),
  ];
  const then =
    before === undefined
      ? []
      : [...(await activeJudgements(db, before.business_date, before.instant)), ...(await activeNeverLinks(db, before.instant))];
  const nowPrints = new Set(now.map(print));
  const thenPrints = new Set(then.map(print));
  const differing = [...now.filter((row) => !thenPrints.has(print(row))), ...then.filter((row) => !nowPrints.has(print(row)))];
  const keys = await recordKeysOf(db, [...new Set(differing.flatMap((row) => [row.a, row.b]))]);
  const links = differing.flatMap((row) => ('kind' in row ? [row] : []));
  const standing = await standingKeys(db, links);
  return [...keys.values(), ...links.flatMap(({ a, b }) => [standing(a), standing(b)]).filter((key) => key !== -1)];
}

/** Record keys of the carriers of identifiers whose standing `link` changed. */
export const readChangedStandings = async ({ warehouse, run }: Night, all: LiveRecords): Promise<readonly number[]> =>
  carriersOfValues(all, await identifiersChanged(warehouse.db, run.publication)).map((index) => all.recordKeys[index] ?? 0);
