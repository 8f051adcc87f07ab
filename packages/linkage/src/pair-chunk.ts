/**
 * Candidate pairs on their way from blocking to whoever counts or scores them: pairs 0 to `count − 1`, record
 * `a[p]` always before record `b[p]`, found by the rule `rule[p]`. One chunk is filled again and again, so that
 * memory does not grow with the number of pairs.
 */
export interface PairChunk {
  count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly rule: Uint8Array;
}

/** What fits the second-level cache beside the columns that a comparison reads. */
export const CHUNK_PAIRS = 4096;
/** The rule of a pair that no blocking rule is named for. */
export const NO_RULE = 255;

export function emptyChunk(): PairChunk {
  return { count: 0, a: new Int32Array(CHUNK_PAIRS), b: new Int32Array(CHUNK_PAIRS), rule: new Uint8Array(CHUNK_PAIRS) };
}
