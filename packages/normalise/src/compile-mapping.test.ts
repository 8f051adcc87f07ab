import { coded, column, date, namePart } from '@golden-thread/shapes/declare/combinators';
import { defineSource, type SourceInput, text } from '@golden-thread/shapes/declare/source';
import { describe, expect, it } from 'vitest';
import { compileMapping } from './compile-mapping.ts';
import { EVERYTHING, INPUT, type Row, read, TONIGHT } from './test-support/clinic.ts';

describe('a compiled mapping', () => {
  it('keeps the key and the columns of allowed items, in the order of the contract', () => {
    const columns = (...items: string[]) => compileMapping(defineSource(INPUT), new Set(items), 'demo').columns;
    expect(columns()).toEqual(['ref']);
    expect(columns('person.surname', 'person.forename')).toEqual(['ref', 'fore', 'pref', 'sur']);
    expect(columns('person.postcode')).toEqual(['ref', 'postcode', 'was_postcode']);
    expect(columns(...EVERYTHING)).not.toContain('notes');
  });

  it('never reads an item outside the item set, directly or by way of another', () => {
    const row: Row = {
      fore: 'Mary Jane (Molly)',
      sur: 'Okoro (Smith)',
      mid: 'Ann',
      called: 'Moll',
      dob: '24/03/2012',
      nhs: '9991234578',
      tel: '07700900123',
      postcode: 'BA5 1AB',
      was_postcode: 'BA5 1AD',
      case_ref: 'C1',
    };
    const { values, raw, match, cases, events, trueAt } = read(row, { allowed: new Set(['person.forename', 'person.surname']) });
    expect(Object.entries(values).filter(([, value]) => value !== null)).toEqual([
      ['forename', 'Mary'],
      ['surname', 'Okoro'],
    ]);
    expect(Object.entries(raw).filter(([, value]) => value !== null)).toEqual([
      ['forename', 'Mary Jane (Molly)'],
      ['surname', 'Okoro (Smith)'],
    ]);
    expect(match).toMatchObject({ birth_date: null, birth_year: null, nhs_number: null, postcodes: [], contacts: [], address_keys: [] });
    expect([cases, events, trueAt]).toEqual([[], [], null]);
  });

  it('puts raw beside standard values', () => {
    const { raw, values } = read({
      fore: ' AMARA ',
      sur: 'O’NEILL',
      dob: '24.3.2012',
      sex: '2',
      nhs: '999 123 4578',
      postcode: 'ba51ab',
      house: '12',
      street: 'HIGH ST',
      tel: '07700 900123',
      mail: 'A.B@Mail.Example',
    });
    expect(raw).toMatchObject({
      forename: ' AMARA ',
      surname: 'O’NEILL',
      birth_date: '24.3.2012',
      sex: '2',
      nhs_number: '999 123 4578',
      postcode: 'ba51ab',
      address: '12, HIGH ST',
      school: null,
    });
    expect(values).toMatchObject({
      forename: 'Amara',
      surname: "O'Neill",
      birth_date: '2012-03-24',
      birth_precision: 'day',
      sex: 'F',
      nhs_number: '9991234578',
      postcode: 'BA5 1AB',
      address: '12, High St',
      phone: '+447700900123',
      email: 'a.b@mail.example',
    });
  });

  it('makes one identifier of three spellings (C065)', () => {
    expect(new Set(['999 123 4578', '9991234578', '999-123-4578'].map((nhs) => read({ nhs }).values.nhs_number))).toEqual(
      new Set(['9991234578']),
    );
    expect(new Set(['p933200124001', 'P933200124001'].map((upn) => read({ upn }).values.upn))).toEqual(new Set(['P933200124001']));
  });

  it('lets a failing identifier be null, with the raw text and the reason kept', () => {
    const { raw, values, match, said } = read({ nhs: '9991234579', upn: 'N823432113107' });
    expect(raw).toMatchObject({ nhs_number: '9991234579', upn: 'N823432113107' });
    expect([values.nhs_number, values.upn, match.nhs_number, match.upn]).toEqual([null, null, null, null]);
    expect(said).toEqual(['nhs_number:check_failed', 'upn:check_failed']);
  });

  it('matches by a temporary UPN as well, and says that it is one', () => {
    const { match, said } = read({ upn: 'N93320012401A' });
    expect(match.upn).toBe('N93320012401A');
    expect(said).toEqual(['upn:temporary']);
  });

  it('accepts numbers reserved for tests in the demo alone', () => {
    const row: Row = { nhs: '9991234578', tel: '07700900123', mail: 'a@mail.example' };
    expect(read(row).said).toEqual([]);
    const production = read(row, { profile: 'production' });
    expect(production.said).toEqual(['nhs_number:reserved', 'phone:reserved', 'email:reserved']);
    expect([production.match.nhs_number, ...production.match.contacts]).toEqual([null]);
  });

  it('reads codes by their table; an unmapped one is an issue and no value', () => {
    expect(read({ sex: '0' })).toMatchObject({ values: { sex: 'U' }, match: { sex: null }, said: [] });
    expect(read({ sex: ' X ' })).toMatchObject({ values: { sex: null }, said: [] });
    expect(read({ sex: '7' })).toMatchObject({ values: { sex: null }, said: ['sex:unmapped'] });
  });

  it('takes the first column that is not empty, and joins those that are not', () => {
    expect(read({ fore: '  ', pref: 'Amara' }).values.forename).toBe('Amara');
    expect(read({ street: 'Rose Cottage' }).values.address).toBe('Rose Cottage');
  });
});

describe('when a row was true', () => {
  it('is an instant, by the zone of the source', () => {
    expect(read({ changed: '2026-07-01 09:30:00' }).trueAt).toBe('2026-07-01T08:30:00.000Z');
    expect(read({ changed: '2026-10-25 01:30:00' })).toMatchObject({
      trueAt: '2026-10-25T00:30:00.000Z',
      said: ['true_at:ambiguous_hour'],
    });
  });

  it('after the business date is no evidence of recency (C063)', () => {
    expect(read({ changed: '2026-11-25 23:59:59' })).toMatchObject({ trueAt: '2026-11-25T23:59:59.000Z', said: [] });
    for (const changed of ['2026-11-26 00:00:00', '2027-11-01 10:00:00'])
      expect(read({ changed })).toMatchObject({ trueAt: null, said: ['true_at:future'] });
    expect(read({ changed: '2099-01-01 10:00:00' })).toMatchObject({ trueAt: null, said: ['true_at:implausible'] });
  });
});

describe('cases and events', () => {
  it('are read when the row names one', () => {
    expect(read({ case_kind: 'Assessment' })).toMatchObject({ cases: [], events: [] });
    const { cases, events } = read({
      case_ref: ' C1 ',
      case_kind: 'Assessment',
      opened: '01/09/2026',
      worker: 'Ann Lee',
      happened: '02/09/2026 14:05',
    });
    expect(cases).toEqual([
      {
        reference: 'C1',
        kind: 'Assessment',
        opened: '2026-09-01',
        closed: null,
        closure_reason: null,
        service: 'Clinic',
        organisation: 'north',
        lead_professional: 'Ann Lee',
        lead_contact: null,
      },
    ]);
    expect(events).toEqual([{ reference: 'C1', kind: 'visit', occurred: '2026-09-02T13:05:00.000Z', role: null, organisation: 'Clinic' }]);
  });

  it('that close before they open are kept and said', () => {
    expect(read({ case_ref: 'C1', opened: '01/09/2026', closed: '01/08/2026' })).toMatchObject({
      cases: [{ closed: '2026-08-01' }],
      said: ['case.closed:implausible'],
    });
    expect(read({ case_ref: 'C1', opened: '31/09/2026' })).toMatchObject({ cases: [{ opened: null }], said: ['case.opened:implausible'] });
  });
});

describe('the cohort', () => {
  const inCohort = (dob: string | null, cohort: SourceInput['cohort'], businessDate = TONIGHT) => {
    const mapping = compileMapping(defineSource({ ...INPUT, cohort }), EVERYTHING, 'demo');
    return mapping.inCohort(
      mapping.columns.map((name) => (name === 'dob' ? dob : null)),
      businessDate,
    );
  };

  it('is everybody where none is declared', () => {
    expect(inCohort('24/03/1950', {})).toBe(true);
  });

  it('by age holds a person up to the last day of that year of age', () => {
    expect(inCohort('26/11/2000', { maximumAgeYears: 25 })).toBe(true);
    expect(inCohort('25/11/2000', { maximumAgeYears: 25 })).toBe(false);
    expect(inCohort('25/11/2000', { maximumAgeYears: 25 }, '2026-11-24')).toBe(true);
    expect(inCohort('24/03/1980', { maximumAgeYears: 25 })).toBe(false);
  });

  it('by birth holds those born from the day on; a date half known counts as the latest it may be', () => {
    expect(inCohort('31/08/2006', { bornFrom: '2006-09-01' })).toBe(false);
    expect(inCohort('02/09/2006', { bornFrom: '2006-09-01' })).toBe(true);
    expect(inCohort('01/01/2006', { bornFrom: '2006-09-01' })).toBe(true);
  });

  it('holds those whose date of birth nobody knows', () => {
    for (const dob of [null, 'N/A', '01/01/1900', '31/02/2012']) expect(inCohort(dob, { maximumAgeYears: 25 })).toBe(true);
  });

  it('by age needs the date of birth in the item set', () => {
    const source = defineSource({ ...INPUT, cohort: { maximumAgeYears: 25 } });
    expect(() => compileMapping(source, new Set(['person.forename']), 'demo')).toThrow(/source 'clinic'.*cohort.*date of birth/);
  });
});

describe('a flag feed', () => {
  const FLAGS: SourceInput = {
    ...INPUT,
    contract: {
      columns: { flag: text(), kind: text(), a_sys: text(), a_part: text(), a_id: text(), b_sys: text(), b_id: text() },
      key: ['flag'],
      delivers: 'full',
    },
    maps: {
      neverLink: {
        kind: coded('kind', { adoption: 'adoption' }),
        a: { source: column('a_sys'), part: column('a_part'), id: column('a_id') },
        b: { source: column('b_sys'), id: column('b_id') },
      },
    },
  };
  const flag = (cells: Record<string, string>, allowed = EVERYTHING) => {
    const mapping = compileMapping(defineSource(FLAGS), allowed, 'demo');
    return mapping.normalise(
      mapping.columns.map((name) => cells[name] ?? null),
      { filePart: '', businessDate: TONIGHT },
    );
  };

  it('names two records, letter for letter', () => {
    expect(
      flag({ flag: '1', kind: 'Adoption', a_sys: 'school', a_part: 's001', a_id: '0012', b_sys: 'clinic', b_id: 'X 1' }).neverLink,
    ).toEqual({ kind: 'adoption', a: { source: 'school', part: 's001', id: '0012' }, b: { source: 'clinic', part: '', id: 'X 1' } });
  });

  it('that names fewer than two, or an unknown kind, is an issue and never half a flag', () => {
    for (const row of [
      { kind: 'adoption', a_sys: 'school', a_id: '1', b_sys: 'clinic' },
      { kind: 'other', a_sys: 'school', a_id: '1', b_sys: 'clinic', b_id: '2' },
    ]) {
      expect(flag({ flag: '1', ...row })).toMatchObject({ neverLink: null, issues: [{ field: 'never_link', code: 'unparsable' }] });
    }
  });

  it('outside the item set names nobody', () => {
    const mapping = compileMapping(defineSource(FLAGS), new Set<string>(), 'demo');
    expect(mapping.columns).toEqual(['flag']);
    expect(mapping.normalise(['1'], { filePart: '', businessDate: TONIGHT }).neverLink).toBeNull();
  });
});

describe('a whole name in one column', () => {
  it('is taken apart by the declared order, the cell kept raw for each part', () => {
    const input: SourceInput = {
      ...INPUT,
      maps: {
        person: {
          forename: namePart('sur', 'surname, forenames', 'forename'),
          middle_names: namePart('sur', 'surname, forenames', 'middle_names'),
          surname: namePart('sur', 'surname, forenames', 'surname'),
        },
      },
    };
    const { raw, values } = read({ sur: 'OKORO-SMITH, Miss Amara Grace Ann' }, { input });
    expect(values).toMatchObject({ forename: 'Amara', middle_names: 'Grace Ann', surname: 'Okoro-Smith' });
    expect([raw.forename, raw.surname]).toEqual(['OKORO-SMITH, Miss Amara Grace Ann', 'OKORO-SMITH, Miss Amara Grace Ann']);
    expect(read({ sur: 'Exors of Okoro' }, { input })).toMatchObject({
      values: { forename: null, surname: null },
      said: ['surname:organisation'],
    });
    expect(read({ sur: 'OKORO, Child 1' }, { input })).toMatchObject({
      values: { forename: null, surname: 'Okoro' },
      said: expect.arrayContaining(['forename:placeholder']),
    });
    expect(read({ sur: 'Mr & Mrs Osei' }, { input })).toMatchObject({
      values: { forename: null, surname: null },
      said: ['forename:two_people'],
    });
  });
});

describe('households and others named beside a person', () => {
  const input: SourceInput = {
    ...INPUT,
    maps: {
      person: { surname: column('sur') },
      household: {
        reference: column('house'),
        role: column('called'),
        began: date('opened', 'dd/mm/yyyy'),
        ended: date('closed', 'dd/mm/yyyy'),
      },
      relationship: { name: column('mum'), kind: column('pref') },
    },
  };
  it('are read as the row has them, and not at all without a reference or a name', () => {
    expect(
      read({ sur: 'Osei', house: 'T1', called: 'Son', opened: '02/03/2020', mum: 'Ms ADA OSEI', pref: 'Mother' }, { input }),
    ).toMatchObject({
      households: [{ reference: 'T1', role: 'Son', began: '2020-03-02', ended: null }],
      relationships: [{ kind: 'Mother', name: expect.stringMatching(/Ada Osei$/) }],
      said: [],
    });
    expect(read({ sur: 'Osei' }, { input })).toMatchObject({ households: [], relationships: [] });
    expect(read({ sur: 'Osei', mum: 'Kim Sand' }, { input }).relationships).toEqual([{ kind: 'contact', name: 'Kim Sand' }]);
  });

  it('that end before they begin, and names of two people or of an organisation, are issues', () => {
    expect(read({ house: 'T1', opened: '02/03/2020', closed: '01/03/2020' }, { input }).said).toEqual(['household.ended:implausible']);
    for (const mum of ['Mr & Mrs Osei', 'Somerset County Council'])
      expect(read({ mum }, { input })).toMatchObject({ relationships: [], said: [expect.stringMatching(/^relationship\.name:/)] });
  });
});
