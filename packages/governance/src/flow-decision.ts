import type { Agreement, RegisterDeclaration } from '@golden-thread/shapes/declare/register';
import { inPeriod } from './in-date.ts';

/** Why an agreement does not let anything flow. `live` is the only one that does. */
export const FLOW_CODES = {
  live: 'the agreement is live',
  unknown: 'the register holds no such agreement',
  status: 'the agreement is not signed into life, or is suspended, expired or terminated',
  not_begun: 'the agreement has not begun',
  ended: 'the agreement has ended',
  gateway: 'its legal gateway is not in force',
  dpia_missing: 'a data protection impact assessment of one side is missing',
  dpia_unapproved: 'a data protection impact assessment is not approved',
  dpia_overdue: 'the review of a data protection impact assessment is overdue',
  privacy_notice: 'nobody has checked that the privacy notice tells people of it',
} as const;
export type FlowCode = keyof typeof FLOW_CODES;

export interface FlowDecision {
  readonly live: boolean;
  readonly code: FlowCode;
  /** The same in words. */
  readonly because: string;
  /** Data items that may be stored; none unless live. */
  readonly allowedItems: ReadonlySet<string>;
  /** A live agreement that names a purpose which permits linkage: only then may its records be matched. */
  readonly linkable: boolean;
}

/** May anything flow under this agreement on this business date? Fails closed: whatever is missing answers no. */
export function mayFlow(register: RegisterDeclaration, agreementId: string, businessDate: string): FlowDecision {
  const agreement = register.agreements.find((candidate) => candidate.id === agreementId);
  const code = agreement === undefined ? 'unknown' : flowCode(register, agreement, businessDate);
  if (agreement === undefined || code !== 'live') {
    return { live: false, code, because: FLOW_CODES[code], allowedItems: new Set(), linkable: false };
  }
  const items = register.itemSets.find((set) => set.id === agreement.itemSet)?.items ?? [];
  const linkable = register.purposes.some((purpose) => purpose.permitsLinkage && agreement.purposes.includes(purpose.id));
  return { live: true, code, because: FLOW_CODES.live, allowedItems: new Set(items), linkable };
}

/** Two flows may be linked only if each names a purpose that permits it. */
export const mayLink = (a: FlowDecision, b: FlowDecision): boolean => a.linkable && b.linkable;

function flowCode(register: RegisterDeclaration, agreement: Agreement, date: string): FlowCode {
  if (agreement.status !== 'live') return 'status';
  const period = inPeriod(date, agreement.from, agreement.to);
  if (period !== 'within') return period === 'before' ? 'not_begun' : 'ended';
  return gatewayCode(register, agreement, date) ?? dpiaCode(register, agreement, date) ?? privacyNoticeCode(agreement, date) ?? 'live';
}

/** A gateway without a first day has been enacted but not commenced. */
function gatewayCode(register: RegisterDeclaration, agreement: Agreement, date: string): FlowCode | null {
  const gateway = register.gateways.find((candidate) => candidate.id === agreement.gateway);
  if (gateway === undefined || gateway.inForceFrom === null) return 'gateway';
  return inPeriod(date, gateway.inForceFrom, gateway.inForceTo) === 'within' ? null : 'gateway';
}

function dpiaCode(register: RegisterDeclaration, agreement: Agreement, date: string): FlowCode | null {
  const named = register.dpias.filter((dpia) => agreement.dpias.includes(dpia.id));
  if (!named.some((dpia) => dpia.side === 'ours') || !named.some((dpia) => dpia.side === 'partner')) return 'dpia_missing';
  if (named.some((dpia) => dpia.status !== 'approved')) return 'dpia_unapproved';
  return named.some((dpia) => dpia.nextReview < date) ? 'dpia_overdue' : null;
}

const privacyNoticeCode = (agreement: Agreement, date: string): FlowCode | null =>
  agreement.privacyNoticeChecked !== null && agreement.privacyNoticeChecked <= date ? null : 'privacy_notice';
