import { decodeFacts, encodeFacts, FORENAME_RELATIONS, type PairFacts, RELATIONS } from '@golden-thread/shapes/pair-facts';
import { describe, expect, it } from 'vitest';
import { nearMissOf } from './near-miss.ts';
import { pairOutcome, readFacts } from './pair-verdict.ts';

const POLICY = { join: 4, break: 2, review: 0, margin: 2, floor: -5 };
const ALIKE: PairFacts = {
  forename: 'exact',
  surname: 'agree',
  birth: 'agree',
  place: 'agree',
  contact: 'silent',
  nhs: 'silent',
  upn: 'silent',
  sex: 'agree',
  generationApart: false,
};
const missOf = (facts: Partial<PairFacts>) => nearMissOf(encodeFacts({ ...ALIKE, ...facts }));

/** Every pair of facts that there can be, in the fields that matter. */
function* everyFacts(): Generator<PairFacts> {
  for (const forename of FORENAME_RELATIONS)
    for (const surname of RELATIONS)
      for (const birth of RELATIONS)
        for (const place of RELATIONS)
          for (const contact of RELATIONS)
            for (const nhs of RELATIONS)
              for (const upn of RELATIONS)
                for (const sex of ['silent', 'agree', 'differ'] as const)
                  yield { ...ALIKE, forename, surname, birth, place, contact, nhs, upn, sex };
}

describe('a near miss', () => {
  it.each<[string, Partial<PairFacts>, string | null]>([
    ['a wrong date of birth at one address', { birth: 'differ' }, 'birth_date'],
    ['day and month exchanged where only the whole name is shared', { birth: 'near', place: 'differ' }, 'birth_date'],
    ['a wrong date of birth under one NHS number', { birth: 'differ', place: 'differ', nhs: 'agree' }, 'birth_date'],
    ['two NHS numbers for one child at one address', { nhs: 'differ' }, 'nhs_number'],
    ['two UPNs for one child at one address', { upn: 'differ' }, 'upn'],
    ['namesakes of one school born on different days', { birth: 'differ', place: 'silent', contact: 'agree' }, null],
    ['namesakes born on one day in different places, with two NHS numbers', { nhs: 'differ', place: 'differ' }, null],
    ['twins', { forename: 'different' }, null],
    ['twins with like names', { forename: 'similar' }, null],
    ['a parent and child of one name', { birth: 'differ', generationApart: true }, null],
    ['a brother and sister', { birth: 'differ', forename: 'different' }, null],
    ['an initial', { birth: 'differ', forename: 'initial' }, null],
    ['two fields wrong', { birth: 'differ', nhs: 'differ' }, null],
    ['another sex as well', { birth: 'differ', sex: 'differ' }, null],
    ['nothing wrong', {}, null],
  ])('is, or is not, %s', (_, facts, expected) => {
    expect(missOf(facts)).toBe(expected);
  });

  it('is one person by the pair’s own rules as soon as the field agrees, whatever the facts', () => {
    const seen = new Set<string>();
    for (const facts of everyFacts()) {
      const field = nearMissOf(encodeFacts(facts));
      if (field === null) continue;
      seen.add(field);
      const mended = { ...facts, [{ birth_date: 'birth', nhs_number: 'nhs', upn: 'upn' }[field]]: 'agree' };
      const reading = readFacts(encodeFacts(mended));
      expect(pairOutcome(reading, 'none', { weight: POLICY.join, heldBefore: false }, POLICY)).toBe('joined');
      expect(decodeFacts(encodeFacts(mended)).generationApart).toBe(false);
    }
    expect([...seen].toSorted()).toEqual(['birth_date', 'nhs_number', 'upn']);
  });
});
