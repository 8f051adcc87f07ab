import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import type { PairFacts } from '@golden-thread/shapes/pair-facts';
import { decodeGammas } from './compare/gamma-code.ts';
import type { EncodedTable } from './encode.ts';
import { compileFacts } from './facts/compile-facts.ts';
import { probabilityOfBits, roundBits } from './fellegi-sunter.ts';
import { emptyChunk } from './pair-chunk.ts';
import type { TermFrequencies } from './term-frequency.ts';
import { compileScorer } from './weigh/compile-scorer.ts';

export interface Contribution {
  readonly comparison: string;
  /** What held, in words; `silent` where one of the two records has nothing to compare. */
  readonly level: string;
  readonly gamma: number;
  /** Weight of the level, in bits. */
  readonly bits: number;
  /** What the rarity of the value adds to it, in bits. */
  readonly termFrequencyBits: number;
}

export interface PairExplanation {
  /** Bits, prior included: what `linkPairs` and `scorePairs` give for the pair. */
  readonly weight: number;
  readonly probability: number;
  readonly prior: number;
  /** In the order of the declaration. */
  readonly contributions: readonly Contribution[];
  readonly facts: PairFacts;
}

/** Why two records weigh what they weigh. Names columns and levels, never a value. */
export function explainPair(
  encoded: EncodedTable,
  linkage: LinkageDeclaration,
  model: LinkageModel,
  frequencies: TermFrequencies,
  a: number,
  b: number,
): PairExplanation {
  const scorer = compileScorer(encoded, linkage, model, frequencies);
  const chunk = emptyChunk();
  chunk.count = 1;
  const [first, second] = a < b ? [a, b] : [b, a];
  chunk.a[0] = first;
  chunk.b[0] = second;
  scorer.score(chunk, Number.NEGATIVE_INFINITY);
  const gammas = decodeGammas(linkage.comparisons, scorer.code[0] as number);
  const contributions = gammas.map((gamma, position): Contribution => {
    const levels = model.comparisons[position]?.levels ?? [];
    const weighed = scorer.comparisons.find((comparison) => comparison.position === position);
    return {
      comparison: linkage.comparisons[position]?.name ?? '',
      level: gamma < 0 ? 'silent' : (levels[levels.length - 1 - gamma]?.label ?? ''),
      gamma,
      bits: roundBits(weighed?.bits[gamma + 1] ?? 0),
      termFrequencyBits: roundBits(weighed?.termFrequency[gamma + 1]?.bitsFor(first, second) ?? 0),
    };
  });
  const weight = roundBits(scorer.weight[0] as number);
  return {
    weight,
    probability: probabilityOfBits(weight),
    prior: roundBits(scorer.prior),
    contributions,
    facts: compileFacts(encoded, frequencies).factsOf(first, second),
  };
}
