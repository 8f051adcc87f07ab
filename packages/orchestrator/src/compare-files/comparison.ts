import type { ExplainedComparison, ExplainedPair } from '@golden-thread/linkage/explain';
import type { ColumnValue } from '@golden-thread/shapes/columns';
import type { NamedFile } from '../link-files/link-request.ts';
import type { RecordName } from '../link-files/named-pairs.ts';

/** Which pairs to compare by which model: the options of `gt compare`, checked. */
export interface CompareRequest {
  /** Path of the settings: Splink's JSON. */
  readonly settings: string;
  readonly inputs: readonly NamedFile[];
  readonly pairs: readonly (readonly [RecordName, RecordName])[];
  /** A file of more of them, as a table of labels has them. */
  readonly pairsFile: string | null;
  /** Term frequencies to weigh by: a file that `gt link --tf-out` wrote. */
  readonly termFrequencies: string | null;
  readonly trim: boolean;
  readonly delimiter: string | null;
  /** Tells the values that were compared. */
  readonly showValues: boolean;
  /** At most so many pairs are told part by part. */
  readonly most: number;
  /** What each comparison adds is written beside each pair. */
  readonly retainWeights: boolean;
  readonly out: { readonly pairs: string | null; readonly report: string | null };
}

/** What a comparison of pairs came to. */
export interface ComparedPairs {
  /** All that were asked about. */
  readonly count: number;
  /** The first of them, in the order in which they were asked about. */
  readonly pairs: readonly ComparedPair[];
  /** Paths of the files written. */
  readonly written: readonly string[];
}

/** Two records side by side; the earlier in the records' order is left. */
export interface ComparedPair extends Omit<ExplainedPair, 'comparisons'> {
  readonly left: RecordName;
  readonly right: RecordName;
  /** The blocking rule that makes the pair; its number counts from 1. `null`: none does, or its sources are not compared. */
  readonly rule: { readonly number: number; readonly text: string } | null;
  readonly comparisons: readonly ComparedColumn[];
}

export interface ComparedColumn extends ExplainedComparison {
  /** What both records hold in the columns that the comparison reads, where that was asked for. */
  readonly values: Readonly<Record<string, readonly [ColumnValue, ColumnValue]>> | null;
}
