import { coded, column } from '@golden-thread/shapes/declare/combinators';
import { dates, defineSource, text } from '@golden-thread/shapes/declare/source';

const side = (letter: 'A' | 'B') => ({ source: column(`${letter}_SYSTEM`), part: column(`${letter}_PART`), id: column(`${letter}_ID`) });

/**
 * Pairs of records that must never be linked, from the council's adoption team. It names records, never people:
 * the A side is of the earlier identity, the B side of the later.
 * A flag that is gone always asks people (delete guard 0); one bad row never keeps the good flags out.
 */
export const adoptionFlags = defineSource({
  name: 'adoption_flags',
  label: 'Adoption team',
  describes: 'Pairs of records that must never be linked, because of an adoption or a flight to refuge.',
  organisation: 'wessexmoor_council',
  agreement: 'isa_adoption_flags',
  location: 'adoption-team',
  transport: { kind: 'folder', files: 'never_link_{date}.csv', complete: 'rename' },
  decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' },
  timeZone: 'Europe/London',
  cadence: { every: 'day', arrivesBy: '01:00', staleAfterDays: 2 },
  dataset: 'never_link',
  contract: {
    columns: {
      FLAG_ID: text({ required: true }),
      KIND: text({ required: true, accepted: ['adoption', 'refuge'] }),
      A_SYSTEM: text({ required: true }),
      A_PART: text(),
      A_ID: text({ required: true }),
      B_SYSTEM: text({ required: true }),
      B_PART: text(),
      B_ID: text({ required: true }),
      RAISED_ON: dates(['yyyy-mm-dd', 'dd/mm/yyyy']),
    },
    key: ['FLAG_ID'],
    delivers: 'full',
    deleteGuard: 0,
    quarantineBudget: 0.5,
  },
  maps: {
    neverLink: { a: side('A'), b: side('B'), kind: coded('KIND', { adoption: 'adoption', refuge: 'refuge' }), later: 'b' },
  },
});
