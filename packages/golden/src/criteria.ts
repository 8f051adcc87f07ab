import type { SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import type { Candidate } from './candidates.ts';

/** What may decide between two candidates. */
export const CRITERIA = ['true_most_recently', 'without_doubt', 'source_order', 'given_by_most_sources', 'longest', 'natural_key'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** The criteria of each rule, the deciding one first. The last leaves no tie. */
const CRITERIA_OF: { readonly [Rule in SurvivorshipRule['rule']]: readonly Criterion[] } = {
  mostRecent: ['true_most_recently', 'source_order', 'natural_key'],
  sourceOrder: ['source_order', 'true_most_recently', 'natural_key'],
  mostTrusted: ['without_doubt', 'source_order', 'true_most_recently', 'natural_key'],
  onlyFrom: ['source_order', 'true_most_recently', 'natural_key'],
  mostFrequent: ['given_by_most_sources', 'source_order', 'true_most_recently', 'natural_key'],
  longest: ['longest', 'source_order', 'true_most_recently', 'natural_key'],
  unionBy: ['true_most_recently', 'source_order', 'natural_key'],
};

/** Below 0 where `a` wins. */
const COMPARE: { readonly [Name in Criterion]: (a: Candidate, b: Candidate) => number } = {
  true_most_recently: (a, b) => compareText(b.trueFrom, a.trueFrom),
  without_doubt: (a, b) => Number(a.doubted) - Number(b.doubted),
  source_order: (a, b) =>
    a.place === b.place ? (Number.isFinite(a.place) ? 0 : compareCodePoints(a.sourceName, b.sourceName)) : a.place - b.place,
  given_by_most_sources: (a, b) => b.sources - a.sources,
  longest: (a, b) => b.length - a.length,
  natural_key: (a, b) => compareCodePoints(a.record.naturalKey, b.record.naturalKey) || a.record.recordKey - b.record.recordKey,
};

/** How one candidate fares against another: below 0 where `a` wins, and the criterion that says so. */
export function decide(rule: SurvivorshipRule['rule'], a: Candidate, b: Candidate): { readonly order: number; readonly by: Criterion } {
  for (const by of CRITERIA_OF[rule]) {
    const order = COMPARE[by](a, b);
    if (order !== 0) return { order, by };
  }
  return { order: 0, by: 'natural_key' };
}

/** The candidate that the rule chooses, or undefined where there is none. */
export function winnerOf(rule: SurvivorshipRule['rule'], candidates: readonly Candidate[]): Candidate | undefined {
  let best = candidates[0];
  for (const candidate of candidates)
    if (best !== undefined && candidate !== best && decide(rule, candidate, best).order < 0) best = candidate;
  return best;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
