import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { EncodedTable } from '../encode.ts';
import { compileRules } from './enumerate-pairs.ts';
import { blockMaker } from './rule-blocks.ts';

const LARGEST = 3;

/** What a rule costs before anyone pays for it. Blocks are named by size: their keys are personal values. */
export interface RuleCount {
  /** Position of the rule in the declaration, from 0. */
  readonly rule: number;
  /** Pairs that the rule's blocks hold: never fewer than the candidate pairs that the rule adds, for one that an earlier rule or block has made still counts. */
  readonly pairs: number;
  readonly largestBlocks: readonly { readonly records: number; readonly pairs: number }[];
}

/** Counts each rule's pairs from the sizes of its blocks, without making one. `changed` as in `linkPairs`. */
export function countCandidatePairs(encoded: EncodedTable, linkage: LinkageDeclaration, changed: Uint8Array | null): RuleCount[] {
  const blocksOf = blockMaker(encoded.size, changed);
  return compileRules(encoded, linkage.blocking).map((compiled, rule) => {
    const { count, starts, records } = blocksOf(compiled);
    let pairs = 0;
    const largest: { records: number; pairs: number }[] = [];
    for (let block = 0; block < count; block++) {
      const from = starts[block] as number;
      const to = starts[block + 1] as number;
      const blockPairs = pairsIn(to - from) - pairsIn(unchangedIn(records, from, to, changed));
      pairs += blockPairs;
      if (largest.length < LARGEST || blockPairs > (largest.at(-1)?.pairs ?? 0)) {
        largest.push({ records: to - from, pairs: blockPairs });
        largest.sort((x, y) => y.pairs - x.pairs || y.records - x.records);
        largest.length = Math.min(largest.length, LARGEST);
      }
    }
    return { rule, pairs, largestBlocks: largest };
  });
}

const pairsIn = (records: number): number => (records * (records - 1)) / 2;

function unchangedIn(records: Int32Array, from: number, to: number, changed: Uint8Array | null): number {
  if (changed === null) return 0;
  let unchanged = 0;
  for (let k = from; k < to; k++) if (changed[records[k] as number] !== 1) unchanged++;
  return unchanged;
}
