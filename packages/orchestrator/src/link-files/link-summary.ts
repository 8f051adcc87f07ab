import type { ChosenWeight } from '@golden-thread/linkage/choose-weight';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import type { ColumnValue } from '@golden-thread/shapes/columns';
import type { GateError } from '@golden-thread/shapes/errors';
import { blockValues } from './block-values.ts';
import type { ShownPairs } from './pair-rows.ts';

/** What a linking job came to, in figures. */
export interface LinkSummary {
  readonly sources: readonly { readonly name: string; readonly records: number }[];
  readonly candidates: { readonly pairs: number; readonly rules: readonly RuleSummary[] };
  /** Why nothing was scored and written, where there are more candidate pairs than the budget allows. */
  readonly stopped: GateError | null;
  readonly lambda: number;
  /** `null` where the parameters are the settings'. */
  readonly sessions: readonly TrainedSession[] | null;
  /** Those that were kept. */
  readonly pairs: number;
  /** Pairs of this match weight and more were kept, in bits; `null`: all. */
  readonly keptFrom: number | null;
  readonly clusters: readonly ClusterSummary[];
  /** How their weight was chosen, where it was not given. */
  readonly chosen: ChosenWeight | null;
  /** What speaks against the model, a sentence each. */
  readonly doubts: readonly string[];
  /** The first clusters of two and more, by name, where no file was asked for. */
  readonly firstClusters: readonly (readonly string[])[];
  /** Paths of the files written. */
  readonly written: readonly string[];
  /** Some pairs, where no file was asked for. */
  readonly shownPairs: readonly ShownPairs[];
}

/** What a blocking rule would make. */
export interface RuleSummary {
  /** As written. */
  readonly text: string;
  readonly pairs: number;
  readonly isExact: boolean;
  /** Its largest blocks; `holds` says what their records share, by column: for whoever owns the records. */
  readonly largestBlocks: readonly {
    readonly records: number;
    readonly pairs: number;
    readonly holds: Readonly<Record<string, ColumnValue>>;
  }[];
}

export interface TrainedSession {
  /** As written. */
  readonly rule: string;
  readonly pairs: number;
  /** Pairs that `pairs` were drawn from; otherwise the same. */
  readonly of: number;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface ClusterSummary {
  /** Match weight at which they were made, in bits. */
  readonly weight: number;
  readonly clusters: number;
  /** Records in clusters of two and more. */
  readonly linked: number;
  /** Records in the largest. */
  readonly largest: number;
}

export function summaryOf(
  { records, runner, model, trained, candidates, stopped, pairs, clusters, chosen, doubts }: LinkResult,
  written: readonly string[],
  first: Pick<LinkSummary, 'shownPairs' | 'firstClusters' | 'keptFrom'>,
): LinkSummary {
  const perSource = new Float64Array(records.sources.length);
  for (const source of records.sourceOf) perSource[source] = (perSource[source] as number) + 1;
  return {
    sources: records.sources.map((name, source) => ({ name, records: perSource[source] as number })),
    candidates: { pairs: candidates.at(-1)?.cumulative ?? 0, rules: candidates.map((count) => ruleSummary(records, runner.plan, count)) },
    stopped,
    lambda: model.parameters.lambda,
    sessions: trained === null ? null : trained.sessions.map(sessionOf),
    pairs: pairs.count,
    clusters: clusters.map(({ weight, clusterOf }) => ({ weight, ...sizesOf(clusterOf) })),
    chosen,
    doubts,
    written,
    ...first,
  };
}

function ruleSummary(
  records: RecordTable,
  plan: LinkagePlan,
  { rule, pairs, isExact, largestBlocks }: LinkResult['candidates'][number],
): RuleSummary {
  const planned = plan.rules[rule];
  const holds = blockValues(records, planned);
  return {
    text: planned?.text ?? '1=1',
    pairs,
    isExact,
    largestBlocks: largestBlocks.map((block) => ({ records: block.records, pairs: block.pairs, holds: holds(block.example) })),
  };
}

const sessionOf = ({ rule, pairs, of, result }: NonNullable<LinkResult['trained']>['sessions'][number]): TrainedSession => ({
  rule: rule.text,
  pairs,
  of,
  iterations: result.iterations,
  converged: result.converged,
});

/** Clusters in figures; `clusterOf` holds record numbers. */
export function sizesOf(clusterOf: Int32Array): Omit<ClusterSummary, 'weight'> {
  const sizes = new Int32Array(clusterOf.length);
  for (let i = 0; i < clusterOf.length; i++) sizes[clusterOf[i] as number] = (sizes[clusterOf[i] as number] as number) + 1;
  let clusters = 0;
  let linked = 0;
  let largest = 0;
  for (let cluster = 0; cluster < sizes.length; cluster++) {
    const size = sizes[cluster] as number;
    if (size === 0) continue;
    clusters++;
    if (size > 1) linked += size;
    if (size > largest) largest = size;
  }
  return { clusters, linked, largest };
}
