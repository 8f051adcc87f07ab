import type { JudgedPairs } from '@golden-thread/linkage/judged-pairs';
import type { LabelledRecords } from '@golden-thread/linkage/label-errors';
import type { PredictionErrors } from '@golden-thread/linkage/prediction-errors';
import type { Evaluation } from './evaluation.ts';
import type { NamedRecords } from './named-records.ts';
import type { PairsFile } from './pairs-file.ts';

/** What was held against the truth or against labels: the figures of clusters, and the pairs with what is right of them. */
export interface Judged extends Pick<Evaluation, 'records' | 'notClustered' | 'clusters' | 'labels'> {
  readonly pairs: JudgedPairsFile | null;
}

export interface JudgedPairsFile {
  readonly file: PairsFile;
  readonly records: NamedRecords;
  readonly all: JudgedPairs;
  readonly groups: readonly { readonly group: string; readonly judged: JudgedPairs }[];
  /** At the link weight; at most so many of each kind are listed. */
  errors(most: number): PredictionErrors;
  /** `null` where the truth is a column. */
  readonly labels: LabelledRecords | null;
}
