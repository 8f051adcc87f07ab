import { identifier, literal, qualified } from '../tables/identifiers.ts';

/** Types that old drivers know: all that a reader's column may have. Timestamps are in the pipeline's zone. */
export const READER_TYPES = ['text', 'integer', 'bigint', 'numeric', 'boolean', 'date', 'timestamp without time zone'] as const;
export type ReaderType = (typeof READER_TYPES)[number];

export interface ReaderColumn {
  readonly name: string;
  readonly type: ReaderType;
  readonly describes: string;
  /** What it is made of, as SQL. */
  readonly sql: string;
  /** Data item that a grant must cover for its value to be shown, where it is one. */
  readonly item?: string;
}

/** One view of `bi_*`: its definition, its comments and its rows of the dictionary come from this. */
export interface ReaderView {
  readonly name: string;
  readonly describes: string;
  /** One row of the view, in words that follow "one row …". */
  readonly row: string;
  readonly columns: readonly ReaderColumn[];
  /** Common table expressions, from-clause and conditions. */
  readonly before?: string;
  readonly from: string;
}

export const column = (name: string, type: ReaderType, describes: string, sql: string, item?: string): ReaderColumn => ({
  name,
  type,
  describes,
  sql,
  ...(item === undefined ? {} : { item }),
});

/** DDL of a view and its comments, run as `gt_views`. */
export function readerViewDdl(view: ReaderView): readonly string[] {
  const name = qualified(view.name);
  const columns = view.columns.map((c) => `  (${c.sql})::${c.type} as ${identifier(c.name)}`).join(',\n');
  return [
    `create or replace view ${name} with (security_barrier = true) as\n${view.before ?? ''}select\n${columns}\n${view.from}`,
    `comment on view ${name} is ${literal(`${view.describes} One row ${view.row}.`)}`,
    ...view.columns.map((c) => `comment on column ${name}.${identifier(c.name)} is ${literal(c.describes)}`),
  ];
}
