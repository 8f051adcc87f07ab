import type { ComparisonLevel, LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import { type ComparisonKernel, compileComparison } from '../compare/compile-comparison.ts';
import { stridesOf } from '../compare/gamma-code.ts';
import type { EncodedTable } from '../encode.ts';
import { bitsOfLevel, bitsOfProbability } from '../fellegi-sunter.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { TermFrequencies } from '../term-frequency.ts';
import { type TermFrequencyBits, termFrequencyBits } from './term-frequency-bits.ts';

/** One comparison with its weights. `bits[gamma + 1]` is the level's weight; silence weighs 0. */
export interface WeighedComparison {
  /** Position in the declaration. */
  readonly position: number;
  readonly kernel: ComparisonKernel;
  readonly bits: Float64Array;
  readonly termFrequency: readonly (TermFrequencyBits | null)[];
  /** No pair gets more from this comparison, nor from any that comes after it. */
  readonly most: number;
  readonly mostAfter: number;
}

export interface Scorer {
  readonly prior: number;
  /** In the order in which they are answered and their bits added up: cheap ones first. */
  readonly comparisons: readonly WeighedComparison[];
  /** Of the pairs of a chunk: `weight[p]` in bits, prior included and not rounded, and `code[p]` the gammas. */
  readonly weight: Float64Array;
  readonly code: Int32Array;
  /** Positions of the pairs that may still weigh `floor` or more; only theirs are whole. */
  readonly alive: Int32Array;
  /** Scores a chunk and returns how many stay alive. */
  score(chunk: PairChunk, floor: number): number;
}

/** More than rounding and the order of addition can move a weight. */
const SLACK_BITS = 1e-5;
const COST: Readonly<Record<Exclude<ComparisonLevel['level'], 'any' | 'all'>, number>> = {
  else: 0,
  exact: 1,
  crossed: 1,
  same_month: 2,
  within_days: 2,
  day_month_swapped: 2,
  initial: 2,
  overlap: 4,
  member: 4,
  one_edit: 6,
  levenshtein: 20,
  jaro_winkler: 20,
};

/** @throws DeclarationError when the model was trained for other comparisons. */
export function compileScorer(
  encoded: EncodedTable,
  linkage: LinkageDeclaration,
  model: LinkageModel,
  frequencies: TermFrequencies,
): Scorer {
  checkModel(linkage, model);
  const strides = stridesOf(linkage.comparisons);
  const prior = bitsOfProbability(model.lambda);
  const weighed = linkage.comparisons.map((comparison, position) => {
    const levels = model.comparisons[position]?.levels ?? [];
    const bits = Float64Array.from([0, ...levels.map(({ m, u }) => bitsOfLevel(m, u)).reverse()]);
    const termFrequency = [
      null,
      ...comparison.levels.map((level, l) => termFrequencyBits(encoded, level, levels[l]?.u ?? 1, frequencies)).reverse(),
    ];
    const most = bits.reduce((highest, value, digit) => Math.max(highest, value + (termFrequency[digit]?.most ?? 0)), 0);
    const cost = comparison.levels.reduce((total, level) => total + costOf(level), 0);
    return { position, kernel: compileComparison(encoded, comparison), bits, termFrequency, most, mostAfter: 0, cost };
  });
  weighed.sort((x, y) => x.cost - y.cost || x.position - y.position);
  for (let c = weighed.length - 2; c >= 0; c--) {
    const [one, next] = [weighed[c], weighed[c + 1]];
    if (one !== undefined && next !== undefined) one.mostAfter = next.mostAfter + next.most;
  }
  const weight = new Float64Array(CHUNK_PAIRS);
  const code = new Int32Array(CHUNK_PAIRS);
  const alive = new Int32Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const gammas = new Int8Array(CHUNK_PAIRS);

  function score(chunk: PairChunk, floor: number): number {
    let count = chunk.count;
    for (let p = 0; p < count; p++) alive[p] = p;
    weight.fill(prior, 0, count);
    code.fill(0, 0, count);
    for (const comparison of weighed) {
      comparison.kernel(chunk, alive, count, gammas, open);
      count = addBits(comparison, chunk, strides[comparison.position] as number, count, floor - SLACK_BITS - comparison.mostAfter);
    }
    return count;
  }

  function addBits(
    { bits, termFrequency }: WeighedComparison,
    { a, b }: PairChunk,
    stride: number,
    count: number,
    atLeast: number,
  ): number {
    let stay = 0;
    for (let k = 0; k < count; k++) {
      const p = alive[k] as number;
      const digit = (gammas[p] as number) + 1;
      const byFrequency = termFrequency[digit] as TermFrequencyBits | null;
      let sum = (weight[p] as number) + (bits[digit] as number);
      if (byFrequency !== null) sum += byFrequency.bitsFor(a[p] as number, b[p] as number);
      weight[p] = sum;
      code[p] = (code[p] as number) + digit * stride;
      if (sum >= atLeast) alive[stay++] = p;
    }
    return stay;
  }

  return { prior, comparisons: weighed, weight, code, alive, score };
}

const costOf = (level: ComparisonLevel): number =>
  level.level === 'any' || level.level === 'all' ? level.of.reduce((total, part) => total + costOf(part), 0) : COST[level.level];

function checkModel(linkage: LinkageDeclaration, model: LinkageModel): void {
  const wanted = linkage.comparisons.map((c) => `${c.name}/${c.levels.length}`).join(' ');
  const found = model.comparisons.map((c) => `${c.name}/${c.levels.length}`).join(' ');
  if (wanted === found) return;
  throw new DeclarationError({
    code: 'linkage.model_mismatch',
    message: `The model ${model.name} was trained for other comparisons than the linkage declares.`,
    remedy: 'Train a model with `gt train` and name it in pipeline.ts.',
  });
}
