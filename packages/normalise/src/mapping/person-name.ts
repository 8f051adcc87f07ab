import { type ForenameReading, NO_FORENAME, readForename } from '../names/forename.ts';
import { type MiddleNamesReading, NO_MIDDLE_NAMES, readMiddleNames } from '../names/middle-names.ts';
import { NO_SURNAME, readSurname, type SurnameReading } from '../names/surname.ts';
import { areKnownVariants } from '../names/variant-families.ts';
import { fold } from '../text/fold.ts';
import { memo } from '../text/memo.ts';
import type { IssueList } from './issues.ts';
import { mapped, noted } from './noting.ts';
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
    const forename = noted('forename', mapped(forenameText, forenameOf), issues) ?? NO_FORENAME;
    const middle = noted('middle_names', mapped(middleText, middleOf), issues) ?? NO_MIDDLE_NAMES;
    const surname = withoutStandIn(noted('surname', mapped(surnameText, surnameOf), issues) ?? NO_SURNAME, forename, issues);
    const knownAs = noted('known_as', mapped(knownAsText, forenameOf), issues) ?? NO_FORENAME;
    const former = noted('former_surname', mapped(formerText, surnameOf), issues) ?? NO_SURNAME;
    return {
      forename: forename.value,
      middleNames: mayMiddle ? further(forename.further, middle.value) : null,
      surname: surname.value,
      knownAs: mayKnownAs ? calledBy(forename, knownAs) : null,
      formerSurname: mayFormer ? formerly(surname, former) : null,
      forenameKey: forename.key,
      forenameFamilies: familiesTogether(forename.families, knownAs.families),
      otherForenames: otherForenames(forename, middle, knownAs),
      surnameKey: surname.key,
      surnameTokens: mergeSorted(surname.tokens, former.tokens),
    };
  };
}

/** Null, Test and Baby are surnames, unless the forename beside them is a stand-in as well. */
function withoutStandIn(surname: SurnameReading, forename: ForenameReading, issues: IssueList): SurnameReading {
  if (!surname.doubtful || !forename.issues.includes('placeholder')) return surname;
  issues.add('surname', ['placeholder']);
  return NO_SURNAME;
}

/** The name a person is called by, where it is another than the forename. */
function calledBy(forename: ForenameReading, knownAs: ForenameReading): string | null {
  return knownAs.key !== null && knownAs.key !== forename.key ? knownAs.value : forename.nickname;
}

function formerly(surname: SurnameReading, former: SurnameReading): string | null {
  const value = former.value ?? surname.former;
  return value === null || fold(value) === surname.key ? null : value;
}

/**
 * Every other name by which the person may go: further forenames, middle names, the name they are called by. That one only
 * where it is more than a form of the forename (Xasan called Hassan), which the families tell already: it is no second name that
 * another record's middle name could contradict.
 */
function otherForenames(forename: ForenameReading, middle: MiddleNamesReading, knownAs: ForenameReading): readonly string[] {
  const called = [knownAs.key, forename.nickname === null ? null : fold(forename.nickname)];
  const names = called.filter((key) => key !== null && (forename.key === null || !areKnownVariants(forename.key, key)));
  const others = [...forename.otherKeys, ...middle.keys, ...knownAs.otherKeys, ...names.filter((key) => key !== null)];
  return others.length === 0 ? others : sortedSet(others.filter((key) => key !== '' && key !== forename.key));
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
