import { encodeFacts, type PairFacts, type Relation } from '@golden-thread/shapes/pair-facts';
import { sharesMembers } from '../compare/level-kernels.ts';
import type { EncodedList, EncodedTable } from '../encode.ts';
import { jaroWinklerAtMost, jaroWinklerOf } from '../similarity/jaro-winkler.ts';
import { spellingsOf } from '../similarity/spellings.ts';
import type { TermFrequencies } from '../term-frequency.ts';
import { birthFactsOf } from './birth-relation.ts';
import { forenameRelationOf } from './forename-relation.ts';

/** Surnames at least so alike are near. */
const NEAR_SURNAME = 0.92;
/** A temporary UPN ends in a letter; DfE, Unique pupil numbers: a guide. */
const TEMPORARY_UPN = /[A-Z]$/;

/** The facts of pairs, from the match columns in their fixed roles: whatever the declaration compares. */
export interface CompiledFacts {
  factsOf(a: number, b: number): PairFacts;
  /** The same in one number, as `shapes/pair-facts` lays it out. */
  encodedFactsOf(a: number, b: number): number;
}

export function compileFacts(encoded: EncodedTable, frequencies: TermFrequencies): CompiledFacts {
  const { texts } = encoded;
  const forename = forenameRelationOf(encoded, frequencies);
  const surname = surnameRelationOf(encoded);
  const birth = birthFactsOf(encoded);
  const temporary = Uint8Array.from(encoded.dictionaries.upn.values, (upn) => (TEMPORARY_UPN.test(upn) ? 1 : 0));

  const factsOf = (a: number, b: number): PairFacts => ({
    forename: forename(a, b),
    surname: surname(a, b),
    birth: birth.relation(a, b),
    place: placeRelation(encoded, a, b),
    contact: contactRelation(encoded, a, b),
    nhs: equality(texts.nhs_number, a, b),
    upn: upnRelation(texts.upn, temporary, a, b),
    sex: equality(texts.sex, a, b),
    generationApart: birth.generationApart(a, b),
  });
  return { factsOf, encodedFactsOf: (a, b) => encodeFacts(factsOf(a, b)) };
}

function placeRelation({ lists }: EncodedTable, a: number, b: number): Relation {
  const places = [lists.uprns, lists.postcodes, lists.address_keys];
  if (places.some((list) => sharesMembers(list, a, b, 1))) return 'agree';
  return places.some((list) => bothHave(list, a, b)) ? 'differ' : 'silent';
}

/** A school has hundreds of pupils: alone it is near, never agreement, and two schools are no contradiction. */
function contactRelation({ lists }: EncodedTable, a: number, b: number): Relation {
  if (sharesMembers(lists.contacts, a, b, 1)) return 'agree';
  if (sharesMembers(lists.schools, a, b, 1)) return 'near';
  return bothHave(lists.contacts, a, b) ? 'differ' : 'silent';
}

function surnameRelationOf({ texts, lists, dictionaries }: EncodedTable): (a: number, b: number) => Relation {
  const spellings = spellingsOf(dictionaries.name.values);
  const similarity = jaroWinklerOf(spellings);
  return (a, b) => {
    const x = texts.surname_key[a] as number;
    const y = texts.surname_key[b] as number;
    if (x !== 0 && x === y) return 'agree';
    if (sharesMembers(lists.surname_tokens, a, b, 1)) return 'near';
    if (x === 0 || y === 0) return 'silent';
    if (x === texts.forename_key[b] && y === texts.forename_key[a]) return 'near';
    return jaroWinklerAtMost(spellings, x, y) >= NEAR_SURNAME && similarity(x, y) >= NEAR_SURNAME ? 'near' : 'differ';
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

function bothHave({ starts }: EncodedList, a: number, b: number): boolean {
  return starts[a] !== starts[a + 1] && starts[b] !== starts[b + 1];
}
