import { GoldenThreadError } from '@golden-thread/shapes/errors';
import { remoteTrouble } from '../spool/remote-trouble.ts';

/**
 * A failure of the library as one of ours. Its own message names the address with the signature in it, so that nothing
 * of it is kept but the status and a code of the system.
 */
export function azureTrouble(error: unknown, location: string, missing: 'remote.missing' | 'remote.changed'): Error {
  if (error instanceof GoldenThreadError) return error;
  const status = numberIn(error, 'statusCode');
  const code = textIn(error, 'code');
  if (status === 403 || status === 401)
    return remoteTrouble(/^Authorization(?!Failure)/.test(code) ? 'remote.denied' : 'remote.login', location, status);
  if (status === 404) return remoteTrouble(missing, location);
  if (status === 412 || status === 416) return remoteTrouble('remote.changed', location);
  if (status === 409) return remoteTrouble('remote.denied', location, status);
  if (status !== null) return remoteTrouble('remote.failed', location, status);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) return remoteTrouble('remote.certificate', location, code);
  if (/^E[A-Z_]+$/.test(code) && code !== 'ECONNRESET' && code !== 'EPIPE') return remoteTrouble('remote.unreachable', location, code);
  return remoteTrouble('remote.dropped', location, code);
}

const memberOf = (error: unknown, name: string): unknown =>
  error instanceof Error ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined;

function numberIn(error: unknown, name: string): number | null {
  const value = memberOf(error, name);
  return typeof value === 'number' ? value : null;
}

function textIn(error: unknown, name: string): string {
  const value = memberOf(error, name);
  return typeof value === 'string' ? value : '';
}
