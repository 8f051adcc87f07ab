import { OPEN } from '@golden-thread/shapes/references';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** How far a night's change reaches, asked of the tables frontier by frontier: the cost follows the change, not what is on file. */

/** An edge by its record keys, and what says how far a change of it reaches. */
export interface WeighedEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly held: boolean;
}

/**
 * Records that form a component with one of the given ones: by an edge that is held or may be, by a person, by an id's claim.
 * Those that had no person last night are not among them: whoever is new is given.
 */
export async function componentNeighbours(db: Db, records: readonly number[], breakBits: number): Promise<readonly number[]> {
  const { rows } = await sql<{ record_key: number }>`
    with frontier as materialized (select unnest(${[...records]}::int[]) as record_key),
    persons as materialized (
      select m.person_key from frontier f join link.membership m on m.record_key = f.record_key and m.to_publication = ${OPEN}
      union select c.holder from frontier f join link.claim c on c.anchor = f.record_key and c.to_publication = ${OPEN})
    select e.b as record_key from frontier f join link.edge e on e.a = f.record_key
      where e.to_publication = ${OPEN} and (e.held or e.weight >= ${breakBits})
    union select e.a from frontier f join link.edge e on e.b = f.record_key
      where e.to_publication = ${OPEN} and (e.held or e.weight >= ${breakBits})
    union select m.record_key from persons p join link.membership m on m.person_key = p.person_key where m.to_publication = ${OPEN}
    union select c.anchor from persons p join link.claim c on c.holder = p.person_key
      join link.membership own on own.record_key = c.anchor and own.to_publication = ${OPEN}
      where c.to_publication = ${OPEN}
        and exists (select from link.membership m where m.person_key = p.person_key and m.to_publication = ${OPEN})`.execute(db);
  return rows.map((row) => row.record_key);
}

/** Records that a stored edge of some weight joins to one of the given ones. */
export async function edgeNeighbours(db: Db, records: readonly number[], leastBits: number): Promise<readonly number[]> {
  const { rows } = await sql<{ record_key: number }>`
    with frontier as materialized (select unnest(${[...records]}::int[]) as record_key)
    select e.b as record_key from frontier f join link.edge e on e.a = f.record_key
      where e.to_publication = ${OPEN} and e.weight >= ${leastBits}
    union select e.a from frontier f join link.edge e on e.b = f.record_key
      where e.to_publication = ${OPEN} and e.weight >= ${leastBits}`.execute(db);
  return rows.map((row) => row.record_key);
}

/** The valid edges that a publication wrote. */
export async function edgesWritten(db: Db, publication: number): Promise<readonly WeighedEdge[]> {
  const { rows } = await sql<WeighedEdge>`
    select a, b, weight, held from link.edge where to_publication = ${OPEN} and from_publication = ${publication}`.execute(db);
  return rows;
}

/** Members whose record a publication closed; some of them live on in another version. */
export async function membersClosed(db: Db, publication: number): Promise<readonly number[]> {
  const { rows } = await sql<{ record_key: number }>`
    select distinct m.record_key from core.person_version v join link.membership m on m.record_key = v.record_key and m.to_publication = ${OPEN}
    where v.to_publication = ${publication}`.execute(db);
  return rows.map((row) => row.record_key);
}

/** Records whose person a publication has already changed: by another policy, before tonight's data. */
export async function membersMoved(db: Db, publication: number): Promise<readonly number[]> {
  const { rows } = await sql<{ record_key: number }>`
    select was.record_key from link.membership was left join link.membership now
      on now.record_key = was.record_key and now.to_publication = ${OPEN}
    where was.to_publication = ${publication} and now.person_key is distinct from was.person_key`.execute(db);
  return rows.map((row) => row.record_key);
}
