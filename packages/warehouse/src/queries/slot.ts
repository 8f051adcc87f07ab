import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** The nights that fell due: one a business date, each at one instant, whatever the clocks do. */

export interface SlotRow {
  /** Newest business date whose instant has come. */
  readonly date: string;
  readonly instant: string;
  /** Newest business date that was published, withdrawn or not; `null` before the first. */
  readonly done: string | null;
  /** State of the newest run of the slot's date, where there is one. */
  readonly state: string | null;
  readonly stopped_at: string | null;
}

/**
 * The slot of an instant. A wall-clock time that a change of clocks leaves out is an hour later that day, and of one that comes
 * twice it is the second: there is one instant a date.
 */
export async function readSlot(
  db: Db,
  at: { readonly timeZone: string; readonly nightAt: string; readonly now: string },
): Promise<SlotRow> {
  const { rows } = await sql<SlotRow>`
    with today as (select (${at.now}::timestamptz at time zone ${at.timeZone})::date as day),
    slot as (
      select d::date as date, (d::date + ${at.nightAt}::time) at time zone ${at.timeZone} as instant
      from today, generate_series(day - 1, day, interval '1 day') d
      where (d::date + ${at.nightAt}::time) at time zone ${at.timeZone} <= ${at.now}::timestamptz
      order by 1 desc limit 1),
    newest as (select r.state, r.stopped_at from ops.run r, slot s where r.business_date = s.date order by r.attempt desc limit 1)
    select s.date::text as date, to_char(s.instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as instant,
      (select max(p.business_date)::text from ops.publication p where p.published_at is not null) as done, n.state, n.stopped_at
    from slot s left join newest n on true`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new TypeError('no slot has come');
  return row;
}
