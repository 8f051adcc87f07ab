import type { CandidateTask } from './candidate-tasks.ts';
import type { CompiledRules } from './compile-rules.ts';
import { type CandidateScope, enumerateTask } from './enumerate-task.ts';
import { type PairScope, partnerRanges } from './partner-ranges.ts';
import type { Alternative } from './rule-index.ts';

/** What a rule costs before anyone pays for it. */
export interface RuleCount {
  /** Position of the rule, from 0. */
  readonly rule: number;
  /** Pairs that the rule's blocks hold: never fewer than the candidate pairs that the rule adds. */
  readonly bound: number;
  /** Candidate pairs that the rule adds to those of the rules before it; the bound where `isExact` is false. */
  readonly pairs: number;
  readonly isExact: boolean;
  /** `pairs` of this rule and all before it. */
  readonly cumulative: number;
  readonly largestBlocks: readonly LargeBlock[];
}

/** A block by its size: keys are personal values. */
export interface LargeBlock {
  readonly records: number;
  readonly pairs: number;
  /** One of its records, by whom its key can be looked up. */
  readonly example: number;
}

export interface CountOptions extends PairScope {
  /** Pairs are made to count them as long as all blocks together hold no more than this. */
  readonly exactUpTo?: number;
  /** How many of a rule's largest blocks are told; 3 where it is not said. */
  readonly largest?: number;
}

const LARGEST = 3;
const EXACT_UP_TO = 20_000_000;

/** Counts each rule's pairs, from the sizes of its blocks and, where that is affordable, by making them without scoring them. */
export function countCandidates(compiled: CompiledRules, options: CountOptions): RuleCount[] {
  const { rules, alternatives } = compiled.index;
  const tallies = alternatives.map((alternative) => tallyBlocks(compiled, alternative, options));
  const isAffordable = sum(tallies.map(({ pairs }) => pairs)) <= (options.exactUpTo ?? EXACT_UP_TO);
  const scope: CandidateScope = { ...options, barred: null };
  let cumulative = 0;
  return rules.map((_, rule) => {
    const own = [...alternatives.keys()].filter((a) => alternatives[a]?.rule === rule);
    const bound = sum(own.map((a) => tallies[a]?.pairs ?? 0));
    const isExact = isAffordable || own.every((a) => isAsBound(compiled, a)) || bound === 0;
    const pairs = isExact
      ? sum(own.map((a) => (isAsBound(compiled, a) ? (tallies[a]?.pairs ?? 0) : pairsMade(compiled, a, scope))))
      : bound;
    cumulative += pairs;
    const largestBlocks = own.flatMap((a) => tallies[a]?.largest ?? []);
    return { rule, bound, pairs, isExact, cumulative, largestBlocks: largestBlocks.sort(byPairs).slice(0, options.largest ?? LARGEST) };
  });
}

/** Pairs that a task makes: what countCandidates adds up, for those who share its tasks out among workers. */
export function countTask(compiled: CompiledRules, task: CandidateTask, scope: CandidateScope): number {
  let pairs = 0;
  enumerateTask(compiled, task, scope, ({ count }) => {
    pairs += count;
  });
  return pairs;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Every pair in a block is a new one: nothing is sieved, and no pair is in two blocks. */
function isAsBound({ index, sieves }: CompiledRules, a: number): boolean {
  return sieves[a]?.length === 0 && index.alternatives[a]?.left.blockOf.kind === 'one';
}

function pairsMade(compiled: CompiledRules, alternative: number, scope: CandidateScope): number {
  const to = compiled.index.alternatives[alternative]?.left.records.length ?? 0;
  return countTask(compiled, { alternative, from: 0, to }, scope);
}

interface BlockTally {
  readonly pairs: number;
  readonly largest: readonly LargeBlock[];
}

function tallyBlocks({ policy }: CompiledRules, alternative: Alternative, scope: CountOptions): BlockTally {
  const { blocks, left } = alternative;
  const most = scope.largest ?? LARGEST;
  const pairsOf = new Float64Array(blocks);
  partnerRanges(alternative, policy, scope, { from: 0, to: left.records.length }, (_, __, from, to, block) => {
    pairsOf[block] = (pairsOf[block] as number) + (to - from);
  });
  let pairs = 0;
  let largest: LargeBlock[] = [];
  for (let block = 0; block < blocks; block++) {
    const own = pairsOf[block] as number;
    pairs += own;
    if (own === 0 || (largest.length === most && own <= (largest.at(-1)?.pairs ?? 0))) continue;
    const found = { records: recordsIn(alternative, block), pairs: own, example: left.records[left.starts[block] as number] as number };
    largest = [...largest, found].sort(byPairs).slice(0, most);
  }
  return { pairs, largest };
}

const byPairs = (x: LargeBlock, y: LargeBlock): number => y.pairs - x.pairs || y.records - x.records || x.example - y.example;

function recordsIn({ left, right, isSymmetric }: Alternative, block: number): number {
  const lefts = left.records.subarray(left.starts[block], left.starts[block + 1]);
  return isSymmetric ? lefts.length : new Set([...lefts, ...right.records.subarray(right.starts[block], right.starts[block + 1])]).size;
}
