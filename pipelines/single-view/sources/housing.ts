import { coded, column, date, joined, namePart } from '@golden-thread/shapes/declare/combinators';
import { dates, defineSource, text } from '@golden-thread/shapes/declare/source';

const ORDER = 'surname, forenames';

/** Members of council tenancies, adults among them: they stay in, so that a parent and a child of one name can be told apart. */
export const housing = defineSource({
  name: 'housing',
  label: 'Council housing',
  describes: 'Every member of a household that holds or held a council tenancy.',
  organisation: 'wessexmoor_homes',
  agreement: 'isa_housing',
  location: 'housing',
  transport: { kind: 'folder', files: 'housing_{date}.csv', complete: 'rename' },
  decoder: { kind: 'csv', encoding: 'utf-8', delimiter: '|', newline: '\n' },
  timeZone: 'Europe/London',
  cadence: { every: 'day', arrivesBy: '03:30', staleAfterDays: 7 },
  dataset: 'household_members',
  covers: { population: 'Members of households in council tenancies', area: 'Wessexmoor' },
  contract: {
    columns: {
      tenancy_ref: text(),
      person_ref: text({ required: true }),
      member_fullname: text(),
      date_of_birth: dates(['dd/mm/yyyy']),
      sex: text(),
      relationship: text(),
      tenancy_start: dates(['dd/mm/yyyy']),
      tenancy_end: dates(['dd/mm/yyyy']),
      uprn: text(),
      address_line_1: text(),
      address_line_2: text(),
      address_line_3: text(),
      post_code: text(),
      telephone: text(),
      ni_no: text(),
    },
    key: ['person_ref'],
    delivers: 'full',
    minimumRecords: 1,
  },
  maps: {
    person: {
      forename: namePart('member_fullname', ORDER, 'forename'),
      middle_names: namePart('member_fullname', ORDER, 'middle_names'),
      surname: namePart('member_fullname', ORDER, 'surname'),
      birth_date: date('date_of_birth', 'dd/mm/yyyy'),
      sex: coded('sex', { M: 'M', F: 'F', U: 'U', MALE: 'M', FEMALE: 'F', UNKNOWN: 'U' }),
      address: joined(['address_line_1', 'address_line_2', 'address_line_3']),
      postcode: column('post_code'),
      uprn: column('uprn'),
      phone: column('telephone'),
    },
    household: {
      reference: column('tenancy_ref'),
      role: column('relationship'),
      began: date('tenancy_start', 'dd/mm/yyyy'),
      ended: date('tenancy_end', 'dd/mm/yyyy'),
    },
  },
});
