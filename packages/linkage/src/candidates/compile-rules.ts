import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { indexRules } from './index-rules.ts';
import { keepMeeting, keepWhereFurther } from './meeting.ts';
import type { Alternative, PairsAllowed, RuleIndex } from './rule-index.ts';
import { dropAll, dropEqual, keepOnly, type NumberPair, type Sieve } from './sieve.ts';
import { type SourcePolicy, sourcePolicy } from './source-policy.ts';

/** Blocking rules ready to run in one thread. */
export interface CompiledRules {
  readonly prepared: Prepared;
  /** What another thread needs besides the records to run the same rules: see `openRules`. */
  readonly index: RuleIndex;
  readonly policy: SourcePolicy | null;
  /** For each alternative: what leaves, of the pairs in its blocks, those that are true and that no earlier one makes. */
  readonly sieves: readonly (readonly Sieve[])[];
}

/**
 * Sorts records into the blocks of rules and compiles what else the rules ask. A plan serves as `allowed`.
 * @throws DeclarationError `linkage.too_many_rules`, `linkage.explode_not_list`, and what a rule's expressions throw.
 */
export function compileRules(prepared: Prepared, rules: readonly PlannedRule[], allowed: PairsAllowed): CompiledRules {
  return openRules(prepared, indexRules(prepared, rules, allowed));
}

/** Compiles rules whose blocks were worked out before, in this thread or another. */
export function openRules(prepared: Prepared, index: RuleIndex): CompiledRules {
  const { alternatives, allowed } = index;
  const { countedBy } = allowed;
  const sieves = alternatives.map((alternative, a) => {
    const earlier = alternatives.slice(0, a);
    const own = keepWhereFurther(prepared, alternative, countedBy);
    const simple = earlier.flatMap((one) => numbersOf(one) ?? []);
    return [
      ...dropEqual(simple),
      ...(own === null ? [] : [keepOnly(own)]),
      ...earlier.filter((one) => numbersOf(one) === null).map((one) => dropAll(keepMeeting(prepared, one, countedBy))),
    ];
  });
  return { prepared, index, policy: sourcePolicy(prepared, allowed), sieves };
}

/** The numbers by which alone two records meet in an alternative; `null` where there is more to it. */
function numbersOf({ left, right, further }: Alternative): NumberPair | null {
  const [one, other] = [left.blockOf, right.blockOf];
  return further === null && one.kind === 'one' && other.kind === 'one' ? { left: one, right: other } : null;
}
