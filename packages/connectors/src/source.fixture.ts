import { column } from '@golden-thread/shapes/declare/combinators';
import { defineSource, type SourceDeclaration, type SourceInput, text } from '@golden-thread/shapes/declare/source';

/** A small source for the tests of this package; the parts that a test is about are given. */
export function sourceOf(parts: Partial<Pick<SourceInput, 'transport' | 'decoder' | 'contract'>> = {}): SourceDeclaration {
  return defineSource({
    name: 'school_mis',
    label: 'School pupils',
    describes: 'Pupils on the roll of a school.',
    organisation: 'council',
    agreement: 'schools_to_council',
    location: 'school-mis',
    transport: { kind: 'folder', files: 'mis_{part}_{date}.csv', complete: 'rename' },
    decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' },
    timeZone: 'Europe/London',
    cadence: { every: 'day', arrivesBy: '04:00', staleAfterDays: 3 },
    dataset: 'pupils',
    contract: { columns: { id: text(), forename: text(), surname: text() }, key: ['id'], delivers: 'full' },
    maps: { person: { surname: column(Object.keys(parts.contract?.columns ?? { surname: null }).at(-1) ?? 'surname') } },
    ...parts,
  });
}
