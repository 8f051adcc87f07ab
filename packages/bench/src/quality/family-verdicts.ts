import type { PublishedRecord } from './published.ts';

/** A published record of a scripted family. */
export interface Member {
  readonly record: PublishedRecord;
  /** Who it is in truth. */
  readonly person: string;
  /** It carries a forename. */
  readonly named: boolean;
}

/** What a verdict may ask beside the records of a copy. */
export interface FamilyNight {
  readonly number: number;
  readonly isNever: (a: string, b: string) => boolean;
  /** Two records stand in an open question. */
  readonly isAsked: (a: number, b: number) => boolean;
  /** Record that gave a person's present address. */
  readonly addressFrom: ReadonlyMap<string, number>;
  readonly surnameOf: ReadonlyMap<string, string>;
  /** Records whose case was closed because the child died. */
  readonly closedByDeath: ReadonlySet<number>;
  /** Identifiers that stand on records which cannot be one person. */
  readonly sharedNumbers: ReadonlySet<string>;
  /** By record: whom the persons that it belonged to before resolve to now. */
  readonly earlierIds: ReadonlyMap<number, readonly { readonly holder: string }[]>;
  readonly coveredByPolice: ReadonlySet<number>;
}

/** `null` is what was expected; otherwise what was found, in words. */
export type Verdict = (records: readonly Member[], night: FamilyNight) => string | null;

const persons = (records: readonly Member[]): number => new Set(records.map((one) => one.record.person)).size;
const inWords = (records: readonly Member[]): string => `${persons(records)} persons`;
const sourceOf = (one: Member): string => one.record.key.split('/')[0] ?? '';
const isAsked = (records: readonly Member[], night: FamilyNight): boolean =>
  pairsOf(records).some(([x, y]) => night.isAsked(x.record.record, y.record.record));

const separate: Verdict = (records) =>
  pairsOf(records).some(([x, y]) => x.person !== y.person && x.record.person === y.record.person) ? 'two people in one' : null;
const together: Verdict = (records) => (persons(records) === 1 ? null : inWords(records));
const each: Verdict = (records, night) =>
  separate(records, night) ??
  ([...byPerson(records)].some((own) => persons(own) > 1) ? `${inWords(records)} of ${byPerson(records).length}` : null);

/** How each `expected` of the council's truth is told from what is published. */
export const VERDICTS: Readonly<Record<string, Verdict>> = {
  one_person: together,
  two_people_then_one: (records, { number }) => (persons(records) === (number === 1 ? 2 : 1) ? null : inWords(records)),
  separate_people: separate,
  separate_people_and_review: (records, night) => {
    const asked = pairsOf(records).some(([x, y]) => x.person !== y.person && night.isAsked(x.record.record, y.record.record));
    return separate(records, night) ?? (asked ? null : 'separate, nobody asked');
  },
  separate_people_number_shared: (records, night) =>
    separate(records, night) ??
    (records.some(({ record }) => record.upn !== null && night.sharedNumbers.has(record.upn)) ? null : 'separate, number not marked'),
  never_linked: (records, { isNever }) =>
    pairsOf(records).some(([x, y]) => isNever(x.record.key, y.record.key) && x.record.person === y.record.person) ? 'a path' : null,
  one_person_current_address_from_school: (records, night) => {
    const given = night.addressFrom.get(records[0]?.record.person ?? '');
    const giver = records.find((one) => one.record.record === given);
    const source = giver === undefined ? 'elsewhere' : sourceOf(giver);
    return together(records, night) ?? (source === 'school_mis' ? null : `address from ${source}`);
  },
  placeholder_ignored: (records, night) => {
    if (records.some((one) => one.record.nhsNumber !== null)) return 'a number kept';
    if (records.some((one) => !one.record.issues.includes('nhs_number:placeholder'))) return 'no issue';
    return separate(records, night);
  },
  stand_in_joins_nobody: (records, night) => {
    const nameless = records.filter((one) => !one.named);
    const joined = nameless.some((one) => records.some((other) => other !== one && other.record.person === one.record.person));
    return separate(records, night) ?? (joined ? 'a stand-in joined' : null);
  },
  one_person_each: each,
  one_person_each_surname_kept: (records, night) =>
    each(records, night) ??
    (records.every((one) => one.record.surname !== null && night.surnameOf.has(one.record.person)) ? null : 'a surname lost'),
  one_person_each_all_sources: (records, night) =>
    each(records, night) ?? (byPerson(records).every((own) => new Set(own.map(sourceOf)).size === 6) ? null : 'a source missing'),
  one_person_case_closed_by_death: (records, night) =>
    together(records, night) ?? (records.some((one) => night.closedByDeath.has(one.record.record)) ? null : 'no closed case'),
  one_person_old_ids_resolve: (records, night) => {
    const [first] = records;
    const resolves = records.every((one) =>
      (night.earlierIds.get(one.record.record) ?? []).every(({ holder }) => holder === first?.record.person),
    );
    return together(records, night) ?? (resolves ? null : 'an old id is lost');
  },
  one_person_police_none: (records, night) => {
    const isNone =
      records.some((one) => night.coveredByPolice.has(one.record.record)) && !records.some((one) => sourceOf(one) === 'police');
    return together(records, night) ?? (isNone ? null : 'not told from not covered');
  },
  one_person_then_asked: (records, night) =>
    night.number === 1 ? together(records, night) : isAsked(records, night) ? null : `${inWords(records)}, nobody asked`,
  id_used_again_joins_nobody: (records, night) => {
    const alarmed = records.filter(({ record }) => record.issues.includes('source_record_id:used_again'));
    const passed = alarmed.some(({ record }) => (night.earlierIds.get(record.record) ?? []).length > 0);
    return (
      separate(records, night) ?? (night.number > 1 && alarmed.length !== 1 ? 'no alarm' : passed ? 'an id passed to another child' : null)
    );
  },
};

const byPerson = (records: readonly Member[]): readonly (readonly Member[])[] => [...Map.groupBy(records, (one) => one.person).values()];

function pairsOf<Row>(rows: readonly Row[]): readonly (readonly [Row, Row])[] {
  return rows.flatMap((x, i) => rows.slice(i + 1).map((y) => [x, y] as const));
}
