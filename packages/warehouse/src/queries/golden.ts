import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './ledger.ts';

/** What the golden step reads and lists. */

const valueColumns = (alias: string) => sql.join(PERSON_ATTRIBUTES.map((a) => sql.ref(`${alias}.${a.name}`)));

/** Persons whose membership or whose records a publication touched: person_key. */
export const touchedPersonsText = (publication: number): RawBuilder<unknown> => sql`
  select person_key from link.membership where from_publication = ${sql.lit(publication)} and to_publication = ${sql.lit(OPEN)}
  union select person_key from link.membership where to_publication = ${sql.lit(publication)}
  union select m.person_key from link.membership m join core.person_version v using (record_key)
    where m.to_publication = ${sql.lit(OPEN)} and v.to_publication = ${sql.lit(OPEN)} and v.from_publication = ${sql.lit(publication)}`;

/** Every live person and every golden row's person. */
export const allPersonsText = (): RawBuilder<unknown> => sql`
  select person_key from link.membership where to_publication = ${sql.lit(OPEN)}
  union select person_key from golden.person where to_publication = ${sql.lit(OPEN)}`;

/** person_key, record_key, natural key, source, true_at, since, issues, values by attribute: the records of the persons in the temporary table `affected`. */
export const goldenInputsText = (): RawBuilder<unknown> => sql`
  select m.person_key, v.record_key, r.natural_key, r.source, to_char(v.true_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), v.since, v.issues, ${valueColumns('v')}
  from affected a join link.membership m on m.person_key = a.person_key and m.to_publication = ${sql.lit(OPEN)}
  join core.person_version v on v.record_key = m.record_key and v.to_publication = ${sql.lit(OPEN)}
  join core.record r on r.record_key = m.record_key
  order by m.person_key, r.natural_key collate "C"`;

/** person_key, values by attribute, record_key, source, since, differs, scopes: the present golden rows of the persons in `affected`. */
export const goldenRowsText = (): RawBuilder<unknown> => sql`
  select g.person_key, ${valueColumns('g')}, g.record_key, g.source, g.since, g.differs, g.scopes
  from affected a join golden.person g on g.person_key = a.person_key and g.to_publication = ${sql.lit(OPEN)}`;

/** person_key, position, record_key: the further values that stand for the persons in `affected`. */
export const furtherKeysText = (): RawBuilder<unknown> => sql`
  select f.person_key, f.position, f.record_key
  from affected a join golden.further_value f on f.person_key = a.person_key and f.to_publication = ${sql.lit(OPEN)}`;

/** Numbers attributes and flows for ever. */
export async function syncAttributes(db: Db): Promise<void> {
  await sql`insert into golden.attribute (position, name)
    select * from unnest(${PERSON_ATTRIBUTES.map((_, i) => i)}::smallint[], ${PERSON_ATTRIBUTES.map((a) => a.name)}::text[]) on conflict do nothing`.execute(
    db,
  );
}

/** Number of each flow (agreement × source), by source number. */
export async function syncScopes(
  db: Db,
  flows: readonly { readonly agreement: string; readonly source: number }[],
): Promise<ReadonlyMap<number, number>> {
  const scopes = new Map<number, number>();
  for (const { agreement, source } of [...flows].sort((a, b) => a.source - b.source)) {
    await sql`insert into golden.scope (scope, agreement, source) select coalesce(max(scope), 0) + 1, ${agreement}, ${source}::smallint from golden.scope on conflict (agreement, source) do nothing`.execute(
      db,
    );
    const { rows } = await sql<{
      scope: number;
    }>`select scope from golden.scope where agreement = ${agreement} and source = ${source}`.execute(db);
    scopes.set(source, rows[0]?.scope ?? 0);
  }
  return scopes;
}
