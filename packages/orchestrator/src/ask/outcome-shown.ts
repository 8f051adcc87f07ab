import { OUTCOME_WORDS } from '@golden-thread/identity/outcome-words';
import { EDGE_OUTCOMES } from '@golden-thread/identity/resolution';

/** A stored outcome as a sentence; a never-link is not named. */
export function outcomeWords(outcome: string): string {
  if (outcome.endsWith('never_link')) return 'They are kept apart by a decision that is not shown here.';
  const known = EDGE_OUTCOMES.find((name) => name === outcome);
  return known === undefined ? outcome : OUTCOME_WORDS[known];
}
