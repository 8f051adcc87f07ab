import { OUTCOME_WORDS } from '@golden-thread/identity/outcome-words';
import { EDGE_OUTCOMES } from '@golden-thread/identity/resolution';

/** Said of every pair that is not stored, and of every pair under a never-link, whose candidates are not made either: nobody can tell the two. */
const NOT_STORED = 'They are no stored pair: no blocking rule brings them together, or they are not compared.';

/** What became of a pair, if anything of it may be shown. */
export interface ShownOutcome {
  readonly outcome: string | null;
  readonly words: string;
}

/** A stored outcome as a sentence; a pair under a never-link is told as one that was never made. */
export function shownOutcome(stored: string | null | undefined): ShownOutcome {
  if (stored == null || stored.endsWith('never_link')) return { outcome: null, words: NOT_STORED };
  const known = EDGE_OUTCOMES.find((name) => name === stored);
  return { outcome: stored, words: known === undefined ? stored : OUTCOME_WORDS[known] };
}
