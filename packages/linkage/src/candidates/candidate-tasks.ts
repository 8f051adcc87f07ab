import type { CompiledRules } from './compile-rules.ts';
import type { Alternative } from './rule-index.ts';

/** Some candidate pairs to make: those of the left records at the positions `from` to `to − 1` of an alternative's blocks. */
export interface CandidateTask {
  readonly alternative: number;
  readonly from: number;
  readonly to: number;
}

/** More tasks than this are not cut, however many pairs there are. */
const MOST_TASKS = 20_000;

/** Cuts all candidate pairs into tasks of about so many, a huge block too. */
export function candidateTasks({ index }: Pick<CompiledRules, 'index'>, pairsPerTask = 100_000): CandidateTask[] {
  const { alternatives } = index;
  const pairs = alternatives.reduce((total, alternative) => total + pairsIn(alternative), 0);
  const most = Math.max(pairsPerTask, pairs / MOST_TASKS);
  return alternatives.flatMap((alternative, a) => tasksOf(alternative, a, most));
}

/** At least as many pairs as the blocks of an alternative hold, from their sizes alone. */
export function pairsIn(alternative: Alternative): number {
  let pairs = 0;
  for (let block = 0; block < alternative.blocks; block++) pairs += pairsOfBlock(alternative, block);
  return pairs;
}

function tasksOf(alternative: Alternative, a: number, most: number): CandidateTask[] {
  const { blocks, left } = alternative;
  const tasks: CandidateTask[] = [];
  let from = 0;
  let held = 0;
  for (let block = 0; block < blocks; block++) {
    const pairs = pairsOfBlock(alternative, block);
    if (held + pairs <= most) {
      held += pairs;
      continue;
    }
    for (let k = left.starts[block] as number, end = left.starts[block + 1] as number; k < end; k++) {
      const partners = partnersOf(alternative, block, k);
      if (held > 0 && held + partners > most) {
        tasks.push({ alternative: a, from, to: k });
        from = k;
        held = 0;
      }
      held += partners;
    }
  }
  if (held > 0) tasks.push({ alternative: a, from, to: left.records.length });
  return tasks;
}

/** At least as many partners as a left position has. */
function partnersOf({ left, right, isSymmetric }: Alternative, block: number, position: number): number {
  const end = left.starts[block + 1] as number;
  return isSymmetric ? end - position - 1 : (right.starts[block + 1] as number) - (right.starts[block] as number);
}

/** At least as many pairs as a block has. */
function pairsOfBlock({ left, right, isSymmetric }: Alternative, block: number): number {
  const lefts = (left.starts[block + 1] as number) - (left.starts[block] as number);
  if (isSymmetric) return (lefts * (lefts - 1)) / 2;
  return lefts * ((right.starts[block + 1] as number) - (right.starts[block] as number));
}
