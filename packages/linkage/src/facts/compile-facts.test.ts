import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import { decodeFacts, type PairFacts } from '@golden-thread/shapes/pair-facts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownNames } from '../people/people-model.ts';
import { peopleOf } from '../people/people-records.ts';
import { preparePeople } from '../people/prepare-people.ts';
import { fromRows } from '../people/term-frequency.ts';
import { bornOn, EMPTY_RECORD } from '../test-support/simulated-people.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { type CompiledFacts, compileFacts } from './compile-facts.ts';

const FREQUENCIES = fromRows(
  Object.entries({
    '': 5000,
    JOHN: 80,
    AMELIA: 90,
    AMELIE: 30,
    MIA: 70,
    MYA: 25,
    LILY: 60,
    LILLY: 3,
    ZYAN: 2,
    ZYAM: 1,
    JHON: 1,
    OLIVIA: 40,
    OLIVER: 40,
    YEUNG: 1,
    LEWIS: 20,
    TAYLOR: 2,
    GRACE: 20,
  })
    .map(([value, occurrences]) => ({ column_name: 'forename_key', value, occurrences }))
    .concat(
      Object.entries({ '': 5000, YEUNG: 12, GRACE: 4, LEWIS: 30, TAYLOR: 90, JONES: 99, BONES: 8 }).map(([value, occurrences]) => ({
        column_name: 'surname_key',
        value,
        occurrences,
      })),
    ),
);
type Part = Partial<PersonMatch>;
const born = (date: string): Part => ({ birth_date: date, birth_month: date.slice(0, 7), birth_year: date.slice(0, 4) });

function factsAmong(records: readonly PersonMatch[]): CompiledFacts {
  const { prepared } = preparePeople(peopleOf(records), tinyLinkage(), { training: false });
  return compileFacts(prepared, knownNames(prepared, FREQUENCIES));
}

function factsOf(one: Part, other: Part): PairFacts {
  const records = [
    { ...EMPTY_RECORD, ...one },
    { ...EMPTY_RECORD, ...other },
  ];
  return factsAmong(records).factsOf(0, 1);
}

const table = <Fact extends keyof PairFacts>(
  fact: Fact,
  rows: readonly (readonly [label: string, one: Part, other: Part, answer: PairFacts[Fact]])[],
) => {
  describe(fact, () => {
    it.each(rows)('%s', (_, one, other, answer) => {
      expect(factsOf(one, other)[fact]).toBe(answer);
      expect(factsOf(other, one)[fact]).toBe(answer);
    });
  });
};

table('forename', [
  ['missing on one side is silent', { forename_key: 'JOHN' }, {}, 'silent'],
  ['missing on both sides is silent', {}, {}, 'silent'],
  ['equal is exact', { forename_key: 'JOHN' }, { forename_key: 'JOHN' }, 'exact'],
  [
    'a shared family is a variant',
    { forename_key: 'FRED', forename_families: ['FREDERICK'] },
    { forename_key: 'FREDDIE', forename_families: ['ALFRED', 'FREDERICK'] },
    'variant',
  ],
  [
    'variants with a further forename in common are variants',
    { forename_key: 'ELLIOT', forename_families: ['ELLIOT'], other_forenames: ['JAMES'] },
    { forename_key: 'ELLIOTT', forename_families: ['ELLIOT'], other_forenames: ['JAMES', 'OSCAR'] },
    'variant',
  ],
  [
    'variants whose further forenames differ are only similar',
    { forename_key: 'ELLIOT', forename_families: ['ELLIOT'], other_forenames: ['JAMES'] },
    { forename_key: 'ELLIOTT', forename_families: ['ELLIOT'], other_forenames: ['OSCAR'] },
    'similar',
  ],
  ['a letter and a name that begins with it is an initial', { forename_key: 'J' }, { forename_key: 'JOHN' }, 'initial'],
  ['a letter and a name that does not is different', { forename_key: 'K' }, { forename_key: 'JOHN' }, 'different'],
  [
    'a family that is the surname of one alone makes no variant (known as Noor, of the family Noor; Nur Youssef)',
    { forename_key: 'YUSUF', forename_families: ['NOOR', 'YOUSUF'], surname_tokens: ['NOOR'] },
    { forename_key: 'NUR', forename_families: ['NOOR'], surname_tokens: ['YOUSSEF'] },
    'different',
  ],
  [
    'a family that is the surname of both does (Mohamed Mohamed)',
    { forename_key: 'MOHAMED', forename_families: ['MOHAMMED'], surname_tokens: ['MOHAMED', 'MOHAMMED'] },
    { forename_key: 'MUHAMMAD', forename_families: ['MOHAMMED'], surname_tokens: ['MOHAMED', 'MOHAMMED'] },
    'variant',
  ],
  [
    'forename and surname exchanged is swapped',
    { forename_key: 'MAI', surname_key: 'NGUYEN', surname_tokens: ['NGUYEN'] },
    { forename_key: 'NGUYEN', surname_key: 'MAI', surname_tokens: ['MAI'] },
    'swapped',
  ],
  [
    'a forename that is only a surname of the other is not swapped',
    { forename_key: 'OLIVER', surname_key: 'REED', surname_tokens: ['REED'] },
    { forename_key: 'JOHN', surname_key: 'OLIVER', surname_tokens: ['OLIVER'] },
    'different',
  ],
  [
    'exchanged with a surname in the spelling that its family is named by is swapped (Barre Hassan, Xasan Barre)',
    { forename_key: 'BARRE', surname_key: 'HASSAN', surname_tokens: ['HASAN', 'HASSAN'] },
    { forename_key: 'XASAN', forename_families: ['HASAN'], surname_key: 'BARRE', surname_tokens: ['BARRE'] },
    'swapped',
  ],
  [
    'a family name written first, before another surname, is swapped where number, birth and sex agree (Wong Ziyi, Ziyi Cheung)',
    { ...born('2012-03-04'), nhs_number: '9990000018', sex: 'F', forename_key: 'WONG', surname_key: 'ZIYI', surname_tokens: ['ZIYI'] },
    { ...born('2012-03-04'), nhs_number: '9990000018', sex: 'F', forename_key: 'ZIYI', surname_key: 'CHEUNG', surname_tokens: ['CHEUNG'] },
    'swapped',
  ],
  [
    'without a number it is not: a boy may bear the name of the grandfather that is his brother’s surname',
    { ...born('2012-03-04'), sex: 'M', forename_key: 'HASSAN', surname_key: 'YUSUF', surname_tokens: ['YUSUF'] },
    { ...born('2012-03-04'), sex: 'M', forename_key: 'YUSUF', surname_key: 'ALI', surname_tokens: ['ALI'] },
    'different',
  ],
  [
    'nor where the sex differs: one may have the number of the other',
    { ...born('2012-03-04'), nhs_number: '9990000018', sex: 'F', forename_key: 'WONG', surname_key: 'ZIYI', surname_tokens: ['ZIYI'] },
    { ...born('2012-03-04'), nhs_number: '9990000018', sex: 'M', forename_key: 'ZIYI', surname_key: 'CHEUNG', surname_tokens: ['CHEUNG'] },
    'different',
  ],
  [
    'nor where surnames agree: one is called after the father',
    { ...born('2012-03-04'), upn: 'A950000178301', forename_key: 'ALI', surname_key: 'OMAR', surname_tokens: ['OMAR'] },
    { ...born('2012-03-04'), upn: 'A950000178301', forename_key: 'OMAR', surname_key: 'OMAR', surname_tokens: ['OMAR'] },
    'different',
  ],
  [
    'forename and middle name exchanged is swapped',
    { forename_key: 'JOHN', other_forenames: ['OLIVER'] },
    { forename_key: 'OLIVER', other_forenames: ['JOHN'] },
    'swapped',
  ],
  [
    'a forename that is the middle name of a child with another middle name of its own is not',
    { forename_key: 'ALEENA', other_forenames: ['SANA'] },
    { forename_key: 'TASNIM', other_forenames: ['ALEENA'] },
    'different',
  ],
  [
    'a middle name used as forename is swapped',
    { forename_key: 'JOHN', other_forenames: ['OLIVER'] },
    { forename_key: 'OLIVER' },
    'swapped',
  ],
  ['a form that no table knows beside one that it knows well is a typo', { forename_key: 'JHON' }, { forename_key: 'JOHN' }, 'typo'],
  ['a form that was never seen is one, too', { forename_key: 'JOHHN' }, { forename_key: 'JOHN' }, 'typo'],
  ['doubled letters in a form that no table knows are a typo', { forename_key: 'AMMELLIA' }, { forename_key: 'AMELIA' }, 'typo'],
  ['two known names one edit apart are similar', { forename_key: 'AMELIA' }, { forename_key: 'AMELIE' }, 'similar'],
  ['short known names one edit apart are similar', { forename_key: 'MIA' }, { forename_key: 'MYA' }, 'similar'],
  ['a known spelling is no typo of another', { forename_key: 'LILY' }, { forename_key: 'LILLY' }, 'similar'],
  ['two rare names one edit apart are similar', { forename_key: 'ZYAN' }, { forename_key: 'ZYAM' }, 'similar'],
  [
    'a family name written first is only similar where the other names share nothing: they are the forenames (Yeung Hui, Yeung Hoi)',
    { forename_key: 'YEUNG', surname_key: 'HUI', surname_tokens: ['HUI'] },
    { forename_key: 'YEUNG', surname_key: 'HOI', surname_tokens: ['HOI'] },
    'similar',
  ],
  [
    'a family name written first is exact where the other names agree',
    { forename_key: 'YEUNG', surname_key: 'HUI', surname_tokens: ['HUI'] },
    { forename_key: 'YEUNG', surname_key: 'HUI', surname_tokens: ['HUI'] },
    'exact',
  ],
  [
    'nor is it more where one of them was written the other way round',
    { forename_key: 'YEUNG', surname_key: 'HUI', surname_tokens: ['HUI'] },
    { forename_key: 'YEUNG', surname_key: 'JONES', surname_tokens: ['JONES'] },
    'similar',
  ],
  [
    'a forename that more bear as a surname is exact where another surname stands beside it',
    { forename_key: 'LEWIS', surname_key: 'TAYLOR', surname_tokens: ['TAYLOR'] },
    { forename_key: 'LEWIS', surname_key: 'JONES', surname_tokens: ['JONES'] },
    'exact',
  ],
  [
    "a forename that more bear as a surname is exact where the other's surname is a further name here: own, father's, grandfather's",
    { forename_key: 'YEUNG', surname_key: 'HUI', surname_tokens: ['HUI'], other_forenames: ['HOI'] },
    { forename_key: 'YEUNG', surname_key: 'HOI', surname_tokens: ['HOI'] },
    'exact',
  ],
  [
    'a forename that a few bear as a surname is exact whatever the surnames',
    { forename_key: 'GRACE', surname_key: 'HUI', surname_tokens: ['HUI'] },
    { forename_key: 'GRACE', surname_key: 'SMITH', surname_tokens: ['SMITH'] },
    'exact',
  ],
  ['alike at .85 is similar', { forename_key: 'OLIVER' }, { forename_key: 'OLIVIA' }, 'similar'],
  ['unlike is different', { forename_key: 'JOHN' }, { forename_key: 'AMELIA' }, 'different'],
]);

table('surname', [
  ['equal agrees', { surname_key: 'CARTER' }, { surname_key: 'CARTER' }, 'agree'],
  [
    'a shared part is near',
    { surname_key: 'SMITHJONES', surname_tokens: ['JONES', 'SMITH', 'SMITHJONES'] },
    { surname_key: 'JONES', surname_tokens: ['JONES'] },
    'near',
  ],
  [
    'a former surname is near',
    { surname_key: 'REED', surname_tokens: ['MARSH', 'REED'] },
    { surname_key: 'MARSH', surname_tokens: ['MARSH'] },
    'near',
  ],
  [
    'alike at .92 is near',
    { surname_key: 'HUSSAIN', surname_tokens: ['HUSSAIN'] },
    { surname_key: 'HUSSEIN', surname_tokens: ['HUSSEIN'] },
    'near',
  ],
  [
    'exchanged with the forename is near',
    { forename_key: 'MAI', surname_key: 'NGUYEN' },
    { forename_key: 'NGUYEN', surname_key: 'MAI' },
    'near',
  ],
  [
    'one slip from a surname that is known well is near, be it at the beginning',
    { surname_key: 'SONES', surname_tokens: ['SONES'] },
    { surname_key: 'JONES', surname_tokens: ['JONES'] },
    'near',
  ],
  [
    'two known surnames one letter apart differ',
    { surname_key: 'JONES', surname_tokens: ['JONES'] },
    { surname_key: 'BONES', surname_tokens: ['BONES'] },
    'differ',
  ],
  ['unlike differs', { surname_key: 'CARTER', surname_tokens: ['CARTER'] }, { surname_key: 'OSEI', surname_tokens: ['OSEI'] }, 'differ'],
  ['missing is silent', { surname_key: 'CARTER' }, {}, 'silent'],
]);

table('birth', [
  ['the same day agrees', born('2012-03-04'), born('2012-03-04'), 'agree'],
  ['day and month swapped is near', born('2012-03-04'), born('2012-04-03'), 'near'],
  ['one digit out is near', born('2012-03-04'), born('2012-03-14'), 'near'],
  ['two digits exchanged is near', born('2012-03-12'), born('2012-03-21'), 'near'],
  ['another day of the month differs', born('2012-03-04'), born('2012-03-19'), 'differ'],
  ['the same month, no day on one side, is near', born('2012-03-04'), { birth_month: '2012-03', birth_year: '2012' }, 'near'],
  ['another month, no day on one side, differs', born('2012-03-04'), { birth_month: '2012-05', birth_year: '2012' }, 'differ'],
  ['the same year where no more is known is near', born('2012-03-04'), { birth_year: '2012' }, 'near'],
  ['missing is silent', born('2012-03-04'), {}, 'silent'],
]);

table('generationApart', [
  ['twelve years to the day', born('2000-03-04'), born('2012-03-04'), true],
  ['a day less', born('2000-03-04'), born('2012-03-03'), false],
  ['thirteen years where only years are known', { birth_year: '2000' }, { birth_year: '2013' }, true],
  ['twelve years where only years are known', { birth_year: '2000' }, { birth_year: '2012' }, false],
  ['missing', born('2000-03-04'), {}, false],
]);

table('place', [
  ['a shared postcode agrees', { postcodes: ['A', 'B'] }, { postcodes: ['B'] }, 'agree'],
  ['a shared property agrees whatever the postcodes', { uprns: ['1'], postcodes: ['A'] }, { uprns: ['1'], postcodes: ['B'] }, 'agree'],
  ['a shared address agrees', { address_keys: ['1ROAD'] }, { address_keys: ['1ROAD', '2ROAD'] }, 'agree'],
  ['other postcodes differ', { postcodes: ['A'] }, { postcodes: ['B'] }, 'differ'],
  ['a postcode and an address are silent', { postcodes: ['A'] }, { address_keys: ['1ROAD'] }, 'silent'],
]);

table('contact', [
  ['a shared telephone agrees', { contacts: ['X', 'Y'] }, { contacts: ['Y'] }, 'agree'],
  ['a school alone is near', { schools: ['S'], contacts: ['X'] }, { schools: ['S'], contacts: ['Y'] }, 'near'],
  ['other contacts differ', { contacts: ['X'] }, { contacts: ['Y'] }, 'differ'],
  ['other schools are silent', { schools: ['S'] }, { schools: ['T'] }, 'silent'],
]);

table('upn', [
  ['equal agrees', { upn: 'A950000178301' }, { upn: 'A950000178301' }, 'agree'],
  ['two permanent ones differ', { upn: 'A950000178301' }, { upn: 'H243278544154' }, 'differ'],
  ['a temporary and a permanent one are silent', { upn: 'N93320012401A' }, { upn: 'H243278544154' }, 'silent'],
]);

table('nhs', [
  ['equal agrees', { nhs_number: '9990000018' }, { nhs_number: '9990000018' }, 'agree'],
  ['unequal differs', { nhs_number: '9990000018' }, { nhs_number: '9990000026' }, 'differ'],
  ['missing is silent', { nhs_number: '9990000018' }, {}, 'silent'],
]);

table('sex', [
  ['equal agrees', { sex: 'F' }, { sex: 'F' }, 'agree'],
  ['unequal differs', { sex: 'F' }, { sex: 'M' }, 'differ'],
  ['missing is silent', { sex: 'F' }, {}, 'silent'],
]);

describe('facts', () => {
  it('are the same either way round, and survive their code', () => {
    fc.assert(
      fc.property(smallTable, (records) => {
        const facts = factsAmong(records);
        expect(facts.factsOf(1, 0)).toEqual(facts.factsOf(0, 1));
        expect(decodeFacts(facts.encodedFactsOf(0, 1))).toEqual(facts.factsOf(0, 1));
      }),
    );
  });

  it('of a record with itself agree wherever it says anything', () => {
    const record = {
      ...bornOn(EMPTY_RECORD, '2012-03-04'),
      forename_key: 'MIA',
      surname_key: 'REED',
      surname_tokens: ['REED'],
      postcodes: ['A'],
    };
    expect(factsOf(record, record)).toMatchObject({
      forename: 'exact',
      surname: 'agree',
      birth: 'agree',
      place: 'agree',
      contact: 'silent',
      nhs: 'silent',
      generationApart: false,
    });
  });
});
