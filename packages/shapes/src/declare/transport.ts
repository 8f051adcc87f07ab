import { z } from 'zod';

const files = z.string().refine(isFilePattern, 'write {date} once, {part} and {sequence} at most once, and no other braces');

/** How patiently a server is asked. What is declared is a promise to its owner too. */
const patience = {
  /** Seconds to wait before each further try. */
  waitsSeconds: z.array(z.number().min(0).max(900)).max(5).default([5, 60]),
  /** A server that sends nothing for so long is given up. */
  idleSeconds: z.number().positive().max(600).default(60),
  /** For all tries together. */
  withinMinutes: z.number().positive().max(600).default(60),
};

/** A server whose files are mirrored into the spool, and read from there like those of a drop folder. */
const sftpSchema = z.strictObject({
  kind: z.literal('sftp'),
  files,
  /** `settled`: no agreement with the sender; a file counts once two looks at it, this far apart, saw the same size and time. */
  complete: z.enum(['manifest', 'rename', 'settled']),
  settleSeconds: z.number().positive().max(3600).default(60),
  ...patience,
});

/** A folder of a container in Azure Blob Storage or a data lake (ADLS Gen2), by the Blob API. A blob is listed only once it is whole. */
const azureBlobSchema = z.strictObject({ kind: z.literal('azure-blob'), files, complete: z.enum(['manifest', 'rename']), ...patience });

const memberPath = z.string().regex(/^[^.\s]+(\.[^.\s]+)*$/, 'name members with dots between them, as in meta.next');

/** How one page of an answer leads to the next. */
const pagesSchema = z.discriminatedUnion('by', [
  /** One answer holds everything. */
  z.strictObject({ by: z.literal('none') }),
  /** A member of the page holds the next page's address, or null. */
  z.strictObject({ by: z.literal('next-link'), at: memberPath }),
  /** A member of the page holds what the next request sends back in this parameter, or null. */
  z.strictObject({ by: z.literal('cursor'), at: memberPath, parameter: z.string().min(1) }),
  /** Pages are counted; the first without a record is the end. */
  z.strictObject({ by: z.literal('number'), parameter: z.string().min(1), first: z.int().nonnegative().default(1) }),
]);

/** An API that answers in pages of JSON. Asked anew each night; its records become one file of JSON lines. */
const httpsJsonSchema = z.strictObject({
  kind: z.literal('https-json'),
  /** Name that the file of a night gets. */
  files,
  /** Path and query below the location's address: the first page. */
  request: z.string().refine(isRequest, 'write a path below the address, without a host, a # or ..'),
  /** Members to the array of records in a page; '' where the page is the array. */
  records: z.union([z.literal(''), memberPath]),
  pages: pagesSchema,
  /** Member of each page that says how many records there are in all: what came is held against it. */
  total: memberPath.optional(),
  /** Header in which the key of the location is sent; left out, a token goes into Authorization. */
  keyHeader: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'name a header')
    .optional(),
  maximumPages: z.int().positive().max(1_000_000).default(10_000),
  ...patience,
});

/** A table or view of a PostgreSQL server, read whole each night, as it was at one moment. Of its columns those of the contract are asked for. */
const postgresSchema = z.strictObject({
  kind: z.literal('postgres'),
  /** Name that the file of a night gets. */
  files,
  table: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*\.[A-Za-z_][A-Za-z0-9_]*$/, 'name schema and table, as in export.children'),
  ...patience,
});

/** How a source's bytes come here. Where from, as whom and with which secret is configuration, by the name of the location. */
export const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), files, complete: z.enum(['manifest', 'rename']) }),
  sftpSchema,
  azureBlobSchema,
  httpsJsonSchema,
  postgresSchema,
]);

export type Transport = z.output<typeof transportSchema>;
/** A transport that brings files into the spool first. */
export type RemoteTransport = Exclude<Transport, { readonly kind: 'folder' }>;

export const isRemote = (transport: Transport): transport is RemoteTransport => transport.kind !== 'folder';

/** Whether a delivery is whole only with its manifest beside it. */
export const awaitsManifest = (transport: Transport): boolean => 'complete' in transport && transport.complete === 'manifest';

/** What is wrong between a transport, what it brings and how that is read, and how to mend it; null where nothing is. */
export function transportFault(
  transport: Transport,
  decoder: { readonly kind: string; readonly encoding?: string; readonly delimiter?: string; readonly newline?: string },
  delivers: string,
): { readonly what: string; readonly fix: string } | null {
  if (transport.kind !== 'https-json' && transport.kind !== 'postgres') return null;
  if (delivers !== 'full')
    return { what: 'it is asked for everything each night, and it delivers changes', fix: "set contract.delivers to 'full'" };
  if (/\{(part|sequence)\}/.test(transport.files))
    return { what: 'the file of a night is named by its date alone', fix: 'leave {part} and {sequence} out of transport.files' };
  if (transport.kind === 'https-json')
    return decoder.kind === 'json_lines'
      ? null
      : { what: 'pages of JSON become JSON lines, and it reads another form', fix: "declare decoder: { kind: 'json_lines' }" };
  const { kind, encoding, delimiter, newline } = decoder;
  return kind === 'csv' && encoding === 'utf-8' && delimiter === ',' && newline === '\n'
    ? null
    : {
        what: 'a table becomes CSV, and it reads another form',
        fix: "declare decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\\n' }",
      };
}

function isRequest(request: string): boolean {
  const url = URL.parse(request, 'https://host.invalid/base/');
  return url?.host === 'host.invalid' && url.hash === '' && url.pathname.startsWith('/base/') && !/[\\\s]/.test(request);
}

function isFilePattern(pattern: string): boolean {
  const times = (name: string) => pattern.split(name).length - 1;
  const named = pattern.replaceAll('{date}', '').replaceAll('{part}', '').replaceAll('{sequence}', '');
  return times('{date}') === 1 && times('{part}') <= 1 && times('{sequence}') <= 1 && !/[{}/\\]/.test(named);
}
