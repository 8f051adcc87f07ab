import type { PersonValues } from '@golden-thread/shapes/dictionary/person';
import { fold } from '../text/fold.ts';
import { memo } from '../text/memo.ts';
import { readForename } from '../names/forename.ts';
import { readMiddleNames } from '../names/middle-names.ts';
import { readSurname } from '../names/surname.ts';
import type { IssueList } from './issues.ts';
import { mergeSorted } from './sorted-lists.ts';

type NameAttribute = 'forename' | 'middle_names' | 'surname' | 'known_as' | 'former_surname';
export type NameCells = { readonly [Name in NameAttribute]: string | null };

export interface PersonNameReading {
  readonly values: Pick<PersonValues, NameAttribute>;
  readonly forenameKey: string | null;
  readonly forenameFamilies: readonly string[];
  readonly otherForenames: readonly string[];
  readonly surnameKey: string | null;
  readonly surnameTokens: readonly string[];
}

/** Reads a person's names together: what one cell holds may belong to another, and what a stand-in is depends on its neighbour. */
export function personNameReader(allowed: ReadonlySet<string>): (cells: NameCells, issues: IssueList) => PersonNameReading {
  const forenameOf = memo(readForename);
  const surnameOf = memo(readSurname);
  const middleOf = memo(readMiddleNames);
  const mayHold = (attribute: NameAttribute): boolean => allowed.has(`person.${attribute}`);
  const [mayMiddle, mayKnownAs, mayFormer] = [mayHold('middle_names'), mayHold('known_as'), mayHold('former_surname')];

  return (cells, issues) => {
    const forename = cells.forename === null ? null : forenameOf(cells.forename);
    const knownAs = cells.known_as === null ? null : forenameOf(cells.known_as);
    const middle = cells.middle_names === null ? null : middleOf(cells.middle_names);
    const surname = cells.surname === null ? null : surnameOf(cells.surname);
    const former = cells.former_surname === null ? null : surnameOf(cells.former_surname);
    if (forename !== null) issues.add('forename', forename.issues);
    if (middle !== null) issues.add('middle_names', middle.issues);
    if (surname !== null) issues.add('surname', surname.issues);
    if (knownAs !== null) issues.add('known_as', knownAs.issues);
    if (former !== null) issues.add('former_surname', former.issues);

    const unnamed = surname?.doubtful === true && forename?.issues.includes('placeholder') === true;
    if (unnamed) issues.add('surname', ['placeholder']);
    const surnameKey = unnamed ? null : (surname?.key ?? null);
    const calledKey = knownAs?.key ?? null;
    const called = calledKey !== null && calledKey !== forename?.key ? (knownAs?.value ?? null) : null;
    const formerValue = former?.value ?? surname?.former ?? null;
    const others: string[] = [];
    if (forename !== null) others.push(...forename.otherKeys);
    if (middle !== null) others.push(...middle.keys);
    if (calledKey !== null) others.push(calledKey);
    if (knownAs !== null) others.push(...knownAs.otherKeys);
    const nicknameKey = forename?.nickname == null ? '' : fold(forename.nickname);
    if (nicknameKey !== '') others.push(nicknameKey);

    return {
      values: {
        forename: forename?.value ?? null,
        middle_names: mayMiddle ? further(forename?.further ?? null, middle?.value ?? null) : null,
        surname: unnamed ? null : (surname?.value ?? null),
        known_as: mayKnownAs ? (called ?? forename?.nickname ?? null) : null,
        former_surname: mayFormer && formerValue !== null && fold(formerValue) !== surnameKey ? formerValue : null,
      },
      forenameKey: forename?.key ?? null,
      forenameFamilies: familiesTogether(forename?.families ?? [], knownAs?.families ?? []),
      otherForenames: others.length === 0 ? others : [...new Set(others)].filter((key) => key !== forename?.key).sort(),
      surnameKey,
      surnameTokens: mergeSorted(unnamed ? [] : (surname?.tokens ?? []), former?.tokens ?? []),
    };
  };
}

/**
 * Families of the forename; those of the name a person is called by only where the two are no variants. Frederick called Fred
 * is in Frederick's family and not, by way of Fred, in Alfred's.
 */
function familiesTogether(own: readonly string[], called: readonly string[]): readonly string[] {
  return own.some((family) => called.includes(family)) ? own : mergeSorted(own, called);
}

/** Further forenames of the forename's own cell, then those of the middle names' cell, each once. */
function further(own: string | null, middle: string | null): string | null {
  if (own === null || middle === null) return own ?? middle;
  return ` ${fold(middle)}`.startsWith(` ${fold(own)}`) ? middle : `${own} ${middle}`;
}
