import { PERSON_ATTRIBUTE_NAMES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';
import { isHidden } from './never-shown.ts';

/**
 * What owners of sources are told of, read from versioned rows: each with the publications from which and up to which it was so.
 * Records and persons that are withheld, or that ever stood under a never-link, are for the caller to leave out.
 */
interface Spell {
  readonly record: number;
  readonly source: number;
  readonly from: number;
  readonly to: number;
}

const asOf = (alias: string, publication: ReturnType<typeof sql.ref>) =>
  sql`${sql.ref(`${alias}.from_publication`)} <= ${publication} and ${sql.ref(`${alias}.to_publication`)} > ${publication}`;

const overlap = (one: string, other: string) =>
  sql`${sql.ref(`${one}.from_publication`)} < ${sql.ref(`${other}.to_publication`)} and ${sql.ref(`${other}.from_publication`)} < ${sql.ref(`${one}.to_publication`)}`;

export interface IssueSpell extends Spell {
  /** As `field:code`. */
  readonly issue: string;
}

/** What was wrong with fields of records by themselves, of records of which it was so after a publication. */
export async function issueSpells(db: Db, codes: readonly string[], after: number, publication: number): Promise<readonly IssueSpell[]> {
  const { rows } = await sql<IssueSpell>`
    with lately as materialized (select distinct v.record_key from core.person_version v
      where v.issues <> '{}' and v.to_publication > ${after} and v.from_publication <= ${publication})
    select v.record_key as record, r.source, v.from_publication as "from", v.to_publication as "to", i.issue
    from core.person_version v join core.record r using (record_key) cross join lateral (select distinct unnest(v.issues) as issue) i
    where v.record_key in (select record_key from lately) and v.from_publication <= ${publication}
      and split_part(i.issue, ':', 2) = any (${codes}::text[])
    order by v.record_key, i.issue collate "C", v.from_publication`.execute(db);
  return rows;
}

export interface SharedSpell extends Spell {
  readonly kind: string;
  readonly value: string;
}

/** Identifiers carried by records that cannot be one person. */
export async function sharedIdentifierSpells(db: Db, after: number, publication: number): Promise<readonly SharedSpell[]> {
  const { rows } = await sql<SharedSpell>`
    select v.record_key as record, r.source, greatest(i.from_publication, v.from_publication) as "from", least(i.to_publication, v.to_publication) as "to", i.kind, i.value
    from link.identifier i
    join core.person_version v on v.m_nhs_number = i.value and i.kind = 'nhs_number' or v.m_upn = i.value and i.kind = 'upn'
    join core.record r on r.record_key = v.record_key
    where i.shared and ${overlap('i', 'v')} and i.to_publication > ${after} and i.from_publication <= ${publication} and v.from_publication <= ${publication}
    order by v.record_key, i.kind collate "C", 3`.execute(db);
  return rows;
}

/** Codes of the facts of pairs with some outcomes. */
export async function factsOfPairs(db: Db, outcomes: readonly string[], after: number, publication: number): Promise<readonly number[]> {
  const { rows } = await sql<{ facts: number }>`
    select distinct facts from link.edge
    where outcome = any (${outcomes}::text[]) and to_publication > ${after} and from_publication <= ${publication} order by facts`.execute(
    db,
  );
  return rows.map((row) => row.facts);
}

export interface PairSpell {
  readonly a: number;
  readonly b: number;
  readonly source_a: number;
  readonly source_b: number;
  readonly person_a: number;
  readonly person_b: number;
  readonly facts: number;
  readonly from: number;
  readonly to: number;
}

/** Pairs of two people with some facts and outcomes; pairs of `daysKnown` facts only where both know the day of birth. */
export async function pairSpells(
  db: Db,
  {
    outcomes,
    facts,
    daysKnown,
  }: { readonly outcomes: readonly string[]; readonly facts: readonly number[]; readonly daysKnown: readonly number[] },
  after: number,
  publication: number,
): Promise<readonly PairSpell[]> {
  const { rows } = await sql<PairSpell>`
    with lately as materialized (select distinct e.a, e.b from link.edge e
      where e.outcome = any (${outcomes}::text[]) and e.facts = any (${[...facts, ...daysKnown]}::int[])
        and e.to_publication > ${after} and e.from_publication <= ${publication})
    select e.a, e.b, ra.source as source_a, rb.source as source_b, ma.person_key::float8 as person_a, mb.person_key::float8 as person_b, e.facts,
      greatest(e.from_publication, ma.from_publication, mb.from_publication) as "from",
      least(e.to_publication, ma.to_publication, mb.to_publication) as "to"
    from lately l join link.edge e on e.a = l.a and e.b = l.b
    join link.membership ma on ma.record_key = e.a and ${overlap('ma', 'e')}
    join link.membership mb on mb.record_key = e.b and ${overlap('mb', 'e')} and ${overlap('mb', 'ma')}
    join core.record ra on ra.record_key = e.a join core.record rb on rb.record_key = e.b
    where e.outcome = any (${outcomes}::text[]) and e.facts = any (${[...facts, ...daysKnown]}::int[])
      and e.from_publication <= ${publication} and ma.from_publication <= ${publication} and mb.from_publication <= ${publication}
      and ma.person_key <> mb.person_key
      and (e.facts <> all (${daysKnown}::int[]) or not exists (select from core.person_version v
        where v.record_key in (e.a, e.b) and v.m_birth_date is null and ${overlap('v', 'e')}))
    order by e.a, e.b, 8`.execute(db);
  return rows;
}

export interface SaidSpell extends Spell {
  readonly person: number;
  readonly value: string;
}

/** Attributes of which one person has one value only, and what of them counts: how a value says that it is one of several. */
const ONE_VALUE = {
  birth_date: sql`v.birth_precision = 'day'`,
  sex: sql`v.sex in ('M', 'F')`,
  nhs_number: sql`true`,
  upn: sql`v.upn ~ '[0-9]$'`, // a temporary UPN ends in a letter
} as const;

/** Attributes in which records of one person contradict each other. */
export const ONE_VALUE_ATTRIBUTES: readonly (keyof typeof ONE_VALUE)[] = ['birth_date', 'sex', 'nhs_number', 'upn'];

/** What the records of persons say of an attribute, of persons of whom two values were said after a publication. */
export async function saidSpells(
  db: Db,
  attribute: keyof typeof ONE_VALUE,
  after: number,
  publication: number,
): Promise<readonly SaidSpell[]> {
  const { rows } = await sql<SaidSpell>`
    with said as materialized (
      select m.person_key, v.record_key, r.source, ${sql.ref(`v.${attribute}`)}::text as value,
        greatest(m.from_publication, v.from_publication) as from_publication, least(m.to_publication, v.to_publication) as to_publication
      from core.person_version v join link.membership m on m.record_key = v.record_key and ${overlap('m', 'v')}
      join core.record r on r.record_key = v.record_key
      where ${sql.ref(`v.${attribute}`)} is not null and ${ONE_VALUE[attribute]} and v.from_publication <= ${publication} and m.from_publication <= ${publication})
    select s.person_key::float8 as person, s.record_key as record, s.source, s.value, s.from_publication as "from", s.to_publication as "to"
    from said s
    where s.person_key in (select person_key from said where to_publication > ${after} group by person_key having min(value) <> max(value))
    order by s.person_key, s.record_key, s.from_publication`.execute(db);
  return rows;
}

export interface BackingQuestion {
  readonly record: number;
  readonly publication: number;
}

/** How many sources of its person give what a record says of an attribute, in a publication; in the order asked. */
export async function backingOf(db: Db, attribute: PersonAttributeName, asked: readonly BackingQuestion[]): Promise<readonly number[]> {
  const { rows } = await sql<{ sources: number }>`
    select (select count(distinct r.source)::int from core.person_version own
        join link.membership mine on mine.record_key = own.record_key and ${asOf('mine', sql.ref('k.publication'))}
        join link.membership m on m.person_key = mine.person_key and ${asOf('m', sql.ref('k.publication'))}
        join core.person_version v on v.record_key = m.record_key and ${asOf('v', sql.ref('k.publication'))}
        join core.record r on r.record_key = v.record_key
      where own.record_key = k.record and ${asOf('own', sql.ref('k.publication'))} and ${sql.ref(`v.${attribute}`)} = ${sql.ref(`own.${attribute}`)}) as sources
    from unnest(${asked.map((k) => k.record)}::int[], ${asked.map((k) => k.publication)}::int[]) with ordinality as k (record, publication, at) order by k.at`.execute(
    db,
  );
  return rows.map((row) => row.sources);
}

export interface Afterwards {
  /** The record is there in the later publication. */
  readonly live: boolean;
  /** It shares a person there with a record with which it did not share one before. */
  readonly joined: boolean;
}

/** What became of records from one publication to a later one; in the order asked. */
export async function afterwards(
  db: Db,
  asked: readonly { readonly record: number; readonly before: number; readonly after: number }[],
): Promise<readonly Afterwards[]> {
  const { rows } = await sql<Afterwards>`
    select exists (select from core.person_version v where v.record_key = k.record and ${asOf('v', sql.ref('k.later'))}) as live,
      exists (select from link.membership me join link.membership other on other.person_key = me.person_key and ${asOf('other', sql.ref('k.later'))}
        join link.membership was on was.record_key = other.record_key and ${asOf('was', sql.ref('k.before'))}
        join link.membership mine on mine.record_key = k.record and ${asOf('mine', sql.ref('k.before'))}
        where me.record_key = k.record and ${asOf('me', sql.ref('k.later'))} and other.record_key <> k.record and was.person_key <> mine.person_key) as joined
    from unnest(${asked.map((k) => k.record)}::int[], ${asked.map((k) => k.before)}::int[], ${asked.map((k) => k.after)}::int[])
      with ordinality as k (record, before, later, at) order by k.at`.execute(db);
  return rows;
}

export interface SuppliedRow {
  readonly part: string;
  readonly source_record_id: string;
  /** What the source wrote; `null` where the field is none of a person's attributes, or was empty. */
  readonly supplied: string | null;
}

/** A record as its source names it, and what it wrote in a field, as of a publication; in the order asked. */
export async function suppliedBy(
  db: Db,
  asked: readonly { readonly record: number; readonly field: string; readonly publication: number }[],
): Promise<readonly SuppliedRow[]> {
  const names: readonly string[] = PERSON_ATTRIBUTE_NAMES;
  const position = (field: string): number => names.indexOf(field) + 1;
  const { rows } = await sql<SuppliedRow>`
    select r.part, r.source_record_id, v.raw[k.position] as supplied
    from unnest(${asked.map((k) => k.record)}::int[], ${asked.map((k) => position(k.field))}::int[], ${asked.map((k) => k.publication)}::int[])
      with ordinality as k (record, position, publication, at)
    join core.record r on r.record_key = k.record
    left join core.person_version v on v.record_key = k.record and ${asOf('v', sql.ref('k.publication'))} order by k.at`.execute(db);
  return rows;
}

/** Records of everybody who is withheld now, or any of whose records ever stood under a never-link, lifted or not. */
export async function guardedRecords(db: Db): Promise<{ readonly withheld: ReadonlySet<number>; readonly parted: ReadonlySet<number> }> {
  const { rows: withheld } = await sql<{ record: number }>`
    with now as (select w.kind, w.subject from governance.withheld w where ${isHidden}),
    persons as (select subject as person_key from now where kind = 'person'
      union select c.holder from link.claim c join now on now.kind = 'person' and now.subject = c.person_key
      union select m.person_key from link.membership m join now on now.kind = 'record' and now.subject = m.record_key)
    select subject::int as record from now where kind = 'record'
    union select m.record_key from link.membership m join persons using (person_key)`.execute(db);
  const { rows: parted } = await sql<{ record: number }>`
    with named as (select r.record_key from link.never_link n join core.record r on r.natural_key in (n.a, n.b))
    select record_key as record from named
    union select m.record_key from named join link.membership own using (record_key) join link.membership m on m.person_key = own.person_key`.execute(
    db,
  );
  return { withheld: new Set(withheld.map((row) => row.record)), parted: new Set(parted.map((row) => row.record)) };
}
