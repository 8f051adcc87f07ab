import fc from 'fast-check';
import { normaliseEthnicity } from '../coded/ethnicity.ts';
import { normaliseSex } from '../coded/sex.ts';
import { normaliseEmail } from '../contacts/email.ts';
import { normalisePhone } from '../contacts/phone.ts';
import { readBirthDate } from '../dates/birth-date.ts';
import { normaliseNhsNumber } from '../identifiers/nhs-number.ts';
import { normaliseUpn } from '../identifiers/upn.ts';
import { readContactName } from '../names/contact-name.ts';
import { readForename } from '../names/forename.ts';
import { readMiddleNames } from '../names/middle-names.ts';
import { readSurname } from '../names/surname.ts';
import { readAddress } from '../places/address.ts';
import { normalisePostcode } from '../places/postcode.ts';
import { readSchool } from '../places/school.ts';
import { normaliseUprn } from '../places/uprn.ts';
import { cleanText } from '../text/clean-text.ts';

const FORMATS = [
  'dd/mm/yyyy',
  'dd/mm/yy',
  'yyyy-mm-dd',
  'yyyymmdd',
  'iso-timestamp',
  'yyyy-mm-dd hh:mm:ss',
  'dd/mm/yyyy hh:mm',
  'dd-mon-yyyy',
] as const;

/** Every rule of one field, as text to a standard value. */
export const RULES: Readonly<Record<string, (raw: string) => string | null>> = {
  'clean text': cleanText,
  forename: (raw) => readForename(raw).value,
  'middle names': (raw) => readMiddleNames(raw).value,
  surname: (raw) => readSurname(raw).value,
  'contact name': (raw) => readContactName(raw).value,
  'birth date': (raw) => readBirthDate(raw, FORMATS, '2026-11-25').value,
  'NHS number': (raw) => normaliseNhsNumber(raw, 'demo').value,
  UPN: (raw) => normaliseUpn(raw).value,
  postcode: (raw) => normalisePostcode(raw).value,
  address: (raw) => readAddress(raw).value,
  UPRN: (raw) => normaliseUprn(raw).value,
  school: (raw) => readSchool(raw).value,
  phone: (raw) => normalisePhone(raw, 'demo').value,
  'e-mail': (raw) => normaliseEmail(raw, 'demo').value,
  sex: (raw) => normaliseSex(raw).value,
  ethnicity: (raw) => normaliseEthnicity(raw).value,
};

/** Any sequence of code units at all. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);
/** Letters, marks and punctuation that stand in cells: far likelier to reach the inner rules than any Unicode. */
export const cellText = fc
  .array(
    fc.constantFrom(
      ...'aAeEiIoOzZßłŁøÖİıéñ0159 \'’`-–—.,&+/()"?_@:\u00A0\u200B\u0301\uFFFDÃ¼©'.split(''),
      'Mc',
      'mac',
      "O'",
      'BABY',
      'and',
      'née',
      'van',
      'Dr ',
      '07700900',
      '+44',
      'ZZ99',
      '999',
      '/20',
      '.example',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
