import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { OPEN } from '@golden-thread/shapes/references';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './ledger.ts';

/** What a change of the policy's lines asks of the stored pairs. */

/** Where an edge lies under a policy: 2 held, 1 review, 0 below. `lineOf` of the identity package, in SQL. */
const lineOf = (held: RawBuilder<unknown>, policy: MatchPolicy): RawBuilder<unknown> => sql`
  case when weight >= ${policy.join} or (${held} and weight >= ${policy.break}) then 2 when weight >= ${policy.review} then 1 else 0 end`;

/**
 * Record keys of the edges that lie elsewhere under new lines; `fresh`: under which no latch counts, neither below `join` nor in the
 * contests out of which it kept a link, wherever a union was refused.
 */
export async function edgesMovedBy(
  db: Db,
  from: MatchPolicy,
  to: MatchPolicy,
  fresh: boolean,
): Promise<readonly { readonly a: number; readonly b: number }[]> {
  const latched = fresh ? sql`false` : sql`held`;
  const least = sql`weight >= ${Math.min(from.break, to.break)}`;
  const refused = fresh ? sql` or (${least} and outcome is distinct from 'joined')` : sql``;
  const contested = from.margin === to.margin ? refused : sql` or ${least}`;
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

/** One side of a line: from it on upwards, or below it. */
export interface LineSide {
  readonly line: number;
  readonly above: boolean;
}

/**
 * The edges nearest to each of some sides of lines, within so many bits, those of never-links and those between two of the given
 * records left out; of equally near ones those of the lesser natural keys. `side` is the position of the side. All in one scan.
 */
export async function edgesNearest(
  db: Db,
  sides: readonly LineSide[],
  { within, most }: { readonly within: number; readonly most: number },
  leftOut: readonly number[],
): Promise<readonly (NearEdge & { readonly side: number })[]> {
  const distance = ({ line }: LineSide) => sql`abs(weight - ${line}::float8)`;
  const ties = sides.map(
    (side, at) => sql`(select ${sql.lit(at)}::int as side, ${distance(side)} as distance, near.* from near
      where ${distance(side)} <= ${within}::float8 and (weight >= ${side.line}::float8) = ${sql.lit(side.above)}
      order by distance fetch first ${sql.lit(most)} rows with ties)`,
  );
  const anywhere = sides.map((side) => sql`${distance(side)} <= ${within}::float8`);
  const { rows } = await sql<NearEdge & { readonly side: number }>`
    with near as materialized (
      select a, b, weight, facts, outcome from link.edge where to_publication = ${OPEN} and (${sql.join(anywhere, sql` or `)})
        and outcome is distinct from 'never_link' and outcome is distinct from 'refused_never_link'
        and not (a = any(${[...leftOut]}::int[]) and b = any(${[...leftOut]}::int[]))),
    ranked as (
      select tied.*, ra.natural_key as natural_a, rb.natural_key as natural_b,
        row_number() over (partition by side order by distance, ra.natural_key collate "C", rb.natural_key collate "C") as place
      from (${sql.join(ties, sql` union all `)}) as tied
      join core.record ra on ra.record_key = tied.a join core.record rb on rb.record_key = tied.b)
    select side, a, b, natural_a, natural_b, weight, facts, outcome from ranked where place <= ${most}::int order by side, place`.execute(
    db,
  );
  return rows;
}
