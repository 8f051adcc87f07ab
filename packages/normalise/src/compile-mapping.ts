import { wrong } from '@golden-thread/shapes/declare/check';
import { columnsOf, type Reader } from '@golden-thread/shapes/declare/combinators';
import { itemsOf, type SourceDeclaration } from '@golden-thread/shapes/declare/source';
import type { PersonAttributeName, PersonMatch, PersonValues, RawPersonValues } from '@golden-thread/shapes/dictionary/person';
import type { FieldIssue } from '@golden-thread/shapes/field-issue';
import { addDays, addYears } from './dates/calendar.ts';
import { type Horizon, horizonOf, readInstant } from './dates/event-date.ts';
import { type Instant, zonedTime } from './dates/time-zone.ts';
import type { Profile } from './identifiers/profile.ts';
import { birthReader } from './mapping/birth.ts';
import { type CaseValues, compileCase, compileEvent, type EventValues } from './mapping/cases-and-events.ts';
import { type Cells, type CompiledReader, compileReader } from './mapping/compile-reader.ts';
import { IssueList } from './mapping/issues.ts';
import { compilePerson } from './mapping/person.ts';
import { compileHousehold, compileRelationship, type HouseholdValues, type RelationshipValues } from './mapping/relations.ts';
import { cleanText } from './text/clean-text.ts';

/** A record that must never be linked with another, as a flag feed names it. */
export interface FlaggedRecord {
  readonly source: string;
  readonly part: string;
  readonly id: string;
}

/** One delivered row in standard form, raw beside it. Holds nothing that the item set does not name. */
export interface NormalisedRecord {
  readonly raw: RawPersonValues;
  readonly values: PersonValues;
  readonly match: PersonMatch;
  /** When the row became true at its source, as an instant in UTC; never after the business date. */
  readonly trueAt: string | null;
  readonly issues: readonly FieldIssue[];
  readonly cases: readonly CaseValues[];
  readonly events: readonly EventValues[];
  readonly households: readonly HouseholdValues[];
  readonly relationships: readonly RelationshipValues[];
  readonly neverLink: { readonly kind: string; readonly a: FlaggedRecord; readonly b: FlaggedRecord } | null;
}

/** A source's mapping, compiled once. Cells are aligned with `columns`. */
export interface CompiledMapping {
  /** Contract columns that may be kept: the key's and those of allowed items, in the contract's order. */
  readonly columns: readonly string[];
  /** Whether the agreed cohort holds the row. One whose date of birth is not known is in it: nothing shows otherwise. */
  inCohort(cells: Cells, businessDate: string): boolean;
  normalise(cells: Cells, context: { readonly filePart: string; readonly businessDate: string }): NormalisedRecord;
}

export type { CaseValues, EventValues, HouseholdValues, RelationshipValues };

/**
 * Compiles a source's mapping. An item outside `allowedItems` is never read, and its columns are not among `columns`.
 * @throws DeclarationError when the source declares a cohort by age and its item set holds no date of birth.
 */
export function compileMapping(source: SourceDeclaration, allowedItems: ReadonlySet<string>, profile: Profile): CompiledMapping {
  const columns = keptColumns(source, allowedItems);
  const zoned = zonedTime(source.timeZone);
  const bound = (item: string, reader: Reader | undefined): CompiledReader | null =>
    reader === undefined || !allowedItems.has(item) ? null : compileReader(reader, source, columns);

  const { maps } = source;
  const attribute = (name: PersonAttributeName) => bound(`person.${name}`, maps.person?.[name]);
  const birthColumn = attribute('birth_date');
  const birth = birthReader(birthColumn);
  const person = compilePerson(
    {
      attribute,
      birth,
      formerAddress: bound('person.address', maps.formerAddress),
      formerPostcode: bound('person.postcode', maps.formerPostcode),
    },
    allowedItems,
    profile,
  );
  const trueAt = compileTrueAt(bound('record.true_at', maps.trueAt), zoned);
  const caseReaders: Readonly<Record<string, Reader | undefined>> = maps.case ?? {};
  const eventReaders: Readonly<Record<string, Reader | undefined>> = maps.event ?? {};
  const cases = maps.case === undefined ? null : compileCase((item) => bound(item, caseReaders[item.slice('case.'.length)]));
  const events = maps.event === undefined ? null : compileEvent((item) => bound(item, eventReaders[item.slice('event.'.length)]), zoned);
  const householdReaders: Readonly<Record<string, Reader | undefined>> = maps.household ?? {};
  const relationshipReaders: Readonly<Record<string, Reader | undefined>> = maps.relationship ?? {};
  const households =
    maps.household === undefined ? null : compileHousehold((item) => bound(item, householdReaders[item.slice('household.'.length)]));
  const relationships =
    maps.relationship === undefined
      ? null
      : compileRelationship((item) => bound(item, relationshipReaders[item.slice('relationship.'.length)]), {
          isContact: maps.person?.contact_name !== undefined,
        });
  const neverLink = compileNeverLink(source, bound);
  const horizons = lastOf(horizonOf);

  return {
    columns,
    inCohort: compileCohort(source, birthColumn, birth),
    normalise: (cells, { filePart, businessDate }) => {
      const issues = new IssueList();
      const horizon = horizons(businessDate);
      const reading = person(cells, filePart, businessDate, issues);
      return {
        raw: reading.raw,
        values: reading.values,
        match: reading.match,
        trueAt: trueAt(cells, filePart, horizon, issues),
        cases: cases === null ? [] : cases(cells, filePart, horizon, issues),
        events: events === null ? [] : events(cells, filePart, horizon, issues),
        households: households === null ? [] : households(cells, filePart, horizon, issues),
        relationships: relationships === null ? [] : relationships(cells, filePart, issues),
        neverLink: neverLink === null ? null : neverLink(cells, filePart, issues),
        issues: issues.list,
      };
    },
  };
}

function keptColumns(source: SourceDeclaration, allowedItems: ReadonlySet<string>): readonly string[] {
  const kept = new Set(source.contract.key);
  for (const { item, reader } of itemsOf(source)) if (allowedItems.has(item)) for (const name of columnsOf(reader)) kept.add(name);
  return Object.keys(source.contract.columns).filter((name) => kept.has(name));
}

/** A time after the business date is no evidence of recency: it would win for ever. */
function compileTrueAt(reader: CompiledReader | null, zoned: (wallMs: number) => Instant) {
  const tomorrow = lastOf((businessDate) => new Date(zoned(Date.parse(`${addDays(businessDate, 1)}T00:00:00Z`)).ms).toISOString());
  return (cells: Cells, filePart: string, horizon: Horizon, issues: IssueList): string | null => {
    if (reader === null) return null;
    const moment = readInstant(reader.raw(cells, filePart), reader.formats, horizon, zoned);
    issues.add('true_at', moment.issues);
    if (moment.value === null || moment.value < tomorrow(horizon.businessDate)) return moment.value;
    issues.add('true_at', ['future']);
    return null;
  };
}

/** The answer for the last business date asked: all rows of a night ask for one. */
function lastOf<Answer>(compute: (businessDate: string) => Answer): (businessDate: string) => Answer {
  let last: { readonly businessDate: string; readonly answer: Answer } | null = null;
  return (businessDate) => {
    if (last === null || last.businessDate !== businessDate) last = { businessDate, answer: compute(businessDate) };
    return last.answer;
  };
}

/** Compared with the latest day that a partly known date allows, so that doubt keeps a row in. */
function compileCohort(
  source: SourceDeclaration,
  column: CompiledReader | null,
  birth: ReturnType<typeof birthReader>,
): CompiledMapping['inCohort'] {
  const { bornFrom, maximumAgeYears } = source.cohort;
  if (bornFrom === undefined && maximumAgeYears === undefined) return () => true;
  if (column === null)
    throw wrong(
      'source',
      source.name,
      'its cohort is one of age and its item set holds no date of birth',
      "add 'person.birth_date' to the agreement's item set, or leave out cohort",
    );
  return (cells, businessDate) => {
    const born = birth(column.raw(cells, ''), businessDate);
    if (born === null || born.value === null) return true;
    const year = born.value.slice(0, 4);
    const latest = born.precision === 'year' ? `${year}-12-31` : born.precision === 'month' ? `${born.value.slice(0, 7)}-28` : born.value;
    if (bornFrom !== undefined && latest < bornFrom) return false;
    return maximumAgeYears === undefined || businessDate < addYears(latest, maximumAgeYears + 1);
  };
}

/** A flag that names fewer than two records, or no known kind, names nobody: an issue, and never half a flag. */
function compileNeverLink(source: SourceDeclaration, bound: (item: string, reader: Reader | undefined) => CompiledReader | null) {
  const map = source.maps.neverLink;
  if (map === undefined) return null;
  const bind = (reader: Reader | undefined) => bound('flag.never_link', reader);
  const kindReader = bind(map.kind);
  const sides = [map.a, map.b].map((side) => ({ source: bind(side.source), part: bind(side.part), id: bind(side.id) }));
  return (cells: Cells, filePart: string, issues: IssueList): NormalisedRecord['neverLink'] => {
    const text = (reader: CompiledReader | null): string | null => cleanText(reader?.raw(cells, filePart) ?? null);
    const written = text(kindReader);
    const kind = written === null || kindReader === null ? null : kindReader.decode === null ? written : kindReader.decode(written).value;
    const [a, b] = sides.map((side): FlaggedRecord | null => {
      const [name, id] = [text(side.source), text(side.id)];
      return name === null || id === null ? null : { source: name, part: text(side.part) ?? '', id };
    });
    if (kind === null || a == null || b == null) {
      issues.add('never_link', ['unparsable']);
      return null;
    }
    return { kind, a, b };
  };
}
