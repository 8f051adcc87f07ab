import { coded, column, constant, date, filePart, firstOf, joined } from '@golden-thread/shapes/declare/combinators';
import { dates, defineSource, type SourceInput, text } from '@golden-thread/shapes/declare/source';
import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { printIssue } from '@golden-thread/shapes/field-issue';
import { compileMapping } from '../compile-mapping.ts';

export const TONIGHT = '2026-11-25';
const COLUMNS = {
  ref: text({ required: true }),
  fore: text(),
  pref: text(),
  mid: text(),
  sur: text(),
  old_sur: text(),
  called: text(),
  dob: dates(['dd/mm/yyyy', 'dd/mm/yy']),
  guessed: text(),
  sex: text(),
  nhs: text(),
  upn: text(),
  house: text(),
  street: text(),
  postcode: text(),
  was_at: text(),
  was_postcode: text(),
  uprn: text(),
  tel: text(),
  mail: text(),
  school: text(),
  mum: text(),
  mum_tel: text(),
  changed: dates(['yyyy-mm-dd hh:mm:ss']),
  case_ref: text(),
  case_kind: text(),
  opened: dates(['dd/mm/yyyy']),
  closed: dates(['dd/mm/yyyy']),
  worker: text(),
  happened: dates(['dd/mm/yyyy hh:mm']),
  notes: text(),
} as const;
export type Row = { readonly [Name in keyof typeof COLUMNS]?: string };

/** A source that maps everything, for tests to narrow. */
export const INPUT: SourceInput = {
  name: 'clinic',
  label: 'Clinic',
  describes: 'One row for each child that the clinic knows.',
  organisation: 'clinic_trust',
  agreement: 'isa_clinic',
  location: 'clinic',
  transport: { kind: 'folder', files: 'clinic_{part}_{date}.csv', complete: 'rename' },
  decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' },
  timeZone: 'Europe/London',
  cadence: { every: 'day', arrivesBy: '02:00', staleAfterDays: 3 },
  dataset: 'children',
  contract: { columns: { ...COLUMNS }, key: ['ref'], delivers: 'full' },
  maps: {
    person: {
      forename: firstOf('fore', 'pref'),
      middle_names: column('mid'),
      surname: column('sur'),
      former_surname: column('old_sur'),
      known_as: column('called'),
      birth_date: date('dob', 'dd/mm/yyyy', 'dd/mm/yy'),
      birth_precision: coded('guessed', { Y: 'month', N: 'day' }),
      sex: coded('sex', { '1': 'M', '2': 'F', '0': 'U', x: null }),
      nhs_number: column('nhs'),
      upn: column('upn'),
      address: joined(['house', 'street']),
      postcode: column('postcode'),
      uprn: column('uprn'),
      phone: column('tel'),
      email: column('mail'),
      school: column('school'),
      contact_name: column('mum'),
      contact_phone: column('mum_tel'),
    },
    trueAt: date('changed', 'yyyy-mm-dd hh:mm:ss'),
    formerAddress: column('was_at'),
    formerPostcode: column('was_postcode'),
    case: {
      reference: column('case_ref'),
      kind: column('case_kind'),
      opened: date('opened', 'dd/mm/yyyy'),
      closed: date('closed', 'dd/mm/yyyy'),
      service: constant('Clinic'),
      organisation: filePart(),
      lead_professional: column('worker'),
    },
    event: {
      reference: column('case_ref'),
      kind: constant('visit'),
      occurred: date('happened', 'dd/mm/yyyy hh:mm'),
      organisation: constant('Clinic'),
    },
  },
};
export const EVERYTHING = new Set([
  ...PERSON_ATTRIBUTE_NAMES.map((name) => `person.${name}`),
  'record.true_at',
  ...['reference', 'kind', 'opened', 'closed', 'closure_reason', 'service', 'organisation', 'lead_professional', 'lead_contact'].map(
    (item) => `case.${item}`,
  ),
  ...['reference', 'kind', 'occurred', 'role', 'organisation'].map((item) => `event.${item}`),
  ...['household.reference', 'household.role', 'household.began', 'household.ended', 'relationship.kind', 'relationship.name'],
  'flag.never_link',
]);

/** Normalises one row of the clinic; `said` are its issues in print. */
export function read(row: Row, { allowed = EVERYTHING, profile = 'demo' as 'demo' | 'production', part = 'north', input = INPUT } = {}) {
  const mapping = compileMapping(defineSource(input), allowed, profile);
  const cells: Readonly<Record<string, string | undefined>> = { ref: '1', ...row };
  const record = mapping.normalise(
    mapping.columns.map((name) => cells[name] ?? null),
    { filePart: part, businessDate: TONIGHT },
  );
  return { ...record, said: record.issues.map(printIssue) };
}
