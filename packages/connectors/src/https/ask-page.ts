import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { GoldenThreadError } from '@golden-thread/shapes/errors';
import { remoteTrouble } from '../spool/remote-trouble.ts';
import { within, withoutStall } from '../spool/without-stall.ts';

/** A page may be held whole. */
const MOST_PAGE_BYTES = 64 * 2 ** 20;
/** Times that a server may ask to wait before one page. */
const MOST_WAITS = 5;
const DEFAULT_WAIT_SECONDS = 5;
/** Longer than this, another night is better. */
const LONGEST_WAIT_SECONDS = 900;

export interface Asking {
  readonly location: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Certificate authorities besides the system's, PEM; null without. */
  readonly ca: string | null;
  readonly idleMs: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * The text of one page. A server that answers 429 or 503 is waited for as long as it says; a redirect is not followed.
 * @throws TransientError where another try may succeed, TerminalError where it will not
 */
export async function askPage(url: URL, asking: Asking): Promise<string> {
  for (let waits = 0; ; waits++) {
    const answer = await ask(url, asking);
    const status = answer.statusCode ?? 0;
    if (status !== 429 && status !== 503) return bodyOf(accepted(answer, asking.location), asking);
    answer.destroy();
    const seconds = retryAfter(answer.headers['retry-after'], asking.now());
    if (waits === MOST_WAITS || seconds > LONGEST_WAIT_SECONDS) throw remoteTrouble('remote.busy', asking.location, status);
    await pause(seconds * 1000, undefined, { signal: asking.signal }).catch(() => {
      throw remoteTrouble('remote.late', asking.location);
    });
  }
}

function ask(url: URL, { location, headers, ca, idleMs, signal }: Asking): Promise<IncomingMessage> {
  const options: RequestOptions = { headers, signal, ...(ca === null ? {} : { ca }) };
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.setTimeout(idleMs, () => sent.destroy(remoteTrouble('remote.stalled', location)));
    sent.on('error', (error) => reject(connectTrouble(error, location)));
    sent.end();
  });
  return within(answer, idleMs, () => remoteTrouble('remote.stalled', location));
}

function accepted(answer: IncomingMessage, location: string): IncomingMessage {
  const status = answer.statusCode ?? 0;
  const fail = (error: GoldenThreadError): never => {
    answer.destroy();
    throw error;
  };
  if (status >= 300 && status < 400) return fail(remoteTrouble('remote.elsewhere', location, status));
  if (status === 401 || status === 403) return fail(remoteTrouble('remote.login', location, status));
  if (status === 404 || status === 410) return fail(remoteTrouble('remote.missing', location, status));
  if (status >= 500) return fail(remoteTrouble('remote.failed', location, status));
  if (status !== 200) return fail(remoteTrouble('remote.misbehaves', location, status));
  const type = answer.headers['content-type'] ?? '';
  const coded = answer.headers['content-encoding'] ?? 'identity';
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type) || coded !== 'identity') return fail(remoteTrouble('remote.not_json', location));
  return answer;
}

async function bodyOf(answer: IncomingMessage, { location, idleMs }: Asking): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of withoutStall(answer, idleMs, () => remoteTrouble('remote.stalled', location))) {
      bytes += piece.length;
      if (bytes > MOST_PAGE_BYTES) throw remoteTrouble('remote.too_large', location);
      pieces.push(piece);
    }
    if (!answer.complete) throw remoteTrouble('remote.dropped', location);
  } catch (error) {
    throw error instanceof GoldenThreadError ? error : remoteTrouble('remote.dropped', location, codeOf(error));
  } finally {
    answer.destroy();
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    return notText(location);
  }
}

function notText(location: string): never {
  throw remoteTrouble('remote.not_json', location);
}

/** Seconds, or a moment. */
function retryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return DEFAULT_WAIT_SECONDS;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? DEFAULT_WAIT_SECONDS : Math.max(0, seconds);
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function connectTrouble(error: unknown, location: string): GoldenThreadError {
  if (error instanceof GoldenThreadError) return error;
  const code = codeOf(error);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/.test(code))
    return remoteTrouble('remote.certificate', location, code);
  return remoteTrouble(code === 'ECONNRESET' || code === 'EPIPE' ? 'remote.dropped' : 'remote.unreachable', location, code);
}
