import { seededRandom } from '@golden-thread/shapes/random';
import type { Alternative, RuleIndex } from '../candidates/rule-index.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { type AllowedSources, allowedSources, pairsWithin } from './allowed-sources.ts';
import { sharedInts } from './record-groups.ts';

/** The blocks of a training rule, or of records drawn from them, and how many pairs the rule makes in all. */
export interface DrawnBlocks {
  readonly index: RuleIndex;
  /** Pairs of the rule, where some were drawn; `null`: it is left whole. */
  readonly of: number | null;
}

/**
 * Of a rule of equalities that makes more pairs than `most`, the blocks of records that are drawn by seed, each alike, so that about
 * so many are made: every pair has the same chance. Only pairs whose sources may meet count. Rules with `OR`, lists or further conditions
 * are left whole, for their blocks do not tell how many pairs they make. Records go by their numbers, so their order in files changes nothing.
 */
export function drawnBlocks(
  { rules, allowed, alternatives }: RuleIndex,
  { size, sources, sourceOf }: Pick<Prepared, 'size' | 'sources' | 'sourceOf'>,
  { most, seed }: { readonly most: number | null; readonly seed: string },
): DrawnBlocks {
  const index = { rules, allowed, alternatives };
  const [only, ...more] = alternatives;
  const blocks = only === undefined || more.length > 0 || only.further !== null ? null : blocksOfEach(only);
  if (blocks === null || most === null) return { index, of: null };
  const pairs = pairsThatMay(allowedSources(allowed, sources), blocks, sourceOf);
  if (pairs <= most) return { index, of: null };
  const range = drawn(blocks, chosenRecords(size, Math.sqrt(most / pairs), seed));
  return { index: { ...index, alternatives: [{ ...blocks, left: range, right: range }] }, of: pairs };
}

/** Where a record stands in one block at most, and is its own partner's equal. */
export const blocksOfEach = (alternative: Alternative): Alternative | null =>
  alternative.isSymmetric && alternative.left.blockOf.kind === 'one' && (alternative.further?.unnested ?? null) === null
    ? alternative
    : null;

export function pairsInBlocks({ blocks, left: { starts } }: Alternative): number {
  let pairs = 0;
  for (let block = 0; block < blocks; block++) {
    const size = (starts[block + 1] as number) - (starts[block] as number);
    pairs += (size * (size - 1)) / 2;
  }
  return pairs;
}

/** Pairs in the blocks whose sources may meet. */
function pairsThatMay(sources: AllowedSources, { blocks, left: { starts, records } }: Alternative, sourceOf: Uint16Array): number {
  const counts = new Float64Array(sources.size);
  let pairs = 0;
  for (let block = 0; block < blocks; block++) {
    counts.fill(0);
    for (let at = starts[block] as number; at < (starts[block + 1] as number); at++) {
      const source = sourceOf[records[at] as number] as number;
      counts[source] = (counts[source] as number) + 1;
    }
    pairs += pairsWithin(sources, counts);
  }
  return pairs;
}

function chosenRecords(size: number, rate: number, seed: string): Uint8Array {
  const random = seededRandom(seed);
  const chosen = new Uint8Array(size);
  for (let record = 0; record < size; record++) if (random.next() < rate) chosen[record] = 1;
  return chosen;
}

function drawn({ blocks, left: { starts, records, blockOf } }: Alternative, chosen: Uint8Array): Alternative['left'] {
  const keptStarts = sharedInts(blocks + 1);
  const kept = sharedInts(records.length);
  let to = 0;
  for (let block = 0; block < blocks; block++) {
    for (let at = starts[block] as number; at < (starts[block + 1] as number); at++) {
      const record = records[at] as number;
      if (chosen[record] === 1) kept[to++] = record;
    }
    keptStarts[block + 1] = to;
  }
  return { starts: keptStarts, records: kept.slice(0, to), blockOf };
}
