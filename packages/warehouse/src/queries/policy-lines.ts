import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { OPEN } from '@golden-thread/shapes/references';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './ledger.ts';

/** What a change of the policy's lines asks of the stored pairs. */

/** Where an edge lies under a policy: 2 held, 1 review, 0 below. `lineOf` of the identity package, in SQL. */
const lineOf = (held: RawBuilder<unknown>, policy: MatchPolicy): RawBuilder<unknown> => sql`
  case when weight >= ${policy.join} or (${held} and weight >= ${policy.break}) then 2 when weight >= ${policy.review} then 1 else 0 end`;

/** Record keys of the edges that lie elsewhere under new lines; `fresh`: under which no latch counts. */
export async function edgesMovedBy(
  db: Db,
  from: MatchPolicy,
  to: MatchPolicy,
  fresh: boolean,
): Promise<readonly { readonly a: number; readonly b: number }[]> {
  const latched = fresh ? sql`false` : sql`held`;
  const contested = from.margin === to.margin ? sql`` : sql` or weight >= ${Math.min(from.break, to.break)}`;
  const { rows } = await sql<{ a: number; b: number }>`
    select a, b from link.edge where to_publication = ${OPEN} and (${lineOf(sql`held`, from)} <> ${lineOf(latched, to)}${contested})`.execute(
    db,
  );
  return rows;
}

export interface StoredBin {
  /** Whole bits, rounded down. */
  readonly bit: number;
  readonly joined: number;
  readonly apart: number;
}

/** The stored edges by whole bits. */
export async function edgeBins(db: Db): Promise<readonly StoredBin[]> {
  const { rows } = await sql<StoredBin>`
    select floor(weight)::int as bit, (count(*) filter (where outcome = 'joined'))::int as joined,
      (count(*) filter (where outcome is distinct from 'joined'))::int as apart
    from link.edge where to_publication = ${OPEN} group by 1 order by 1`.execute(db);
  return rows;
}

/** A stored edge near a line. */
export interface NearEdge {
  readonly a: number;
  readonly b: number;
  readonly natural_a: string;
  readonly natural_b: string;
  readonly weight: number;
  readonly facts: number;
  readonly outcome: string | null;
}

/**
 * The edges nearest to a line on one side of it, within so many bits, those of never-links and those between two of the given
 * records left out; of equally near ones those of the lesser natural keys.
 */
export async function edgesNearest(
  db: Db,
  { line, above, within, most }: { readonly line: number; readonly above: boolean; readonly within: number; readonly most: number },
  leftOut: readonly number[],
): Promise<readonly NearEdge[]> {
  const side = above ? sql`weight >= ${line} and weight <= ${line + within} ` : sql`weight < ${line} and weight >= ${line - within}`;
  const nearest = above ? sql`weight` : sql`weight desc`;
  const { rows } = await sql<NearEdge>`
    with near as materialized (
      select a, b, weight, facts, outcome from link.edge where to_publication = ${OPEN} and ${side}
        and outcome is distinct from 'never_link' and outcome is distinct from 'refused_never_link'
        and not (a = any(${[...leftOut]}::int[]) and b = any(${[...leftOut]}::int[]))
      order by ${nearest} fetch first ${sql.lit(most)} rows with ties)
    select a, b, ra.natural_key as natural_a, rb.natural_key as natural_b, weight, facts, outcome
    from near join core.record ra on ra.record_key = a join core.record rb on rb.record_key = b
    order by ${nearest}, ra.natural_key collate "C", rb.natural_key collate "C" limit ${sql.lit(most)}`.execute(db);
  return rows;
}
