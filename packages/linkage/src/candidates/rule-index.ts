import type { Expression } from '../expression/expression.ts';
import type { LinkagePlan, PlannedRule } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';

/** What of a plan says which records may meet at all. A plan is one as it stands. */
export type PairsAllowed = Pick<LinkagePlan, 'linkType' | 'sourcePairs' | 'countedBy'>;

/** Blocking rules over records, worked out. Plain data: it can be posted to a worker, its arrays are shared. */
export interface RuleIndex {
  readonly rules: readonly PlannedRule[];
  readonly allowed: PairsAllowed;
  /** In the order of the rules. A pair belongs to the first that makes it. */
  readonly alternatives: readonly Alternative[];
}

/**
 * One alternative of a rule (a rule without OR has one): records meet where they share a block and, if there is a further
 * condition, it is true.
 */
export interface Alternative {
  /** Position of the rule, from 0. */
  readonly rule: number;
  /** Number of blocks. */
  readonly blocks: number;
  /** The same is asked of both records, so that `left` and `right` are the same; otherwise the lower record is a left one. */
  readonly isSymmetric: boolean;
  readonly left: BlockSide;
  readonly right: BlockSide;
  readonly further: FurtherCondition | null;
}

/** Block *k* holds the records `records[starts[k]]` up to `records[starts[k + 1] - 1]`, ascending, each once. */
export interface BlockSide {
  readonly starts: Int32Array;
  readonly records: Int32Array;
  readonly blockOf: BlocksOf;
}

/**
 * The blocks of each record. One at most: `table[i * stride + column]`, below 0 for none, and then a number that no other
 * record has, so that two records meet where their numbers are equal; the numbers that a record has in several rules stand
 * side by side, in one line of the cache. Several: `members[starts[i]]` up to `members[starts[i + 1] - 1]`, ascending.
 */
export type BlocksOf = OneBlock | SeveralBlocks;

export interface OneBlock {
  readonly kind: 'one';
  readonly table: Int32Array;
  readonly stride: number;
  readonly column: number;
}

export interface SeveralBlocks {
  readonly kind: 'several';
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** The lowest block of each record; −1 for none. */
  readonly lowest: Int32Array;
}

export interface FurtherCondition {
  readonly condition: Expression;
  /** `null`: asked of the records; otherwise true where it is true of any two unnested records that share a block. */
  readonly unnested: UnnestedBlocks | null;
}

/** The unnested records of each record and their blocks: those of record *i* are `starts[i]` up to `starts[i + 1] - 1`. */
export interface UnnestedBlocks {
  readonly prepared: Prepared;
  readonly starts: Int32Array;
  /** Of unnested records, each of which has one block at most. */
  readonly left: OneBlock;
  readonly right: OneBlock;
}
