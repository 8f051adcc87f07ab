import { CHUNK_PAIRS, emptyChunk, NO_RULE } from '../pair-chunk.ts';
import type { CompiledRules } from './compile-rules.ts';
import { keepMeeting } from './meeting.ts';

/**
 * The rule that each given pair belongs to: the first that is true for it, or `NO_RULE` where none is, or where its sources may
 * not meet. `l[p]` is to come before `r[p]`.
 */
export function rulesOfPairs(
  { prepared, index, policy }: CompiledRules,
  { l, r }: { readonly l: Int32Array; readonly r: Int32Array },
): Uint8Array {
  const rules = new Uint8Array(l.length).fill(NO_RULE);
  const alternatives = index.alternatives.map((alternative) => ({
    rule: alternative.rule,
    keep: keepMeeting(prepared, alternative, index.allowed.countedBy),
  }));
  const mayMeet = (left: number, right: number): boolean =>
    left < right &&
    (policy === null || policy.meets[(policy.sourceOf[left] as number) * policy.size + (policy.sourceOf[right] as number)] === 1);
  const chunk = emptyChunk();
  const open = new Int32Array(CHUNK_PAIRS);
  const kept = new Int32Array(CHUNK_PAIRS);
  for (let from = 0; from < l.length; from += CHUNK_PAIRS) {
    chunk.count = Math.min(CHUNK_PAIRS, l.length - from);
    chunk.a.set(l.subarray(from, from + chunk.count));
    chunk.b.set(r.subarray(from, from + chunk.count));
    let left = 0;
    for (let p = 0; p < chunk.count; p++) if (mayMeet(chunk.a[p] as number, chunk.b[p] as number)) open[left++] = p;
    for (const { rule, keep } of alternatives) {
      if (left === 0) break;
      const count = keep(chunk, open, left, kept);
      for (let k = 0; k < count; k++) rules[from + (kept[k] as number)] = rule;
      left = stillOpen(open, left, rules, from);
    }
  }
  return rules;
}

/** Moves the positions of pairs without a rule to the front, and counts them. */
function stillOpen(open: Int32Array, count: number, rules: Uint8Array, from: number): number {
  let left = 0;
  for (let k = 0; k < count; k++) {
    const p = open[k] as number;
    if (rules[from + p] === NO_RULE) open[left++] = p;
  }
  return left;
}
