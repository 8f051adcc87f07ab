import type { SurvivorshipDeclaration, SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import { PERSON_ATTRIBUTE_NAMES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import type { RecordKey } from '@golden-thread/shapes/references';
import { ATTRIBUTE_UNITS, type Candidate, candidatesOf, giversOf, saysTheSame, trueFrom } from './candidates.ts';
import { type Criterion, decide, winnerOf } from './criteria.ts';
import type { GoldenContext, GoldenInput } from './golden-row.ts';

/** One record that offered a value, and what became of the offer. */
export interface Offer {
  readonly recordKey: RecordKey;
  readonly source: number;
  readonly value: string | null;
  /** When it was true at its source, '' where nothing is known. */
  readonly trueFrom: string;
  /** Whether it says the same as the value that survived. */
  readonly agrees: boolean;
  /** `won`; the criterion by which it lost to the winner; `not_considered` where the rule leaves it out. */
  readonly fate: 'won' | Criterion | 'not_considered';
}

export interface ValueExplanation {
  readonly attribute: PersonAttributeName;
  readonly rule: SurvivorshipRule;
  /** Attributes that won together with it. */
  readonly together: readonly PersonAttributeName[];
  readonly value: string | null;
  /** Why the winner beat the runner-up; `only_one` where nothing competed, `nothing` where nothing was offered. */
  readonly decidedBy: Criterion | 'only_one' | 'nothing';
  /** The winner first, then as the rule ranks them, then those that it leaves out. */
  readonly offers: readonly Offer[];
}

/** Why an attribute of a person has the value it has, as data. */
export function explainValue(
  records: readonly GoldenInput[],
  survivorship: Pick<SurvivorshipDeclaration, 'rules'>,
  context: GoldenContext,
  attribute: PersonAttributeName,
): ValueExplanation {
  const rule = survivorship.rules[attribute];
  const unit = ATTRIBUTE_UNITS.find(({ names }) => names.includes(attribute)) ?? {
    names: [attribute],
    positions: [PERSON_ATTRIBUTE_NAMES.indexOf(attribute)],
  };
  const ranked = [...candidatesOf(giversOf(records, unit, rule, context), unit, rule, context)].sort(
    (a, b) => decide(rule.rule, a, b).order,
  );
  const winner = winnerOf(rule.rule, ranked);
  const value = winner?.record.values[attribute] ?? null;
  const offer = (record: GoldenInput, fate: Offer['fate']): Offer => ({
    recordKey: record.recordKey,
    source: record.source,
    value: record.values[attribute],
    trueFrom: trueFrom(record, unit, context.businessDate),
    agrees: value !== null && saysTheSame(record.values[attribute] ?? '', value),
    fate,
  });
  const fateOf = (candidate: Candidate) => (winner === undefined || candidate === winner ? 'won' : decide(rule.rule, winner, candidate).by);
  const considered = new Set(ranked.map(({ record }) => record));
  const leftOut = records.filter((record) => !considered.has(record) && record.values[attribute] !== null);
  leftOut.sort((a, b) => compareCodePoints(a.naturalKey, b.naturalKey));
  const runnerUp = ranked[1];
  return {
    attribute,
    rule,
    together: unit.names.filter((name) => name !== attribute),
    value,
    decidedBy: winner === undefined ? 'nothing' : runnerUp === undefined ? 'only_one' : decide(rule.rule, winner, runnerUp).by,
    offers: [...ranked.map((it) => offer(it.record, fateOf(it))), ...leftOut.map((record) => offer(record, 'not_considered'))],
  };
}
