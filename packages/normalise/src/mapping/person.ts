import type { PersonAttributeName, PersonMatch, PersonValues, RawPersonValues } from '@golden-thread/shapes/dictionary/person';
import type { DateFormat } from '@golden-thread/shapes/declare/combinators';
import { normaliseEthnicity } from '../coded/ethnicity.ts';
import { normaliseSex } from '../coded/sex.ts';
import { normaliseEmail } from '../contacts/email.ts';
import { normalisePhone } from '../contacts/phone.ts';
import { type BirthReading, limitPrecision, readBirthDate } from '../dates/birth-date.ts';
import { normaliseNhsNumber } from '../identifiers/nhs-number.ts';
import type { Profile } from '../identifiers/profile.ts';
import { normaliseUpn } from '../identifiers/upn.ts';
import { readContactName } from '../names/contact-name.ts';
import { readAddress } from '../places/address.ts';
import { normalisePostcode } from '../places/postcode.ts';
import { readSchool } from '../places/school.ts';
import { normaliseUprn } from '../places/uprn.ts';
import { fold } from '../text/fold.ts';
import { memo } from '../text/memo.ts';
import type { Normalised } from '../text/normalised.ts';
import type { Cells, CompiledReader } from './compile-reader.ts';
import type { IssueList } from './issues.ts';
import { personNameReader } from './person-name.ts';
import { sortedSet } from './sorted-lists.ts';

/** The readers of one source's person, those only that the item set allows. */
export interface PersonReaders {
  readonly attributes: ReadonlyMap<PersonAttributeName, CompiledReader>;
  readonly formerAddress: CompiledReader | null;
  readonly formerPostcode: CompiledReader | null;
}

export interface PersonReading {
  readonly raw: RawPersonValues;
  readonly values: PersonValues;
  readonly match: PersonMatch;
}

const NO_LIST: readonly string[] = Object.freeze([]);
const NOBODY: RawPersonValues = {
  forename: null, middle_names: null, surname: null, known_as: null, former_surname: null, birth_date: null, birth_precision: null, sex: null, ethnicity: null,
  nhs_number: null, upn: null, address: null, postcode: null, uprn: null, phone: null, email: null, school: null, contact_name: null, contact_phone: null,
};

/** Compiles the person of a source: cells in, raw values, standard values and match columns out. */
export function compilePerson(readers: PersonReaders, allowed: ReadonlySet<string>, profile: Profile) {
  const nameOf = personNameReader(allowed);
  const birthOf = birthReader(readers.attributes.get('birth_date')?.formats ?? []);
  const fields = {
    postcode: memo(normalisePostcode),
    school: memo(readSchool),
    contactName: memo(readContactName),
    ethnicity: memo(normaliseEthnicity),
    phone: memo((raw) => normalisePhone(raw, profile), 16_384),
    email: memo((raw) => normaliseEmail(raw, profile), 16_384),
    address: memo(readAddress, 16_384),
  };
  const entries = [...readers.attributes];

  return (cells: Cells, filePart: string, businessDate: string, issues: IssueList): PersonReading => {
    const raw = { ...NOBODY };
    for (const [name, reader] of entries) raw[name] = reader.raw(cells, filePart);
    const textOf = (name: PersonAttributeName): string | null => {
      const written = raw[name];
      const decode = written === null ? null : (readers.attributes.get(name)?.decode ?? null);
      if (written === null || decode === null) return written;
      return taken(name, decode(written), issues);
    };
    const field = (name: PersonAttributeName, normalise: (text: string) => Normalised): string | null => {
      const text = textOf(name);
      return text === null ? null : taken(name, normalise(text), issues);
    };

    const name = nameOf(
      { forename: textOf('forename'), middle_names: textOf('middle_names'), surname: textOf('surname'), known_as: textOf('known_as'), former_surname: textOf('former_surname') },
      issues,
    );
    const born = birthOf(raw.birth_date, textOf('birth_precision'), businessDate);
    if (born !== null) issues.add('birth_date', born.issues);
    const addressText = textOf('address');
    const address = addressText === null ? null : fields.address(addressText);
    if (address !== null) issues.add('address', address.issues);
    const formerAddressText = readers.formerAddress?.raw(cells, filePart) ?? null;
    const formerAddress = formerAddressText === null ? null : fields.address(formerAddressText);
    const postcode = textOf('postcode');
    const formerPostcode = readers.formerPostcode?.raw(cells, filePart) ?? null;
    const present = postcode === null ? null : fields.postcode(postcode);
    const former = formerPostcode === null ? null : fields.postcode(formerPostcode);
    if (present !== null) issues.add('postcode', present.issues);
    if (former !== null) issues.add('postcode', former.issues);
    const schoolText = textOf('school');
    const school = schoolText === null ? null : fields.school(schoolText);
    if (school !== null) issues.add('school', school.issues);
    const contactText = textOf('contact_name');
    const contact = contactText === null ? null : fields.contactName(contactText);
    if (contact !== null) issues.add('contact_name', contact.issues);

    const values: PersonValues = {
      forename: name.values.forename,
      middle_names: name.values.middle_names,
      surname: name.values.surname,
      known_as: name.values.known_as,
      former_surname: name.values.former_surname,
      birth_date: born?.value ?? null,
      birth_precision: allowed.has('person.birth_precision') ? (born?.precision ?? null) : null,
      sex: field('sex', normaliseSex),
      ethnicity: field('ethnicity', fields.ethnicity),
      nhs_number: field('nhs_number', (text) => normaliseNhsNumber(text, profile)),
      upn: field('upn', normaliseUpn),
      address: address?.value ?? null,
      postcode: present?.value ?? null,
      uprn: field('uprn', normaliseUprn),
      phone: field('phone', fields.phone),
      email: field('email', fields.email),
      school: school?.value ?? null,
      contact_name: contact?.value ?? null,
      contact_phone: field('contact_phone', fields.phone),
    };
    const match: PersonMatch = {
      forename_key: name.forenameKey,
      forename_families: name.forenameFamilies,
      other_forenames: name.otherForenames,
      surname_key: name.surnameKey,
      surname_tokens: name.surnameTokens,
      birth_date: born?.matchDate ?? null,
      birth_month: born?.matchMonth ?? null,
      birth_year: born?.matchYear ?? null,
      sex: values.sex === 'U' ? null : values.sex,
      postcodes: list(postcodeKey(present), postcodeKey(former)),
      uprns: list(values.uprn),
      address_keys: list(address?.keys[0] ?? null, formerAddress?.keys[0] ?? null),
      contacts: list(phoneKey(values.phone), phoneKey(values.contact_phone), values.email === null ? null : fold(values.email) || null, contact?.key ?? null),
      schools: list(school?.key ?? null),
      nhs_number: values.nhs_number,
      upn: values.upn,
    };
    return { raw, values, match };
  };
}

/** Remembers the days of one business date: there are few and records are many. */
function birthReader(formats: readonly DateFormat[]): (raw: string | null, precision: string | null, businessDate: string) => BirthReading | null {
  let readFor = '';
  let read = memo((raw) => readBirthDate(raw, formats, readFor));
  return (raw, precision, businessDate) => {
    if (raw === null) return null;
    if (businessDate !== readFor) {
      readFor = businessDate;
      read = memo((text) => readBirthDate(text, formats, businessDate));
    }
    const born = read(raw);
    return precision === 'month' || precision === 'year' ? limitPrecision(born, precision) : born;
  };
}

function taken(field: PersonAttributeName, normalised: Normalised, issues: IssueList): string | null {
  if (normalised.issues.length > 0) issues.add(field, normalised.issues);
  return normalised.value;
}

/** A dummy postcode is kept and never matches. */
const postcodeKey = (postcode: Normalised | null): string | null =>
  postcode === null || postcode.value === null || postcode.issues.includes('placeholder') ? null : postcode.value.replace(' ', '');

const phoneKey = (phone: string | null): string | null => (phone === null ? null : phone.slice(1));

function list(...values: readonly (string | null)[]): readonly string[] {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? NO_LIST : sortedSet(present);
}
