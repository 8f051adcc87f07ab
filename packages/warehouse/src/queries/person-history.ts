import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';
import { everParted } from './never-shown.ts';

/** All that ever was true of a person, by the publications between which it was. */
interface Spell {
  readonly from: number;
  readonly to: number;
}

export interface MemberSpell extends Spell {
  readonly record: number;
  readonly label: string;
  readonly via_record: number | null;
  readonly via_kind: string | null;
  readonly via_weight: number | null;
}

const values = (alias: string) =>
  sql`json_build_object(${sql.join(PERSON_ATTRIBUTE_NAMES.flatMap((name) => [sql.lit(name), sql`${sql.ref(`${alias}.${name}`)}::text`]))})`;
const spell = (alias: string) => sql`${sql.ref(`${alias}.from_publication`)} as "from", ${sql.ref(`${alias}.to_publication`)} as "to"`;

/** Records that a never-link ever parted from one that the person holds now: nothing is said of them. */
const unspoken = (record: ReturnType<typeof sql.ref>, person: number, publication: number) => sql`exists (
  select from link.membership i where i.person_key = ${person} and i.from_publication <= ${publication} and i.to_publication > ${publication}
    and ${everParted(record, sql.ref('i.record_key'))})`;

/** Which records belonged to a person, and when. */
export async function memberSpells(db: Db, person: number, publication: number): Promise<readonly MemberSpell[]> {
  const { rows } = await sql<MemberSpell>`
    select m.record_key as record, s.label, m.via_record, m.via_kind, m.via_weight, ${spell('m')}
    from link.membership m join core.record r on r.record_key = m.record_key join core.source s on s.source = r.source
    where m.person_key = ${person} and m.from_publication <= ${publication} and not ${unspoken(sql.ref('m.record_key'), person, publication)}
    order by r.natural_key collate "C", m.from_publication`.execute(db);
  return rows;
}

export interface VersionSpell extends Spell {
  readonly record: number;
  readonly values: Readonly<Record<string, string | null>>;
}

/** What sources said in records, and when. */
export async function versionSpells(db: Db, records: readonly number[], publication: number): Promise<readonly VersionSpell[]> {
  const { rows } = await sql<VersionSpell>`
    select v.record_key as record, ${values('v')} as values, ${spell('v')}
    from core.person_version v where v.record_key = any (${records}::integer[]) and v.from_publication <= ${publication}
    order by v.record_key, v.from_publication`.execute(db);
  return rows;
}

export interface GoldenSpell extends Spell {
  readonly values: Readonly<Record<string, string | null>>;
  readonly record_key: readonly (number | null)[];
}

/** What the golden record said, and when. */
export async function goldenSpells(db: Db, person: number, publication: number): Promise<readonly GoldenSpell[]> {
  const { rows } = await sql<GoldenSpell>`
    select ${values('g')} as values, to_json(g.record_key) as record_key, ${spell('g')}
    from golden.person g where g.person_key = ${person} and g.from_publication <= ${publication} order by g.from_publication`.execute(db);
  return rows;
}

/** Where records belonged as of a publication. */
export async function personsOfRecords(db: Db, records: readonly number[], publication: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ record: number; person: number }>`
    select m.record_key as record, m.person_key::float8 as person from link.membership m
    where m.record_key = any (${records}::integer[]) and m.from_publication <= ${publication} and m.to_publication > ${publication}`.execute(
    db,
  );
  return new Map(rows.map(({ record, person }) => [record, person]));
}

export interface PublishedNight {
  readonly publication: number;
  readonly business_date: string;
  /** It was the first under another match policy. */
  readonly new_policy: boolean;
}

/** What readers saw, oldest first. */
export async function publishedNights(db: Db, numbers: readonly number[]): Promise<readonly PublishedNight[]> {
  const { rows } = await sql<PublishedNight>`
    select p.number as publication, p.business_date::text as business_date,
      exists (select from ops.run_input i where i.run = p.run and i.kind = 'option' and i.name = 'policy_pass' and i.value = 'true') as new_policy
    from ops.publication p where p.number = any (${numbers}::integer[]) order by p.number`.execute(db);
  return rows;
}
