import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { type RawBuilder, sql } from 'kysely';

/** Bulk reads of the join, as texts for `COPY … TO STDOUT`. All stand in natural-key order or have none. */

/** record_key, source, part, distinct-group ordinal, from_publication, natural key, then every match column. */
export const matchRowsText = (): RawBuilder<unknown> => sql`
  select v.record_key, r.source, r.part, v.from_publication, r.natural_key, ${sql.join(MATCH_COLUMNS.map((c) => sql.ref(`v.m_${c.name}`)))}
  from core.person_version v join core.record r using (record_key)
  where v.to_publication = ${sql.lit(OPEN)}
  order by r.natural_key collate "C"`;

/** The same for the given records alone. */
export const matchRowsOfText = (records: readonly number[]): RawBuilder<unknown> => sql`
  select v.record_key, r.source, r.part, v.from_publication, r.natural_key, ${sql.join(MATCH_COLUMNS.map((c) => sql.ref(`v.m_${c.name}`)))}
  from core.person_version v join core.record r using (record_key)
  where v.to_publication = ${sql.lit(OPEN)} and v.record_key = any(${sql.lit(`{${records.join()}}`)}::int[])
  order by r.natural_key collate "C"`;

/** a, b, weight, facts, gammas, held, origin, outcome, from_publication of every stored edge. */
export const edgesText = (): RawBuilder<unknown> => sql`
  select a, b, weight, facts, gammas, held, origin, outcome, from_publication from link.edge where to_publication = ${sql.lit(OPEN)}`;

/** a, b, weight, held of edges that a publication closed. */
export const closedEdgesText = (publication: number): RawBuilder<unknown> => sql`
  select a, b, weight, held from link.edge where to_publication = ${sql.lit(publication)}`;

/** record_key, person_key, via_record, via_kind, via_weight. */
export const membershipText = (): RawBuilder<unknown> => sql`
  select record_key, person_key, via_record, via_kind, via_weight from link.membership where to_publication = ${sql.lit(OPEN)}`;

/** Members as they were before a publication touched them: record_key, person_key. */
export const membershipBeforeText = (publication: number): RawBuilder<unknown> => sql`
  select record_key, person_key from link.membership where from_publication < ${sql.lit(publication)} and to_publication >= ${sql.lit(publication)}`;

/** person_key, anchor, ordinal, minted, holder, alive. */
export const claimsText = (): RawBuilder<unknown> => sql`
  select person_key, anchor, ordinal, minted, holder, alive from link.claim where to_publication = ${sql.lit(OPEN)}`;

/** Claims as they were before a publication touched them: the columns of `claimsText`. */
export const claimsBeforeText = (publication: number): RawBuilder<unknown> => sql`
  select person_key, anchor, ordinal, minted, holder, alive from link.claim
  where from_publication < ${sql.lit(publication)} and to_publication >= ${sql.lit(publication)}`;

export const claimBarsText = (): RawBuilder<unknown> => sql`
  select record_key, person_key from link.claim_bar where to_publication = ${sql.lit(OPEN)}`;

/** kind, a, b, weight, reason. */
export const reviewItemsText = (): RawBuilder<unknown> => sql`
  select kind, a, b, weight, reason from link.review_item where to_publication = ${sql.lit(OPEN)}`;

/** kind, value, verified, shared, sources. */
export const identifiersText = (): RawBuilder<unknown> => sql`
  select kind, value, verified, shared, sources from link.identifier where to_publication = ${sql.lit(OPEN)}`;

/** model, column_name, value, occurrences. */
export const termFrequenciesText = (): RawBuilder<unknown> => sql`
  select model, column_name, value, occurrences from link.term_frequency where to_publication = ${sql.lit(OPEN)}`;
