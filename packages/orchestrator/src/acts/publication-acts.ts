import { DeclarationError, TerminalError } from '@golden-thread/shapes/errors';
import { printPublication } from '@golden-thread/shapes/references';
import { acquireLease } from '@golden-thread/warehouse/lease';
import {
  chainOf,
  insertAudit,
  insertOutbox,
  movePointer,
  readPublication,
  readTableState,
  setPublicationStatus,
} from '@golden-thread/warehouse/queries/ledger';
import type { FaultPlan } from '../night/faults.ts';
import { writing } from '../night/transaction.ts';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { checkedReason } from './checked-reason.ts';

export interface ActSettings {
  readonly warehouse: Warehouse;
  readonly now: () => Date;
  readonly faults: FaultPlan;
}

export interface Act {
  /** A name beside the login, for the audit. */
  readonly byName: string | null;
  /** As it was typed. */
  readonly reason: string;
}

export interface PointerMoved {
  readonly from: number;
  readonly to: number;
  /** Publications whose status changed, newest first. */
  readonly affected: readonly number[];
}

/** Withdraws a publication, and every later one with it: the pointer moves to what it rested on. One row moves. */
export async function withdraw(settings: ActSettings, number: number, act: Act): Promise<PointerMoved> {
  const { db, url } = settings.warehouse;
  const { pointer } = await readTableState(db);
  const chain = await chainOf(db, pointer);
  const target = await readPublication(db, number);
  if (target === undefined || !chain.includes(number)) {
    throw new DeclarationError({
      code: 'publication.not_in_use',
      message: `${printPublication(number)} is not in use: ${pointer === 0 ? 'nothing is published' : `readers see ${printPublication(pointer)}`}.`,
      remedy: 'See what is published with: gt status',
    });
  }
  const reason = checkedReason(act.reason);
  const withdrawn = chain.filter((n) => n >= number);
  const lease = await acquireLease(url, { run: null, holder: 'gt withdraw' });
  try {
    await writing({ ...settings, lease }, 'withdraw:', async (tx) => {
      const instant = settings.now().toISOString();
      await movePointer(tx.db, target.base);
      for (const n of withdrawn) await setPublicationStatus(tx.db, n, 'withdrawn', instant);
      await insertOutbox(tx.db, {
        kind: 'publication.withdrawn',
        payload: { publication: printPublication(number), now: printPublication(target.base) },
        key: `publication.withdrawn/${printPublication(number)}/${instant}`,
      });
      await insertAudit(tx.db, {
        stream: 'people',
        byName: act.byName,
        act: 'publication.withdraw',
        subject: printPublication(number),
        reason,
      });
    });
  } finally {
    await lease.release();
  }
  return { from: pointer, to: target.base, affected: withdrawn };
}

/** Publishes a withdrawn publication again, with those it rests on, as long as no night has begun since. */
export async function republish(settings: ActSettings, number: number, act: Act): Promise<PointerMoved> {
  const { db, url } = settings.warehouse;
  const { pointer, built } = await readTableState(db);
  const target = await readPublication(db, number);
  if (target === undefined)
    throw new DeclarationError({
      code: 'publication.unknown',
      message: `There is no publication ${printPublication(number)}.`,
      remedy: 'See the publications with: gt status',
    });
  const reason = checkedReason(act.reason);
  if (number === pointer) return { from: pointer, to: pointer, affected: [] };
  const chain = await chainOf(db, number);
  if (target.status !== 'withdrawn' || !(chain.includes(pointer) || pointer === 0) || number > built) {
    throw new DeclarationError({
      code: 'publication.not_withdrawn',
      message: `${printPublication(number)} cannot be published again: it is ${target.status}, and readers see ${printPublication(pointer)}.`,
      remedy: 'Only a withdrawn publication that rests on what readers see now can be published again; otherwise run the night again.',
    });
  }
  const newest = await readPublication(db, built);
  if (newest !== undefined && newest.status === 'built') {
    throw new TerminalError({
      code: 'publication.night_began',
      message: 'Another night has begun since: its tables rest on what readers see now.',
      remedy: 'Finish that night with gt nightly, or run the date of the withdrawn one again.',
    });
  }
  const restored = chain.filter((n) => n > pointer);
  const lease = await acquireLease(url, { run: null, holder: 'gt publish' });
  try {
    await writing({ ...settings, lease }, 'republish:', async (tx) => {
      const instant = settings.now().toISOString();
      await movePointer(tx.db, number);
      for (const n of restored) await setPublicationStatus(tx.db, n, 'published', instant);
      await insertOutbox(tx.db, {
        kind: 'publication.published',
        payload: { publication: printPublication(number) },
        key: `publication.published/${printPublication(number)}/${instant}`,
      });
      await insertAudit(tx.db, {
        stream: 'people',
        byName: act.byName,
        act: 'publication.publish',
        subject: printPublication(number),
        reason,
      });
    });
  } finally {
    await lease.release();
  }
  return { from: pointer, to: number, affected: restored };
}
