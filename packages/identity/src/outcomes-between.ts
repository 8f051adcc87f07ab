import { JOINED, listsOf, readEdges, readJudgements } from './edge-readings.ts';
import { EDGE_OUTCOMES } from './resolution.ts';
import type { ResolveInput } from './resolve-input.ts';

const BELOW = EDGE_OUTCOMES.indexOf('below');

/** What of `ResolveInput` says what becomes of pairs whose records are two persons'. */
export type BetweenInput = Pick<
  ResolveInput,
  'size' | 'naturalKeys' | 'list' | 'edges' | 'never' | 'mustLinks' | 'cannotLinks' | 'distinctGroup' | 'verifiedNhs' | 'policy'
>;

/**
 * What becomes of edges between records of different components: it depends on the two records of each alone, so no
 * component needs to be whole. Positions in `EDGE_OUTCOMES`.
 */
export function outcomesBetween(input: BetweenInput): Uint8Array {
  return readEdges(input, readJudgements(input), listsOf(input)).outcome.map((outcome) => (outcome === JOINED ? BELOW : outcome));
}
