import { fold } from '../text/fold.ts';
import { memo } from '../text/memo.ts';
import { type ForenameReading, readForename } from '../names/forename.ts';
import { type MiddleNamesReading, readMiddleNames } from '../names/middle-names.ts';
import { readSurname } from '../names/surname.ts';
import type { IssueList } from './issues.ts';
import { mergeSorted, sortedSet } from './sorted-lists.ts';

export interface PersonNameReading {
  readonly forename: string | null;
  readonly middleNames: string | null;
  readonly surname: string | null;
  readonly knownAs: string | null;
  readonly formerSurname: string | null;
  readonly forenameKey: string | null;
  readonly forenameFamilies: readonly string[];
  readonly otherForenames: readonly string[];
  readonly surnameKey: string | null;
  readonly surnameTokens: readonly string[];
}

const NONE: readonly string[] = Object.freeze([]);

/** Reads a person's names together: what one cell holds may belong to another, and what a stand-in is depends on its neighbour. */
export function personNameReader(allowed: ReadonlySet<string>) {
  const forenameOf = memo(readForename);
  const surnameOf = memo(readSurname);
  const middleOf = memo(readMiddleNames);
  const mayMiddle = allowed.has('person.middle_names');
  const mayKnownAs = allowed.has('person.known_as');
  const mayFormer = allowed.has('person.former_surname');

  return (
    forenameText: string | null,
    middleText: string | null,
    surnameText: string | null,
    knownAsText: string | null,
    formerText: string | null,
    issues: IssueList,
  ): PersonNameReading => {
    const forename = forenameText === null ? null : forenameOf(forenameText);
    const middle = middleText === null ? null : middleOf(middleText);
    const surname = surnameText === null ? null : surnameOf(surnameText);
    const knownAs = knownAsText === null ? null : forenameOf(knownAsText);
    const former = formerText === null ? null : surnameOf(formerText);
    if (forename !== null) issues.add('forename', forename.issues);
    if (middle !== null) issues.add('middle_names', middle.issues);
    if (surname !== null) issues.add('surname', surname.issues);
    if (knownAs !== null) issues.add('known_as', knownAs.issues);
    if (former !== null) issues.add('former_surname', former.issues);

    const unnamed = surname !== null && surname.doubtful && forename !== null && forename.issues.includes('placeholder');
    if (unnamed) issues.add('surname', ['placeholder']);
    const surnameKey = unnamed ? null : (surname?.key ?? null);
    const called = knownAs !== null && knownAs.key !== null && knownAs.key !== forename?.key ? knownAs.value : null;
    const formerValue = former?.value ?? surname?.former ?? null;
    return {
      forename: forename?.value ?? null,
      middleNames: mayMiddle ? further(forename?.further ?? null, middle?.value ?? null) : null,
      surname: unnamed ? null : (surname?.value ?? null),
      knownAs: mayKnownAs ? (called ?? forename?.nickname ?? null) : null,
      formerSurname: mayFormer && formerValue !== null && fold(formerValue) !== surnameKey ? formerValue : null,
      forenameKey: forename?.key ?? null,
      forenameFamilies: familiesTogether(forename?.families ?? NONE, knownAs?.families ?? NONE),
      otherForenames: otherForenames(forename, middle, knownAs),
      surnameKey,
      surnameTokens: mergeSorted(unnamed ? NONE : (surname?.tokens ?? NONE), former?.tokens ?? NONE),
    };
  };
}

/** Every other name by which the person may go: further forenames, middle names, the name they are called by. */
function otherForenames(forename: ForenameReading | null, middle: MiddleNamesReading | null, knownAs: ForenameReading | null): readonly string[] {
  const others: string[] = [];
  if (forename !== null) others.push(...forename.otherKeys);
  if (middle !== null) others.push(...middle.keys);
  if (knownAs !== null) others.push(...knownAs.otherKeys);
  if (knownAs !== null && knownAs.key !== null) others.push(knownAs.key);
  const nickname = forename === null || forename.nickname === null ? '' : fold(forename.nickname);
  if (nickname !== '') others.push(nickname);
  return others.length === 0 ? NONE : sortedSet(others.filter((key) => key !== forename?.key));
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
