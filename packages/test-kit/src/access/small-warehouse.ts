import { attributePosition, PERSON_ATTRIBUTE_NAMES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import type { Connection } from '@golden-thread/warehouse/connect';

/** A source, numbered from 1 in this order; its agreement has the same name. */
export const SMALL_SOURCES = ['social', 'school', 'police', 'health', 'ended', 'overdue', 'flags'] as const;
export type SmallSource = (typeof SMALL_SOURCES)[number];

export interface SmallPerson {
  readonly key: number;
  /** Records by number, with their sources. */
  readonly records: Readonly<Record<number, SmallSource>>;
  readonly values: Partial<Readonly<Record<PersonAttributeName, { readonly value: string; readonly record: number }>>>;
}

/** The publication that readers see; 3 is built and not published. */
export const SMALL_POINTER = 2;

/** People of the pointer's publication. */
export const SMALL_PEOPLE: readonly SmallPerson[] = [
  {
    key: 2 ** 49 - 1,
    records: { 1: 'social', 2: 'school', 3: 'health', 4: 'ended' },
    values: {
      forename: { value: 'Amara', record: 2 },
      surname: { value: 'Osei', record: 1 },
      birth_date: { value: '2013-02-11', record: 3 },
      birth_precision: { value: 'day', record: 3 },
      postcode: { value: 'ZZ99 1WZ', record: 2 },
      nhs_number: { value: '9990000018', record: 3 },
      upn: { value: 'A999000000001', record: 2 },
      school: { value: 'Ash School', record: 2 },
      phone: { value: '+447700900001', record: 4 },
    },
  },
  {
    key: 1,
    records: { 5: 'school' },
    values: {
      forename: { value: 'Tom', record: 5 },
      surname: { value: 'Pike', record: 5 },
      birth_date: { value: '2014-01-05', record: 5 },
      birth_precision: { value: 'day', record: 5 },
      postcode: { value: 'ZZ99 2WZ', record: 5 },
    },
  },
  { key: 32, records: { 6: 'police' }, values: { forename: { value: 'Lena', record: 6 }, surname: { value: 'Novak', record: 6 } } },
  {
    key: 1234567890123,
    records: { 7: 'social', 8: 'police' },
    values: {
      forename: { value: 'Sam', record: 7 },
      surname: { value: 'Reed', record: 8 },
      postcode: { value: 'ZZ99 3VZ', record: 8 },
      ethnicity: { value: 'WBRI', record: 7 },
    },
  },
  { key: 5, records: { 9: 'ended' }, values: { forename: { value: 'Gone', record: 9 } } },
  { key: 6, records: { 10: 'overdue' }, values: { forename: { value: 'Late', record: 10 } } },
  { key: 7, records: { 11: 'school' }, values: { forename: { value: 'Hidden', record: 11 }, postcode: { value: 'ZZ99 4WZ', record: 11 } } },
  { key: 8, records: { 12: 'social' }, values: { forename: { value: 'Concealed', record: 12 } } },
  {
    key: 9,
    records: { 13: 'school' },
    values: { forename: { value: 'Past', record: 13 }, birth_date: { value: '1899-12-30', record: 13 } },
  },
  {
    key: 10,
    records: { 14: 'school' },
    values: { forename: { value: 'Ever', record: 14 }, birth_date: { value: 'infinity', record: 14 } },
  },
  {
    key: 11,
    records: { 15: 'school' },
    values: { forename: { value: 'Far', record: 15 }, birth_date: { value: '9999-12-31', record: 15 } },
  },
];

/** Values beside a person's own. */
export const SMALL_FURTHER = [
  { person: 2 ** 49 - 1, record: 3, source: 'health', attribute: 'phone', value: '+447700900002' },
  { person: 2 ** 49 - 1, record: 1, source: 'social', attribute: 'forename', value: 'Amarah' },
  { person: 1234567890123, record: 8, source: 'police', attribute: 'surname', value: 'Read' },
  { person: 7, record: 11, source: 'school', attribute: 'forename', value: 'Veiled' },
] as const satisfies readonly { person: number; record: number; source: SmallSource; attribute: PersonAttributeName; value: string }[];

/** Fills a migrated database with these people, as three nights would have left it, two of them published. */
export async function fillSmallWarehouse(client: Connection): Promise<void> {
  const run = async (statement: string, values: readonly unknown[] = []) => await client.query(statement, [...values]);
  await run("insert into ops.setting (name, value) values ('time_zone', 'Europe/London'), ('freshness_as_of', 'clock')");
  for (const [at, source] of SMALL_SOURCES.entries()) {
    await run(
      `insert into core.source (source, name, label, organisation, agreement, dataset, cadence, arrives_by, stale_after_days, time_zone, declaration) values ($1, $2, $3, 'partner', $2, 'people', 'day', '06:00', 3, 'Europe/London', 'x')`,
      [at + 1, source, `Source ${source}`],
    );
    await run('insert into golden.scope (scope, agreement, source) values ($1, $2, $3)', [101 + at, source, at + 1]);
    await run(
      `insert into ops.delivery (delivery, source, part, file_name, file_date, sequence, sha256, bytes, first_seen) values ($1, $2::smallint, '', 'f', current_date - case when $2 = 3 then 9 else 0 end, 0, 'x', 1, now())`,
      [at + 1, at + 1],
    );
    await run("insert into ops.delivery_run (delivery, run, state) values ($1, 2, 'taken')", [at + 1]);
  }
  for (const publication of [1, 2, 3]) {
    await run(
      `insert into ops.run (run, business_date, attempt, base, publication, state, scope, instant) values ($1, current_date - 3 + $1::int, 1, $1 - 1, $1, 'published', 'all', now())`,
      [publication],
    );
    await run(
      `insert into ops.publication (number, run, base, business_date, status, built_at, published_at) values ($1, $1, $1 - 1, current_date - 3 + $1::int, $2, now(), now())`,
      [publication, publication === 3 ? 'built' : 'published'],
    );
  }
  await run('update ops.current_publication set number = $1', [SMALL_POINTER]);
  await run(
    "insert into core.coverage (source, population, area, born_from, born_to, from_publication, to_publication) values (2, 'pupils', 'here', '2008-09-01', null, 1, $1), (3, 'anybody', 'here', null, null, 1, $1), (1, 'known children', 'here', null, null, 1, $1)",
    [OPEN],
  );
  for (const person of SMALL_PEOPLE) await insertPerson(client, person, 1, OPEN);
  await run('update golden.person set to_publication = 3 where person_key = 1'); // Tom, as he is until the unpublished night
  await insertGolden(client, { ...renamed(1, 'Thomas'), records: { 5: 'school' } }, 3, OPEN);
  await insertPerson(client, { key: 12, records: { 16: 'social' }, values: { forename: { value: 'Unpublished', record: 16 } } }, 3, OPEN);
  await run(
    `insert into core.case_version (record_key, reference, delivery, kind, opened, closed, service, organisation, lead_professional, from_publication, to_publication) values
    (1, 'C1', 1, 'child_in_need', '2024-05-01', null, 'Assessment', 'Council', 'A. Worker', 1, $1), (2, 'C2', 2, 'exclusion', '2025-01-10', '2025-01-12', 'Inclusion', 'Ash School', null, 1, $1),
    (11, 'C3', 2, 'exclusion', '2025-02-10', null, 'Inclusion', 'Ash School', null, 1, $1), (7, 'C4', 1, 'early_help', '1850-01-01', '9999-12-31', 'Families', 'Council', null, 1, $1)`,
    [OPEN],
  );
  await run(
    `insert into core.event_version (record_key, reference, delivery, kind, occurred, role, organisation, from_publication, to_publication) values
    (6, 'E1', 3, 'missing', '2026-07-01T22:30:00Z', 'subject', 'Police', 1, $1), (8, 'E2', 3, 'contact', '0001-01-01T00:00:00Z', 'witness', 'Police', 1, $1)`,
    [OPEN],
  );
  await run(
    "insert into governance.withheld (kind, subject, because, cleared_by, raised_at) values ('person', 7, 'never_link', null, now()), ('record', 12, 'never_link', 3, now()), ('person', 1, 'never_link', 2, now())",
  );
  await run(
    "insert into link.person_lineage (person_key, night, kind, other, reason, from_publication, to_publication) values (1, 1, 'minted', 1, null, 1, $1), (77, 2, 'merged', 1, 'joined', 2, $1), (78, 2, 'merged', 7, 'joined', 2, $1), (79, 2, 'ended', 79, null, 2, $1)",
    [OPEN],
  );
  await run(
    `insert into core.household_version (record_key, reference, delivery, role, began, ended, from_publication, to_publication) values
    (1, 'H1', 1, 'Child', '2020-01-01', null, 1, $1), (13, 'H1', 2, 'Tenant', null, '9999-12-31', 1, $1), (7, 'H2', 1, 'Child', null, null, 1, $1), (12, 'H3', 1, 'Child', null, null, 1, $1)`,
    [OPEN],
  );
  await run(
    `insert into core.relationship_version (record_key, kind, delivery, name, from_publication, to_publication) values
    (2, 'Mother', 2, 'Ada Osei', 1, $1), (5, 'contact', 2, 'Kim Pike', 1, $1), (6, 'Mother', 3, 'Vera Novak', 1, $1), (11, 'Mother', 2, 'Hidden', 1, $1)`,
    [OPEN],
  );
  await run(
    "insert into link.never_link (a, b, kind, origin, raised_at, cleared_by) values ('police/people//6//0', 'social/people//7//0', 'refuge', 'test', now(), 2)",
  );
  for (const { person, record, source, attribute, value } of SMALL_FURTHER)
    await run(
      "insert into golden.further_value (person_key, position, record_key, source, value, since, from_publication, to_publication) values ($1, $2, $3, $4, $5, '2026-03-02', 1, $6)",
      [person, attributePosition(attribute), record, SMALL_SOURCES.indexOf(source) + 1, value, OPEN],
    );
  await run('analyze');
}

async function insertPerson(client: Connection, person: SmallPerson, from: number, to: number): Promise<void> {
  const records = Object.entries(person.records);
  const first = Number(records[0]?.[0]);
  for (const [record, source] of records) {
    const number = SMALL_SOURCES.indexOf(source) + 1;
    await client.query(
      `insert into core.record (record_key, natural_key, source, dataset, part, source_record_id, sub_key, incarnation) values ($1, $2, $3, 'people', '', $2, '', 0)`,
      [record, `${source}/people//${record}//0`, number],
    );
    await client.query(
      `insert into core.person_version (record_key, delivery, row_hash, true_at, from_publication, to_publication) values ($1, $2, '\\x00', '2026-06-01T08:00:00Z', $3, $4)`,
      [record, number, from, to],
    );
    const joined = Number(record) !== first;
    await client.query(
      'insert into link.membership (record_key, person_key, via_record, via_kind, via_weight, from_publication, to_publication) values ($1, $2, $3, $4, $5, $6, $7)',
      [record, person.key, joined ? first : null, joined ? 'weight' : 'anchor', joined ? 12.345678 : null, from, to],
    );
  }
  await client.query(
    'insert into link.claim (person_key, anchor, ordinal, minted, holder, alive, from_publication, to_publication) values ($1, $2, 0, $3, $1, true, $3, $4)',
    [person.key, first, from, to],
  );
  await insertGolden(client, person, from, to);
}

async function insertGolden(client: Connection, person: SmallPerson, from: number, to: number): Promise<void> {
  const at = <Value>(pick: (cell: { readonly value: string; readonly record: number }) => Value) =>
    PERSON_ATTRIBUTE_NAMES.map((name) => (person.values[name] === undefined ? null : pick(person.values[name])));
  const sourceOf = (record: number) => SMALL_SOURCES.indexOf(person.records[record] ?? 'flags') + 1;
  const scopes = [...new Set(Object.values(person.records).map((source) => 101 + SMALL_SOURCES.indexOf(source)))];
  const values = PERSON_ATTRIBUTE_NAMES.map((name) => person.values[name]?.value ?? null);
  const slots = values.map((_value, index) => `$${index + 9}`).join(', ');
  await client.query(
    `insert into golden.person (person_key, record_key, source, since, differs, scopes, from_publication, to_publication, ${PERSON_ATTRIBUTE_NAMES.join(', ')}) values ($1, $2, $3, $4, $5, $6, $7, $8, ${slots})`,
    [
      person.key,
      at((cell) => cell.record),
      at((cell) => sourceOf(cell.record)),
      at(() => '2026-03-02'),
      at(() => 0),
      scopes,
      from,
      to,
      ...values,
    ],
  );
}

function renamed(key: number, forename: string): SmallPerson {
  const person = SMALL_PEOPLE.find((candidate) => candidate.key === key);
  const record = person?.values.forename?.record ?? 0;
  return { key, records: person?.records ?? {}, values: { ...person?.values, forename: { value: forename, record } } };
}

/** Where a person's value stands in every array. */
export const positionOf = attributePosition;
