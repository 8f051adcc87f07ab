import { membershipOf } from '@golden-thread/warehouse/queries/identity-scope';
import { activeJudgements, activeNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { recordKeysOf } from '@golden-thread/warehouse/queries/record';
import type { JoinContext } from './join-context.ts';
import { type IndexPair, standingKeys } from './never-links.ts';
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

interface Pair {
  readonly a: string;
  readonly b: string;
}

/** Record keys of the pairs that people or flags judged, however they did, where both records are some person's; and those of never-links. */
export async function readJudgedKeys({ warehouse, asAt }: JoinContext): Promise<{
  readonly judged: readonly (readonly [number, number])[];
  readonly never: readonly (readonly [number, number])[];
}> {
  const { db } = warehouse;
  const judgements = (await activeJudgements(db, asAt.businessDate, asAt.instant)).filter(({ verdict }) => verdict !== 'unsure');
  const neverLinks = await activeNeverLinks(db, asAt.instant);
  const keys = await recordKeysOf(db, [...new Set(judgements.flatMap(({ a, b }) => [a, b]))]);
  const standing = await standingKeys(db, neverLinks);
  const ends = neverLinks.flatMap(({ a, b }) => [standing(a), standing(b)]);
  const live = await membershipOf(db, [...keys.values(), ...ends]);
  const pairs = (rows: readonly Pair[], keyOf: (natural: string) => number): readonly (readonly [number, number])[] =>
    rows.map(({ a, b }) => [keyOf(a), keyOf(b)] as const).filter((pair) => pair.every((key) => live.has(key)));
  const never = pairs(neverLinks, standing);
  return { judged: [...pairs(judgements, (natural) => keys.get(natural) ?? -1), ...never], never };
}
