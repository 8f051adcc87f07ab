import type { Labels } from '@golden-thread/linkage/contingency';
import type { LinkResult } from '@golden-thread/linkage/link-job';

/** What a report tells of: a linking job that is done and whose runner is still open. */
export interface ReportInput {
  readonly result: LinkResult;
  /**
   * The true entity of each record, where some are known (`UNKNOWN` otherwise): then the report also says how right the
   * linkage is. `null`: none but what the training learned from.
   */
  readonly truth: Labels | null;
  /** Every candidate pair is a link: nothing was scored. */
  readonly deterministic: boolean;
}
