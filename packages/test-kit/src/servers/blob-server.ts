import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a blob server does to whoever reads from it. Set while it runs. */
export interface BlobFaults {
  /** Answers everything so. */
  status?: number | undefined;
  /** Sends no more of a blob after so many bytes, and keeps the connection. */
  stallAfter?: number | undefined;
  /** Ends the connection after so many bytes of a blob, once. */
  dropAfter?: number | undefined;
  /** Done once, between the list and the next read. */
  beforeRead?: (() => void) | undefined;
}

export interface BlobServer {
  /** Of the container, as a location's address. */
  readonly address: string;
  readonly faults: BlobFaults;
  put(name: string, content: string): void;
  /** `x-ms-range` or 'all' of each read. */
  readonly reads: string[];
  close(): Promise<void>;
}

/** As much of the Blob API as reading a folder needs: list and get, with a signature, a range and If-Match, and faults. */
export async function openBlobServer(signature: string): Promise<BlobServer> {
  const blobs = new Map<string, string>();
  const faults: BlobFaults = {};
  const reads: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (faults.status !== undefined) refuse(response, faults.status, 'InternalError');
    else if (url.searchParams.get('sig') !== signature) refuse(response, 403, 'AuthenticationFailed');
    else if (!url.pathname.startsWith('/account/feeds')) refuse(response, 404, 'ContainerNotFound');
    else if (url.searchParams.get('comp') === 'list') list(response, blobs, url.searchParams.get('prefix') ?? '');
    else read(request, response, blobs, decodeURIComponent(url.pathname.slice('/account/feeds/'.length)), faults, reads);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  return {
    address: `http://127.0.0.1:${port}/account/feeds`,
    faults,
    reads,
    put: (name, content) => void blobs.set(name, content),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function list(response: ServerResponse, blobs: ReadonlyMap<string, string>, prefix: string): void {
  const items = [...blobs]
    .filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/'))
    .map(
      ([name, content]) =>
        `<Blob><Name>${name}</Name><Properties><Last-Modified>Mon, 02 Mar 2026 03:00:00 GMT</Last-Modified><Etag>${tagOf(content)}</Etag><Content-Length>${Buffer.byteLength(content)}</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`,
    );
  response.setHeader('content-type', 'application/xml');
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://127.0.0.1/" ContainerName="feeds"><Prefix>${prefix}</Prefix><Delimiter>/</Delimiter><Blobs>${items.join('')}</Blobs><NextMarker /></EnumerationResults>`,
  );
}

function read(
  request: IncomingMessage,
  response: ServerResponse,
  blobs: ReadonlyMap<string, string>,
  name: string,
  faults: BlobFaults,
  reads: string[],
): void {
  faults.beforeRead?.();
  faults.beforeRead = undefined;
  const range = String(request.headers['x-ms-range'] ?? 'all');
  reads.push(range);
  const content = blobs.get(name);
  if (content === undefined) {
    refuse(response, 404, 'BlobNotFound');
    return;
  }
  if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== tagOf(content)) {
    refuse(response, 412, 'ConditionNotMet');
    return;
  }
  const all = Buffer.from(content);
  const from = Number(/^bytes=(\d+)-/.exec(range)?.[1] ?? 0);
  const bytes = all.subarray(from);
  response.writeHead(from === 0 ? 200 : 206, {
    'content-length': bytes.length,
    etag: tagOf(content),
    'last-modified': 'Mon, 02 Mar 2026 03:00:00 GMT',
    'content-range': `bytes ${from}-${all.length - 1}/${all.length}`,
    'x-ms-blob-type': 'BlockBlob',
  });
  const cut = faults.stallAfter ?? faults.dropAfter;
  if (cut === undefined || cut >= bytes.length) {
    response.end(bytes);
    return;
  }
  const drop = faults.stallAfter === undefined;
  faults.dropAfter = undefined;
  response.write(bytes.subarray(0, cut), () => {
    if (drop) setTimeout(() => response.destroy(), 50);
  });
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml', 'x-ms-error-code': code });
  response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

const tagOf = (content: string): string => `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
