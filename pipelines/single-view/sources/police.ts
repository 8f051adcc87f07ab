import { coded, column, constant, date } from '@golden-thread/shapes/declare/combinators';
import { dates, defineSource, text } from '@golden-thread/shapes/declare/source';

const time = dates(['dd/mm/yyyy hh:mm', 'dd/mm/yyyy']);

/**
 * Children and young people in police incidents: changes only, numbered files. The address is where it happened, not a home,
 * and the ethnicity is an officer's impression: neither is mapped as the person's.
 */
export const police = defineSource({
  name: 'police',
  label: 'Police',
  describes: 'One row for each child or young person involved in an incident, sent overnight as incidents are recorded or amended.',
  organisation: 'wessexmoor_police',
  agreement: 'isa_police',
  location: 'police',
  transport: { kind: 'folder', files: 'police_{date}_{sequence}.csv', complete: 'rename' },
  decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' },
  timeZone: 'Europe/London',
  cadence: { every: 'day', arrivesBy: '03:00', staleAfterDays: 3 },
  dataset: 'involvements',
  covers: { population: 'Children and young people recorded in an incident', area: 'Wessexmoor' },
  cohort: { maximumAgeYears: 25 },
  contract: {
    columns: {
      INCIDENT_REF: text({ required: true }),
      RECORDED_DTTM: time,
      OCCURRED_FROM: time,
      OFFENCE_OR_TYPE: text(),
      DA_FLAG: text(),
      PERSON_URN: text({ required: true }),
      PERSON_ROLE: text(),
      SURNAME: text(),
      FORENAME_1: text(),
      FORENAME_2: text(),
      DOB: dates(['dd/mm/yyyy']),
      SEX: text(),
      ETHNICITY_5PT: text(),
      ADDRESS_FULL: text(),
      POSTCODE: text(),
      CHILD_PRESENT: text(),
      OFFICER_COLLAR: text(),
      FORCE_CODE: text(),
    },
    key: ['INCIDENT_REF', 'PERSON_URN'],
    delivers: 'changes',
  },
  maps: {
    person: {
      forename: column('FORENAME_1'),
      middle_names: column('FORENAME_2'),
      surname: column('SURNAME'),
      birth_date: date('DOB', 'dd/mm/yyyy'),
      sex: coded('SEX', { M: 'M', F: 'F', U: 'U', MALE: 'M', FEMALE: 'F', UNKNOWN: 'U', '1': 'M', '2': 'F', '0': 'U', '9': 'U' }),
    },
    trueAt: date('RECORDED_DTTM', 'dd/mm/yyyy hh:mm', 'dd/mm/yyyy'),
    formerAddress: column('ADDRESS_FULL'),
    formerPostcode: column('POSTCODE'),
    event: {
      reference: column('INCIDENT_REF'),
      kind: column('OFFENCE_OR_TYPE'),
      occurred: date('OCCURRED_FROM', 'dd/mm/yyyy hh:mm', 'dd/mm/yyyy'),
      role: column('PERSON_ROLE'),
      organisation: constant('Wessexmoor Police'),
    },
  },
});
