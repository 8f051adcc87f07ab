import { type AllowedSources, allowedSources } from '../estimate/allowed-sources.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { PairsAllowed } from './rule-index.ts';

/** Which records may meet by their sources; `null`: any two. */
export interface SourcePolicy extends AllowedSources {
  readonly sourceOf: Uint16Array;
}

export function sourcePolicy({ sources, sourceOf }: Pick<Prepared, 'sources' | 'sourceOf'>, allowed: PairsAllowed): SourcePolicy | null {
  const { size, meets } = allowedSources(allowed, sources);
  return meets.every((may) => may === 1) ? null : { size, meets, sourceOf };
}

/** Tells of the records of a block, `left[0]` to `left[lefts − 1]` and so on right, whether there may be two that may meet. */
export type BlockJudge = (left: Int32Array, lefts: number, right: Int32Array, rights: number) => boolean;

export function blockJudge(policy: SourcePolicy | null): BlockJudge {
  const first = new Int32Array(policy?.size ?? 0);
  const second = new Int32Array(policy?.size ?? 0);
  return (left, lefts, right, rights) => {
    if (lefts === 0 || rights === 0 || (left[0] as number) >= (right[rights - 1] as number)) return false;
    if (policy === null) return true;
    const { sourceOf, meets, size } = policy;
    countSources(left, lefts, sourceOf, first);
    countSources(right, rights, sourceOf, second);
    for (let s = 0; s < size; s++) {
      for (let t = 0; t < size; t++) {
        if (first[s] === 0 || second[t] === 0 || meets[s * size + t] !== 1) continue;
        if (s !== t || left !== right || (first[s] as number) > 1) return true;
      }
    }
    return false;
  };
}

function countSources(records: Int32Array, count: number, sourceOf: Uint16Array, counts: Int32Array): void {
  counts.fill(0);
  for (let k = 0; k < count; k++) {
    const source = sourceOf[records[k] as number] as number;
    counts[source] = (counts[source] as number) + 1;
  }
}
