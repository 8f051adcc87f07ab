import type { EdgeOutcome } from '@golden-thread/identity/resolution';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { decodeFacts, type PairFacts } from '@golden-thread/shapes/pair-facts';
import { OPEN } from '@golden-thread/shapes/references';
import type { Known } from './against-truth.ts';
import type { PairOf } from './exam.ts';

/** What is left of one kind, and what would settle it. */
export interface LeftOver {
  readonly kind: string;
  readonly settle: string;
  readonly pairs: number;
  readonly persons: number;
}

interface Edge {
  readonly outcome: EdgeOutcome | null;
  readonly facts: PairFacts;
}
type Kind = Pick<LeftOver, 'kind' | 'settle'>;

const kind = (text: string, settle: string): Kind => ({ kind: text, settle });
const NUMBER = 'an NHS number or UPN on both';
const NEVER_MET = kind('never compared: too little in common', 'a shared address, contact or number');
const NO_BIRTH = kind('one has no date of birth, and nothing else is beyond chance', 'its date of birth, an address or a contact');
const OTHER_SURNAME = kind('another surname, and no shared place', 'the former surname, a former address, or a number');
const LITTLE = kind('too little agrees, or two things disagree', NUMBER);
const OTHER_NAME = kind('forenames of two, at one home on one day', `what the child is called besides, or ${NUMBER}; asked of people`);
const ONE_NUMBER = kind('forenames of two under one number', 'a judgement: the number or the name is wrong at one source');
const NUMBERS = kind('two NHS numbers', 'the right number at one source');
const NEIGHBOUR = kind(
  'a third record stands against it: another forename or number beside one of the two',
  'the third record mended, or a judgement',
);
const RIVALS = kind('it would fit two who stand apart, about as well', 'a number or a middle name on the record; asked of people');
const LISTED = kind('one source lists both, as two', 'the source merges its duplicates, or a judgement');

const BY_OUTCOME: { readonly [Outcome in EdgeOutcome]?: Kind } = {
  twins: OTHER_NAME,
  twins_review: OTHER_NAME,
  twins_same_identifier: ONE_NUMBER,
  generation: LITTLE,
  contradictions: LITTLE,
  verified_numbers: NUMBERS,
  refused_verified_numbers: NUMBERS,
  refused_twins: NEIGHBOUR,
  refused_generation: NEIGHBOUR,
  margin: RIVALS,
  ambiguous: RIVALS,
  listed_apart: LISTED,
  refused_listed_apart: LISTED,
  distinct: LISTED,
};

/** True pairs that the night left apart, by kind: the most frequent first. */
export async function missedByKind(warehouse: Warehouse, missed: readonly PairOf<Known>[]): Promise<readonly LeftOver[]> {
  const edges = await edgesOf(warehouse);
  return counted(missed, ([x, y]) => missedKind(edgeBetween(edges, x, y)));
}

/** Pairs that the night joined although they are two people, by kind. */
export async function falseByKind(warehouse: Warehouse, wrong: readonly PairOf<Known>[]): Promise<readonly LeftOver[]> {
  const edges = await edgesOf(warehouse);
  return counted(wrong, ([x, y]) => falseKind(edgeBetween(edges, x, y)));
}

function missedKind(edge: Edge | undefined): Kind {
  if (edge?.outcome == null) return NEVER_MET;
  const known = BY_OUTCOME[edge.outcome];
  if (known !== undefined) return known;
  if (edge.facts.birth === 'silent') return NO_BIRTH;
  return edge.facts.surname === 'differ' ? OTHER_SURNAME : LITTLE;
}

function falseKind(edge: Edge | undefined): Kind {
  if (edge?.outcome !== 'joined') return kind('only by way of a third record', 'that link parted');
  if (edge.facts.birth === 'silent') return kind('a namesake without a date of birth: parent, or former tenant', 'its date of birth');
  if (edge.facts.nhs === 'agree' || edge.facts.upn === 'agree') return kind("one has the other's number", 'the right number at its source');
  if (edge.facts.forename === 'silent') return kind('no forename', 'the forename');
  if (edge.facts.forename !== 'exact') return kind('forenames that are forms of one, of two children', `a judgement, or ${NUMBER}`);
  return kind('one name and nearly one date of birth, of two children', NUMBER);
}

async function edgesOf(warehouse: Warehouse): Promise<ReadonlyMap<string, Edge>> {
  const { rows } = await warehouse.pool.query<{ a: number; b: number; facts: number; outcome: EdgeOutcome | null }>(
    `select a, b, facts, outcome from link.edge where to_publication = ${OPEN}`,
  );
  return new Map(rows.map(({ a, b, facts, outcome }) => [`${a} ${b}`, { outcome, facts: decodeFacts(facts) }]));
}

const edgeBetween = (edges: ReadonlyMap<string, Edge>, x: Known, y: Known): Edge | undefined =>
  edges.get(`${x.record} ${y.record}`) ?? edges.get(`${y.record} ${x.record}`);

function counted(pairs: readonly PairOf<Known>[], kindOf: (pair: PairOf<Known>) => Kind): readonly LeftOver[] {
  return [...Map.groupBy(pairs, (pair) => kindOf(pair).kind)]
    .map(
      ([text, members]): LeftOver => ({
        kind: text,
        settle: members[0] === undefined ? '' : kindOf(members[0]).settle,
        pairs: members.length,
        persons: new Set(members.flatMap(([x, y]) => [x.truth, y.truth])).size,
      }),
    )
    .sort((a, b) => b.pairs - a.pairs || (a.kind < b.kind ? -1 : 1));
}
