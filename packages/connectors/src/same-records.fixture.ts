import type { Decoder, PlainDecoder } from '@golden-thread/shapes/declare/decoder';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect } from 'vitest';
import { writeZip } from './archive/write-zip.fixture.ts';
import { outcomesOf } from './decoding.fixture.ts';
import { row, workbook } from './xlsx/workbook.fixture.ts';

const COLUMNS = ['id', 'name', 'note'];
type Table = readonly (readonly [string, string, string])[];

export const STREAMED = ['csv', 'json', 'json_lines', 'xml', 'xlsx'] as const;

interface Form {
  readonly decoder: PlainDecoder;
  write(table: Table): Uint8Array | string;
}

/** Plain writers of each form, by its standard. */
const FORMS: readonly Form[] = [
  {
    decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\r\n' },
    write: (table) =>
      [COLUMNS, ...table].map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join(''),
  },
  {
    decoder: { kind: 'csv', encoding: 'utf-16', delimiter: '\t', newline: '\n' },
    write: (table) =>
      Buffer.from(
        `\ufeff${[COLUMNS, ...table].map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join('\t')}\n`).join('')}`,
        'utf16le',
      ),
  },
  {
    decoder: { kind: 'json', records: 'data.rows' },
    write: (table) => JSON.stringify({ total: table.length, data: { rows: objectsOf(table) } }, null, 1),
  },
  {
    decoder: { kind: 'json_lines' },
    write: (table) =>
      objectsOf(table)
        .map((object) => `${JSON.stringify(object)}\n`)
        .join(''),
  },
  {
    decoder: { kind: 'xml', encoding: 'utf-8', record: 'file/child', fields: { id: '@id', name: 'names/name', note: 'note' }, ignored: [] },
    write: (table) =>
      `<?xml version="1.0"?><file>${table.map(([id, name, note]) => `<child id="${marked(id)}"><names><name>${marked(name)}</name></names><note>${marked(note)}</note></child>`).join('\n')}</file>`,
  },
  {
    decoder: { kind: 'xlsx', sheet: 'Children', hiddenRows: 'refuse' },
    write: (table) => workbook({ rows: [COLUMNS, ...table].map((cells, i) => row(i + 1, cells)).join('') }),
  },
  {
    decoder: { kind: 'parquet' },
    write: (table) =>
      new Uint8Array(
        parquetWriteBuffer({
          columnData: COLUMNS.map((name, c) => ({ name, data: table.map((cells) => cells[c] ?? ''), type: 'STRING' as const })),
        }),
      ),
  },
];

/** Whatever form a delivery has, packed or not, its records are the same: what was written, an empty text being none. No line breaks: ADR 5. */
export async function formsGiveTheSame(kinds: readonly PlainDecoder['kind'][], numRuns: number): Promise<void> {
  const forms = FORMS.filter(({ decoder }) => kinds.includes(decoder.kind));
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '𝔸', '"', ',', '<', '&', ' ', '7', "'", '\u00a0', '\\'), maxLength: 6 });
  const key = fc.string({ unit: fc.constantFrom('E', '1', 'ß'), minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(key, text, text), { minLength: 1, maxLength: 12 }), fc.boolean(), async (table, packed) => {
      for (const { decoder, write } of forms) {
        const bytes = Buffer.from(write(table));
        const given: Decoder = packed ? { kind: 'zip', entry: 'a.*', others: 'refuse', holds: decoder } : decoder;
        const found = await outcomesOf({ decoder: given, columns: COLUMNS }, packed ? writeZip([{ name: 'a.dat', data: bytes }]) : bytes);
        expect(found, decoder.kind).toEqual(table.map((cells) => cells.map((cell) => (cell === '' ? null : cell))));
      }
    }),
    { numRuns, seed: 20261125 },
  );
}

const objectsOf = (table: Table): readonly object[] => table.map(([id, name, note]) => ({ id, name, note }));

const marked = (text: string): string => text.replace(/[&<"\n]/g, (character) => `&#${character.codePointAt(0)};`);
