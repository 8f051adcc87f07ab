import type { Queryable } from './connect.ts';

/**
 * Refreshes the planner's statistics of tables and their partitions, by the owner's rights. After a first load:
 * autovacuum never analyses a partitioned parent.
 */
export async function analyseTables(client: Queryable, tables: readonly string[]): Promise<void> {
  await client.query('select ops.analyse($1)', [tables]);
}
