import { describe, expect, it } from 'vitest';
import { normaliseEmail } from './email.ts';
import { normalisePhone } from './phone.ts';

describe('a telephone number', () => {
  const demo = (raw: string) => normalisePhone(raw, 'demo');

  it('has one international form', () => {
    for (const raw of [
      '07700900123',
      '07700 900 123',
      '+44 7700 900123',
      '+44 (0)7700 900123',
      '0044 7700 900123',
      '(07700) 900123',
      '447700900123',
      '07700-900-123',
      '07700\u00A0900123',
      '07700 900123 ext 4',
      '07700 900123 / 01632 960001',
      'Mum 07700900123',
    ])
      expect(demo(raw), raw).toEqual({ value: '+447700900123', issues: [] });
    expect(demo('+353 1 234 5678').value).toBe('+35312345678');
    expect(demo('01632 960001').value).toBe('+441632960001');
  });

  it('whose zero a spreadsheet ate gets it back, and says so', () => {
    expect(demo('7700900123')).toEqual({ value: '+447700900123', issues: ['repaired'] });
  });

  it('of a range kept for tests is good in the demo alone', () => {
    for (const raw of ['07700 900123', '020 7946 0123', '01632 960001'])
      expect(normalisePhone(raw, 'production'), raw).toEqual({ value: null, issues: ['reserved'] });
    expect(normalisePhone('07911 123456', 'production')).toEqual({ value: '+447911123456', issues: [] });
    expect(normalisePhone('07700 901123', 'production').value).toBe('+447700901123');
  });

  it('that everybody writes for nobody is a stand-in', () => {
    for (const raw of [
      '07000 000000',
      '00000 000000',
      '01234 567890',
      '07123456789',
      '07777777777',
      'none',
      'N/A',
      '-',
      '0',
      '11111111111',
    ]) {
      expect(demo(raw), raw).toEqual({ value: null, issues: ['placeholder'] });
    }
  });

  it('of a wrong length is in no form', () => {
    for (const raw of ['0770090012', '077009001234', '12345', '9.77E+09', '+44 12', '0123 456'])
      expect(demo(raw), raw).toEqual({ value: null, issues: ['unparsable'] });
  });
});

describe('an e-mail address', () => {
  it('is in small letters and without its wrapping', () => {
    for (const raw of [
      'Amara.Osei@Mail.Example',
      ' amara.osei@mail.example ',
      'mailto:amara.osei@mail.example',
      '<amara.osei@mail.example>',
    ])
      expect(normaliseEmail(raw, 'demo')).toEqual({ value: 'amara.osei@mail.example', issues: [] });
  });

  it('of a name kept for examples is good in the demo alone', () => {
    expect(normaliseEmail('a.osei@mail.example', 'production')).toEqual({ value: null, issues: ['reserved'] });
    expect(normaliseEmail('a.osei@example.org', 'production')).toEqual({ value: null, issues: ['reserved'] });
    expect(normaliseEmail('a.osei@wessexmoor.gov.uk', 'production').value).toBe('a.osei@wessexmoor.gov.uk');
  });

  it("that is nobody's is a stand-in; that is none is in no form", () => {
    for (const raw of ['noemail@school.example', 'none@none', 'test@test.com', 'N/A', 'none', 'No Email', '-'])
      expect(normaliseEmail(raw, 'demo'), raw).toEqual({ value: null, issues: ['placeholder'] });
    for (const raw of ['amara.osei', 'amara@', '@mail.example', 'a b@mail.example', 'a@b', 'a@b@c.example', 'a@mail..example'])
      expect(normaliseEmail(raw, 'demo'), raw).toEqual({ value: null, issues: ['unparsable'] });
  });
});
