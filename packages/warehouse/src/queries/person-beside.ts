import { OPEN } from '@golden-thread/shapes/references';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** Who and what stands beside a person: who is involved, which households sources keep, whom they name. */

const asOf = (alias: string, publication: number) =>
  sql`${sql.ref(`${alias}.from_publication`)} <= ${publication} and ${sql.ref(`${alias}.to_publication`)} > ${publication}`;

/** Records of the person, but of none that an adoption or a flight has barred from it since. */
const own = (person: number, publication: number) => sql`link.membership m join core.record r on r.record_key = m.record_key
  join core.source s on s.source = r.source
  where m.person_key = ${person} and ${asOf('m', publication)}
    and not exists (select from link.claim_bar x where x.record_key = m.record_key and x.person_key = m.person_key and x.to_publication = ${sql.lit(OPEN)})`;

/** Nobody of the person ever stood under a never-link: else a household or a name in common would lead to the other side. */
const neverParted = (person: number) => sql`not exists (
  select from link.membership o join core.record q on q.record_key = o.record_key join link.never_link n on q.natural_key in (n.a, n.b)
  where o.person_key = ${person})`;

export interface InvolvementRow {
  readonly label: string;
  readonly service: string | null;
  readonly organisation: string | null;
  readonly opened: string | null;
  readonly closed: string | null;
  readonly lead_professional: string | null;
  readonly lead_contact: string | null;
}

/** Cases of a person with their lead professionals, open ones first, then each further source that knows it. */
export async function involvementsOf(db: Db, person: number, publication: number): Promise<readonly InvolvementRow[]> {
  const { rows } = await sql<InvolvementRow>`
    with mine as materialized (select m.record_key, r.source, s.label from ${own(person, publication)}),
    cases as materialized (select m.source, m.label, c.* from mine m join core.case_version c on c.record_key = m.record_key and ${asOf('c', publication)})
    select label, service, organisation, opened::text as opened, closed::text as closed, lead_professional, lead_contact from (
      select label, service, organisation, opened, closed, lead_professional, lead_contact, reference, 0 as known from cases
      union all
      select distinct label, null, null, null::date, null::date, null, null, null, 1 from mine where source not in (select source from cases)) i
    order by known, closed is not null, opened desc nulls last, label collate "C", reference collate "C"`.execute(db);
  return rows;
}

export interface HouseholdRow {
  readonly label: string;
  readonly reference: string;
  readonly role: string | null;
  readonly began: string | null;
  readonly ended: string | null;
}

/** Households that sources keep of a person. */
export async function householdsOf(db: Db, person: number, publication: number): Promise<readonly HouseholdRow[]> {
  const { rows } = await sql<HouseholdRow>`
    with mine as materialized (select m.record_key, s.label from ${own(person, publication)} and ${neverParted(person)})
    select m.label, h.reference, h.role, h.began::text as began, h.ended::text as ended
    from mine m join core.household_version h on h.record_key = m.record_key and ${asOf('h', publication)}
    order by m.label collate "C", h.reference collate "C"`.execute(db);
  return rows;
}

export interface NamedBesideRow {
  readonly label: string;
  readonly kind: string;
  readonly name: string | null;
}

/** Whom sources name beside a person. */
export async function namedBeside(db: Db, person: number, publication: number): Promise<readonly NamedBesideRow[]> {
  const { rows } = await sql<NamedBesideRow>`
    with mine as materialized (select m.record_key, s.label from ${own(person, publication)} and ${neverParted(person)})
    select distinct m.label, k.kind, k.name
    from mine m join core.relationship_version k on k.record_key = m.record_key and ${asOf('k', publication)}
    order by m.label, k.kind, k.name`.execute(db);
  return rows;
}
