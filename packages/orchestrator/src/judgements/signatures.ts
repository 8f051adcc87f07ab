import { DeclarationError } from '@golden-thread/shapes/errors';
import { printRecord } from '@golden-thread/shapes/references';
import {
  endReaderSessions,
  type ListedJudgement,
  listJudgements,
  raiseAgain,
  raiseNeverLinks,
  readJudgement,
  readLift,
  signJudgement,
  signLift,
  takeLiftBack,
  withdrawJudgement,
} from '@golden-thread/warehouse/queries/judgement';
import { insertAudit } from '@golden-thread/warehouse/queries/ledger';
import { sqlStateOf } from '@golden-thread/warehouse/sql-errors';
import { checkedReason } from '../acts/checked-reason.ts';
import type { Act, ActSettings } from '../acts/publication-acts.ts';
import { type Tx, transact } from '../night/warehouse-handle.ts';
import { pairOf } from './judge.ts';

const SIGN_AS_ANOTHER = 'Another person signs, with a login of their own: --by names nobody to the database';

/** Signs a proposed never-link as a second login: from this moment both persons are withheld from every reader. */
export async function sign(settings: ActSettings, number: number, act: Act): Promise<void> {
  const row = await openJudgement(settings, number);
  if (!row.never || row.signed_by_2 !== null)
    throw new DeclarationError({
      code: 'judgement.nothing_to_sign',
      message: row.never ? `Judgement ${number} is signed by two.` : `Judgement ${number} needs one signature, which it has.`,
      remedy: 'A second signature raises a never-link that was proposed with: gt judge different A B --never',
    });
  const reason = checkedReason(act.reason);
  const at = settings.now().toISOString();
  await transact(settings.warehouse, async (tx) => {
    if (!(await byAnother(signJudgement(tx.db, number, at), `Judgement ${number}`))) throw decided(number);
    await raiseAgain(tx.db, row.a, row.b, at);
    await raiseNeverLinks(tx.db, [{ a: row.a, b: row.b, kind: 'different', later: null }], 'people', at);
    await audit(tx, 'judgement.sign', row, act, reason);
  });
  await endReaderSessions(settings.warehouse.db);
}

/**
 * Withdraws a judgement: from the next night on it is as if it had never been, but in the audit.
 * @throws DeclarationError where it raised a never-link, which two people lift.
 */
export async function withdrawJudged(settings: ActSettings, number: number, act: Act): Promise<void> {
  const row = await openJudgement(settings, number);
  if (row.signed_by_2 !== null && (await readLift(settings.warehouse.db, row.a, row.b))?.lifted_at === null)
    throw new DeclarationError({
      code: 'judgement.never_link',
      message: `Judgement ${number} raised a never-link, which one person does not take away.`,
      remedy: `Two people lift it: gt judge lift ${printRecord(row.record_a ?? 0)} ${printRecord(row.record_b ?? 0)} --reason '…'`,
    });
  const reason = checkedReason(act.reason);
  await transact(settings.warehouse, async (tx) => {
    if (!(await withdrawJudgement(tx.db, number, reason, settings.now().toISOString()))) throw decided(number);
    await audit(tx, 'judgement.withdraw', row, act, reason);
  });
}

export interface Lift {
  /** Lifted by two; otherwise a second person is waited for. */
  readonly lifted: boolean;
}

/**
 * Lifts a never-link: the first login's call is a proposal, a second login's lifts it from the next night on, and withdraws the
 * judgement that it rested on.
 */
export async function lift(settings: ActSettings, a: number, b: number, act: Act & { readonly takeBack: boolean }): Promise<Lift> {
  const { low, high } = await pairOf(settings, a, b);
  const state = await readLift(settings.warehouse.db, low, high);
  if (state === undefined || state.lifted_at !== null || (act.takeBack && state.lifted_by_1 === null))
    throw new DeclarationError({
      code: 'judgement.nothing_to_lift',
      message: act.takeBack
        ? 'Nobody has proposed to lift a never-link between these two.'
        : 'Between these two records nothing stands that could be lifted.',
      remedy: 'See what waits for a second person with: gt judge list',
    });
  const reason = checkedReason(act.reason);
  const at = settings.now().toISOString();
  const lifted = !act.takeBack && state.lifted_by_1 !== null;
  await transact(settings.warehouse, async (tx) => {
    if (act.takeBack) await takeLiftBack(tx.db, low, high);
    else await byAnother(signLift(tx.db, low, high, at), 'The proposal to lift it');
    if (lifted) await withdrawRaising(tx, low, high, reason, at);
    await insertAudit(tx.db, {
      stream: 'people',
      byName: act.byName,
      act: act.takeBack ? 'never_link.lift_taken_back' : lifted ? 'never_link.lift' : 'never_link.propose_lift',
      subject: `${printRecord(a)} ${printRecord(b)}`,
      reason,
    });
  });
  return { lifted };
}

async function openJudgement({ warehouse }: ActSettings, number: number): Promise<ListedJudgement> {
  const row = await readJudgement(warehouse.db, number);
  if (row === undefined)
    throw new DeclarationError({
      code: 'judgement.unknown',
      message: `There is no judgement ${number}.`,
      remedy: 'See the judgements with: gt judge list',
    });
  if (row.withdrawn_at !== null) throw decided(number);
  return row;
}

/** The signed judgements behind a never-link that two people lifted. */
async function withdrawRaising(tx: Tx, low: string, high: string, reason: string, at: string): Promise<void> {
  for (const row of await listJudgements(tx.db)) {
    if (row.a === low && row.b === high && row.signed_by_2 !== null && row.withdrawn_at === null)
      await withdrawJudgement(tx.db, row.judgement, reason, at);
  }
}

const audit = (tx: Tx, name: string, row: ListedJudgement, act: Act, reason: string): Promise<void> =>
  insertAudit(tx.db, { stream: 'people', byName: act.byName, act: name, subject: `judgement ${row.judgement}`, reason });

/** What a table's own check refuses: the same login under another name. */
async function byAnother<Result>(signing: Promise<Result>, what: string): Promise<Result> {
  return await signing.catch((error: unknown) => {
    if (sqlStateOf(error) !== '23514' && !(error instanceof Error && 'code' in error && error.code === '23514')) throw error;
    throw new DeclarationError({
      code: 'judgement.own_signature',
      message: `${what} was signed by this same login.`,
      remedy: SIGN_AS_ANOTHER,
    });
  });
}

const decided = (number: number): DeclarationError =>
  new DeclarationError({
    code: 'judgement.decided',
    message: `Judgement ${number} is withdrawn.`,
    remedy: 'See where it stands with: gt judge list --all',
  });
