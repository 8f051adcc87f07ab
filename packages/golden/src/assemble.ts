import type { SurvivorshipDeclaration, SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import { PERSON_ATTRIBUTE_NAMES, type PersonAttributeName, type PersonValues } from '@golden-thread/shapes/dictionary/person';
import { ATTRIBUTE_UNITS, type AttributeUnit, candidatesOf, entryKey, giversOf, saysTheSame } from './candidates.ts';
import { decide, winnerOf } from './criteria.ts';
import type { FurtherValue, GoldenContext, GoldenInput, GoldenRow } from './golden-row.ts';

/**
 * The golden row of one person: per attribute, or group of attributes, the value of the record that the declared rule
 * chooses, with where it came from. A total function of the records as a set: neither their order nor what was linked
 * before leaves a trace.
 */
export function assembleGolden(
  records: readonly GoldenInput[],
  survivorship: Pick<SurvivorshipDeclaration, 'rules'>,
  context: GoldenContext,
): GoldenRow {
  const values = noValues();
  const recordKey: (number | null)[] = PERSON_ATTRIBUTE_NAMES.map(() => null);
  const source = [...recordKey];
  const differs = [...recordKey];
  const since: (string | null)[] = PERSON_ATTRIBUTE_NAMES.map(() => null);
  const further: FurtherValue[] = [];
  for (const unit of ATTRIBUTE_UNITS) {
    const rule = survivorship.rules[unit.names[0]];
    const givers = giversOf(records, unit, rule, context);
    const winner = givers.length < 2 ? givers[0] : winnerOf(rule.rule, candidatesOf(givers, unit, rule, context))?.record;
    if (winner === undefined) continue;
    for (const [at, name] of unit.names.entries()) {
      const position = unit.positions[at];
      const value = winner.values[name];
      if (value === null || position === undefined) continue;
      values[name] = value;
      recordKey[position] = winner.recordKey;
      source[position] = winner.source;
      since[position] = winner.since[position] ?? null;
      differs[position] = sourcesThatDiffer(records, name, value, winner.source);
    }
    if (rule.rule === 'unionBy' && givers.length > 1) further.push(...furtherValues(givers, unit, rule, context));
  }
  return {
    values,
    recordKey,
    source,
    since,
    differs,
    further,
    scopes: [...new Set(records.map((record) => record.scope))].sort((a, b) => a - b),
  };
}

/** What survives beside the winner: of each further entry the values of the record that ranks first. */
function furtherValues(
  givers: readonly GoldenInput[],
  unit: AttributeUnit,
  rule: Extract<SurvivorshipRule, { rule: 'unionBy' }>,
  context: GoldenContext,
): readonly FurtherValue[] {
  const ranked = candidatesOf(givers, unit, rule, context).toSorted((a, b) => decide(rule.rule, a, b).order);
  const entries = new Map<string, GoldenInput>();
  for (const { record } of ranked) {
    const key = entryKey(record, unit, rule.key);
    if (!entries.has(key)) entries.set(key, record);
  }
  return [...entries.values()].slice(1).flatMap((record) =>
    unit.names.flatMap((name, at) => {
      const [value, position = 0] = [record.values[name], unit.positions[at]];
      return value === null
        ? []
        : [{ position, value, recordKey: record.recordKey, source: record.source, since: record.since[position] ?? null }];
    }),
  );
}

/** Other sources that give a value, none of whose records gives this one. */
function sourcesThatDiffer(records: readonly GoldenInput[], name: PersonAttributeName, value: string, from: number): number {
  let otherwise: Set<number> | null = null;
  for (const record of records) {
    const theirs = record.values[name];
    if (theirs === null || record.source === from || saysTheSame(theirs, value)) continue;
    otherwise ??= new Set();
    otherwise.add(record.source);
  }
  if (otherwise === null) return 0;
  for (const record of records) {
    const theirs = record.values[name];
    if (theirs !== null && otherwise.has(record.source) && saysTheSame(theirs, value)) otherwise.delete(record.source);
  }
  return otherwise.size;
}

function noValues(): PersonValues {
  return {
    forename: null,
    middle_names: null,
    surname: null,
    known_as: null,
    former_surname: null,
    birth_date: null,
    birth_precision: null,
    sex: null,
    ethnicity: null,
    nhs_number: null,
    upn: null,
    address: null,
    postcode: null,
    uprn: null,
    phone: null,
    email: null,
    school: null,
    contact_name: null,
    contact_phone: null,
  };
}
