import type { CompiledMapping } from '@golden-thread/normalise/compile-mapping';
import type { PersonValues } from '@golden-thread/shapes/dictionary/person';
import { lastValues } from '@golden-thread/warehouse/queries/record';
import type { Tx } from '../night/warehouse-handle.ts';
import type { FreshRow } from './sort-rows.ts';

/**
 * Rows whose id their source has given to another person: by the record that the id named before. A new record is made for each,
 * so that no person's id, judgement or history passes from the one to the other.
 */
export async function recordsUsedAgain(
  tx: Tx,
  fresh: readonly FreshRow[],
  mapping: CompiledMapping,
  context: { readonly filePart: string; readonly businessDate: string },
): Promise<ReadonlySet<number>> {
  const changed = fresh.flatMap((row) => (row.recordKey === null ? [] : [row.recordKey]));
  const before = await lastValues(tx.db, changed);
  const again = new Set<number>();
  for (const { recordKey, cells } of fresh) {
    const former = recordKey === null ? undefined : before.get(recordKey);
    if (recordKey !== null && former !== undefined && isAnotherPerson(former, mapping.normalise(cells, context).values))
      again.add(recordKey);
  }
  return again;
}

/** What tells whether two versions of one record are of one person. */
export type NamedAndBorn = Pick<PersonValues, 'forename' | 'surname' | 'birth_date' | 'birth_precision' | 'nhs_number' | 'upn'>;

/**
 * Forename, surname and at least two parts of a date of birth known to the day are all others, names are not merely exchanged, and no
 * identifier is the same. Less is a correction: where anything is unknown, the record stays the person's.
 */
export function isAnotherPerson(before: NamedAndBorn, after: NamedAndBorn): boolean {
  if (isSame(before.nhs_number, after.nhs_number) || isSame(before.upn, after.upn)) return false;
  const names = [before.forename, before.surname, after.forename, after.surname].map((name) => name?.toUpperCase() ?? null);
  if (names.includes(null)) return false;
  const [forename, surname, nextForename, nextSurname] = names;
  if (forename === nextForename || surname === nextSurname || forename === nextSurname || surname === nextForename) return false;
  return before.birth_precision === 'day' && after.birth_precision === 'day' && datePartsApart(before.birth_date, after.birth_date) >= 2;
}

const isSame = (a: string | null, b: string | null): boolean => a !== null && a === b;

/** How many of year, month and day differ; an exchange of day and month counts as none. */
function datePartsApart(a: string | null, b: string | null): number {
  if (a === null || b === null) return 0;
  const [one, other] = [a.split('-'), b.split('-')];
  if (one[0] === other[0] && one[1] === other[2] && one[2] === other[1]) return 0;
  return one.filter((part, index) => part !== other[index]).length;
}
