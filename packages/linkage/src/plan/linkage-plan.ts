import type { ColumnType } from '@golden-thread/shapes/columns';
import type { Expression } from '../expression/expression.ts';

export type LinkType = 'dedupe_only' | 'link_only' | 'link_and_dedupe';

/** What a comparator of texts counts: code points (DuckDB from 2.0.1), or the bytes of UTF-8 (DuckDB up to 2.0.0). */
export type CountedBy = 'code_points' | 'bytes';

/** How one level is weighed by the frequency of its value. */
export interface TermFrequencyUse {
  readonly column: string;
  /** Exponent of the adjustment; 0 turns it off. */
  readonly weight: number;
  /** Frequencies below are taken as this. */
  readonly minimumU: number;
  /** Weigh against the level's own u, not that of the exact level on the same column. */
  readonly againstOwnU: boolean;
  /** `value`: the larger frequency of the two values. `rarest_shared`: of two lists, the rarest member that both hold. */
  readonly of: 'value' | 'rarest_shared';
}

export interface PlannedLevel {
  /** `null`: the else-level. */
  readonly condition: Expression | null;
  readonly label: string;
  /** −1 for a null level; of the n others, n − 1 (the first) down to 0 (the last). */
  readonly gamma: number;
  /** As given; `null` where it is not trained yet. */
  readonly m: number | null;
  readonly u: number | null;
  readonly fixM: boolean;
  readonly fixU: boolean;
  readonly termFrequency: TermFrequencyUse | null;
}

export interface PlannedComparison {
  readonly name: string;
  readonly describes: string;
  /** In the order in which they are tried: the first that is true holds. A pair for which none is true has gamma 0. */
  readonly levels: readonly PlannedLevel[];
}

/** A blocking rule of pairs; `explode` lists the list columns that stand for each of their members in turn. */
export interface PlannedRule {
  /** As written. */
  readonly text: string;
  /** `null`: all pairs. */
  readonly condition: Expression | null;
  readonly explode: readonly string[];
}

export interface PlannedTraining {
  readonly deterministicRules: readonly PlannedRule[];
  /** Share of true pairs that the deterministic rules are believed to find. */
  readonly recall: number;
  readonly u: 'exact' | { readonly maxPairs: number; readonly seed: number };
  readonly emRules: readonly PlannedRule[];
  /** Of a training rule that makes more pairs, about so many are drawn; `null`: all count. */
  readonly emMaxPairs: number | null;
  readonly combine: 'normalised' | 'median';
  /** What a level that no pair of the training has comes to: half a pair's worth, or what it started from, as in Splink. */
  readonly unobserved: 'half_a_pair' | 'splink';
  readonly withoutTermFrequencies: boolean;
  readonly fixLambda: boolean;
  readonly fixM: boolean;
  readonly fixU: boolean;
  /** λ is the median over the sessions instead of the deterministic rules' (Splink's `populate_…`). */
  readonly lambdaFromSessions: boolean;
  /** m from a column that names the true entity, `null` for none: then no session is needed. */
  readonly labelColumn: string | null;
}

/** What there is to link and how: made of Splink's settings or of a declaration, plain data, the same for every worker. */
export interface LinkagePlan {
  readonly linkType: LinkType;
  /** Pairs of sources that may meet, each also with itself where named so; `null`: as the link type has it. */
  readonly sourcePairs: readonly (readonly [string, string])[] | null;
  readonly countedBy: CountedBy;
  /** Types that the settings give to columns; the others are as they were read. */
  readonly columnTypes: Readonly<Record<string, ColumnType>>;
  readonly uniqueIdColumn: string;
  readonly sourceColumn: string;
  /** Probability that two random records are the same. */
  readonly lambda: number;
  readonly comparisons: readonly PlannedComparison[];
  /** A pair belongs to the first of them that is true for it. */
  readonly rules: readonly PlannedRule[];
  readonly training: PlannedTraining | null;
  readonly convergence: number;
  readonly iterations: number;
  readonly additionalColumns: readonly string[];
}

/** Parameters by comparison (in the plan's order) and gamma: `m[c][gamma]`. Defaults and unobserved levels are filled in. */
export interface ModelParameters {
  readonly lambda: number;
  readonly m: readonly Float64Array[];
  readonly u: readonly Float64Array[];
}
