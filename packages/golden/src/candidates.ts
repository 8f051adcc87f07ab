import { competitorsOf, orderOf, type SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import { PERSON_ATTRIBUTES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import type { GoldenContext, GoldenInput } from './golden-row.ts';

/** Attributes that win together from one record: a group, or one attribute alone. The first one leads. */
export interface AttributeUnit {
  readonly names: readonly [PersonAttributeName, ...PersonAttributeName[]];
  readonly positions: readonly number[];
}

/** The units of the dictionary, in its order. */
export const ATTRIBUTE_UNITS: readonly AttributeUnit[] = unitsOfDictionary();

/** A record that has a value to offer for a unit, with what rules look at. */
export interface Candidate {
  readonly record: GoldenInput;
  /** When the value was true at its source: ISO text, '' where nothing is known. */
  readonly trueFrom: string;
  /** Place of the source in the rule's order, Infinity where it has none. */
  readonly place: number;
  readonly sourceName: string;
  /** Sources that give the same value, this one included. */
  readonly sources: number;
  /** Code points of the values. */
  readonly length: number;
  /** A value of the unit is in doubt. */
  readonly doubted: boolean;
}

/**
 * The records that compete for a unit under a rule. A record without the leading value (postcode but no address)
 * competes only where none has it.
 */
export function giversOf(
  records: readonly GoldenInput[],
  unit: AttributeUnit,
  rule: SurvivorshipRule,
  context: GoldenContext,
): readonly GoldenInput[] {
  const competitors = competitorsOf(rule);
  const leading: GoldenInput[] = [];
  const partial: GoldenInput[] = [];
  for (const record of records) {
    if (competitors !== null && !competitors.includes(context.sourceNames[record.source] ?? '')) continue;
    if (record.values[unit.names[0]] !== null) leading.push(record);
    else if (unit.names.length > 1 && unit.names.some((name) => record.values[name] !== null)) partial.push(record);
  }
  return leading.length > 0 ? leading : partial;
}

/** The same records with what the rule looks at. */
export function candidatesOf(
  givers: readonly GoldenInput[],
  unit: AttributeUnit,
  rule: SurvivorshipRule,
  context: GoldenContext,
): readonly Candidate[] {
  const order = orderOf(rule);
  const support = rule.rule === 'mostFrequent' ? sourcesByValue(givers, unit) : null;
  return givers.map((record) => {
    const sourceName = context.sourceNames[record.source] ?? '';
    const place = order.indexOf(sourceName);
    return {
      record,
      trueFrom: trueFrom(record, unit, context.businessDate),
      place: place < 0 ? Number.POSITIVE_INFINITY : place,
      sourceName,
      sources: support?.get(valueKey(record, unit))?.size ?? 1,
      length: rule.rule === 'longest' ? lengthOf(record, unit) : 0,
      doubted: rule.rule === 'mostTrusted' && record.doubts.some((position) => unit.positions.includes(position)),
    };
  });
}

/** Whether two standard values say the same: letter case and spacing are spelling. */
export function saysTheSame(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

/**
 * The source's own time where it gives one; a time after the night or the business date says nothing of recency. Else the first
 * night on which the newest of the values was seen.
 */
export function trueFrom(record: GoldenInput, unit: AttributeUnit, businessDate: string): string {
  if (record.untimed) return '';
  if (record.trueAt !== null) return record.trueAt.slice(0, 10) > businessDate ? '' : record.trueAt.replace(/Z$/, '');
  let latest = '';
  for (const [at, position] of unit.positions.entries()) {
    const since = record.since[position] ?? '';
    const name = unit.names[at];
    if (name !== undefined && record.values[name] !== null && since > latest) latest = since;
  }
  return latest;
}

function unitsOfDictionary(): readonly AttributeUnit[] {
  const units: { names: [PersonAttributeName, ...PersonAttributeName[]]; positions: number[]; group: string | undefined }[] = [];
  for (const [position, attribute] of PERSON_ATTRIBUTES.entries()) {
    const group = 'group' in attribute ? attribute.group : undefined;
    const known = group === undefined ? undefined : units.find((unit) => unit.group === group);
    if (known === undefined) units.push({ names: [attribute.name], positions: [position], group });
    else {
      known.names.push(attribute.name);
      known.positions.push(position);
    }
  }
  return units.map(({ names, positions }) => ({ names, positions }));
}

function sourcesByValue(records: readonly GoldenInput[], unit: AttributeUnit): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const record of records) {
    const key = valueKey(record, unit);
    const sources = found.get(key);
    if (sources === undefined) found.set(key, new Set([record.source]));
    else sources.add(record.source);
  }
  return found;
}

/** What makes two records' values of a unit one: the key attribute where both have one, else the whole. */
export function entryKey(record: GoldenInput, unit: AttributeUnit, key: PersonAttributeName): string {
  const own = record.values[key];
  return own === null ? valueKey(record, unit) : `=${folded(own)}`;
}

const valueKey = (record: GoldenInput, unit: AttributeUnit): string =>
  JSON.stringify(unit.names.map((name) => folded(record.values[name] ?? '')));

const folded = (value: string): string => value.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function lengthOf(record: GoldenInput, unit: AttributeUnit): number {
  let length = 0;
  for (const name of unit.names) for (const _ of record.values[name] ?? '') length++;
  return length;
}
