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
  let pairs = 0;
  for (const alternative of alternatives)
    eachLeft(alternative, (_, partners) => {
      pairs += partners;
    });
  const most = Math.max(pairsPerTask, pairs / MOST_TASKS);
  return alternatives.flatMap((alternative, a) => {
    const tasks: CandidateTask[] = [];
    let from = 0;
    let held = 0;
    eachLeft(alternative, (position, partners) => {
      if (held > 0 && held + partners > most) {
        tasks.push({ alternative: a, from, to: position });
        from = position;
        held = 0;
      }
      held += partners;
    });
    if (held > 0) tasks.push({ alternative: a, from, to: alternative.left.records.length });
    return tasks;
  });
}

/** Gives each left position with at least as many partners as it has. */
function eachLeft({ blocks, left, right, isSymmetric }: Alternative, see: (position: number, partners: number) => void): void {
  for (let block = 0; block < blocks; block++) {
    const end = left.starts[block + 1] as number;
    const rights = (right.starts[block + 1] as number) - (right.starts[block] as number);
    for (let k = left.starts[block] as number; k < end; k++) see(k, isSymmetric ? end - k - 1 : rights);
  }
}
