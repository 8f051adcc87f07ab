import { explainPeople, type PairExplanation } from '@golden-thread/linkage/explain-people';
import { peopleModel } from '@golden-thread/linkage/people-model';
import { peopleOf, personAt } from '@golden-thread/linkage/people-records';
import { preparePeople } from '@golden-thread/linkage/prepare-people';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { contradictionsOf, evidenceOf, type PairFacts } from '@golden-thread/shapes/pair-facts';
import { printPerson, printRecord } from '@golden-thread/shapes/references';
import { edgeBetween, personOfRecord } from '@golden-thread/warehouse/queries/ask';
import { readTableState } from '@golden-thread/warehouse/queries/ledger';
import { readLiveRecords } from '../join/records.ts';
import { readTermFrequencies } from '../join/term-frequencies.ts';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { policyOfPublication } from '../policy/policy-of-publication.ts';
import { shownOutcome } from './outcome-shown.ts';

export interface ExplainReport {
  readonly a: string;
  readonly b: string;
  readonly samePerson: boolean;
  readonly persons: readonly (string | null)[];
  /** Why, or why not, in words first. */
  readonly words: readonly string[];
  readonly weight: number;
  readonly prior: number;
  readonly contributions: PairExplanation['contributions'];
  readonly outcome: string | null;
  readonly policy: { readonly join: number; readonly break: number; readonly review: number };
}

/** Why two records are, or are not, one person. Nothing tells of a never-link. @throws DeclarationError when one of them is not live. */
export async function explain(warehouse: Warehouse, pipeline: PipelineDeclaration, a: number, b: number): Promise<ExplainReport> {
  const records = await readLiveRecords(warehouse, [a, b]);
  const indices = [records.indexOf.get(a), records.indexOf.get(b)];
  const [i, j] = indices;
  if (i === undefined || j === undefined || i === j) {
    throw new DeclarationError({
      code: 'record.not_live',
      message: i === j ? 'The two records are one and the same.' : `There is no live record ${printRecord(i === undefined ? a : b)}.`,
      remedy: 'Records are named as gt person prints them, as in: gt explain r12 r34',
    });
  }
  const pair = peopleOf([personAt(records.table, Math.min(i, j)), personAt(records.table, Math.max(i, j))]);
  const context = preparePeople(pair, pipeline.linkage, { training: false });
  const frequencies = await readTermFrequencies(warehouse, pipeline.model.name);
  const explanation = explainPeople(context, peopleModel(context, pipeline.model, frequencies), 0, 1);
  const { pointer } = await readTableState(warehouse.db);
  const edge = await edgeBetween(warehouse.db, a, b, pointer);
  const outcome = shownOutcome(edge?.outcome);
  const persons = [await personOfRecord(warehouse.db, a, pointer), await personOfRecord(warehouse.db, b, pointer)];
  const { lines } = await policyOfPublication(warehouse);
  const samePerson = persons[0] !== undefined && persons[0] === persons[1];
  return {
    a: printRecord(a),
    b: printRecord(b),
    samePerson,
    persons: persons.map((p) => (p === undefined ? null : printPerson(p))),
    words: [samePerson ? 'The two records are one person.' : 'The two records are two people.', inWords(explanation.facts), outcome.words],
    weight: explanation.weight,
    prior: explanation.prior,
    contributions: explanation.contributions,
    outcome: outcome.outcome,
    policy: { join: lines.join, break: lines.break, review: lines.review },
  };
}

const FORENAME_WORDS: Readonly<Record<PairFacts['forename'], string>> = {
  silent: 'a forename is missing',
  exact: 'same forename',
  variant: 'forenames are known variants of one name',
  typo: 'forenames differ by a slip of one letter',
  initial: 'one forename is the initial of the other',
  swapped: 'names stand in the other order',
  similar: 'forenames are alike, but each is a name of its own',
  different: 'forenames differ',
};

/** The facts of a pair as a sentence, e.g. "same surname, same date of birth, forenames differ, same place: possible twins". */
export function inWords(facts: PairFacts): string {
  const parts: string[] = [FORENAME_WORDS[facts.forename]];
  const say = (relation: PairFacts['surname'], what: string, near: string) => {
    if (relation === 'agree') parts.push(`same ${what}`);
    else if (relation === 'near') parts.push(near);
    else if (relation === 'differ') parts.push(`${what} differs`);
  };
  say(facts.surname, 'surname', 'surnames share a part');
  say(facts.birth, 'date of birth', 'dates of birth are close');
  say(facts.place, 'place', 'places are close');
  say(facts.contact, 'contact or school', 'contacts are close');
  say(facts.nhs, 'NHS number', 'NHS numbers are close');
  say(facts.upn, 'UPN', 'UPNs are close');
  say(facts.sex, 'sex', 'sexes are close');
  if (facts.generationApart) parts.push('a generation apart');
  const apart = facts.forename === 'different' || facts.forename === 'similar';
  const twins = apart && facts.surname === 'agree' && facts.birth === 'agree' && (facts.place === 'agree' || facts.contact === 'agree');
  const evidence = evidenceOf(facts);
  const against = contradictionsOf(facts);
  return `${parts.join(', ')}${twins ? ': possible twins' : ''}. Evidence for: ${evidence.length === 0 ? 'none' : evidence.join(', ')}; against: ${against.length === 0 ? 'none' : against.join(', ')}.`;
}
