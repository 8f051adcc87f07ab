import { membershipOf } from '@golden-thread/warehouse/queries/identity-scope';
import { activeJudgements, activeNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { recordKeysOf } from '@golden-thread/warehouse/queries/record';
import type { JoinContext } from './join-context.ts';
import type { IndexPair } from './never-links.ts';
import type { LiveRecords } from './records.ts';

export interface BindingJudgements {
  /** *Same*, in force. */
  readonly mustLinks: readonly IndexPair[];
  /** *Different*, in force. */
  readonly cannotLinks: readonly IndexPair[];
}

/** The judgements in force whose two records are both live. */
export async function readJudgements({ warehouse, asAt }: JoinContext, records: LiveRecords): Promise<BindingJudgements> {
  const judgements = await activeJudgements(warehouse.db, asAt.businessDate, asAt.instant);
  const keys = await recordKeysOf(warehouse.db, [...new Set(judgements.flatMap((j) => [j.a, j.b]))]);
  const pairs = (verdict: 'same' | 'different'): IndexPair[] =>
    judgements
      .filter((j) => j.verdict === verdict)
      .flatMap((j): IndexPair[] => {
        const a = records.indexOf.get(keys.get(j.a) ?? -1);
        const b = records.indexOf.get(keys.get(j.b) ?? -1);
        return a === undefined || b === undefined || a === b ? [] : [a < b ? [a, b] : [b, a]];
      })
      .sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  return { mustLinks: pairs('same'), cannotLinks: pairs('different') };
}

/** Record keys of the pairs that people or flags judged, however they did, where both records are some person's; and those of never-links. */
export async function readJudgedKeys({ warehouse, asAt }: JoinContext): Promise<{
  readonly judged: readonly (readonly [number, number])[];
  readonly never: readonly (readonly [number, number])[];
}> {
  const { db } = warehouse;
  const judgements = (await activeJudgements(db, asAt.businessDate, asAt.instant)).filter(({ verdict }) => verdict !== 'unsure');
  const neverLinks = await activeNeverLinks(db, asAt.instant);
  const keys = await recordKeysOf(db, [...new Set([...judgements, ...neverLinks].flatMap(({ a, b }) => [a, b]))]);
  const live = await membershipOf(db, [...keys.values()]);
  const pairs = (rows: readonly { readonly a: string; readonly b: string }[]): readonly (readonly [number, number])[] =>
    rows.map((row) => [keys.get(row.a) ?? -1, keys.get(row.b) ?? -1] as const).filter((pair) => pair.every((key) => live.has(key)));
  const never = pairs(neverLinks);
  return { judged: [...pairs(judgements), ...never], never };
}
