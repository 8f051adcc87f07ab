import { describe, expect, it } from 'vitest';
import { normaliseEthnicity } from './ethnicity.ts';
import { normaliseSex } from './sex.ts';

describe('coded values', () => {
  it('sex is M, F, or U for recorded as unknown; what is not known is reported, never guessed', () => {
    expect(['m', 'Male', 'BOY', 'F', 'female', 'u', 'Not known'].map((raw) => normaliseSex(raw).value)).toEqual([
      'M',
      'M',
      'M',
      'F',
      'F',
      'U',
      'U',
    ]);
    for (const raw of ['Fenale', '1', 'X']) expect(normaliseSex(raw)).toEqual({ value: null, issues: ['unmapped'] });
    expect(normaliseSex(null)).toEqual({ value: null, issues: [] });
  });

  it('ethnicity rolls up to the DfE main code by table: WTUR to other White, WALB not to British', () => {
    expect(
      ['wbri', 'WENG', 'WTUR', 'WALB', 'BSOM', 'ASNL', 'White British', 'Refused'].map((raw) => normaliseEthnicity(raw).value),
    ).toEqual(['WBRI', 'WBRI', 'WOTH', 'WOTH', 'BAFR', 'AOTH', 'WBRI', 'REFU']);
    for (const raw of ['White', 'W1', 'British']) expect(normaliseEthnicity(raw)).toEqual({ value: null, issues: ['unmapped'] });
  });
});
