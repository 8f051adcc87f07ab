import { describe, expect, it } from 'vitest';
import { readAddress } from './address.ts';
import { normalisePostcode } from './postcode.ts';
import { readSchool } from './school.ts';
import { normaliseUprn } from './uprn.ts';

describe('a postcode', () => {
  it('has one form with one space (C033)', () => {
    const good: [string, string][] = [
      ['BF1 2AY', 'BF1 2AY'],
      ['GIR 0AA', 'GIR 0AA'],
      ['w1a0ax', 'W1A 0AX'],
      ['SW1A\u00A01AA', 'SW1A 1AA'],
      ['EC1V  0BW', 'EC1V 0BW'],
      [' m1 1ae ', 'M1 1AE'],
      ['B338TH', 'B33 8TH'],
      ['CR2-6XH', 'CR2 6XH'],
      ['DN551PT', 'DN55 1PT'],
      ['se1p 5lx', 'SE1P 5LX'],
      ['OX1 1AB', 'OX1 1AB'],
      ['IO1 1AB', 'IO1 1AB'],
    ];
    for (const [raw, value] of good) expect(normalisePostcode(raw), raw).toEqual({ value, issues: [] });
  });

  it('with O for 0 or I for 1 where only the other can stand is mended, and says so', () => {
    const mended: [string, string][] = [
      ['EC1V OBW', 'EC1V 0BW'],
      ['0X1 1AB', 'OX1 1AB'],
      ['BA5 IAB', 'BA5 1AB'],
      ['BSI 4DJ', 'BS1 4DJ'],
      ['1P1 1AB', 'IP1 1AB'],
      ['SO1O 1AA', 'SO10 1AA'],
    ];
    for (const [raw, value] of mended) expect(normalisePostcode(raw), raw).toEqual({ value, issues: ['repaired'] });
  });

  it('with rubbish before or after it, half of one, or another number is in no form', () => {
    for (const raw of ['@WV11 2HE', 'GIR 0AAXYZ', 'BFPO 61', 'SW1A', 'BA5 1A', '12345', 'BA5 1CI', 'ABCD 1AA', 'BA555 1AB'])
      expect(normalisePostcode(raw), raw).toEqual({ value: null, issues: ['unparsable'] });
  });

  it('that is a dummy stays, for "no fixed abode" is a fact, and says so', () => {
    for (const raw of ['ZZ99 3VZ', 'zz993wz', 'ZZ99 1WZ', 'NF1 1NF', 'NF11FA'])
      expect(normalisePostcode(raw)).toMatchObject({ value: expect.stringMatching(/^(ZZ99|NF1) /), issues: ['placeholder'] });
    for (const raw of ['NFA', 'N/A', 'not known', 'No fixed abode', '-'])
      expect(normalisePostcode(raw), raw).toEqual({ value: null, issues: ['placeholder'] });
  });
});

describe('an address', () => {
  const key = (raw: string) => readAddress(raw).key;

  it('has one key for its spellings', () => {
    for (const raw of [
      '12 Station Road, Wells',
      '12, Station Rd, Wells',
      '12 STATION RD',
      '12 Station Road Wells BA5',
      '12\r\nStation Road\nWells',
      '12 station rd., Wells',
    ])
      expect(key(raw), raw).toBe('12STATIONROAD');
    expect(key('Flat 3, 12 High St')).toBe('FLAT3X12HIGHSTREET');
    expect(key('FLAT 3 12 HIGH STREET, WELLS')).toBe('FLAT3X12HIGHSTREET');
    expect(key('No. Flat 3, 12 High Street')).toBe('FLAT3X12HIGHSTREET');
    expect(key('No 12 High Street')).toBe('12HIGHSTREET');
    expect(key('12A High Street')).toBe('12AHIGHSTREET');
    expect(key('Rose Cottage, Church Lane, Wells')).toBe('ROSECOTTAGECHURCHLANE');
    expect(key("St Mary's Cottage, Church Ln")).toBe('STMARYSCOTTAGECHURCHLANE');
  });

  it('of a neighbour, or with its flat left out, has another', () => {
    const keys = [
      '12 High Street',
      '14 High Street',
      '12A High Street',
      'Flat 1, 12 High Street',
      'Flat 2, 12 High Street',
      '12 High Road',
    ].map(key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is shown as lines with commas, calm where it was shouted', () => {
    expect(readAddress('12 STATION ROAD\nWELLS').value).toBe('12 Station Road, Wells');
    expect(readAddress('12 Station Road,Wells,').value).toBe('12 Station Road, Wells');
  });

  it('that is nowhere is a stand-in', () => {
    for (const raw of ['NFA', 'No fixed abode', 'UNKNOWN', 'n/a', '-', '., .'])
      expect(readAddress(raw), raw).toMatchObject({ value: null, key: null, issues: ['placeholder'] });
  });

  it('with a backslash is kept character for character', () => {
    for (const raw of ['Unit 7\\09 Harbour Row', 'C:\\temp', '\\.']) expect(readAddress(raw).value).toBe(raw);
  });
});

describe('a property reference', () => {
  it('has no leading zeros and up to twelve digits', () => {
    expect(normaliseUprn('000000199356')).toEqual({ value: '199356', issues: [] });
    expect(normaliseUprn('100023336956')).toEqual({ value: '100023336956', issues: [] });
    for (const raw of ['0', '000000', '999999999999', '123456789012', 'N/A'])
      expect(normaliseUprn(raw)).toEqual({ value: null, issues: ['placeholder'] });
    expect(normaliseUprn('1000233369561')).toEqual({ value: null, issues: ['out_of_range'] });
    expect(normaliseUprn('1.00023E+11')).toEqual({ value: null, issues: ['unparsable'] });
  });
});

describe('a school', () => {
  it('has one key with and without the words that offices leave out, and another for another school', () => {
    const key = (raw: string) => readSchool(raw).key;
    expect(key("St. Mary's C of E Primary School")).toBe(key('SAINT MARYS CE PRIMARY'));
    expect(key('The Hill Top Primary School')).toBe(key('Hill Top Primary'));
    expect(key('Hill Top Primary')).not.toBe(key('Hill Top Secondary'));
    expect(readSchool('EHE')).toEqual({ value: 'EHE', key: null, issues: [] });
    expect(readSchool('n/a')).toMatchObject({ value: null, issues: ['placeholder'] });
  });
});
