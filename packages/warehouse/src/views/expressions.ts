/** Pieces of SQL that readers' views share. Each look-up stands in a scalar subselect: once a query, not once a row. */

/** The publication that readers see. A subselect and not a join: a join reads the closed partition and misleads the planner. */
export const POINTER = '(select c.number from ops.current_publication c)';

/**
 * A versioned row is the pointer's. The first half is written so that the planner does not take it for rare; the
 * second stays bare, for it drives the index of the closed partition.
 */
export const atPointer = (alias: string): string =>
  `(${alias}.from_publication <= ${POINTER})::int <> 0 and ${alias}.to_publication > ${POINTER}`;

/** The present login's items and the sources whose values it may see, read once a query as `my`. */
export const MY_CELLS = 'with my as materialized (select c.item, c.sources from governance.my_cell c)\n';

/** Sources whose values of an item are shown to the present login; empty where the item is not shared at all. */
export const sourcesOf = (item: string): string => `coalesce((select m.sources from my m where m.item = '${item}'), '{}')`;

/** A value where its item and the source that gave it are shared, else null. */
export const shown = (item: string, source: string, value: string): string =>
  `case when ${source} = any (${sourcesOf(item)}) then ${value} end`;

/** Names, separated by commas, of the items that are not shared here; null where all are. `source` gives null where nobody has a value. */
export function notShared(items: readonly { readonly item: string; readonly name: string; readonly source: string }[]): string {
  const names = items.map(
    ({ item, name, source }) => `case when coalesce(${source} <> all (${sourcesOf(item)}), ${sourcesOf(item)} = '{}') then '${name}' end`,
  );
  return `nullif(concat_ws(', ', ${names.join(', ')}), '')`;
}

const LAST_DAY = "(select (t.today + interval '1 year')::date from governance.today t)";

/** A date that a calendar can hold: from 1900 to a year from today, else null. BI tools break on others. */
export const plausibleDate = (date: string): string => `case when ${date} >= date '1900-01-01' and ${date} <= ${LAST_DAY} then ${date} end`;

/** An instant as a local time of the pipeline's zone, within the same bounds. */
export function localTime(instant: string): string {
  const local = `(${instant} at time zone (select z.value from ops.setting z where z.name = 'time_zone'))`;
  return `case when ${local} >= timestamp '1900-01-01' and ${local} < ${LAST_DAY} + 1 then date_trunc('second', ${local}) end`;
}

export const recordReference = (key: string): string => `'r' || ${key}`;
export const deliveryReference = (key: string): string => `'d' || ${key}`;
