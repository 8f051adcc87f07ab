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

/** How a source's bytes come here. Where from, as whom and with which secret is configuration, by the name of the location. */
export const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), files, complete: z.enum(['manifest', 'rename']) }),
  sftpSchema,
  azureBlobSchema,
]);

export type Transport = z.output<typeof transportSchema>;
/** A transport that brings files into the spool first. */
export type RemoteTransport = Exclude<Transport, { readonly kind: 'folder' }>;

export const isRemote = (transport: Transport): transport is RemoteTransport => transport.kind !== 'folder';

/** Whether a delivery is whole only with its manifest beside it. */
export const awaitsManifest = (transport: Transport): boolean => 'complete' in transport && transport.complete === 'manifest';

function isFilePattern(pattern: string): boolean {
  const times = (name: string) => pattern.split(name).length - 1;
  const named = pattern.replaceAll('{date}', '').replaceAll('{part}', '').replaceAll('{sequence}', '');
  return times('{date}') === 1 && times('{part}') <= 1 && times('{sequence}') <= 1 && !/[{}/\\]/.test(named);
}
