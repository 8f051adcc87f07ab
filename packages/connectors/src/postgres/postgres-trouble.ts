import { GoldenThreadError } from '@golden-thread/shapes/errors';
import { type RemoteTroubleCode, remoteTrouble } from '../spool/remote-trouble.ts';

/** What a server's code means here. Its own message may hold a value of a row, and nothing of it is kept. */
const BY_CODE: Readonly<Record<string, RemoteTroubleCode>> = {
  '28000': 'remote.login',
  '28P01': 'remote.login',
  '3D000': 'remote.missing',
  '3F000': 'remote.missing',
  '42501': 'remote.denied',
  '42703': 'remote.missing',
  '42P01': 'remote.missing',
  '53300': 'remote.busy',
  '57P03': 'remote.unreachable',
  ECONNRESET: 'remote.dropped',
  EPIPE: 'remote.dropped',
};

export function postgresTrouble(error: unknown, location: string): Error {
  if (error instanceof GoldenThreadError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = BY_CODE[code];
  if (known !== undefined) return remoteTrouble(known, location, code);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/.test(code))
    return remoteTrouble('remote.certificate', location, code);
  if (error instanceof Error && error.message === 'The server does not support SSL connections')
    return remoteTrouble('remote.certificate', location);
  if (/^E[A-Z]{3,}$/.test(code)) return remoteTrouble('remote.unreachable', location, code);
  if (/^(08|57)/.test(code) || code === '') return remoteTrouble('remote.dropped', location, code);
  return remoteTrouble('remote.failed', location, code);
}
