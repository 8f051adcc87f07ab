import type { PersonAttributeName, PersonMatch, PersonValues, RawPersonValues } from '@golden-thread/shapes/dictionary/person';
import { normaliseEthnicity } from '../coded/ethnicity.ts';
import { normaliseSex } from '../coded/sex.ts';
import { normaliseEmail } from '../contacts/email.ts';
import { normalisePhone } from '../contacts/phone.ts';
import { type BirthReading, limitPrecision } from '../dates/birth-date.ts';
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
import { mapped, noted, standardOf } from './noting.ts';
import { personNameReader } from './person-name.ts';
import { sortedSet } from './sorted-lists.ts';

/** The readers of one source's person, those only that the item set allows. */
export interface PersonReaders {
  readonly attribute: (name: PersonAttributeName) => CompiledReader | null;
  readonly formerAddress: CompiledReader | null;
  readonly formerPostcode: CompiledReader | null;
  readonly birth: (raw: string | null, businessDate: string) => BirthReading | null;
}

export interface PersonReading {
  readonly raw: RawPersonValues;
  readonly values: PersonValues;
  readonly match: PersonMatch;
}

const NO_LIST: readonly string[] = Object.freeze([]);

/** Compiles the person of a source: cells in; raw values, standard values and match columns out. Every record has one shape, so that reading stays fast. */
export function compilePerson(readers: PersonReaders, allowed: ReadonlySet<string>, profile: Profile) {
  const at = readersByAttribute(readers.attribute);
  const nameOf = personNameReader(allowed);
  const postcodeOf = memo(normalisePostcode);
  const schoolOf = memo(readSchool);
  const ethnicityOf = memo(normaliseEthnicity);
  const mayTellPrecision = allowed.has('person.birth_precision');

  return (cells: Cells, filePart: string, businessDate: string, issues: IssueList): PersonReading => {
    const raw: RawPersonValues = {
      forename: written(at.forename, cells, filePart),
      middle_names: written(at.middle_names, cells, filePart),
      surname: written(at.surname, cells, filePart),
      known_as: written(at.known_as, cells, filePart),
      former_surname: written(at.former_surname, cells, filePart),
      birth_date: written(at.birth_date, cells, filePart),
      birth_precision: written(at.birth_precision, cells, filePart),
      sex: written(at.sex, cells, filePart),
      ethnicity: written(at.ethnicity, cells, filePart),
      nhs_number: written(at.nhs_number, cells, filePart),
      upn: written(at.upn, cells, filePart),
      address: written(at.address, cells, filePart),
      postcode: written(at.postcode, cells, filePart),
      uprn: written(at.uprn, cells, filePart),
      phone: written(at.phone, cells, filePart),
      email: written(at.email, cells, filePart),
      school: written(at.school, cells, filePart),
      contact_name: written(at.contact_name, cells, filePart),
      contact_phone: written(at.contact_phone, cells, filePart),
    };
    const name = nameOf(
      decoded(at.forename, raw.forename, 'forename', issues),
      decoded(at.middle_names, raw.middle_names, 'middle_names', issues),
      decoded(at.surname, raw.surname, 'surname', issues),
      decoded(at.known_as, raw.known_as, 'known_as', issues),
      decoded(at.former_surname, raw.former_surname, 'former_surname', issues),
      issues,
    );
    const birth = limited(
      readers.birth(raw.birth_date, businessDate),
      decoded(at.birth_precision, raw.birth_precision, 'birth_precision', issues),
    );
    const address = noted('address', mapped(decoded(at.address, raw.address, 'address', issues), readAddress), issues);
    const formerAddress = mapped(written(readers.formerAddress, cells, filePart), readAddress);
    const postcode = noted('postcode', mapped(decoded(at.postcode, raw.postcode, 'postcode', issues), postcodeOf), issues);
    const formerPostcode = noted('postcode', mapped(written(readers.formerPostcode, cells, filePart), postcodeOf), issues);
    const school = noted('school', mapped(decoded(at.school, raw.school, 'school', issues), schoolOf), issues);
    const contact = noted(
      'contact_name',
      mapped(decoded(at.contact_name, raw.contact_name, 'contact_name', issues), readContactName),
      issues,
    );
    if (birth !== null) issues.add('birth_date', birth.issues);

    const sex = standardOf('sex', mapped(decoded(at.sex, raw.sex, 'sex', issues), normaliseSex), issues);
    const nhsNumber = standardOf(
      'nhs_number',
      normaliseNhsNumber(decoded(at.nhs_number, raw.nhs_number, 'nhs_number', issues), profile),
      issues,
    );
    const upn = standardOf('upn', normaliseUpn(decoded(at.upn, raw.upn, 'upn', issues)), issues);
    const uprn = standardOf('uprn', normaliseUprn(decoded(at.uprn, raw.uprn, 'uprn', issues)), issues);
    const phone = standardOf('phone', normalisePhone(decoded(at.phone, raw.phone, 'phone', issues), profile), issues);
    const contactPhone = standardOf(
      'contact_phone',
      normalisePhone(decoded(at.contact_phone, raw.contact_phone, 'contact_phone', issues), profile),
      issues,
    );
    const email = standardOf('email', normaliseEmail(decoded(at.email, raw.email, 'email', issues), profile), issues);

    const values: PersonValues = {
      forename: name.forename,
      middle_names: name.middleNames,
      surname: name.surname,
      known_as: name.knownAs,
      former_surname: name.formerSurname,
      birth_date: birth?.value ?? null,
      birth_precision: mayTellPrecision ? (birth?.precision ?? null) : null,
      sex,
      ethnicity: standardOf('ethnicity', mapped(decoded(at.ethnicity, raw.ethnicity, 'ethnicity', issues), ethnicityOf), issues),
      nhs_number: nhsNumber,
      upn,
      address: address?.value ?? null,
      postcode: postcode?.value ?? null,
      uprn,
      phone,
      email,
      school: school?.value ?? null,
      contact_name: contact?.value ?? null,
      contact_phone: contactPhone,
    };
    const match: PersonMatch = {
      forename_key: name.forenameKey,
      forename_families: name.forenameFamilies,
      other_forenames: name.otherForenames,
      surname_key: name.surnameKey,
      surname_tokens: name.surnameTokens,
      birth_date: birth?.matchDate ?? null,
      birth_month: birth?.matchMonth ?? null,
      birth_year: birth?.matchYear ?? null,
      sex: sex === 'U' ? null : sex,
      postcodes: list(postcodeKey(postcode), postcodeKey(formerPostcode)),
      uprns: uprn === null ? NO_LIST : [uprn],
      address_keys: list(address?.key ?? null, formerAddress?.key ?? null),
      contacts: contactsOf(phone, contactPhone, email, contact?.key ?? null),
      schools: school === null || school.key === null ? NO_LIST : [school.key],
      nhs_number: nhsNumber,
      upn,
    };
    return { raw, values, match };
  };
}

function readersByAttribute(reader: PersonReaders['attribute']): { readonly [Name in PersonAttributeName]: CompiledReader | null } {
  return {
    forename: reader('forename'),
    middle_names: reader('middle_names'),
    surname: reader('surname'),
    known_as: reader('known_as'),
    former_surname: reader('former_surname'),
    birth_date: reader('birth_date'),
    birth_precision: reader('birth_precision'),
    sex: reader('sex'),
    ethnicity: reader('ethnicity'),
    nhs_number: reader('nhs_number'),
    upn: reader('upn'),
    address: reader('address'),
    postcode: reader('postcode'),
    uprn: reader('uprn'),
    phone: reader('phone'),
    email: reader('email'),
    school: reader('school'),
    contact_name: reader('contact_name'),
    contact_phone: reader('contact_phone'),
  };
}

const written = (reader: CompiledReader | null, cells: Cells, filePart: string): string | null =>
  reader === null ? null : reader.raw(cells, filePart);

/** What the field's rule is to see of the raw text. */
function decoded(reader: CompiledReader | null, raw: string | null, field: PersonAttributeName, issues: IssueList): string | null {
  if (reader === null || raw === null || reader.decode === null) return raw;
  return standardOf(field, reader.decode(raw), issues);
}

const limited = (birth: BirthReading | null, precision: string | null): BirthReading | null =>
  birth !== null && (precision === 'month' || precision === 'year') ? limitPrecision(birth, precision) : birth;

/** A dummy postcode is kept and never matches. */
const postcodeKey = (postcode: Normalised | null): string | null =>
  postcode === null || postcode.value === null || postcode.issues.includes('placeholder') ? null : postcode.value.replace(' ', '');

function contactsOf(phone: string | null, contactPhone: string | null, email: string | null, contactKey: string | null): readonly string[] {
  if (phone === null && contactPhone === null && email === null && contactKey === null) return NO_LIST;
  const keys: string[] = [];
  if (phone !== null) keys.push(phone.slice(1));
  if (contactPhone !== null) keys.push(contactPhone.slice(1));
  if (contactKey !== null) keys.push(contactKey);
  const emailKey = email === null ? '' : fold(email);
  if (emailKey !== '') keys.push(emailKey);
  return sortedSet(keys);
}

function list(a: string | null, b: string | null): readonly string[] {
  if (a === null) return b === null ? NO_LIST : [b];
  if (b === null || a === b) return [a];
  return a < b ? [a, b] : [b, a];
}
