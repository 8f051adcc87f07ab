import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { readPublication, readRun } from '@golden-thread/warehouse/queries/ledger';
import type { Night } from '../night/night.ts';
import type { Warehouse } from '../night/warehouse-handle.ts';

/** What joining rests on beside the records: that of a night, or of a look at what another policy would do. */
export interface JoinContext {
  readonly warehouse: Warehouse;
  readonly pipeline: PipelineDeclaration;
  readonly policy: MatchPolicy;
  /** Number of each source by name. */
  readonly sources: ReadonlyMap<string, number>;
  readonly idKey: Uint8Array;
  /** Judgements and never-links count as they stood then. */
  readonly asAt: { readonly businessDate: string; readonly instant: string };
  /** Publication under construction, in which new ids are minted. */
  readonly publication: number;
}

export const joinContextOf = (night: Night): JoinContext => ({
  warehouse: night.warehouse,
  pipeline: night.pipeline,
  policy: night.policy.lines,
  sources: night.sources,
  idKey: night.idKey,
  asAt: { businessDate: night.run.business_date, instant: night.run.instant },
  publication: night.run.publication,
});

/** How judgements and never-links stood for the publication that a night rests on. */
export async function asAtBase({ warehouse, run }: Night): Promise<JoinContext['asAt']> {
  const base = await readPublication(warehouse.db, run.base);
  const before = base === undefined ? undefined : await readRun(warehouse.db, base.run);
  if (before === undefined) throw new TypeError('the base has no run');
  return { businessDate: before.business_date, instant: before.instant };
}
