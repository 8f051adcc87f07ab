import { mayRead } from '@golden-thread/governance/cell-decision';
import { ABSENCES } from '@golden-thread/shapes/codes';
import type { RegisterDeclaration } from '@golden-thread/shapes/declare/register';
import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { printPerson } from '@golden-thread/shapes/references';
import { openClient } from '@golden-thread/warehouse/connect';
import { readerLogin } from '@golden-thread/warehouse/roles/reader-logins';
import { secureDatabase } from '@golden-thread/warehouse/roles/secure-database';
import { syncRegister } from '@golden-thread/warehouse/roles/sync-register';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adminQuery } from '../admin-query.ts';
import { withLogin } from '../database-url.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { dayFromToday, smallRegister } from './small-register.ts';
import { SMALL_FURTHER as FURTHER, fillSmallWarehouse, SMALL_PEOPLE, type SmallPerson, type SmallSource } from './small-warehouse.ts';

/** The database's policies and masks held against the plain oracle, login by login and cell by cell. */
const register = smallRegister();
const today = dayFromToday(0);
const WITHHELD = new Set([7, 8]);
const CORE = PERSON_ATTRIBUTES.filter((attribute) => attribute.view === 'core');
const ITEMS = [...new Set(register.itemSets.flatMap((set) => set.items))];
const CASES = [
  { record: 1, person: 2 ** 49 - 1, source: 'social', kind: 'child_in_need', opened: '2024-05-01', reference: 'C1' },
  { record: 2, person: 2 ** 49 - 1, source: 'school', kind: 'exclusion', opened: '2025-01-10', reference: 'C2' },
  { record: 7, person: 1234567890123, source: 'social', kind: 'early_help', opened: null, reference: 'C4' },
] as const;
const EVENTS = [
  { record: 6, person: 32, kind: 'missing', occurred: '2026-07-01T23:30:00' },
  { record: 8, person: 1234567890123, kind: 'contact', occurred: null },
] as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const client = await openClient(database.url);
  await secureDatabase(client);
  await fillSmallWarehouse(client);
  await syncRegister(client, register);
  await client.end();
});
afterAll(async () => await database.drop());

const read = (grant: string, statement: string) => adminQuery(withLogin(database.url, readerLogin(database.name, grant)), statement);
const sees = (of: RegisterDeclaration, grant: string, source: SmallSource, item: string): boolean =>
  mayRead(of, grant, today, { item, agreement: source }).shown;
const seesAny = (grant: string, source: SmallSource): boolean => ITEMS.some((item) => sees(register, grant, source, item));
const visiblePeople = (grant: string): readonly SmallPerson[] =>
  SMALL_PEOPLE.filter((person) => !WITHHELD.has(person.key) && Object.values(person.records).some((source) => seesAny(grant, source)));
const plausible = (value: string): boolean =>
  !/^\d{4}-/.test(value) && value !== 'infinity' ? true : value >= '1900' && value < dayFromToday(370);

/** A row of dim_person as the oracle has it. */
function expectedRow(grant: string, person: SmallPerson): Record<string, string | null> {
  const hidden: string[] = [];
  const row: Record<string, string | null> = { person: printPerson(person.key) };
  for (const { name, item } of CORE) {
    const cell = person.values[name];
    const source = cell === undefined ? undefined : person.records[cell.record];
    const shown = source !== undefined && sees(register, grant, source, item);
    row[name] = shown && cell !== undefined && plausible(cell.value) ? cell.value : null;
    const sharedAtAll = register.agreements.some((agreement) => sees(register, grant, agreement.id as SmallSource, item));
    if (source === undefined ? !sharedAtAll : !shown) hidden.push(name);
  }
  return { ...row, not_shared: hidden.length === 0 ? null : hidden.join(', ') };
}

/** Whom a source covers in the small warehouse: everybody, those born from a day on, or nobody; police have stopped coming. */
const COVERS: Partial<Record<SmallSource, string | null>> = { social: null, police: null, school: '2008-09-01' };

/** What a source knows of a person of whom it holds nothing, as the oracle has it. */
function absenceOf(grant: string, person: SmallPerson, source: SmallSource): 'none' | 'stale' | 'not covered' {
  const from = COVERS[source];
  const birth = person.values.birth_date;
  const giver = birth === undefined ? undefined : person.records[birth.record];
  const known = birth !== undefined && giver !== undefined && sees(register, grant, giver, 'person.birth_date') ? birth.value : '';
  if (from === undefined || (from !== null && known < from)) return 'not covered';
  return source === 'police' ? 'stale' : 'none';
}

/** Why there is no value, or that there is one: one of the five kinds. */
function stateOf(grant: string, person: SmallPerson, { name, item }: (typeof CORE)[number]): string {
  const cell = person.values[name];
  const giver = cell === undefined ? undefined : person.records[cell.record];
  if (giver !== undefined) return sees(register, grant, giver, item) ? 'value' : 'not shared';
  const shared = register.agreements
    .map((agreement) => agreement.id as SmallSource)
    .filter((source) => sees(register, grant, source, item));
  if (shared.length === 0) return 'not shared';
  const kinds = shared.map((source) => absenceOf(grant, person, source));
  return kinds.includes('none') ? 'none' : kinds.includes('stale') ? 'stale' : 'not covered';
}

const byPerson = (rows: readonly Record<string, unknown>[]) =>
  [...rows].sort((a, b) => (String(a['person']) < String(b['person']) ? -1 : 1));

describe.each(register.grants.map((grant) => grant.id))('a reader by the grant %s', (grant) => {
  test('sees in dim_person what the oracle permits, and every withheld attribute named', async () => {
    const expected = byPerson(visiblePeople(grant).map((person) => expectedRow(grant, person)));
    expect(byPerson(await read(grant, 'select * from bi_core.dim_person'))).toEqual(expected);
  });

  test('sees in person_value the same values, each with its source', async () => {
    const rows = await read(
      grant,
      'select person, attribute, value, state, source, record, agreement, delivery, changed_on from bi_core.person_value',
    );
    const expected = visiblePeople(grant).flatMap((person) =>
      CORE.map(({ name, item }) => {
        const cell = person.values[name];
        const source = cell === undefined ? undefined : person.records[cell.record];
        const shown = cell !== undefined && source !== undefined && sees(register, grant, source, item);
        return {
          person: printPerson(person.key),
          attribute: name,
          value: shown && plausible(cell.value) ? cell.value : null,
          source: shown ? source : null,
          record: shown ? `r${cell.record}` : null,
          agreement: shown ? source : null,
        };
      }),
    );
    const key = (row: Record<string, unknown>) => `${String(row['person'])} ${String(row['attribute'])}`;
    const found = rows.map(({ state: _state, delivery: _delivery, changed_on: _changed, ...rest }) => rest);
    expect(found.sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(expected.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
    for (const row of rows)
      expect([row['state'] === 'value', row['delivery'] !== null, row['changed_on'] !== null]).toEqual(
        Array(3).fill(row['source'] !== null),
      );
  });

  test('sees the cases and events of sources whose items it was granted, of visible people', async () => {
    const cases = CASES.filter(({ source }) =>
      ['case.kind', 'case.opened', 'case.reference', 'case.service'].some((item) => sees(register, grant, source, item)),
    );
    const shownCases = cases.map(({ record, person, source, kind, opened, reference }) => ({
      person: printPerson(person),
      record: `r${record}`,
      source,
      kind: sees(register, grant, source, 'case.kind') ? kind : null,
      opened: sees(register, grant, source, 'case.opened') ? opened : null,
      reference: sees(register, grant, source, 'case.reference') ? reference : null,
      lead_professional: null,
    }));
    expect(
      await read(grant, 'select person, record, source, kind, opened, reference, lead_professional from bi_core.fact_case order by record'),
    ).toEqual(shownCases);
    const events = EVENTS.filter(() => sees(register, grant, 'police', 'event.kind'));
    expect(
      await read(grant, 'select person, record, kind, occurred, organisation, not_shared from bi_core.fact_event order by record'),
    ).toEqual(
      events.map(({ record, person, kind, occurred }) => ({
        person: printPerson(person),
        record: `r${record}`,
        kind,
        occurred,
        organisation: null,
        not_shared: 'organisation',
      })),
    );
  });

  test('sees which records form a person, but of shared sources only', async () => {
    const expected = visiblePeople(grant).flatMap((person) =>
      Object.entries(person.records)
        .filter(([, source]) => seesAny(grant, source))
        .map(([record, source]) => ({ person: printPerson(person.key), record: `r${record}`, source })),
    );
    const rows = await read(grant, 'select person, record, source from bi_core.bridge_person_record');
    const key = (row: { record?: unknown }) => String(row.record);
    expect([...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(expected.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
  });

  test('is told of every person and source one kind of absence, and "not shared" whatever an unshared source holds', async () => {
    const rows = await read(grant, 'select person, source, state from bi_core.person_coverage');
    const states = new Map(rows.map((row) => [`${String(row['person'])} ${String(row['source'])}`, row['state']]));
    const delivering = ['social', 'school', 'police', 'health', 'ended', 'overdue'] as const;
    expect(rows.length).toBe(visiblePeople(grant).length * delivering.length);
    for (const person of visiblePeople(grant)) {
      for (const source of delivering) {
        const state = states.get(`${printPerson(person.key)} ${source}`);
        if (!seesAny(grant, source)) expect(state).toBe('not shared');
        else if (Object.values(person.records).includes(source)) expect(state).toBe('value');
        else expect([person.key, source, state]).toEqual([person.key, source, absenceOf(grant, person, source)]);
      }
    }
  });

  test('is told of every person and attribute one kind of absence, which no other can be taken for', async () => {
    const rows = await read(grant, 'select person, attribute, state, value from bi_core.person_value');
    const states = new Map(rows.map((row) => [`${String(row['person'])} ${String(row['attribute'])}`, row['state']]));
    for (const person of visiblePeople(grant))
      for (const attribute of CORE)
        expect([person.key, attribute.name, states.get(`${printPerson(person.key)} ${attribute.name}`)]).toEqual([
          person.key,
          attribute.name,
          stateOf(grant, person, attribute),
        ]);
    for (const row of rows) if (row['state'] !== 'value') expect(row['value']).toBe(null);
  });

  test('sees further values of sources that share the attribute, of visible people', async () => {
    const rows = await read(
      grant,
      'select person, attribute, value, source, record from bi_core.person_further_value order by value collate "C"',
    );
    const expected = FURTHER.filter(
      ({ person, source, attribute }) =>
        visiblePeople(grant).some((one) => one.key === person) && sees(register, grant, source, `person.${attribute}`),
    ).map(({ person, record, source, attribute, value }) => ({
      person: printPerson(person),
      attribute,
      value,
      source,
      record: `r${record}`,
    }));
    expect(rows).toEqual(expected);
  });

  test('sees national identifiers only where it was granted them', async () => {
    const items = register.itemSets.find((set) => set.id === register.grants.find((one) => one.id === grant)?.itemSet)?.items ?? [];
    const statement = 'select person, nhs_number from bi_identifiers.nhs_number';
    if (!items.includes('person.nhs_number'))
      await expect(read(grant, statement)).rejects.toMatchObject({ code: expect.stringContaining('42501') });
    else
      expect(await read(grant, statement)).toEqual(
        sees(register, grant, 'health', 'person.nhs_number') ? [{ person: printPerson(2 ** 49 - 1), nhs_number: '9990000018' }] : [],
      );
  });
});

/** Cases with what the involvement view shows of them. */
const INVOLVED = [
  { record: 1, service: 'Assessment', opened: '2024-05-01', status: 'open' },
  { record: 2, service: 'Inclusion', opened: '2025-01-10', status: 'closed' },
  { record: 7, service: 'Families', opened: null, status: 'open' },
] as const;

describe.each(register.grants.map((grant) => grant.id))('of whom stands beside a person, a reader by the grant %s', (grant) => {
  test('sees households and named others of shared sources, and none of people who stand or stood under a never-link', async () => {
    const mine = (items: readonly string[], source: SmallSource) => items.some((item) => sees(register, grant, source, item));
    const households = [
      { person: 2 ** 49 - 1, record: 1, source: 'social', role: 'Child', ended: null },
      { person: 9, record: 13, source: 'school', role: 'Tenant', ended: null },
    ] as const;
    expect(await read(grant, 'select person, record, reference, role, ended from bi_core.fact_household order by record')).toEqual(
      households
        .filter(({ source }) => mine(['household.reference', 'household.role'], source))
        .map(({ person, record, role, ended }) => ({ person: printPerson(person), record: `r${record}`, reference: 'H1', role, ended })),
    );
    const named = [
      { person: 2 ** 49 - 1, record: 2, kind: 'Mother', name: 'Ada Osei' },
      { person: 1, record: 5, kind: 'contact', name: 'Kim Pike' },
    ] as const;
    expect(await read(grant, 'select person, record, kind, name from bi_core.fact_relationship order by record')).toEqual(
      named
        .filter(() => mine(['relationship.kind', 'relationship.name'], 'school'))
        .map(({ person, record, kind, name }) => ({
          person: printPerson(person),
          record: `r${record}`,
          kind,
          name: sees(register, grant, 'school', 'relationship.name') ? name : null,
        })),
    );
  });

  test('sees every source that is involved, with a case where one is shared', async () => {
    const expected: Record<string, unknown>[] = visiblePeople(grant).flatMap((person) =>
      [...new Set(Object.values(person.records))]
        .filter((source) => seesAny(grant, source))
        .flatMap((source): Record<string, unknown>[] => {
          const cases = INVOLVED.filter(({ record }) => person.records[record] === source).filter(() =>
            ['case.kind', 'case.opened', 'case.service'].some((item) => sees(register, grant, source, item)),
          );
          const row = { person: printPerson(person.key), source };
          if (cases.length === 0) return [{ ...row, status: 'known', service: null, opened: null }];
          return cases.map(({ service, opened, status }) => ({
            ...row,
            status: sees(register, grant, source, 'case.closed') ? status : null,
            service: sees(register, grant, source, 'case.service') ? service : null,
            opened: sees(register, grant, source, 'case.opened') ? opened : null,
          }));
        }),
    );
    const rows = await read(grant, 'select person, source, status, service, opened from bi_core.person_involvement');
    const key = (row: Record<string, unknown>) => JSON.stringify(row);
    expect(rows.map(key).toSorted()).toEqual(expected.map(key).toSorted());
  });
});

test('every kind of absence is there to be told, and a source that stops coming turns none into stale', async () => {
  const statesIn = async (view: string) => {
    const rows = await Promise.all(register.grants.map(({ id }) => read(id, `select distinct state from bi_core.${view}`)));
    return [...new Set(rows.flat().map((row) => String(row['state'])))].toSorted();
  };
  expect(await statesIn('person_coverage')).toEqual(ABSENCES.toSorted());
  expect(await statesIn('person_value')).toEqual(ABSENCES.filter((kind) => kind !== 'stale').toSorted());
  await adminQuery(database.url, 'update ops.delivery set file_date = current_date - 9');
  for (const view of ['person_coverage', 'person_value'])
    expect(await statesIn(view)).toEqual(ABSENCES.filter((kind) => kind !== 'none').toSorted());
  await adminQuery(database.url, 'update ops.delivery set file_date = current_date where source <> 3');
});

test('the grants differ in what they see: some nothing, one the most', () => {
  const counts = register.grants.map((grant) => visiblePeople(grant.id).length);
  expect(counts).toEqual([7, 6, 0, 5, 5, 0, 0, 0]);
});
