import { CHUNK_PAIRS, emptyChunk, type PairChunk } from '../pair-chunk.ts';
import type { CandidateTask } from './candidate-tasks.ts';
import type { CompiledRules } from './compile-rules.ts';
import { sharedBlock } from './meeting.ts';
import type { PairSet } from './pair-set.ts';
import { type PairScope, partnerRanges, type TakePartners } from './partner-ranges.ts';
import type { Alternative } from './rule-index.ts';
import { dropBarred, type Sieve } from './sieve.ts';

export interface CandidateScope extends PairScope {
  /** Pairs that are never made. */
  readonly barred: PairSet | null;
}

/**
 * Gives every candidate pair of a task to `sink`, chunk by chunk: each pair once over all tasks, under its first rule, the
 * lower record first. The chunk is the same object each time and is only lent. No pair is stored.
 */
export function enumerateTask(
  { index, policy, sieves }: CompiledRules,
  task: CandidateTask,
  scope: CandidateScope,
  sink: (chunk: PairChunk) => void,
): void {
  const alternative = index.alternatives[task.alternative] as Alternative;
  const own = sieves[task.alternative] as readonly Sieve[];
  const stream = pairStream(scope.barred === null ? own : [dropBarred(scope.barred), ...own], alternative.rule, sink);
  partnerRanges(alternative, policy, scope, task, firstBlockOnly(alternative, stream.take));
  stream.end();
}

/** Where records may share several blocks, lets a pair pass in the lowest of them only. */
function firstBlockOnly({ left, right }: Alternative, take: TakePartners): TakePartners {
  if (left.blockOf.kind === 'one' || right.blockOf.kind === 'one') return take;
  const shared = sharedBlock(left.blockOf, right.blockOf);
  const { lowest: lowestOfLeft } = left.blockOf;
  const { lowest: lowestOfRight } = right.blockOf;
  return (record, records, from, to, block) => {
    if (lowestOfLeft[record] === block) {
      take(record, records, from, to, block);
      return;
    }
    for (let k = from; k < to; k++) {
      const partner = records[k] as number;
      if (lowestOfRight[partner] === block || shared(record, partner) === block) take(record, records, k, k + 1, block);
    }
  };
}

interface PairStream {
  readonly take: TakePartners;
  end(): void;
}

/** Fills chunks with pairs, sieves each one that is full, and gives on what is left. */
function pairStream(sieves: readonly Sieve[], rule: number, sink: (chunk: PairChunk) => void): PairStream {
  const raw = emptyChunk();
  const sifted = sieves.length === 0 ? raw : emptyChunk();
  raw.rule.fill(rule);
  sifted.rule.fill(rule);

  const give = (): void => {
    if (sifted.count > 0) sink(sifted);
    sifted.count = 0;
  };
  const sift = (): void => {
    if (sifted === raw) {
      give();
      return;
    }
    for (let s = 0; s < sieves.length && raw.count > 0; s++) (sieves[s] as Sieve)(raw);
    if (sifted.count + raw.count > CHUNK_PAIRS) give();
    for (let p = 0; p < raw.count; p++) {
      sifted.a[sifted.count + p] = raw.a[p] as number;
      sifted.b[sifted.count + p] = raw.b[p] as number;
    }
    sifted.count += raw.count;
    raw.count = 0;
  };
  return {
    take(left, records, from, to) {
      const { a, b } = raw;
      let k = from;
      while (k < to) {
        let p = raw.count;
        const end = Math.min(to, k + CHUNK_PAIRS - p);
        while (k < end) {
          a[p] = left;
          b[p++] = records[k++] as number;
        }
        raw.count = p;
        if (p === CHUNK_PAIRS) sift();
      }
    },
    end() {
      sift();
      give();
    },
  };
}
