import { isIP } from 'node:net';
import type { ContainerClient } from '@azure/storage-blob';
import type { Transport } from '@golden-thread/shapes/declare/transport';
import { addressOf, type LocationSettings, notConfigured, variableOf } from '../spool/location-settings.ts';
import type { OpenRemote, RemoteFile } from '../spool/remote-files.ts';
import { remoteTrouble } from '../spool/remote-trouble.ts';
import { within, withoutStall } from '../spool/without-stall.ts';
import { azureTrouble } from './azure-trouble.ts';

const EXAMPLE = 'https://account.blob.core.windows.net/container/folder';
const MOST_ENTRIES = 100_000;

type AzureTransport = Extract<Transport, { readonly kind: 'azure-blob' }>;

/** A container and a folder in it, as an address names them. */
interface Place {
  readonly account: string;
  /** URL of the container, without a secret. */
  readonly container: string;
  /** '' or ending in a slash. */
  readonly prefix: string;
}

/**
 * Connects to a container of Azure Blob Storage, or of a data lake by its Blob endpoint. Each read names the entity tag
 * that was listed, so that a blob replaced meanwhile fails instead of giving half of either.
 * @throws DeclarationError where the location is not configured
 */
export function openAzureBlob(transport: AzureTransport, location: LocationSettings): OpenRemote {
  const place = placeOf(location);
  const sas = location.get('sas');
  const key = location.get('account_key');
  if (sas === null && key === null)
    throw notConfigured(
      `${variableOf(location.name, 'sas')} is not set`,
      `Set ${variableOf(location.name, 'sas')}_FILE to a file with a shared access signature that may read and list, or ${variableOf(location.name, 'account_key')}_FILE`,
    );
  const idleMs = transport.idleSeconds * 1000;
  return async (signal) => {
    const container = await containerOf(place, sas, key, idleMs, location);
    return {
      list: async () => {
        try {
          return await listFolder(container, place.prefix, signal, idleMs, location.name);
        } catch (error) {
          throw azureTrouble(error, location.name, 'remote.missing');
        }
      },
      read: (file, from) => readBlob(container, place.prefix + file.name, file, from, { signal, idleMs, location: location.name }),
      close: async () => {},
    };
  };
}

/** `https://account.blob…/container/folder`; of an emulator on this machine `http://127.0.0.1:10000/account/container/folder`. */
function placeOf(location: LocationSettings): Place {
  const variable = variableOf(location.name, 'address');
  const url = addressOf(location, ['https:', 'http:'], EXAMPLE);
  const here = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  if (url.protocol === 'http:' && !here) throw notConfigured(`${variable} is not encrypted`, `Write it with https, as in ${EXAMPLE}`);
  if (url.search !== '' || url.username !== '')
    throw notConfigured(
      `${variable} holds more than an address`,
      `Write it as in ${EXAMPLE}, and the signature into ${variableOf(location.name, 'sas')}`,
    );
  const [first = '', ...rest] = decodeURIComponent(url.pathname)
    .split('/')
    .filter((segment) => segment !== '');
  const byPath = here || isIP(url.hostname) !== 0;
  const [container, ...folders] = byPath ? rest : [first, ...rest];
  if (container === undefined || container === '') throw notConfigured(`${variable} names no container`, `Write it as in ${EXAMPLE}`);
  return {
    account: byPath ? first : (url.hostname.split('.')[0] ?? ''),
    container: `${url.origin}${byPath ? `/${encodeURIComponent(first)}` : ''}/${encodeURIComponent(container)}`,
    prefix: folders.map((folder) => `${folder}/`).join(''),
  };
}

/** Loaded where it is wanted: it takes a second, and most nights have no use for it. */
async function containerOf(
  place: Place,
  sas: string | null,
  key: string | null,
  idleMs: number,
  location: LocationSettings,
): Promise<ContainerClient> {
  const azure = await import('@azure/storage-blob');
  // One try: how often and how long is what the source declares.
  const options = { retryOptions: { maxTries: 1, tryTimeoutInMs: idleMs } };
  if (sas !== null)
    return new azure.ContainerClient(`${place.container}?${sas.replace(/^\?/, '')}`, new azure.AnonymousCredential(), options);
  if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(key ?? ''))
    throw notConfigured(`${variableOf(location.name, 'account_key')} is no account key`, 'Copy it again from the storage account, whole');
  return new azure.ContainerClient(place.container, new azure.StorageSharedKeyCredential(place.account, key ?? ''), options);
}

async function listFolder(
  container: ContainerClient,
  prefix: string,
  signal: AbortSignal,
  idleMs: number,
  location: string,
): Promise<readonly RemoteFile[]> {
  const files: RemoteFile[] = [];
  const pages = container.listBlobsByHierarchy('/', { prefix, abortSignal: signal }).byPage({ maxPageSize: 5000 });
  for (;;) {
    const page = await within(pages.next(), idleMs, () => remoteTrouble('remote.stalled', location));
    if (page.done === true) return files;
    for (const { name, properties } of page.value.segment.blobItems)
      files.push({ name: name.slice(prefix.length), plain: true, bytes: properties.contentLength ?? null, identity: properties.etag });
    if (files.length > MOST_ENTRIES) throw remoteTrouble('remote.misbehaves', location);
  }
}

async function* readBlob(
  container: ContainerClient,
  name: string,
  file: RemoteFile,
  from: number,
  { signal, idleMs, location }: { readonly signal: AbortSignal; readonly idleMs: number; readonly location: string },
): AsyncGenerator<Uint8Array> {
  if (file.bytes !== null && from >= file.bytes) return;
  const stalled = () => remoteTrouble('remote.stalled', location);
  const giveUp = new AbortController();
  try {
    const answer = await within(
      container.getBlobClient(name).download(from, undefined, {
        abortSignal: AbortSignal.any([signal, giveUp.signal]),
        maxRetryRequests: 0,
        ...(file.identity === null ? {} : { conditions: { ifMatch: file.identity } }),
      }),
      idleMs,
      stalled,
    );
    if (answer.readableStreamBody === undefined) throw remoteTrouble('remote.misbehaves', location);
    for await (const piece of withoutStall(chunksOf(answer.readableStreamBody), idleMs, stalled)) yield piece;
  } catch (error) {
    throw azureTrouble(error, location, 'remote.changed');
  } finally {
    giveUp.abort();
  }
}

async function* chunksOf(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
