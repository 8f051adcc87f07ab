import type { ClusterMethod } from '@golden-thread/linkage/cluster-pairs';

/** A file of records, and the name of the source that it holds. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

/** What to link and what to write: the options of `gt link`, checked. */
export interface LinkRequest {
  /** Path of the settings: Splink's JSON. */
  readonly settings: string;
  readonly inputs: readonly NamedFile[];
  readonly train: boolean;
  readonly seed: number;
  /** A file of judged pairs that m is estimated from besides, in training. */
  readonly labels: string | null;
  /** Date in a written model, yyyy-mm-dd. */
  readonly date: string;
  /** In bits; `null`: every candidate pair is kept, or those that the clusters need where no pairs are written. */
  readonly thresholdWeight: number | null;
  readonly pairBudget: number;
  readonly deterministic: boolean;
  /** Names of sources that are new. */
  readonly newSources: readonly string[];
  /** Only count candidate pairs. */
  readonly countOnly: boolean;
  /** In bits; `auto`: one that is chosen by the weights themselves. */
  readonly clusterWeights: readonly number[] | 'auto';
  readonly clusterMethod: ClusterMethod;
  /** Cells lose the spaces around them. */
  readonly trim: boolean;
  /** A file may lack a column that others have and the settings need: it is empty then. */
  readonly allowMissingColumns?: boolean;
  /** What parts cells in CSV files; `null`: a comma. */
  readonly delimiter: string | null;
  /** Threads; `null`: as many as the machine has where the files are large enough to be worth starting them. */
  readonly workers: number | null;
  /** Columns whose values are written beside each pair. */
  readonly retain: readonly string[];
  /** What each comparison adds to its weight is written beside each pair. */
  readonly retainWeights: boolean;
  /** Term frequencies to weigh by: a file that `--tf-out` wrote. */
  readonly termFrequencies: string | null;
  readonly out: {
    readonly pairs: string | null;
    readonly clusters: string | null;
    readonly model: string | null;
    readonly report: string | null;
    readonly termFrequencies: string | null;
    readonly unlinkables: string | null;
    /** A folder for three files. */
    readonly graphMetrics: string | null;
    /** Pairs inside clusters that are not among the others. */
    readonly missingPairs: string | null;
  };
}
