import { defineSource } from '@golden-thread/shapes/declare/source';
import { describe, expect, it } from 'vitest';
import { compileMapping } from '../compile-mapping.ts';
import { EVERYTHING, INPUT, read, TONIGHT } from '../test-support/clinic.ts';

describe('the match columns', () => {
  it('hold every name a person goes by, the forename itself and its own short form left out of the others', () => {
    const { match } = read({ fore: 'Mary Jane (Molly)', mid: 'Ann J', called: 'Moll', sur: 'Smith-Jones', old_sur: 'de Souza' });
    expect(match).toMatchObject({
      forename_key: 'MARY',
      other_forenames: ['ANN', 'JANE', 'MARYJANE', 'MOLL'],
      surname_key: 'SMITHJONES',
      surname_tokens: ['DESOUZA', 'JONES', 'SMITH', 'SMITHJONES', 'SOUZA'],
    });
  });

  it('take families from the forename; from the name a person is called by only when it is no variant', () => {
    const own = read({ fore: 'Frederick' }).match.forename_families;
    expect(read({ fore: 'Frederick', called: 'Fred' }).match.forename_families).toEqual(own);
    const both = read({ fore: 'Oluwaseun', called: 'Fred' }).match.forename_families;
    expect(both).toEqual(
      expect.arrayContaining([...read({ fore: 'Oluwaseun' }).match.forename_families, ...read({ fore: 'Fred' }).match.forename_families]),
    );
    expect([...both]).toEqual([...both].sort());
  });

  it('join present and former places, and never a dummy one', () => {
    expect(
      read({ postcode: 'BA5 1AB', was_postcode: 'ba4 1aa', house: '12', street: 'High St', was_at: '3 Mill Ln, Wells' }).match,
    ).toMatchObject({ postcodes: ['BA41AA', 'BA51AB'], address_keys: ['12HIGHSTREET', '3MILLLANE'] });
    expect(read({ postcode: 'ZZ99 3VZ', was_postcode: 'NF1 1NF' })).toMatchObject({
      values: { postcode: 'ZZ99 3VZ' },
      match: { postcodes: [] },
      said: ['postcode:placeholder'],
    });
  });

  it('hold telephone numbers, e-mail addresses and the contact by one list', () => {
    expect(read({ tel: '07700900123', mum_tel: '07700 900 124', mail: 'a.b@mail.example', mum: 'Mrs Grace Okoro' }).match.contacts).toEqual(
      ['447700900123', '447700900124', 'ABMAILEXAMPLE', 'GRACEOKORO'],
    );
    expect(read({ tel: '07700900123', mum_tel: '07700 900123', mum: 'Mr & Mrs Osei' }).match.contacts).toEqual(['447700900123']);
  });

  it('hold of a birth date what is known of it', () => {
    expect(read({ dob: '24/03/2012', guessed: 'Y' })).toMatchObject({
      values: { birth_date: '2012-03-24', birth_precision: 'month' },
      match: { birth_date: null, birth_month: '2012-03', birth_year: '2012' },
    });
    expect(read({ dob: '01/01/2012' })).toMatchObject({
      values: { birth_precision: 'year' },
      match: { birth_date: null, birth_month: null, birth_year: '2012' },
    });
    expect(read({ dob: '01/01/1900' })).toMatchObject({ values: { birth_date: null, birth_precision: null }, match: { birth_year: null } });
  });

  it('never hold a stand-in: a surname that is somebody’s counts unless the forename is a stand-in too (C025)', () => {
    expect(read({ fore: 'Amara', sur: 'Null' })).toMatchObject({ values: { surname: 'Null' }, match: { surname_key: 'NULL' }, said: [] });
    expect(read({ fore: 'NULL', sur: 'NULL' })).toMatchObject({
      values: { forename: null, surname: null },
      match: { forename_key: null, surname_key: null, surname_tokens: [] },
    });
    expect(read({ fore: 'Test', sur: 'Test' }).match.surname_key).toBeNull();
    expect(read({ fore: 'Baby', sur: 'Carter' })).toMatchObject({
      values: { forename: null, surname: 'Carter' },
      match: { forename_key: null, surname_key: 'CARTER' },
    });
    expect(read({ fore: 'Amara' }).match.surname_key).toBeNull();
  });

  it('are the same whatever is in the rows before', () => {
    const mapping = compileMapping(defineSource(INPUT), EVERYTHING, 'demo');
    const cells = (fore: string) => mapping.columns.map((name) => (name === 'fore' ? fore : null));
    const first = mapping.normalise(cells('Zoë'), { filePart: '', businessDate: TONIGHT });
    for (let i = 0; i < 300; i++) mapping.normalise(cells(`Name${i}`), { filePart: '', businessDate: TONIGHT });
    expect(mapping.normalise(cells('Zoë'), { filePart: '', businessDate: TONIGHT })).toEqual(first);
  });
});
