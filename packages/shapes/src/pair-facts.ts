/**
 * What two records say of each other, beside the match weight: the only thing that identity knows of a pair.
 * *Shape*: one 32-bit integer; fields from the low bit up are listed in `LAYOUT`.
 */
export const FORENAME_RELATIONS = ['silent', 'exact', 'variant', 'typo', 'initial', 'swapped', 'similar', 'different'] as const;
export type ForenameRelation = (typeof FORENAME_RELATIONS)[number];

/** `near` is agreement short of equality: a shared part of a surname, a day and month swapped, the month alone known. */
export const RELATIONS = ['silent', 'agree', 'near', 'differ'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface PairFacts {
  readonly forename: ForenameRelation;
  readonly surname: Relation;
  readonly birth: Relation;
  /** Any shared UPRN, postcode or address, present or former. */
  readonly place: Relation;
  /** A shared telephone number, e-mail address, named contact or school. */
  readonly contact: Relation;
  readonly nhs: Relation;
  readonly upn: Relation;
  readonly sex: Relation;
  /** Twelve years or more between the dates of birth. */
  readonly generationApart: boolean;
}

const LAYOUT = { forename: 0, surname: 3, birth: 5, place: 7, contact: 9, nhs: 11, upn: 13, sex: 15, generationApart: 17 } as const;
const RELATION_FIELDS = ['surname', 'birth', 'place', 'contact', 'nhs', 'upn', 'sex'] as const;

export function encodeFacts(facts: PairFacts): number {
  let code = FORENAME_RELATIONS.indexOf(facts.forename);
  for (const field of RELATION_FIELDS) code |= RELATIONS.indexOf(facts[field]) << LAYOUT[field];
  return facts.generationApart ? code | (1 << LAYOUT.generationApart) : code;
}

export function decodeFacts(code: number): PairFacts {
  const relation = (field: (typeof RELATION_FIELDS)[number]): Relation => RELATIONS[(code >> LAYOUT[field]) & 3] ?? 'silent';
  return {
    forename: FORENAME_RELATIONS[code & 7] ?? 'silent',
    surname: relation('surname'),
    birth: relation('birth'),
    place: relation('place'),
    contact: relation('contact'),
    nhs: relation('nhs'),
    upn: relation('upn'),
    sex: relation('sex'),
    generationApart: ((code >> LAYOUT.generationApart) & 1) === 1,
  };
}

/** The forename relations under which two forenames may be one person's. `silent` is neither. */
export const SAME_FORENAME: ReadonlySet<ForenameRelation> = new Set(['exact', 'variant', 'typo', 'initial', 'swapped']);

/** The contradictions of which a join may hold at most one. */
export const SERIOUS_CONTRADICTIONS = ['forename', 'birth', 'nhs', 'upn', 'sex'] as const;

/** The serious contradictions that these facts hold. */
export function contradictionsOf(facts: PairFacts): (typeof SERIOUS_CONTRADICTIONS)[number][] {
  return SERIOUS_CONTRADICTIONS.filter((field) =>
    field === 'forename' ? facts.forename === 'different' || facts.forename === 'similar' : facts[field] === 'differ',
  );
}

/** The independent kinds of evidence in favour that these facts hold. */
export function evidenceOf(facts: PairFacts): ('name' | 'birth' | 'place' | 'identifier')[] {
  const kinds: ('name' | 'birth' | 'place' | 'identifier')[] = [];
  if (SAME_FORENAME.has(facts.forename) || facts.surname === 'agree') kinds.push('name');
  if (facts.birth === 'agree' || facts.birth === 'near') kinds.push('birth');
  if (facts.place === 'agree' || facts.contact === 'agree') kinds.push('place');
  if (facts.nhs === 'agree' || facts.upn === 'agree') kinds.push('identifier');
  return kinds;
}
