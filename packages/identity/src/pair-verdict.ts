import {
  contradictionsOf,
  decodeFacts,
  evidenceOf,
  type ForenameRelation,
  type PairFacts,
  SAME_FORENAME,
} from '@golden-thread/shapes/pair-facts';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import type { EdgeOutcome } from './resolution.ts';

/** What may part two clusters, highest authority first. A signed must-link lifts all but the first two. */
export const CONSTRAINTS = [
  'never_link',
  'judged_different',
  'distinct',
  'verified_numbers',
  'generation',
  'twins',
  'listed_apart',
] as const;
export type Constraint = (typeof CONSTRAINTS)[number];

/** What is known of a pair beside its facts: the highest that applies. */
export type PairStanding =
  | 'never_link'
  | 'judged_different'
  | 'judged_same'
  | 'distinct'
  | 'verified_numbers'
  | 'same_verified_number'
  | 'one_list'
  | 'none';

/** Where a weight lies. `held` is at or above `join`, or at or above `break` where the edge was held before. */
export type Line = 'below' | 'review' | 'held';

/** What identity reads from the facts of a pair. */
export interface FactsReading {
  readonly facts: PairFacts;
  /** The constraint that these facts alone put between two clusters. */
  readonly parts: 'generation' | 'twins' | null;
  readonly identifiersDiffer: boolean;
  readonly forenamesDiffer: boolean;
  /** The forename relation could be that of either twin: no forename on one side, or only a letter. */
  readonly forenameUncertain: boolean;
  readonly byIdentifier: boolean;
  /** No identifier agrees, and the forename is that of the other in another form only. */
  readonly isOtherForm: boolean;
  /** No identifier agrees, and another of the household could look the same: not to be believed where one list names both. */
  readonly lookalike: boolean;
  /** What the pair lacks to be joined by its weight. */
  readonly lacks: 'few_evidence' | 'contradictions' | null;
  /** How far identifiers and sex speak for the pair: what may tell a silent record's twin from the other. */
  readonly leaning: number;
}

const SIMILAR_OR_DIFFERENT: ReadonlySet<ForenameRelation> = new Set(['similar', 'different']);
const INEXACT: ReadonlySet<ForenameRelation> = new Set([...SAME_FORENAME].filter((relation) => relation !== 'exact'));

/** Reads the facts of a pair. Few codes occur, so callers keep the answers. */
export function readFacts(code: number): FactsReading {
  const facts = decodeFacts(code);
  const identifiersDiffer = facts.nhs === 'differ' || facts.upn === 'differ';
  const forenamesDiffer = SIMILAR_OR_DIFFERENT.has(facts.forename);
  return {
    facts,
    parts: isParentAndChild(facts) ? 'generation' : isTwins(facts) ? 'twins' : null,
    identifiersDiffer,
    forenamesDiffer,
    forenameUncertain: facts.forename === 'silent' || facts.forename === 'initial',
    byIdentifier: byIdentifier(facts),
    isOtherForm: !byIdentifier(facts) && INEXACT.has(facts.forename),
    lookalike:
      !byIdentifier(facts) &&
      (facts.forename === 'silent' || facts.birth === 'silent' || (INEXACT.has(facts.forename) && isOneHousehold(facts))),
    lacks: lacks(facts),
    leaning: leaning(facts),
  };
}

export function lineOf(weight: number, heldBefore: boolean, policy: MatchPolicy): Line {
  if (weight >= policy.join || (heldBefore && weight >= policy.break)) return 'held';
  return weight >= policy.review ? 'review' : 'below';
}

/** What weighs for a pair, beside its facts. */
export interface PairWeight {
  /** Bits. */
  readonly weight: number;
  readonly heldBefore: boolean;
}

/**
 * The outcome of a pair by itself: `joined` where it is held, whatever its clusters make of it. For a pair that is not
 * permitted the latch says nothing, so that its outcome is the same the night after.
 */
export function pairOutcome(
  reading: FactsReading,
  standing: PairStanding,
  { weight, heldBefore }: PairWeight,
  policy: MatchPolicy,
): EdgeOutcome {
  switch (standing) {
    case 'never_link':
    case 'judged_different':
    case 'distinct':
    case 'verified_numbers':
      return standing;
    case 'judged_same':
      return outcomeAt(lineOf(weight, heldBefore, policy), null);
    case 'same_verified_number':
    case 'one_list':
    case 'none':
      break;
    default:
      return standing satisfies never;
  }
  if (reading.parts === 'generation') return 'generation';
  if (reading.parts === 'twins') return twinOutcome(reading, standing);
  if (standing === 'one_list' && reading.lookalike) return 'listed_apart';
  return outcomeAt(lineOf(weight, heldBefore && reading.lacks === null, policy), reading.lacks);
}

const outcomeAt = (line: Line, lacks: FactsReading['lacks']): EdgeOutcome => (line === 'held' ? (lacks ?? 'joined') : line);

/**
 * The twin rule's three ways: identifiers disagree, are the same verified one, or say nothing. All three part clusters.
 * Where the forenames could be one's, people are asked although identifiers disagree.
 */
function twinOutcome(reading: FactsReading, standing: PairStanding): EdgeOutcome {
  if (standing === 'same_verified_number' && reading.facts.upn !== 'differ') return 'twins_same_identifier';
  return reading.identifiersDiffer && reading.forenamesDiffer ? 'twins' : 'twins_review';
}

const alike = (relation: 'silent' | 'agree' | 'near' | 'differ'): boolean => relation === 'agree' || relation === 'near';

function isParentAndChild(facts: PairFacts): boolean {
  return facts.generationApart && alike(facts.surname) && SAME_FORENAME.has(facts.forename);
}

/**
 * One birth and place, and forenames of two people; or forenames that could be one's (Tiago, Thiago) while an identifier or
 * the sex says otherwise. The surname does not matter here: twins' surnames are spelt no better than others.
 */
function isTwins(facts: PairFacts): boolean {
  if (!isOneHousehold(facts)) return false;
  if (SIMILAR_OR_DIFFERENT.has(facts.forename)) return true;
  return (
    INEXACT.has(facts.forename) && !byIdentifier(facts) && (facts.nhs === 'differ' || facts.upn === 'differ' || facts.sex === 'differ')
  );
}

/** Half a date counts: a twin's record is no better kept than another. */
function isOneHousehold(facts: PairFacts): boolean {
  return alike(facts.birth) && (alike(facts.place) || facts.contact === 'agree');
}

function lacks(facts: PairFacts): 'few_evidence' | 'contradictions' | null {
  if (!isEnough(facts)) return 'few_evidence';
  return contradictionsOf(facts).length > 1 ? 'contradictions' : null;
}

/**
 * Two independent kinds of evidence. Without an identifier one of them is the name, for birth and place alone are a
 * household's, and what the household could explain is not believed:
 * no forename looks like the siblings: name, birth and place must agree, and the sex not differ;
 * another surname, or a date of birth that is only near, says little without the place, and with another surname
 * another sex, or a middle name for the forename, says somebody else (Safiyyah Zainab's twin is called Zainab);
 * no date of birth looks like a parent of the same name: both names and the place must agree;
 * another forename, or another date of birth, is another person, whoever is named after whom.
 */
function isEnough(facts: PairFacts): boolean {
  const kinds = evidenceOf(facts);
  if (byIdentifier(facts)) return kinds.length >= 2;
  if (facts.birth === 'differ' || SIMILAR_OR_DIFFERENT.has(facts.forename)) return false;
  if (facts.forename === 'silent') return kinds.length === 3 && facts.sex !== 'differ';
  if (facts.birth === 'silent') return SAME_FORENAME.has(facts.forename) && alike(facts.surname) && kinds.includes('place');
  if (facts.surname === 'differ' && (facts.sex === 'differ' || facts.forename === 'swapped')) return false;
  if (facts.birth === 'near' || facts.surname === 'differ') return kinds.includes('name') && kinds.includes('place');
  return kinds.includes('name') && kinds.length >= 2;
}

const byIdentifier = (facts: PairFacts): boolean => facts.nhs === 'agree' || facts.upn === 'agree';

function leaning(facts: PairFacts): number {
  const say = (relation: 'silent' | 'agree' | 'near' | 'differ') => (relation === 'agree' ? 1 : relation === 'differ' ? -1 : 0);
  return 2 * say(facts.nhs) + 2 * say(facts.upn) + Math.min(0, say(facts.sex));
}
