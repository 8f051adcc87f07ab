import { type BlockingRule, block, type Comparison, type ComparisonLevel, either } from '@golden-thread/shapes/declare/linkage';
import { seededRandom } from '@golden-thread/shapes/random';
import { compileRules, enumeratePairs, meets } from '../blocking/enumerate-pairs.ts';
import { blockMaker } from '../blocking/rule-blocks.ts';
import { columnsOfLevel } from '../compare/columns-of.ts';
import { type ComparisonKernel, compileComparison, heardIn } from '../compare/compile-comparison.ts';
import { type EncodedTable, isListColumn } from '../encode.ts';
import { CHUNK_PAIRS, emptyChunk, type PairChunk } from '../pair-chunk.ts';

/** Of all pairs of different records that are not silent, how many each level holds for: `byGamma[gamma]`. */
export interface LevelCounts {
  readonly byGamma: Float64Array;
  readonly pairs: number;
  /** False where some levels were estimated from a seeded sample of the pairs. */
  readonly exact: boolean;
}

export interface LevelCountOptions {
  readonly seed: string;
  /** Pairs of distinct values that may be compared to count exactly. */
  readonly valuePairs?: number;
  /** Pairs that share a value which may be made to count a level exactly. */
  readonly sharedPairs?: number;
  /** Pairs sampled for what is left. */
  readonly sampledPairs?: number;
}

/**
 * Counts the levels of a comparison over all pairs, without making all pairs.
 *
 * Where the comparison reads few distinct combinations of values, each pair of combinations is compared once and counts
 * as often as records hold it. Otherwise the pairs that share a value are made and counted, which settles every level that
 * needs one (exact, overlap, member, crossed); the remaining pairs are the else-level, or a seeded sample of them tells
 * how levels of likeness divide them. So a rare level is always counted exactly, and only frequent ones are ever sampled.
 */
export function countLevels(
  encoded: EncodedTable,
  comparison: Comparison,
  { seed, valuePairs = 3e7, sharedPairs = 2e7, sampledPairs = 4e6 }: LevelCountOptions,
): LevelCounts {
  const heard = heardIn(encoded, comparison.silentWithout);
  const combinations = combinationsOf(encoded, comparison, heard);
  const tally = tallyOf(encoded, comparison);
  const records = heard.reduce((total, one) => total + one, 0);
  const pairs = (records * (records - 1)) / 2;
  if ((combinations.length * (combinations.length + 1)) / 2 <= valuePairs) {
    countByCombinations(combinations, tally);
    return { byGamma: tally.byGamma, pairs, exact: true };
  }
  const blocksOf = blockMaker(encoded.size, null);
  const tested = comparison.levels.filter((level) => level.level !== 'else').map(keyRulesOf);
  const keyed = tested.flatMap((of) => of ?? []);
  const rules = compileRules(encoded, keyed).filter((rule) => {
    const { count, starts } = blocksOf(rule);
    let made = 0;
    for (let k = 0; k < count; k++) made += pairsIn((starts[k + 1] as number) - (starts[k] as number));
    return made <= sharedPairs;
  });
  enumeratePairs(encoded, rules, { changed: null, barred: null }, (chunk) => tally.add(chunk, null));
  const left = pairs - tally.byGamma.reduce((total, count) => total + count, 0);
  const settled = rules.length === keyed.length && !tested.includes(null);
  const shares = settled
    ? null
    : sampleShares(encoded, comparison, heard, (a, b) => rules.some((rule) => meets(rule, a, b)), sampledPairs, seed);
  for (let gamma = 0; gamma < tally.byGamma.length; gamma++) {
    const share = shares === null ? Number(gamma === 0) : (shares[gamma] as number);
    tally.byGamma[gamma] = (tally.byGamma[gamma] as number) + left * share;
  }
  return { byGamma: tally.byGamma, pairs, exact: settled };
}

interface Combination {
  readonly record: number;
  records: number;
}

function combinationsOf(encoded: EncodedTable, comparison: Comparison, heard: Uint8Array): readonly Combination[] {
  const columns = [...new Set(comparison.levels.flatMap(columnsOfLevel))];
  const combinations = new Map<string, Combination>();
  for (let i = 0; i < encoded.size; i++) {
    if (heard[i] === 0) continue;
    const key = columns
      .map((column) => {
        if (!isListColumn(column)) return encoded.texts[column][i];
        const { starts, members } = encoded.lists[column];
        return members.subarray(starts[i], starts[i + 1]).join(' ');
      })
      .join(';');
    const known = combinations.get(key);
    if (known === undefined) combinations.set(key, { record: i, records: 1 });
    else known.records++;
  }
  return [...combinations.values()];
}

interface Tally {
  readonly byGamma: Float64Array;
  /** Adds the pairs of a chunk, each as often as `times` says, or once. Silent ones are left out. */
  add(chunk: PairChunk, times: Float64Array | null): void;
}

function tallyOf(encoded: EncodedTable, comparison: Comparison): Tally {
  const kernel: ComparisonKernel = compileComparison(encoded, comparison);
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const byGamma = new Float64Array(comparison.levels.length);
  return {
    byGamma,
    add(chunk, times) {
      kernel(chunk, at, chunk.count, gammas, open);
      for (let p = 0; p < chunk.count; p++) {
        const gamma = gammas[p] as number;
        if (gamma >= 0) byGamma[gamma] = (byGamma[gamma] as number) + (times === null ? 1 : (times[p] as number));
      }
    },
  };
}

function countByCombinations(combinations: readonly Combination[], tally: Tally): void {
  const chunk = emptyChunk();
  const times = new Float64Array(CHUNK_PAIRS);
  const put = (a: number, b: number, count: number) => {
    chunk.a[chunk.count] = a;
    chunk.b[chunk.count] = b;
    times[chunk.count] = count;
    if (++chunk.count === CHUNK_PAIRS) flush();
  };
  const flush = () => {
    tally.add(chunk, times);
    chunk.count = 0;
  };
  combinations.forEach((one, k) => {
    if (one.records > 1) put(one.record, one.record, pairsIn(one.records));
    for (let l = k + 1; l < combinations.length; l++) {
      const other = combinations[l] as Combination;
      put(one.record, other.record, one.records * other.records);
    }
  });
  flush();
}

/** Rules by one of which every pair meets for which the level holds, or `null` where likeness decides. */
function keyRulesOf(level: ComparisonLevel): readonly BlockingRule[] | null {
  switch (level.level) {
    case 'exact':
    case 'overlap':
      return [block(level.column)];
    case 'member':
      return [block(either(level.column, level.list))];
    case 'crossed':
      return [block(either(level.column, level.with))];
    case 'any': {
      const parts = level.of.map(keyRulesOf);
      return parts.includes(null) ? null : parts.flatMap((rules) => rules ?? []);
    }
    case 'all': {
      const parts = level.of.flatMap((part) => [keyRulesOf(part) ?? []]).filter((rules) => rules.length > 0);
      if (parts.length === 0) return null;
      return parts.reduce((met, rules) => met.flatMap((one) => rules.map((other) => block(...one.all, ...other.all))));
    }
    default:
      return null;
  }
}

function sampleShares(
  encoded: EncodedTable,
  comparison: Comparison,
  heard: Uint8Array,
  isCounted: (a: number, b: number) => boolean,
  pairs: number,
  seed: string,
): Float64Array {
  const random = seededRandom(`${seed}/${comparison.name}`);
  const records = Int32Array.from(Array.from(heard.keys()).filter((i) => heard[i] === 1));
  const tally = tallyOf(encoded, comparison);
  const chunk = emptyChunk();
  let sampled = 0;
  for (let drawn = 0; drawn < pairs; drawn++) {
    const a = records[random.below(records.length)] as number;
    const b = records[random.below(records.length)] as number;
    if (a === b || isCounted(a, b)) continue;
    chunk.a[chunk.count] = a < b ? a : b;
    chunk.b[chunk.count] = a < b ? b : a;
    sampled++;
    if (++chunk.count === CHUNK_PAIRS) {
      tally.add(chunk, null);
      chunk.count = 0;
    }
  }
  tally.add(chunk, null);
  return tally.byGamma.map((count) => count / Math.max(sampled, 1));
}

const pairsIn = (records: number): number => (records * (records - 1)) / 2;
