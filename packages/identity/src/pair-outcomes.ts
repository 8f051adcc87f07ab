import { JOINED, listsOf, readEdges, readJudgements } from './edge-readings.ts';
import { EDGE_OUTCOMES } from './resolution.ts';
import type { ResolveInput } from './resolve-input.ts';

const BELOW = EDGE_OUTCOMES.indexOf('below');

/** What of `ResolveInput` says what becomes of pairs by themselves. */
export type PairsInput = Pick<
  ResolveInput,
  'size' | 'naturalKeys' | 'list' | 'edges' | 'never' | 'mustLinks' | 'cannotLinks' | 'distinctGroup' | 'verifiedNhs' | 'policy'
>;

/** What becomes of each edge by itself, whatever its component makes of it: positions in `EDGE_OUTCOMES`, `joined` where it is held. */
export function pairOutcomes(input: PairsInput): Uint8Array {
  return readEdges(input, readJudgements(input), listsOf(input)).outcome;
}

/** The same for edges between different components: it depends on the two records of each alone, so none needs to be whole. */
export function outcomesBetween(input: PairsInput): Uint8Array {
  return pairOutcomes(input).map((outcome) => (outcome === JOINED ? BELOW : outcome));
}
