import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { compileRules, enumeratePairs } from '../blocking/enumerate-pairs.ts';
import type { EncodedTable } from '../encode.ts';

/**
 * λ, the probability that two random records are the same person: the pairs that the deterministic rules find, over the
 * share of the true pairs that they are believed to find, over all pairs.
 * @throws DeclarationError when that is no probability between 0 and 1.
 */
export function estimatePrior(encoded: EncodedTable, linkage: LinkageDeclaration): number {
  let found = 0;
  enumeratePairs(encoded, compileRules(encoded, linkage.training.deterministicRules), { changed: null, barred: null }, (chunk) => {
    found += chunk.count;
  });
  const lambda = found / linkage.training.recall / ((encoded.size * (encoded.size - 1)) / 2);
  if (lambda > 0 && lambda < 1) return lambda;
  throw new DeclarationError({
    code: 'linkage.prior',
    message: `The deterministic rules find ${found} pairs among ${encoded.size} records: that gives no prior.`,
    remedy: 'Train on more records, or mend training.deterministicRules or training.recall in linkage.ts.',
  });
}
