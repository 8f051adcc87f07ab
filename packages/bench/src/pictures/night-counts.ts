import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { OPEN } from '@golden-thread/shapes/references';
import { openPool } from '@golden-thread/warehouse/connect';
import { readerLogin } from '@golden-thread/warehouse/roles/reader-logins';

/** What one published night came to, as the picture of the thread tells it. */
export interface NightCounts {
  readonly sources: readonly { readonly label: string; readonly delivered: number; readonly taken: number }[];
  readonly quarantined: number;
  readonly outOfCohort: number;
  /** Records of people. */
  readonly records: number;
  readonly pairs: number;
  readonly held: number;
  readonly questions: number;
  readonly neverLinks: number;
  readonly people: number;
  readonly values: number;
  readonly readers: readonly { readonly role: string; readonly people: number; readonly values: number }[];
}

/** Asks the warehouse, and then each reader of the register through its own login. For a first night, in which every record is new. */
export async function countNight(warehouse: Warehouse, pipeline: PipelineDeclaration): Promise<NightCounts> {
  const sources = await warehouse.pool.query<{
    name: string;
    label: string;
    delivered: number;
    taken: number;
    quarantined: number;
    outside: number;
  }>(`
    select s.name, s.label, sum((dr.counts->>'in')::int)::int as delivered,
      sum(coalesce((dr.counts->>'new')::int, 0) + coalesce((dr.counts->>'changed')::int, 0) + coalesce((dr.counts->>'duplicate')::int, 0))::int as taken,
      sum(coalesce((dr.counts->>'quarantined')::int, 0))::int as quarantined, sum(coalesce((dr.counts->>'out_of_cohort')::int, 0))::int as outside
    from ops.delivery_run dr join ops.delivery d using (delivery) join core.source s using (source)
    where dr.run = (select max(run) from ops.run) and dr.counts is not null group by s.source, s.name, s.label`);
  const counts = await warehouse.pool.query<Omit<NightCounts, 'sources' | 'quarantined' | 'outOfCohort' | 'readers'>>(`
    select (select count(*)::int from core.person_version where to_publication = ${OPEN}) as records,
      (select count(*)::int from link.edge where to_publication = ${OPEN}) as pairs,
      (select count(*)::int from link.edge where to_publication = ${OPEN} and held) as held,
      (select count(*)::int from link.review_item where to_publication = ${OPEN}) as questions,
      (select count(*)::int from link.never_link) as "neverLinks",
      (select count(*)::int from golden.person where to_publication = ${OPEN}) as people,
      (select sum(array_length(array_remove(source, null), 1))::int from golden.person where to_publication = ${OPEN}) as values`);
  const found = counts.rows[0];
  if (found === undefined) throw new Error('a select without a from gives one row');
  const readers: NightCounts['readers'][number][] = [];
  for (const grant of pipeline.register.grants) {
    const role = pipeline.register.roles.find(({ id }) => id === grant.role)?.name ?? grant.role;
    readers.push({ role, ...(await seenBy(warehouse, grant.id)) });
  }
  const order = pipeline.sources.map((source) => source.name);
  return {
    ...found,
    sources: sources.rows.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    quarantined: sources.rows.reduce((sum, s) => sum + s.quarantined, 0),
    outOfCohort: sources.rows.reduce((sum, s) => sum + s.outside, 0),
    readers,
  };
}

async function seenBy(warehouse: Warehouse, grant: string): Promise<{ readonly people: number; readonly values: number }> {
  const database = new URL(warehouse.url.replace(/@[^/]*\//, '@server/')).pathname.slice(1);
  const url = warehouse.url.replace(/^(\w+:\/\/)[^@/]*@/, `$1${readerLogin(database, grant)}@`);
  const pool = openPool(url, { applicationName: 'golden-thread pictures', maximum: 1 });
  try {
    const { rows } = await pool.query<{ people: number; values: number }>(
      "select (select count(*)::int from bi_core.dim_person) as people, (select count(*)::int from bi_core.person_value where state = 'value') as values",
    );
    return rows[0] ?? { people: 0, values: 0 };
  } finally {
    await pool.end();
  }
}
