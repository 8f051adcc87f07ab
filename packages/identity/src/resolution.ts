import type { ReviewKind } from '@golden-thread/shapes/codes';
import type { PersonKey, RecordKey } from '@golden-thread/shapes/references';
import type { Claim } from './resolve-input.ts';

/**
 * What became of an edge, in words that are stored. `joined`: its ends are one person. The rest say why they are not,
 * by this edge: `refused_…` is a held edge whose union would have broken a constraint between two clusters.
 */
export const EDGE_OUTCOMES = [
  'joined',
  'below',
  'review',
  'few_evidence',
  'contradictions',
  'never_link',
  'judged_different',
  'distinct',
  'verified_numbers',
  'generation',
  'twins',
  'twins_review',
  'twins_same_identifier',
  'ambiguous',
  'margin',
  'refused_never_link',
  'refused_judged_different',
  'refused_distinct',
  'refused_verified_numbers',
  'refused_generation',
  'refused_twins',
  'attention',
  'listed_apart',
  'refused_listed_apart',
] as const;
export type EdgeOutcome = (typeof EDGE_OUTCOMES)[number];

/** How a record joined its person. `first` is the record that the others were joined to. */
export const VIA_KINDS = ['first', 'edge', 'judgement', 'kept'] as const;
export type ViaKind = (typeof VIA_KINDS)[number];

export const LINEAGE_KINDS = ['minted', 'merged', 'split', 'redirected', 'ended', 'moved'] as const;
export type LineageKind = (typeof LINEAGE_KINDS)[number];

export const LINEAGE_REASONS = ['new', 'returned', 'joined', 'parted', 'records_gone'] as const;
export type LineageReason = (typeof LINEAGE_REASONS)[number];

/** One line of a person's history, to be stored under the night's publication. */
export interface Lineage {
  readonly person: PersonKey;
  readonly kind: LineageKind;
  /** The other person: absorbed, parted from, redirected to; 0 where there is none. */
  readonly other: PersonKey;
  readonly reason: LineageReason;
}

export interface ReviewItem {
  readonly kind: ReviewKind;
  /** Record keys; `a`'s natural key comes first. */
  readonly a: RecordKey;
  readonly b: RecordKey;
  readonly weight: number | null;
  readonly reason: string;
}

/** A row to be added to `link.claim_bar`. */
export interface NewBar {
  readonly record: RecordKey;
  readonly person: PersonKey;
}

/** What `resolve` answers, for the records and edges of its input and in their order. */
export interface Resolution {
  /** Per edge, 1 where it is held: the latch that the next night reads. */
  readonly held: Uint8Array;
  /** Per edge, a position in `EDGE_OUTCOMES`. */
  readonly outcome: Uint8Array;
  /** Per record, its person key. */
  readonly person: Float64Array;
  readonly via: {
    /** Per record, the record KEY that it joined by, or −1. */
    readonly record: Int32Array;
    /** Per record, a position in `VIA_KINDS`. */
    readonly kind: Uint8Array;
    /** Per record, the weight of the edge in bits, or NaN. */
    readonly weight: Float64Array;
  };
  /** New claims and claims that changed, in order of person key; a claim not listed stays as it was. */
  readonly claims: readonly Claim[];
  /** Bars that stand from tonight on and did not before, in order of record and person key. */
  readonly bars: readonly NewBar[];
  /** In order of person, kind, other. */
  readonly lineage: readonly Lineage[];
  /** Every open item both of whose records are in the input, in order of kind, a, b (by natural key). */
  readonly reviews: readonly ReviewItem[];
}
