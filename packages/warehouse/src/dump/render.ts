import { OPEN } from '@golden-thread/shapes/references';
import type { ColumnType } from '../tables/column.ts';
import { identifier } from '../tables/identifiers.ts';

/**
 * How a column is printed, as SQL that gives text. Numbers that a database gives out by itself are printed as what they
 * stand for, so that two databases which hold the same have the same dump.
 */
export type Render = (column: string) => string;

/** Names by number, for the queries of the dump: publications by rank among those not undone, runs, deliveries. */
export const NAMES = `
  with publication_name as (select number, dense_rank() over (order by number)::text as name from ops.publication where status <> 'undone'),
  run_name as (select run, business_date || '.' || dense_rank() over (partition by business_date order by attempt) as name from ops.run where state <> 'undone'),
  delivery_name as (select d.delivery, s.name || '/' || d.part || '/' || d.file_date || '/' || d.sequence || '#' || row_number() over (partition by d.source, d.part, d.file_date, d.sequence order by d.delivery) as name
    from ops.delivery d join core.source s on s.source = d.source)`;

/** A run that was undone left nothing that counts. */
export const OF_A_RUN = 'run in (select run from run_name)';

export const plain: Render = (column) => `t.${identifier(column)}::text`;
export const bytes: Render = (column) => `encode(t.${identifier(column)}, 'hex')`;
export const digest: Render = (column) => `encode(sha256(t.${identifier(column)}), 'hex')`;
export const record: Render = (column) => recordName(`t.${identifier(column)}`);
export const source: Render = (column) => sourceName(`t.${identifier(column)}`);
export const delivery: Render = (column) => named(`t.${identifier(column)}`, 'delivery_name', 'delivery');
export const run: Render = (column) => named(`t.${identifier(column)}`, 'run_name', 'run');
export const publication: Render = (column) =>
  `case t.${identifier(column)} when ${OPEN} then 'open' when 0 then '0' else ${named(`t.${identifier(column)}`, 'publication_name', 'number')} end`;
export const records: Render = (column) => members(`t.${identifier(column)}`, recordName('member'));
export const sources: Render = (column) => members(`t.${identifier(column)}`, sourceName('member'));
/** Flows as a set: their numbers say nothing of their order. */
export const scopes: Render = (column) =>
  `(select string_agg(coalesce(s.agreement || '@' || ${sourceName('s.source')}, '?' || member), ' ' order by s.agreement, ${sourceName('s.source')}, member)
    from unnest(t.${identifier(column)}) as member left join golden.scope s on s.scope = member)`;
/** A person stays a number, a record becomes its natural key. */
export const subject: Render = (column) =>
  `case t.kind when 'record' then ${recordName(`t.${identifier(column)}`)} else t.${identifier(column)}::text end`;

export const renderOf = (type: ColumnType): Render => (type === 'bytea' ? bytes : plain);

/** The name behind a number; a number without a name is printed as it is, so that no difference is lost. */
function named(number: string, names: string, key: string): string {
  return `coalesce((select name from ${names} where ${names}.${key} = ${number}), '?' || ${number})`;
}

const recordName = (number: string): string =>
  `coalesce((select r.natural_key from core.record r where r.record_key = ${number}), '?' || ${number})`;
const sourceName = (number: string): string => `coalesce((select c.name from core.source c where c.source = ${number}), '?' || ${number})`;
const members = (array: string, name: string): string =>
  `(select string_agg(coalesce(${name}, '-'), ' ' order by place) from unnest(${array}) with ordinality as one (member, place))`;
