import type { RegisterDeclaration, RegisterInput } from '@golden-thread/shapes/declare/register';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayRead, visibleCells } from './cell-decision.ts';
import { declared, livingRegister } from './register.fixture.ts';

const DATE = '2026-03-02';
const grant = livingRegister.grants[0];
const grantWith = (change: object): Partial<RegisterInput> => ({ grants: [{ ...grant, agreements: [...grant.agreements], ...change }] });
const read = (register: RegisterDeclaration, date = DATE, cell = { item: 'person.surname', agreement: 'health_feed' }) =>
  mayRead(register, 'early_help_team', date, cell);

describe('mayRead', () => {
  test('a cell is shown when grant, agreement, purpose and both item sets permit it', () => {
    expect(read(declared())).toMatchObject({ shown: true, code: 'shown' });
  });

  test.each<[string, Partial<RegisterInput>, string, { item: string; agreement: string }, string]>([
    ['the day before the grant begins', {}, '2026-01-14', { item: 'person.surname', agreement: 'health_feed' }, 'grant:not_begun'],
    ['the day the grant ends', {}, '2026-12-01', { item: 'person.surname', agreement: 'health_feed' }, 'grant:ended'],
    [
      'nobody accepted the terms',
      grantWith({ termsAccepted: null }),
      DATE,
      { item: 'person.surname', agreement: 'health_feed' },
      'grant:terms',
    ],
    [
      'the grant does not name the agreement',
      grantWith({ agreements: ['counting_feed'] }),
      DATE,
      { item: 'person.surname', agreement: 'health_feed' },
      'agreement_not_granted',
    ],
    ['the agreement is for another purpose', {}, DATE, { item: 'person.surname', agreement: 'counting_feed' }, 'purpose_not_agreed'],
    ['the item was not granted', {}, DATE, { item: 'person.birth_date', agreement: 'health_feed' }, 'item_not_granted'],
    ['the item was not agreed', {}, DATE, { item: 'person.postcode', agreement: 'health_feed' }, 'item_not_agreed'],
    ['a DPIA is overdue', {}, '2026-08-02', { item: 'person.surname', agreement: 'health_feed' }, 'flow:dpia_overdue'],
  ])('a cell is hidden when %s', (_when, change, date, cell, code) => {
    expect(read(declared(change), date, cell)).toMatchObject({ shown: false, code });
  });

  test('a grant outside the register sees nothing', () => {
    expect(mayRead(declared(), 'nobody', DATE, { item: 'person.surname', agreement: 'health_feed' })).toMatchObject({
      shown: false,
      code: 'grant:unknown',
    });
    expect(visibleCells(declared(), 'nobody', DATE)).toEqual([]);
  });

  test('what is visible is what both item sets hold', () => {
    expect(visibleCells(declared(), 'early_help_team', DATE)).toEqual([
      { item: 'person.forename', agreement: 'health_feed' },
      { item: 'person.surname', agreement: 'health_feed' },
    ]);
  });

  test('taking anything out of the register never shows more', () => {
    const register = declared();
    const visible = new Set(visibleCells(register, 'early_help_team', DATE).map((cell) => JSON.stringify(cell)));
    const lists = ['purposes', 'gateways', 'itemSets', 'dpias', 'agreements', 'grants'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...lists),
        fc.nat(3),
        fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        (list, at, day) => {
          const less: RegisterDeclaration = { ...register, [list]: register[list].filter((_entry, index) => index !== at) };
          for (const cell of visibleCells(less, 'early_help_team', DATE)) expect(visible).toContain(JSON.stringify(cell));
          const date = day.toISOString().slice(0, 10);
          const whole = visibleCells(register, 'early_help_team', date).length;
          expect(visibleCells(less, 'early_help_team', date).length).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });

  test.each(['purposes', 'gateways', 'itemSets', 'dpias', 'agreements', 'grants'] as const)(
    'a register without %s shows nothing',
    (list) => {
      const empty: RegisterDeclaration = { ...declared(), [list]: [] };
      expect(visibleCells(empty, 'early_help_team', DATE)).toEqual([]);
    },
  );
});
