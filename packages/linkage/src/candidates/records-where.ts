import type { Expression } from '../expression/expression.ts';
import { compileCondition } from '../levels/compile-condition.ts';
import { CHUNK_PAIRS, emptyChunk } from '../pair-chunk.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';

/** 1 for each record of which a condition that reads one side only, or none, is true. */
export function recordsWhere(prepared: Prepared, condition: Expression, countedBy: CountedBy): Uint8Array {
  const filter = compileCondition(prepared, condition, countedBy);
  const chunk = emptyChunk();
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const kept = new Int32Array(CHUNK_PAIRS);
  const where = new Uint8Array(prepared.size);
  for (let from = 0; from < prepared.size; from += CHUNK_PAIRS) {
    chunk.count = Math.min(CHUNK_PAIRS, prepared.size - from);
    for (let p = 0; p < chunk.count; p++) {
      chunk.a[p] = from + p;
      chunk.b[p] = from + p;
    }
    const count = filter(chunk, at, chunk.count, kept);
    for (let k = 0; k < count; k++) where[from + (kept[k] as number)] = 1;
  }
  return where;
}
