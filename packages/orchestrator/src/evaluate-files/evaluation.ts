import type { ClusterComparison } from '@golden-thread/linkage/compare-clusters';
import type { Measures, PairCounts } from '@golden-thread/linkage/measures';
import type { PredictionErrors } from '@golden-thread/linkage/prediction-errors';
import type { TruthRow } from '@golden-thread/linkage/truth-table';
import type { TruthSource } from './truth-records.ts';

/** What to evaluate: the options of `gt evaluate`, checked. */
export interface EvaluateRequest {
  readonly by: Standard;
  /** A file that `gt link --pairs` wrote. */
  readonly pairs: string | null;
  /** Only pairs of two sources count. */
  readonly acrossSources: boolean;
  /** Match weights, in bits, whose figures are shown; `null`: round ones from the lightest pair up. */
  readonly thresholds: readonly number[] | null;
  /** Pairs that weigh this much or more, in bits, count as linked: in the errors and the report. */
  readonly linkWeight: number;
  readonly out: { readonly report: string | null; readonly errors: string | null; readonly thresholdTable: string | null };
}

/** What is held to be right; `clusters` is a file that `gt link --clusters` wrote. */
export type Standard =
  | { readonly kind: 'truth'; readonly clusters: string; readonly truth: TruthSource }
  | { readonly kind: 'labels'; readonly clusters: string | null; readonly labels: LabelSource };

/** A table of labels as Splink has it, and how it calls ids and sources. */
export interface LabelSource {
  readonly path: string;
  readonly idColumn: string;
  readonly sourceColumn: string;
}

export interface Evaluation {
  /** Records of the clusters. */
  readonly records: number;
  /** Records of the truth that are in no cluster: they are not compared. */
  readonly notClustered: number;
  /** Against the truth, one for each column of clusters. */
  readonly clusters: readonly ClusterEvaluation[];
  /** Against labels. */
  readonly labels: {
    readonly matches: number;
    readonly others: number;
    readonly clusters: readonly (PairCounts & { readonly column: string; readonly measures: Measures })[];
  } | null;
  /** Of the scored pairs; `null` where no pairs were given. */
  readonly pairs: PairEvaluation | null;
  /** Match weight, in bits, from which pairs count as linked. */
  readonly linkWeight: number;
  /** Paths of the files written. */
  readonly written: readonly string[];
}

export interface ClusterEvaluation {
  readonly column: string;
  readonly comparison: ClusterComparison;
  /** By the column asked for; empty where none was. */
  readonly groups: readonly { readonly group: string; readonly comparison: ClusterComparison }[];
}

export interface PairEvaluation {
  readonly scored: number;
  /** What the lightest pair weighs, in bits: of lower thresholds the pairs say nothing. `null` without pairs. */
  readonly lightest: number | null;
  readonly thresholds: readonly TruthRow[];
  /** One row for each tenth of a bit that some pair weighs. */
  readonly table: readonly TruthRow[];
  /** At the link weight. */
  readonly errors: PredictionErrors['counts'];
  /** By the column asked for; a pair is of a group when either record is. */
  readonly groups: readonly { readonly group: string; readonly linked: TruthRow; readonly table: readonly TruthRow[] }[];
}
