/** The stages of a linking job, in their order. */
export type LinkStep = 'read' | 'prepare' | 'train' | 'count' | 'predict' | 'cluster' | 'write';

/** Pairs of a blocking rule before anybody pays for them. Blocks are named by size: their keys are personal values. */
export interface RuleCandidates {
  /** Position of the rule, from 0. */
  readonly rule: number;
  readonly text: string;
  /** Pairs that it adds to those of the rules before it; at most so many where `isExact` is false. */
  readonly pairs: number;
  readonly isExact: boolean;
  readonly largestBlocks: readonly { readonly records: number; readonly pairs: number }[];
}

/** What a linking job says while it runs: counts, codes and rules as written; never a value of a record. */
export type LinkEvent =
  | { readonly event: 'link.step.began'; readonly step: LinkStep }
  | {
      readonly event: 'link.step.progress';
      readonly step: LinkStep;
      readonly scope: string;
      readonly done: number;
      readonly of: number | null;
    }
  | { readonly event: 'link.step.done'; readonly step: LinkStep; readonly counts: Readonly<Record<string, number>> }
  | { readonly event: 'link.warning'; readonly words: string }
  | { readonly event: 'link.candidates'; readonly rules: readonly RuleCandidates[] };

export type LinkEventSink = (event: LinkEvent) => void;
