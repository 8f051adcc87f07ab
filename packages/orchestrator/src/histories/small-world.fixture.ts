import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePipeline, type PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { defineSource, type SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { compareCodePoints, printNaturalKey } from '@golden-thread/shapes/natural-key';
import { referencePipeline } from '../reference-pipeline.fixture.ts';

/** The lists in which the few children of a small world stand; the library's is a source that the pipeline may not have yet. */
export const LISTS = ['social_care', 'housing', 'voluntary', 'health', 'library'] as const;
export type ListName = (typeof LISTS)[number];

/** One row of one list. */
export interface Child {
  readonly list: ListName;
  readonly id: string;
  readonly forename: string | null;
  readonly surname: string;
  /** `2013-02-11`. */
  readonly birth: string;
  readonly home: keyof typeof HOMES | null;
  readonly nhs: string | null;
}

/** A never-link on the adoption team's list: the earlier identity, then the later, each as `list/id`. */
export interface Flag {
  readonly id: string;
  readonly kind: 'adoption' | 'refuge';
  readonly earlier: string;
  readonly later: string;
}

/** What every list says on one night. */
export interface SmallWorld {
  readonly children: readonly Child[];
  readonly flags: readonly Flag[];
}

/** Two numbers of the test block. */
export const NHS = ['9990001014', '9990001022'] as const;

const HOMES = {
  here: { line: '7 Mill Lane', town: 'Wessexmoor', postcode: 'WX1 1AA' },
  there: { line: '31 Station Road', town: 'Wessexmoor', postcode: 'WX2 2BB' },
} as const;

/** Others, so that a name of the world is not half of all names; one or more on every list. */
const OTHERS: readonly Child[] = [
  'Ada',
  'Ben',
  'Cora',
  'Dev',
  'Elin',
  'Finn',
  'Gwen',
  'Hari',
  'Iris',
  'Jude',
  'Kit',
  'Lola',
  'Musa',
].flatMap((forename, at) =>
  (['social_care', 'housing', 'voluntary', 'health'] as const).flatMap((list, nth): Child[] =>
    (at + nth) % 3 === 0
      ? [
          {
            list,
            id: `other${at}`,
            forename,
            surname: ['Ash', 'Birch', 'Cole', 'Dale', 'East', 'Frost', 'Glen'][at % 7] ?? '',
            birth: `20${10 + (at % 8)}-0${1 + (at % 9)}-1${at % 9}`,
            home: null,
            nhs: null,
          },
        ]
      : [],
  ),
);

const LIBRARY = 'library';

/** The reference pipeline with gates and guards out of the way, and the library's list where it is wanted. */
export async function smallPipeline(options: { readonly library?: boolean } = {}): Promise<PipelineDeclaration> {
  const reference = await referencePipeline();
  const open = ({ contract, transport, hash: _was, ...source }: SourceDeclaration): SourceDeclaration =>
    defineSource({
      ...source,
      contract: { ...contract, deleteGuard: source.maps.person === undefined ? 0 : 1, minimumRecords: 0 },
      transport: source.decoder.kind === 'csv' && transport.kind === 'folder' ? { ...transport, complete: 'rename' } : transport,
    });
  const sources = reference.sources.map(open);
  const charity = sources.find(({ name }) => name === 'voluntary');
  if (charity === undefined) throw new TypeError('no voluntary source');
  const { hash: _its, ...likeCharity } = charity;
  const library = defineSource({
    ...likeCharity,
    name: LIBRARY,
    location: LIBRARY,
    transport: { kind: 'folder', files: 'library_{date}.csv', complete: 'rename' },
  });
  return definePipeline({
    ...reference,
    sources: options.library === true ? [...sources, library] : sources,
    gates: { personCountChange: 10, idChurn: 10, largestPerson: 1000 },
  });
}

/** `list/id` as the warehouse names the record; `incarnation` counts the children whom a key has named. */
export function naturalKeyOf(pipeline: PipelineDeclaration, child: string, incarnation = 0): string {
  const [source = '', id = ''] = child.split('/');
  const dataset = pipeline.sources.find(({ name }) => name === source)?.dataset ?? '';
  return printNaturalKey({ source, dataset, part: '', sourceRecordId: id, subKey: '', incarnation });
}

/** Writes the files of one night. Without its folder a list is not delivered, and stays as it was. @returns the drop folder. */
export function writeDrop(pipeline: PipelineDeclaration, world: SmallWorld, businessDate: string): string {
  const drop = mkdtempSync(join(tmpdir(), 'golden-thread-small-'));
  const stamp = businessDate.replaceAll('-', '');
  for (const source of pipeline.sources) {
    const list = LISTS.find((name) => name === source.name);
    const columns = Object.keys(source.contract.columns);
    const rows =
      list !== undefined
        ? [...OTHERS, ...world.children].filter((child) => child.list === list).map((child) => cellsOf(child))
        : source.name === 'adoption_flags'
          ? world.flags.map(flagCells)
          : null;
    if (rows === null || source.decoder.kind !== 'csv') continue;
    const { delimiter, newline } = source.decoder;
    const lines = rows.map((cells) => columns.map((column) => cells[column] ?? '').join(delimiter)).sort(compareCodePoints);
    const folder = join(drop, source.location);
    mkdirSync(folder, { recursive: true });
    const name = source.transport.files.replace('{date}', stamp);
    writeFileSync(join(folder, name), [columns.join(delimiter), ...lines, ''].join(newline));
  }
  return drop;
}

type Cells = Readonly<Record<string, string>>;

function cellsOf({ list, id, forename, surname, birth, home, nhs }: Child): Cells {
  const [year = '', month = '', day = ''] = birth.split('-');
  const { line, town, postcode } = home === null ? { line: '', town: '', postcode: '' } : HOMES[home];
  const address = line === '' ? '' : `${line} ${town}`;
  switch (list) {
    case 'social_care':
      return {
        PERSON_ID: id,
        FORENAME: forename ?? '',
        SURNAME: surname,
        BIRTH_DTTM: `${birth} 00:00:00`,
        ADDRESS: address,
        POSTCODE: postcode,
        NHS_NUMBER: nhs ?? '',
      };
    case 'housing':
      return {
        person_ref: id,
        member_fullname: forename === null ? surname : `${surname} ${forename}`,
        date_of_birth: `${day}/${month}/${year}`,
        address_line_1: line,
        address_line_2: town,
        post_code: postcode,
      };
    case 'health':
      return {
        PatientId: id,
        GivenName: forename ?? '',
        FamilyName: surname,
        BirthDate: `${year}${month}${day}`,
        AddressLine1: line,
        Town: town,
        PostCode: postcode,
        NhsNumber: nhs ?? '',
      };
    default:
      return {
        'Cms Id': id,
        'First Name': forename ?? '',
        'Last Name': surname,
        'Date Of Birth ': `${day}/${month}/${year}`,
        Address: address,
        'Post code': postcode,
      };
  }
}

function flagCells({ id, kind, earlier, later }: Flag): Cells {
  const [aSystem = '', aId = ''] = earlier.split('/');
  const [bSystem = '', bId = ''] = later.split('/');
  return { FLAG_ID: id, KIND: kind, A_SYSTEM: aSystem, A_PART: '', A_ID: aId, B_SYSTEM: bSystem, B_PART: '', B_ID: bId };
}
