import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import { compileRules, enumeratePairs, type PairScope } from './blocking/enumerate-pairs.ts';
import type { EncodedTable } from './encode.ts';
import { compileFacts } from './facts/compile-facts.ts';
import { roundBits } from './fellegi-sunter.ts';
import { CHUNK_PAIRS, emptyChunk, NO_RULE, type PairChunk } from './pair-chunk.ts';
import { pairCollector, type ScoredPairs, sortedByRecords } from './scored-pairs.ts';
import type { TermFrequencies } from './term-frequency.ts';
import { compileScorer } from './weigh/compile-scorer.ts';

export interface LinkOptions extends PairScope {
  /** Pairs that weigh as much or more, in bits, are kept. */
  readonly floor: number;
}

/**
 * The pairs that blocking makes, that hold a changed record, and that weigh `floor` or more: each once, a before b,
 * ordered by a, then b. A barred pair is never made.
 * @throws DeclarationError when the model was trained for other comparisons.
 */
export function linkPairs(
  encoded: EncodedTable,
  linkage: LinkageDeclaration,
  model: LinkageModel,
  frequencies: TermFrequencies,
  options: LinkOptions,
): ScoredPairs {
  const collector = pairCollector();
  const score = chunkScorer(encoded, linkage, model, frequencies, options.floor, collector.add);
  enumeratePairs(encoded, compileRules(encoded, linkage.blocking), options, score);
  return sortedByRecords(collector.collected(), encoded.size);
}

/** Scores the pairs `a[p]`, `b[p]` as they are given, whatever they weigh: the edges inside a cluster that blocking never made. */
export function scorePairs(
  encoded: EncodedTable,
  linkage: LinkageDeclaration,
  model: LinkageModel,
  frequencies: TermFrequencies,
  a: Int32Array,
  b: Int32Array,
): ScoredPairs {
  const collector = pairCollector(a.length);
  const score = chunkScorer(encoded, linkage, model, frequencies, Number.NEGATIVE_INFINITY, collector.add);
  const chunk = emptyChunk();
  chunk.rule.fill(NO_RULE);
  for (let from = 0; from < a.length; from += CHUNK_PAIRS) {
    chunk.count = Math.min(CHUNK_PAIRS, a.length - from);
    for (let p = 0; p < chunk.count; p++) {
      const [i, j] = [a[from + p] as number, b[from + p] as number];
      chunk.a[p] = Math.min(i, j);
      chunk.b[p] = Math.max(i, j);
    }
    score(chunk);
  }
  return collector.collected();
}

function chunkScorer(
  encoded: EncodedTable,
  linkage: LinkageDeclaration,
  model: LinkageModel,
  frequencies: TermFrequencies,
  floor: number,
  keep: (a: number, b: number, weight: number, facts: number, gammas: number, rule: number) => void,
): (chunk: PairChunk) => void {
  const scorer = compileScorer(encoded, linkage, model, frequencies);
  const facts = compileFacts(encoded, frequencies);
  return (chunk) => {
    const count = scorer.score(chunk, floor);
    for (let k = 0; k < count; k++) {
      const p = scorer.alive[k] as number;
      const weight = roundBits(scorer.weight[p] as number);
      if (weight < floor) continue;
      const a = chunk.a[p] as number;
      const b = chunk.b[p] as number;
      keep(a, b, weight, facts.encodedFactsOf(a, b), scorer.code[p] as number, chunk.rule[p] as number);
    }
  };
}
