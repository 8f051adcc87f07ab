import { contradictionsOf, decodeFacts, type PairFacts, SAME_FORENAME } from '@golden-thread/shapes/pair-facts';
import type { EdgeOutcome } from './resolution.ts';

/** Fields of which one alone may keep apart what everything else says is one person. */
export const NEAR_MISS_FIELDS = ['birth_date', 'nhs_number', 'upn'] as const;
export type NearMissField = (typeof NEAR_MISS_FIELDS)[number];

/**
 * Outcomes that rest on what the two records say and how much it weighs. Whatever rests on more, a decision of people, a list, a
 * rival, twins or a parent, is no slip in one field.
 */
export const NEAR_MISS_OUTCOMES: readonly EdgeOutcome[] = ['below', 'review', 'few_evidence', 'contradictions', 'verified_numbers'];

/**
 * The one field without which two records would say one person; `null` where they differ in more, or too little speaks for them.
 * A forename is no such field: brothers and sisters differ in it.
 */
export function nearMissOf(code: number): NearMissField | null {
  const facts = decodeFacts(code);
  if (!isOneName(facts) || facts.sex === 'differ' || facts.generationApart) return null;
  const against = contradictionsOf(facts);
  if (facts.birth === 'near') return against.length === 0 && facts.surname === 'agree' ? 'birth_date' : null;
  const [field] = against;
  if (against.length !== 1) return null;
  const numbered = facts.nhs === 'agree' || facts.upn === 'agree';
  if (field === 'birth') return facts.place === 'agree' || numbered ? 'birth_date' : null;
  if (facts.birth !== 'agree' || !(facts.place === 'agree' || facts.contact === 'agree' || numbered)) return null;
  return field === 'nhs' ? 'nhs_number' : field === 'upn' ? 'upn' : null;
}

const isOneName = ({ forename, surname }: PairFacts): boolean =>
  SAME_FORENAME.has(forename) && forename !== 'initial' && (surname === 'agree' || surname === 'near');
