import { describe, expect, it } from 'vitest';
import { passesChiCheck } from './chi-number.ts';
import { isNationalInsuranceNumber } from './national-insurance.ts';
import { normaliseNhsNumber, passesNhsCheck } from './nhs-number.ts';
import { passesCroCheck, passesPncCheck } from './police-numbers.ts';
import { passesScnCheck } from './scn.ts';
import { passesUlnCheck } from './uln.ts';
import { normaliseUpn, passesUpnCheck } from './upn.ts';

/** Published and independently computed vectors. */
const VECTORS = {
  nhs: {
    valid: [
      '9434765919',
      '9313317125',
      '5466066893',
      '9990001014',
      '9991234578',
      '9997770420',
      '9449305552',
      '9990000018',
      '9990000026',
      '9990000093',
      '9691914913',
    ],
    invalid: ['9876544321', '9991234560', '943476591', '94347659190'],
    passesButPlaceholder: ['0000000000', '1111111111', '9999999999', '9876543210'],
  },
  chi: { valid: ['0101011237', '0211165794', '0101151217', '2902164505', '3112127811'], invalid: ['0101201234', '3201201234'] },
  upn: {
    valid: ['A950000178301', 'H243278544154', 'X845212818005', 'H801200001001', 'N823432113104', 'P933200124001', 'M373401725042'],
    temporary: ['N93320012401A', 'R00120012507K', 'R37340172542Z'],
    invalid: ['N823432113107', 'N823432113102', 'A123456789123', 'X98765432123B', 'P933200124002'],
    passesButPlaceholder: ['A000000000000'],
  },
  uln: {
    valid: ['9276308686', '5142333720', '1000000019', '1234567899', '7000000421'],
    invalid: ['9999999999', '1111111111', '1000000018'],
  },
  scn: {
    valid: ['051234561', '240001233', '259876540'],
    invalid: ['051234562', '123456789'],
    passesButPlaceholder: ['000000000', '111111111'],
  },
  pnc: {
    valid: [
      '1981/0000034U',
      '81/34U',
      '02/73319Z',
      '00/223R',
      '79/163001B',
      '67/9893091D',
      '2015/0000123L',
      '2021/0456789D',
      '1998/1234567L',
    ],
    invalid: ['2001/0171310S'],
  },
  cro: {
    valid: ['065656/91H', '65656/91H', '000123/15F', '045678/21L', 'SF05/482703J', 'SF83/50058Z', 'SF98/1234H'],
    invalid: ['85227/65G'],
  },
  nino: {
    valid: ['AB123456C', 'SH445566B', 'JK987654D'],
    invalid: ['QQ123456C', 'TN123456A', 'GB123456A', 'AO123456A', 'AB123456E', 'ZZ123456D'],
  },
};

describe('check digits answer as the published vectors do', () => {
  const checks = [
    ['nhs', passesNhsCheck],
    ['chi', passesChiCheck],
    ['upn', passesUpnCheck],
    ['uln', passesUlnCheck],
    ['scn', passesScnCheck],
    ['pnc', passesPncCheck],
    ['cro', passesCroCheck],
    ['nino', isNationalInsuranceNumber],
  ] as const;
  it.each(checks)('%s', (kind, passes) => {
    const vectors: { valid: string[]; invalid: string[]; temporary?: string[]; passesButPlaceholder?: string[] } = VECTORS[kind];
    const good = [...vectors.valid, ...(vectors.temporary ?? []), ...(vectors.passesButPlaceholder ?? [])];
    expect(good.filter((number) => !passes(number))).toEqual([]);
    expect(vectors.invalid.filter((number) => passes(number))).toEqual([]);
  });

  it('no number is both a learner number and an NHS number', () => {
    for (const number of [...VECTORS.uln.valid, ...VECTORS.nhs.valid]) expect(passesUlnCheck(number) && passesNhsCheck(number)).toBe(false);
  });
});

describe('every error in one character is caught', () => {
  const others = (text: string, alphabet: string) =>
    [...text].flatMap((character, i) =>
      [...alphabet].filter((other) => other !== character).map((other) => text.slice(0, i) + other + text.slice(i + 1)),
    );
  const DIGITS = '0123456789';

  it('in NHS numbers, Scottish and learner numbers', () => {
    expect(VECTORS.nhs.valid.flatMap((n) => others(n, DIGITS)).filter(passesNhsCheck)).toEqual([]);
    expect(VECTORS.scn.valid.flatMap((n) => others(n, DIGITS)).filter(passesScnCheck)).toEqual([]);
    expect(VECTORS.uln.valid.flatMap((n) => others(n, DIGITS)).filter(passesUlnCheck)).toEqual([]);
  });

  it('in UPNs, the check letter and the last place of temporary ones included', () => {
    const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
    for (const upn of VECTORS.upn.valid)
      expect(others(upn.slice(1), DIGITS).filter((rest) => passesUpnCheck(upn.charAt(0) + rest))).toEqual([]);
    for (const upn of [...VECTORS.upn.valid, ...VECTORS.upn.temporary]) {
      expect([...letters].filter((letter) => letter !== upn.charAt(0) && passesUpnCheck(letter + upn.slice(1)))).toEqual([]);
    }
    for (const upn of VECTORS.upn.temporary)
      expect([...letters].filter((letter) => letter !== upn.charAt(12) && passesUpnCheck(upn.slice(0, 12) + letter))).toEqual([]);
  });

  it('and every swap of neighbours in an NHS number', () => {
    const swaps = (text: string) =>
      [...text].flatMap((_, i) =>
        text.charAt(i) === text.charAt(i + 1) || i > 8 ? [] : [text.slice(0, i) + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2)],
      );
    expect(VECTORS.nhs.valid.flatMap(swaps).filter(passesNhsCheck)).toEqual([]);
  });
});

describe('an NHS number', () => {
  const demo = (raw: string) => normaliseNhsNumber(raw, 'demo');
  const production = (raw: string) => normaliseNhsNumber(raw, 'production');

  it('has one form, however it is spaced', () => {
    for (const raw of ['999 123 4578', '9991234578', '999-123-4578', ' 999 123 4578 ', '999\u00A0123\u20114578', '999.123.4578'])
      expect(demo(raw)).toEqual({ value: '9991234578', issues: [] });
  });

  it('with a failing check is null, and its place says why', () => {
    expect(demo('9991234579')).toEqual({ value: null, issues: ['check_failed'] });
    expect(demo('99912345')).toEqual({ value: null, issues: ['unparsable'] });
    expect(demo('9.43477E+09')).toEqual({ value: null, issues: ['unparsable'] });
  });

  it('is a stand-in when all digits are one, or it is a sample', () => {
    for (const raw of [...VECTORS.nhs.passesButPlaceholder, '1234567890', 'N/A', 'not known', '-'])
      expect(demo(raw)).toEqual({ value: null, issues: ['placeholder'] });
  });

  it('of the test range is good in the demo alone', () => {
    expect(production('9991234578')).toEqual({ value: null, issues: ['reserved'] });
    expect(production('9434765919')).toEqual({ value: null, issues: ['out_of_range'] });
    expect(demo('9434765919').value).toBe('9434765919');
  });

  it('outside the ranges of England, Wales and Man is out of range in both', () => {
    for (const raw of ['5466066893', '0101011237']) {
      expect(demo(raw)).toEqual({ value: null, issues: ['out_of_range'] });
      expect(production(raw)).toEqual({ value: null, issues: ['out_of_range'] });
    }
    expect(production('4505577104')).toEqual({ value: '4505577104', issues: [] });
  });

  it('that is empty is no issue', () => {
    for (const raw of [null, '', '  ', '\u200B']) expect(normaliseNhsNumber(raw, 'demo')).toEqual({ value: null, issues: [] });
  });
});

describe('a UPN', () => {
  it('has one form, however it is spaced and cased', () => {
    for (const raw of ['p933200124001', ' P933200124001 ', 'P933 2001 24001', 'P93320012\u200B4001'])
      expect(normaliseUpn(raw)).toEqual({ value: 'P933200124001', issues: [] });
  });

  it('that is temporary says so and stays: the letter at its end counts towards the check (C029)', () => {
    expect(normaliseUpn('N93320012401A')).toEqual({ value: 'N93320012401A', issues: ['temporary'] });
    expect(normaliseUpn('N93320012401B')).toEqual({ value: null, issues: ['check_failed'] });
  });

  it('is a stand-in when it is zeros or a code for "none"', () => {
    for (const raw of ['A000000000000', 'UN1', 'N/A', 'Unknown'])
      expect(normaliseUpn(raw)).toEqual({ value: null, issues: ['placeholder'] });
  });

  it('with letters that no UPN has is in no form', () => {
    for (const raw of ['3412', 'P93320012400', 'P9332001240011'])
      expect(normaliseUpn(raw)).toEqual({ value: null, issues: ['unparsable'] });
    expect(normaliseUpn('I933200124001')).toEqual({ value: null, issues: ['check_failed'] });
  });
});
