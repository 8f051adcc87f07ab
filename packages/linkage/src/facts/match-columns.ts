import type { Column, TextValues } from '@golden-thread/shapes/columns';
import type { ListMatchColumnName, MatchColumnName, TextMatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';
import type { Expression, Side } from '../expression/expression.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { columnNamed } from '../score/term-frequencies.ts';
import type { Symbols } from '../similarity/symbols.ts';
import { type MemberLists, memberLists } from './member-lists.ts';

const column = (name: MatchColumnName, side: Side | null): Expression => ({ kind: 'column', name, side });
const compared = (name: string, one: MatchColumnName, other: MatchColumnName): Expression => ({
  kind: 'call',
  name,
  args: [column(one, 'l'), column(other, 'r')],
});

/** What facts read besides the plan: for `prepare`. Names are compared with one another, dates of birth by their digits. */
export const READ_BY_FACTS: readonly Expression[] = [
  ...MATCH_COLUMNS.map(({ name }) => column(name, null)),
  compared('jaro_winkler_similarity', 'forename_key', 'surname_key'),
  compared('one_edit', 'birth_date', 'birth_date'),
];

/** The match columns of prepared records, in their fixed roles: names of either kind share their numbers. */
export interface MatchColumns {
  readonly ids: (name: TextMatchColumnName) => Int32Array;
  readonly texts: (name: TextMatchColumnName) => TextValues;
  readonly lists: (name: ListMatchColumnName) => MemberLists;
  /** Texts of a list's members. */
  readonly members: (name: ListMatchColumnName) => TextValues;
  readonly symbols: (name: TextMatchColumnName) => Symbols;
}

/** @throws RangeError when records were prepared without what facts read. */
export function matchColumnsOf(prepared: Prepared): MatchColumns {
  return {
    ids: (name) => columnNamed(prepared, name).ids,
    texts: (name) => textsOf(columnNamed(prepared, name)),
    lists: (name) => memberLists(columnNamed(prepared, name)),
    members: (name) => textsOf(columnNamed(prepared, name)),
    symbols(name) {
      const symbols = prepared.spellings.get(`"${name}"`);
      if (symbols === undefined) throw new RangeError(`The records were prepared without the spellings of ${name}.`);
      return symbols;
    },
  };
}

function textsOf({ values }: Column): TextValues {
  const of = values.kind === 'list' ? values.of : values;
  if (of.kind !== 'text') throw new TypeError('A column of texts was wanted.');
  return of;
}
