import type { CompletenessRow } from '@golden-thread/linkage/completeness';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { ColumnProfile } from '@golden-thread/linkage/profile-column';
import type { ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import type { NamedFile } from '../link-files/link-request.ts';

/** What to look at: the options of `gt explore`, checked. */
export interface ExploreRequest {
  readonly inputs: readonly NamedFile[];
  /** Columns, or expressions of columns; `null`: every column. */
  readonly columns: readonly string[] | null;
  /** Blocking rules to count, as settings have them: conditions, or objects. */
  readonly rules: readonly unknown[];
  /** `null`: one input is deduplicated, several are linked and deduplicated. */
  readonly linkType: LinkagePlan['linkType'] | null;
  readonly sourceColumn: string;
  /** How many of the most frequent values, and of the largest blocks, are told. */
  readonly top: number;
  /** Tells those values, and what the largest blocks share. */
  readonly showValues: boolean;
  readonly trim: boolean;
  readonly delimiter: string | null;
  readonly report: string | null;
}

/** What records hold, before anything is linked. */
export interface Exploration {
  readonly records: number;
  readonly sources: readonly string[];
  readonly completeness: readonly CompletenessRow[];
  readonly columns: readonly (ColumnProfile & { readonly column: string; readonly type: ColumnType })[];
  /** `null` where no rules were given. */
  readonly blocking: {
    readonly linkType: LinkagePlan['linkType'];
    /** All pairs that there are. */
    readonly possible: number;
    readonly rules: readonly ExploredRule[];
  } | null;
  /** Paths of the files written. */
  readonly written: readonly string[];
}

/** What a blocking rule would make. */
export interface ExploredRule {
  /** As written. */
  readonly text: string;
  /** Pairs in its blocks: what it makes by itself, or some more. */
  readonly bound: number;
  /** Pairs that it adds to those of the rules before it; at most so many where `isExact` is false. */
  readonly pairs: number;
  readonly isExact: boolean;
  readonly cumulative: number;
  readonly largestBlocks: readonly {
    readonly records: number;
    readonly pairs: number;
    /** What its records share, by column; `null` where that was not asked for. */
    readonly holds: Readonly<Record<string, ColumnValue>> | null;
  }[];
}
