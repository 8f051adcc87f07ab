import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeTestCertificate } from './test-certificate.ts';

/** Answers one request; `number` counts them from 0. */
export type Answerer = (url: URL, response: ServerResponse, number: number, headers: IncomingHttpHeaders) => void;

export interface PageServer {
  /** Ends in a slash. */
  readonly address: string;
  /** PEM of the authority that its certificate stands on. */
  readonly ca: string;
  /** Path and query of each request. */
  readonly asked: string[];
  answer: Answerer;
  close(): Promise<void>;
}

/** An HTTPS server on loopback whose answers a test writes. */
export async function openPageServer(): Promise<PageServer> {
  const { certificate, privateKey } = makeTestCertificate();
  const opened: PageServer = { address: '', ca: certificate, asked: [], answer: (_url, response) => response.end(), close: async () => {} };
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://127.0.0.1/');
    const number = opened.asked.push(url.pathname + url.search) - 1;
    opened.answer(url, response, number, request.headers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  return Object.assign(opened, {
    address: `https://127.0.0.1:${port}/api/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** An answer of JSON. */
export function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
}
