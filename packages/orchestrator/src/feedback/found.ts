import type { FeedbackKind } from '@golden-thread/shapes/codes';
import type { Run } from './timeline.ts';

/** One thing that an owner is asked to look at, in one run of nights. */
export interface Found {
  readonly kind: FeedbackKind;
  readonly record: number;
  /** Number of the record's source. */
  readonly source: number;
  readonly field: string;
  readonly code: string;
  readonly run: Run;
  /** Records of the same owner that it concerns too. Those of others are never named. */
  readonly beside: readonly number[];
}

/** Of whom feedback may speak. */
export interface Sayable {
  /** Of a source whose agreement is live today, and nobody who is withheld. */
  record(record: number, source: number): boolean;
  /** The same, and of nobody who ever stood under a never-link: what others' records say of it may be used. */
  amongOthers(record: number, source: number): boolean;
  /** Two sources have one owner. */
  sameOwner(one: number, other: number): boolean;
}
