import { DatabaseError } from '@golden-thread/shapes/errors';
import type { Connection } from '../connect.ts';
import { qualified } from '../tables/identifiers.ts';
import { type ReaderView, readerViewDdl } from './reader-view.ts';

/**
 * Makes the readers' views what the code says, as `gt_views`, and lets the readers' logins see them. A view that only
 * gains columns at its end is replaced in place, so that views which analysts built on it stay; one that changes
 * otherwise is dropped and made anew.
 * @throws DatabaseError before anything is changed, when somebody's own view stands on one that must be dropped.
 */
export async function replaceReaderViews(client: Connection, views: readonly ReaderView[]): Promise<void> {
  const dropped: ReaderView[] = [];
  for (const view of views) if (await mustBeDropped(client, view)) dropped.push(view);
  for (const view of dropped) await refuseWhereBuiltUpon(client, view);
  await client.query('set local role gt_views');
  for (const view of dropped) await client.query(`drop view ${qualified(view.name)}`);
  for (const view of views) for (const statement of readerViewDdl(view)) await client.query(statement);
  await client.query('reset role');
  await client.query('select governance.sync_readers()');
}

async function mustBeDropped(client: Connection, view: ReaderView): Promise<boolean> {
  const { rows } = await client.query<{ name: string; type: string }>(
    'select attname as name, format_type(atttypid, null) as type from pg_catalog.pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum',
    [view.name],
  );
  return rows.some((row, at) => view.columns[at]?.name !== row.name || view.columns[at]?.type !== row.type);
}

async function refuseWhereBuiltUpon(client: Connection, view: ReaderView): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct r.ev_class::regclass::text as name
     from pg_catalog.pg_depend d join pg_catalog.pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
     where d.refclassid = 'pg_class'::regclass and d.refobjid = to_regclass($1) and r.ev_class <> d.refobjid order by 1`,
    [view.name],
  );
  if (rows.length === 0) return;
  const names = rows.map((row) => row.name).join(', ');
  throw new DatabaseError({
    code: 'database.view_built_upon',
    message: `The view ${view.name} has to change, and ${names} stands on it.`,
    remedy: `Ask the owner of ${names} to drop it and to make it again afterwards; nothing has been changed.`,
  });
}
