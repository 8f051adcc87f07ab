import type { RegisterInput } from '@golden-thread/shapes/declare/register';
import { describe, expect, test } from 'vitest';
import { mayFlow, mayLink } from './flow-decision.ts';
import { declared, livingRegister } from './register.fixture.ts';

const DATE = '2026-03-02';
const health = livingRegister.agreements[0];
const agreementWith = (change: object): Partial<RegisterInput> => ({
  agreements: [{ ...health, purposes: [...health.purposes], dpias: [...health.dpias], ...change }],
  grants: [],
});
const dpiasWith = (change: object): Partial<RegisterInput> => ({
  dpias: [livingRegister.dpias[0], { ...livingRegister.dpias[1], ...change }],
});
const gatewayWith = (change: object): Partial<RegisterInput> => ({ gateways: [{ ...livingRegister.gateways[0], ...change }] });

describe('mayFlow', () => {
  test('a complete agreement lets its item set flow', () => {
    const decision = mayFlow(declared(), 'health_feed', DATE);
    expect(decision).toMatchObject({ live: true, code: 'live', linkable: true });
    expect([...decision.allowedItems]).toEqual(['person.forename', 'person.surname', 'person.birth_date']);
  });

  test.each<[string, Partial<RegisterInput>, string, string]>([
    ['it is suspended', agreementWith({ status: 'suspended' }), DATE, 'status'],
    ['it is signed and not yet live', agreementWith({ status: 'signed' }), DATE, 'status'],
    ['the day before it begins', {}, '2025-12-31', 'not_begun'],
    ['the day it ends', {}, '2027-01-01', 'ended'],
    ['its gateway was never commenced', gatewayWith({ inForceFrom: null }), DATE, 'gateway'],
    ['its gateway is repealed that day', gatewayWith({ inForceTo: DATE }), DATE, 'gateway'],
    ['the partner has no DPIA', agreementWith({ dpias: ['ours'] }), DATE, 'dpia_missing'],
    ['we have no DPIA', agreementWith({ dpias: ['theirs'] }), DATE, 'dpia_missing'],
    ['one DPIA is a draft', dpiasWith({ status: 'draft' }), DATE, 'dpia_unapproved'],
    ['one DPIA was due for review yesterday', dpiasWith({ nextReview: '2026-03-01' }), DATE, 'dpia_overdue'],
    ['no privacy notice was checked', agreementWith({ privacyNoticeChecked: null }), DATE, 'privacy_notice'],
    ['the privacy notice will be checked tomorrow', agreementWith({ privacyNoticeChecked: '2026-03-03' }), DATE, 'privacy_notice'],
  ])('nothing flows when %s', (_when, change, date, code) => {
    const decision = mayFlow(declared(change), 'health_feed', date);
    expect(decision).toMatchObject({ live: false, code, linkable: false });
    expect(decision.allowedItems.size).toBe(0);
    expect(decision.because).not.toBe('');
  });

  test('an agreement outside the register lets nothing flow', () => {
    expect(mayFlow(declared(), 'elsewhere', DATE)).toMatchObject({ live: false, code: 'unknown' });
  });

  test('its first day, its last day, and the day of a DPIA review are within', () => {
    for (const date of ['2026-01-01', '2026-08-01']) expect(mayFlow(declared(), 'health_feed', date).live).toBe(true);
    const reviewed = declared({ dpias: livingRegister.dpias.map((dpia) => ({ ...dpia, nextReview: '2027-06-01' })) });
    expect(mayFlow(reviewed, 'health_feed', '2026-12-31').live).toBe(true);
  });

  test('two flows are linked only where each names a purpose that permits it', () => {
    const register = declared();
    const linking = mayFlow(register, 'health_feed', DATE);
    const counting = mayFlow(register, 'counting_feed', DATE);
    expect(counting.live).toBe(true);
    expect(mayLink(linking, linking)).toBe(true);
    expect(mayLink(linking, counting)).toBe(false);
  });
});
