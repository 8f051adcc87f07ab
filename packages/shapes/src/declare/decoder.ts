import { z } from 'zod';
import { xmlFieldsFault, xmlPath, xmlRecordPath } from './xml-path.ts';

const encoding = z.enum(['utf-8', 'utf-16', 'windows-1252'], 'name the encoding: utf-8, utf-16 or windows-1252');

const csv = z.strictObject({
  kind: z.literal('csv'),
  encoding,
  delimiter: z.enum([',', ';', '|', '\t']),
  newline: z.enum(['\n', '\r\n']),
});
/** `records`: members to the array of records, with dots; '' where the file is the array. */
const json = z.strictObject({ kind: z.literal('json'), records: z.string() });
/** One object a line. */
const jsonLines = z.strictObject({ kind: z.literal('json_lines') });
const xml = z.strictObject({
  kind: z.literal('xml'),
  encoding,
  /** Element that is a record, from the root: `Message/Children/Child`. */
  record: xmlRecordPath,
  /** Namespace of every element that is read; left out, elements are known by their local names. */
  namespace: z.string().min(1).optional(),
  /** Where each column of the contract stands: below the record (`Name/Surname`, `@id`), or from the root (`/Message/Header/School`). */
  fields: z.record(
    z.string().min(1),
    z.union([xmlPath, z.strictObject({ path: xmlPath, joined: z.string().min(1, 'say what stands between the values, such as ;') })]),
  ),
  /** Elements that the record may hold and nobody reads, with all that is in them. */
  ignored: z.array(xmlPath).default([]),
});
const xlsx = z.strictObject({
  kind: z.literal('xlsx'),
  /** Name on the sheet's tab. */
  sheet: z.string().min(1).max(31, 'name the sheet as its tab does: a tab holds at most 31 characters'),
  /** Rows that a filter or a person hid: records like others (and said so), or a reason to refuse the file. */
  hiddenRows: z.enum(['take', 'refuse'], "say what becomes of hidden rows: 'take' or 'refuse'"),
});
const parquet = z.strictObject({ kind: z.literal('parquet') });

const plainDecoders = [csv, json, jsonLines, xml, xlsx, parquet] as const;
const zip = z.strictObject({
  kind: z.literal('zip'),
  /** Name of the one entry that is read, with its folders; `*` stands for any characters but a slash. */
  entry: z.string().refine(isEntryPattern, "name the entry as it stands in the archive, with '/' between folders and * for what changes"),
  /** Entries of other names: a reason to refuse the file, or left alone. */
  others: z.enum(['refuse', 'leave'], "say what becomes of other entries: 'refuse' or 'leave'"),
  /** What the entry is. */
  holds: z.discriminatedUnion('kind', plainDecoders),
});

/** How the bytes of a delivery become records. */
export const decoderSchema = z.discriminatedUnion('kind', [...plainDecoders, zip]);

export type Decoder = z.output<typeof decoderSchema>;
export type PlainDecoder = Exclude<Decoder, { kind: 'zip' }>;
export type XmlDecoder = z.output<typeof xml>;
export type XlsxDecoder = z.output<typeof xlsx>;
export type ZipDecoder = z.output<typeof zip>;

/** What is wrong between a decoder and the columns of its contract, and how to mend it; null where nothing is. */
export function decoderFault(decoder: Decoder, columns: readonly string[]): { readonly what: string; readonly fix: string } | null {
  const plain = decoder.kind === 'zip' ? decoder.holds : decoder;
  if (plain.kind === 'xml') return xmlFieldsFault(plain, columns);
  if (plain.kind !== 'xlsx') return null;
  const untidy = columns.find((name) => name !== name.trim().replace(/\s+/g, ' '));
  if (untidy === undefined) return null;
  return {
    what: `the column '${untidy}' has blanks that no heading of a sheet keeps`,
    fix: `write contract.columns '${untidy}' with one blank between words and none around them`,
  };
}

function isEntryPattern(pattern: string): boolean {
  const steps = pattern.split('/');
  return pattern.length <= 200 && !/[\\\0:]/.test(pattern) && steps.every((step) => step !== '' && step !== '.' && step !== '..');
}
