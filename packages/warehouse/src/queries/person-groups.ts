import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

export interface PersonGroup {
  readonly by: string;
  readonly group: string;
  readonly people: number;
}

const NOT_KNOWN = 'not known';

/**
 * How many of some persons belong to which group, in a publication: by source of their records, by age on the publication's date
 * in bands, and by the values of some attributes.
 */
export async function personGroups(
  db: Db,
  publication: number,
  persons: readonly number[],
  attributes: readonly string[],
): Promise<readonly PersonGroup[]> {
  const asOf = (alias: string) =>
    sql`${sql.ref(`${alias}.from_publication`)} <= ${publication} and ${sql.ref(`${alias}.to_publication`)} > ${publication}`;
  const known = PERSON_ATTRIBUTES.filter(({ name }) => attributes.includes(name));
  const { rows } = await sql<PersonGroup>`
    with concerned as (select unnest(${persons}::bigint[]) as person_key),
    people as (select g.* from golden.person g join concerned using (person_key) where ${asOf('g')}),
    on_day as (select r.business_date as day from ops.publication p join ops.run r on r.run = p.run where p.number = ${publication}),
    groups as (
      select 'source' as by, s.name as "group", m.person_key
      from link.membership m join concerned using (person_key) join core.record r using (record_key) join core.source s using (source) where ${asOf('m')}
      union all
      select 'age', case when birth_date is null then ${NOT_KNOWN}
        when extract(year from age(day, birth_date)) < 5 then '0 to 4' when extract(year from age(day, birth_date)) < 11 then '5 to 10'
        when extract(year from age(day, birth_date)) < 16 then '11 to 15' when extract(year from age(day, birth_date)) < 18 then '16 to 17'
        else '18 and over' end, person_key
      from people, on_day
      ${sql.join(
        known.map(
          ({ name }) => sql`union all select ${name}, coalesce(${sql.ref(`people.${name}`)}::text, ${NOT_KNOWN}), person_key from people`,
        ),
        sql` `,
      )}
    )
    select by, "group", count(distinct person_key)::int as people from groups group by by, "group" order by by collate "C", "group" collate "C"`.execute(
    db,
  );
  return rows;
}
