import { DeclarationError } from '@golden-thread/shapes/errors';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { samePolicy } from '@golden-thread/shapes/policy';
import { insertAudit } from '@golden-thread/warehouse/queries/ledger';
import {
  approveProposal,
  insertProposal,
  listPolicies,
  type PolicyRow,
  policyInForce,
  readPolicy,
  withdrawProposal,
} from '@golden-thread/warehouse/queries/policy';
import { checkedReason } from '../acts/checked-reason.ts';
import type { Act, ActSettings } from '../acts/publication-acts.ts';
import { transact, type Warehouse } from '../night/warehouse-handle.ts';
import { policyOfPublication } from './policy-of-publication.ts';
import { changedLines, type LineChanges } from './preview.ts';

/** How policies are named to people: `policy 3`. */
const policyName = (version: number): string => `policy ${version}`;

/** Proposes that lines be moved. It changes nothing until another login approves it. @returns the version. */
export async function proposePolicy(
  settings: ActSettings,
  changes: LineChanges,
  act: Act & { readonly fresh: boolean },
): Promise<{ readonly version: number; readonly lines: MatchPolicy }> {
  const published = await policyOfPublication(settings.warehouse);
  const lines = changedLines(published, changes);
  if (samePolicy(lines, published.lines) && !act.fresh)
    throw new DeclarationError({
      code: 'policy.no_change',
      message: `That is ${policyName(published.version)}, under which the publication was made.`,
      remedy: 'Move a line with --join, --break, --review or --margin, or decide links afresh with --afresh',
    });
  const reason = checkedReason(act.reason);
  const version = await transact(settings.warehouse, async (tx) => {
    const made = await insertProposal(tx.db, { lines, fresh: act.fresh, byName: act.byName, reason, at: settings.now().toISOString() });
    await insertAudit(tx.db, { stream: 'people', byName: act.byName, act: 'policy.propose', subject: policyName(made), reason });
    return made;
  });
  return { version, lines };
}

/**
 * Approves a proposal: it takes effect with the next night.
 * @throws DeclarationError for who proposed it, and where there is nothing to approve.
 */
export async function approvePolicy(settings: ActSettings, version: number, act: Act): Promise<void> {
  const row = await openProposal(settings.warehouse, version);
  if (row.approved_by !== null) throw decided(version, `was approved by ${row.approved_by}`);
  const reason = checkedReason(act.reason);
  await transact(settings.warehouse, async (tx) => {
    const approved = await approveProposal(tx.db, version, act.byName, settings.now().toISOString()).catch((error: unknown) => {
      throw isOwnProposal(error) ? ownProposal(version) : error;
    });
    if (!approved) throw decided(version, 'was decided meanwhile');
    await insertAudit(tx.db, { stream: 'people', byName: act.byName, act: 'policy.approve', subject: policyName(version), reason });
  });
}

/** Withdraws a proposal, or an approved change: from the next night on it no longer counts. */
export async function withdrawPolicy(settings: ActSettings, version: number, act: Act): Promise<void> {
  await openProposal(settings.warehouse, version);
  const reason = checkedReason(act.reason);
  await transact(settings.warehouse, async (tx) => {
    const at = settings.now().toISOString();
    if (!(await withdrawProposal(tx.db, version, { byName: act.byName, reason, at }))) throw decided(version, 'was withdrawn meanwhile');
    await insertAudit(tx.db, { stream: 'people', byName: act.byName, act: 'policy.withdraw', subject: policyName(version), reason });
  });
}

/** What a proposal would change. @throws DeclarationError where there is none of this version. */
export async function proposalOf(
  warehouse: Warehouse,
  version: number,
): Promise<{ readonly changes: LineChanges; readonly fresh: boolean }> {
  const { join, break: breakBits, review, margin, fresh } = await openProposal(warehouse, version);
  return { changes: { join, break: breakBits, review, margin }, fresh };
}

/** Where a version stands. An approved change is superseded by the next, and what thresholds.ts declared by any approved change. */
export type PolicyState = 'declared' | 'proposed' | 'approved' | 'withdrawn' | 'superseded';

/** Every version of the policy, which one the publication was made under, and which one the next night will use. */
export interface PolicyHistory {
  readonly published: number | null;
  readonly next: number | null;
  readonly versions: readonly (PolicyRow & { readonly state: PolicyState })[];
  /** A change was approved, so that the lines of thresholds.ts, which are others, do not count. */
  readonly declaredOtherwise: boolean;
}

export async function policyHistory(warehouse: Warehouse, declared: MatchPolicy, instant: string): Promise<PolicyHistory> {
  const versions = await listPolicies(warehouse.db);
  const published = await policyOfPublication(warehouse).catch(() => null);
  const inForce = (await policyInForce(warehouse.db, instant)) ?? null;
  const used = versions.find(({ version }) => version === inForce);
  // As long as no change was approved, a night takes what thresholds.ts declares.
  const next = used === undefined || (used.origin === 'declared' && !samePolicy(used, declared)) ? null : used.version;
  return {
    published: published?.version ?? null,
    next,
    versions: versions.map((row) => ({ ...row, state: stateOf(row, inForce) })),
    declaredOtherwise: used !== undefined && used.origin === 'proposed' && !samePolicy(used, declared),
  };
}

function stateOf({ version, origin, approved_by, withdrawn_by }: PolicyRow, inForce: number | null): PolicyState {
  if (withdrawn_by !== null) return 'withdrawn';
  if (origin === 'proposed' && approved_by === null) return 'proposed';
  if (version !== inForce) return 'superseded';
  return origin === 'declared' ? 'declared' : 'approved';
}

async function openProposal(warehouse: Warehouse, version: number): Promise<PolicyRow> {
  const row = await readPolicy(warehouse.db, version);
  if (row === undefined || row.origin !== 'proposed')
    throw new DeclarationError({
      code: 'policy.no_proposal',
      message: row === undefined ? `There is no ${policyName(version)}.` : `Policy ${version} was declared in thresholds.ts, not proposed.`,
      remedy: 'See what was proposed with: gt policy history',
    });
  if (row.withdrawn_by !== null) throw decided(version, `was withdrawn by ${row.withdrawn_by}`);
  return row;
}

const decided = (version: number, what: string): DeclarationError =>
  new DeclarationError({
    code: 'policy.decided',
    message: `Policy ${version} ${what}.`,
    remedy: 'See where it stands with: gt policy history',
  });

/** The table's own check: who proposed cannot approve. */
const isOwnProposal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'sql.23514' || error.code === '23514');

const ownProposal = (version: number): DeclarationError =>
  new DeclarationError({
    code: 'policy.own_proposal',
    message: `Policy ${version} was proposed by this same login.`,
    remedy: 'Another person approves it, with a login of their own: --by names nobody to the database',
  });
