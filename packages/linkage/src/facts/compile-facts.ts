import { encodeFacts, type ForenameRelation, type PairFacts, type Relation } from '@golden-thread/shapes/pair-facts';
import type { Prepared } from '../prepare/prepared.ts';
import { textAt } from '../prepare/values.ts';
import { damerauOf } from '../similarity/damerau.ts';
import { jaroOf } from '../similarity/jaro.ts';
import { birthFactsOf } from './birth-relation.ts';
import { crossedNamesOf } from './crossed-names.ts';
import { forenameRelationOf, isUnknownForm, type KnownNames } from './forename-relation.ts';
import { type MatchColumns, matchColumnsOf } from './match-columns.ts';
import { hasMembers, type MemberLists, sharesMember } from './member-lists.ts';

/** Surnames at least so alike are near. */
const NEAR_SURNAME = 0.92;
/** Forenames that are not one. */
const DIFFERENT: ReadonlySet<ForenameRelation> = new Set(['similar', 'different']);
/** A temporary UPN ends in a letter; DfE, Unique pupil numbers: a guide. */
const TEMPORARY_UPN = /[A-Z]$/;

/** The facts of pairs, from the match columns in their fixed roles: whatever the declaration compares. */
export interface CompiledFacts {
  factsOf(a: number, b: number): PairFacts;
  /** The same in one number, as `shapes/pair-facts` lays it out. */
  encodedFactsOf(a: number, b: number): number;
}

/**
 * Records must be prepared with what facts read (`READ_BY_FACTS`). Where number, birth and sex agree, surnames share nothing, and
 * the forename of one is the surname of the other (Wong Ziyi, Ziyi Cheung), a family name stands first: the forename is *swapped*.
 */
export function compileFacts(prepared: Prepared, known: KnownNames): CompiledFacts {
  const columns = matchColumnsOf(prepared);
  const { ids, texts } = columns;
  const crossed = crossedNamesOf(columns);
  const forename = forenameRelationOf(columns, known, crossed);
  const surname = surnameRelationOf(columns, known);
  const birth = birthFactsOf(columns);
  const place = placeRelationOf(columns);
  const contact = contactRelationOf(columns);
  const [nhs, upns, sexes] = [ids('nhs_number'), ids('upn'), ids('sex')];
  const upnTexts = texts('upn');
  const temporary = Uint8Array.from({ length: upnTexts.size }, (_, id) => (TEMPORARY_UPN.test(textAt(upnTexts, id)) ? 1 : 0));

  const isFamilyNameFirst = (facts: PairFacts, a: number, b: number): boolean =>
    DIFFERENT.has(facts.forename) &&
    facts.surname === 'differ' &&
    facts.birth === 'agree' &&
    (facts.nhs === 'agree' || facts.upn === 'agree') &&
    facts.sex !== 'differ' &&
    (crossed.isForenameAmongSurnames(a, b) || crossed.isForenameAmongSurnames(b, a));

  const factsOf = (a: number, b: number): PairFacts => {
    const facts: PairFacts = {
      forename: forename(a, b),
      surname: surname(a, b),
      birth: birth.relation(a, b),
      place: place(a, b),
      contact: contact(a, b),
      nhs: equality(nhs, a, b),
      upn: upnRelation(upns, temporary, a, b),
      sex: equality(sexes, a, b),
      generationApart: birth.generationApart(a, b),
    };
    return isFamilyNameFirst(facts, a, b) ? { ...facts, forename: 'swapped' } : facts;
  };
  return { factsOf, encodedFactsOf: (a, b) => encodeFacts(factsOf(a, b)) };
}

type RelationOf = (a: number, b: number) => Relation;

function placeRelationOf({ lists }: MatchColumns): RelationOf {
  const places = [lists('uprns'), lists('postcodes'), lists('address_keys')];
  return (a, b) => {
    if (places.some((list) => sharesMember(list, a, b))) return 'agree';
    return places.some((list) => bothHave(list, a, b)) ? 'differ' : 'silent';
  };
}

/** A school has hundreds of pupils: alone it is near, never agreement, and two schools are no contradiction. */
function contactRelationOf({ lists }: MatchColumns): RelationOf {
  const [contacts, schools] = [lists('contacts'), lists('schools')];
  return (a, b) => {
    if (sharesMember(contacts, a, b)) return 'agree';
    if (sharesMember(schools, a, b)) return 'near';
    return bothHave(contacts, a, b) ? 'differ' : 'silent';
  };
}

/** *Near*: a part in common, exchanged with the forename, alike, or one slip of the pen from a surname that is known well. */
function surnameRelationOf({ ids, lists, symbols }: MatchColumns, { asSurname }: KnownNames): RelationOf {
  const [forenames, surnames] = [ids('forename_key'), ids('surname_key')];
  const tokens = lists('surname_tokens');
  const names = symbols('surname_key');
  const similarity = jaroOf(names, names, true);
  const edits = damerauOf(names, names);
  return (a, b) => {
    const x = surnames[a] as number;
    const y = surnames[b] as number;
    if (x !== 0 && x === y) return 'agree';
    if (sharesMember(tokens, a, b)) return 'near';
    if (x === 0 || y === 0) return 'silent';
    if (x === forenames[b] && y === forenames[a]) return 'near';
    if (similarity(x, y) >= NEAR_SURNAME) return 'near';
    return isUnknownForm(asSurname, x, y) && edits(x, y, 1) === 1 ? 'near' : 'differ';
  };
}

/** A temporary number is bound to be replaced, so a difference from it says nothing. */
function upnRelation(upns: Int32Array, temporary: Uint8Array, a: number, b: number): Relation {
  const relation = equality(upns, a, b);
  return relation === 'differ' && (temporary[upns[a] as number] === 1 || temporary[upns[b] as number] === 1) ? 'silent' : relation;
}

function equality(column: Int32Array, a: number, b: number): Relation {
  if (column[a] === 0 || column[b] === 0) return 'silent';
  return column[a] === column[b] ? 'agree' : 'differ';
}

const bothHave = (list: MemberLists, a: number, b: number): boolean => hasMembers(list, a) && hasMembers(list, b);
