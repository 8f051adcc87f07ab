import type { RegisterDeclaration } from '@golden-thread/shapes/declare/register';
import { inPeriod } from './in-date.ts';

/** Why a reader's grant gives nothing. `live` is the only one that gives. */
export const GRANT_CODES = {
  live: 'the grant is live',
  unknown: 'the register holds no such grant',
  not_begun: 'the grant has not begun',
  ended: 'the grant has ended',
  terms: 'the terms have not been accepted',
} as const;
export type GrantCode = keyof typeof GRANT_CODES;

export interface GrantDecision {
  readonly live: boolean;
  readonly code: GrantCode;
  readonly because: string;
}

/** May anybody read by this grant on this day? */
export function grantLive(register: RegisterDeclaration, grantId: string, date: string): GrantDecision {
  const code = grantCode(register, grantId, date);
  return { live: code === 'live', code, because: GRANT_CODES[code] };
}

function grantCode(register: RegisterDeclaration, grantId: string, date: string): GrantCode {
  const grant = register.grants.find((candidate) => candidate.id === grantId);
  if (grant === undefined) return 'unknown';
  const period = inPeriod(date, grant.from, grant.to);
  if (period !== 'within') return period === 'before' ? 'not_begun' : 'ended';
  return grant.termsAccepted !== null && grant.termsAccepted <= date ? 'live' : 'terms';
}
