import { describe, expect, it } from 'vitest';
import { DeclarationError } from '../errors.ts';
import { column } from './combinators.ts';
import { defineSource, type SourceInput, text } from './source.ts';
import { xmlPlace } from './xml-path.ts';

/** What a declaration says of its decoder: '' where it is right. */
function complaint(decoder: unknown, columns: readonly string[] = ['id', 'name']): string {
  const input = {
    name: 'clinic',
    label: 'Clinic',
    describes: 'One row for each child that the clinic knows.',
    organisation: 'clinic_trust',
    agreement: 'isa_clinic',
    location: 'clinic',
    transport: { kind: 'folder' as const, files: 'clinic_{date}.dat', complete: 'rename' as const },
    timeZone: 'Europe/London',
    cadence: { every: 'day' as const, arrivesBy: '02:00', staleAfterDays: 3 },
    dataset: 'children',
    contract: { columns: Object.fromEntries(columns.map((name) => [name, text()])), key: [columns[0] ?? ''], delivers: 'full' as const },
    maps: { person: { surname: column(columns[0] ?? '') } },
  };
  try {
    const source: SourceInput = Object.assign({ decoder: { kind: 'json', records: '' } as const }, input, { decoder });
    defineSource(source);
    return '';
  } catch (error) {
    if (error instanceof DeclarationError) return `${error.message} ${error.remedy}`;
    throw error;
  }
}

const fields = { id: '@id', name: 'name' };
const xml = (more: object) => ({ kind: 'xml', encoding: 'utf-8', record: 'list/child', fields, ...more });
const csv = { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' };

describe('a decoder that can be read', () => {
  it.each([
    ['JSON lines', { kind: 'json_lines' }],
    ['XML', xml({})],
    ['XML with a value around the records', xml({ fields: { id: '@id', name: '/list/school/name' } })],
    ['XML with an attribute around the records', xml({ fields: { id: '@id', name: '/list/@school' } })],
    ['XML with the first of several', xml({ fields: { id: '@id', name: 'contact[1]/name' } })],
    ['XML with all of several', xml({ fields: { id: '@id', name: { path: 'names/name', joined: ' ' } } })],
    ['XML with an attribute of an element that is read', xml({ fields: { id: 'name/@id', name: 'name' } })],
    ['a workbook', { kind: 'xlsx', sheet: 'List 1', hiddenRows: 'take' }],
    ['Parquet', { kind: 'parquet' }],
    ['an archive', { kind: 'zip', entry: 'out/a_*.csv', others: 'leave', holds: csv }],
  ])('%s', (_label, decoder) => expect(complaint(decoder)).toBe(''));
});

describe('a decoder that is declared wrongly says how to mend it', () => {
  it.each<[string, unknown, string, string[]?]>([
    ['another kind', { kind: 'yaml' }, 'mend decoder.kind'],
    ['an encoding that nobody knows', { ...csv, encoding: 'latin1' }, 'name the encoding: utf-8, utf-16 or windows-1252'],
    ['a path that is none', xml({ fields: { id: '@id', name: '//name' } }), "write a path such as 'Name/Surname'"],
    ['a path upwards', xml({ fields: { id: '@id', name: '../name' } }), "write a path such as 'Name/Surname'"],
    ['a place that is none', xml({ fields: { id: '@id', name: 'name[0]' } }), "write a path such as 'Name/Surname'"],
    ['a record that is no path', xml({ record: '/list/child' }), 'write the path from the root to the element that is a record'],
    ['a column without its field', xml({ fields: { id: '@id' } }), "add 'name' to decoder.fields"],
    ['a field without its column', xml({ fields: { ...fields, shoe: 'shoe' } }), "add 'shoe' to contract.columns"],
    ['a field at another root', xml({ fields: { id: '@id', name: '/people/name' } }), "begin its path with '/list'"],
    ['a field that is the record', xml({ fields: { id: '@id', name: '/list/child' } }), 'name an element or attribute below it'],
    ['a field that is around the record', xml({ fields: { id: '@id', name: '/list' } }), 'name an element or attribute below it'],
    ['two fields in one element', xml({ fields: { id: 'name', name: 'name' } }), 'give each its own path'],
    ['two fields of one attribute', xml({ fields: { id: '@id', name: '@id' } }), 'give each its own path'],
    ['a field in another', xml({ fields: { id: 'name/first', name: 'name' } }), 'give each its own path'],
    ['a shared value that is joined', xml({ fields: { id: '@id', name: { path: '/list/name', joined: ' ' } } }), 'a path alone'],
    [
      'nothing between joined values',
      xml({ fields: { id: '@id', name: { path: 'name', joined: '' } } }),
      'say what stands between the values',
    ],
    ['an ignored element with a field in it', xml({ ignored: ['name'] }), "take 'name' out of decoder.ignored"],
    ['a workbook that does not say what of hidden rows', { kind: 'xlsx', sheet: 'List 1' }, "'take' or 'refuse'"],
    ['a tab longer than any', { kind: 'xlsx', sheet: 'x'.repeat(32), hiddenRows: 'take' }, 'a tab holds at most 31 characters'],
    [
      'a heading with blanks around it',
      { kind: 'xlsx', sheet: 'List 1', hiddenRows: 'take' },
      'one blank between words',
      ['id', 'First  Name'],
    ],
    ['an archive that does not say what of other entries', { kind: 'zip', entry: 'a.csv', holds: csv }, "'refuse' or 'leave'"],
    ['an entry that is a path upwards', { kind: 'zip', entry: '../a.csv', others: 'leave', holds: csv }, "with '/' between folders"],
    [
      'an archive in an archive',
      { kind: 'zip', entry: 'a', others: 'leave', holds: { kind: 'zip', entry: 'b', others: 'leave', holds: csv } },
      'mend decoder.holds.kind',
    ],
    [
      'a wrong field inside an archive',
      { kind: 'zip', entry: 'a', others: 'leave', holds: xml({ fields: {} }) },
      "add 'id' to decoder.fields",
    ],
  ])('%s', (_label, decoder, words, columns) => expect(complaint(decoder, columns)).toContain(words));
});

it('a path is told from the root', () => {
  expect(xmlPlace('a[2]/@b', 'list/child')).toEqual({
    steps: [
      { name: 'list', place: null },
      { name: 'child', place: null },
      { name: 'a', place: 2 },
    ],
    attribute: 'b',
  });
  expect(xmlPlace('/list/head', 'list/child').steps.map(({ name }) => name)).toEqual(['list', 'head']);
});
