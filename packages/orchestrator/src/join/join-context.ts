import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
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
