import { printPublication, printRun } from '@golden-thread/shapes/references';
import { forgetContents } from '@golden-thread/warehouse/queries/delivery';
import { clearWithheld } from '@golden-thread/warehouse/queries/judgement';
import {
  insertAudit,
  insertOutbox,
  insertStep,
  movePointer,
  setPublicationStatus,
  setRunState,
} from '@golden-thread/warehouse/queries/ledger';
import type { Night } from '../night/night.ts';
import { writing } from '../night/transaction.ts';

/** Nights whose delivery contents are kept, so that they can be withdrawn and taken again. */
const NIGHTS_KEPT = 7;

/** Moves the one pointer: from here on readers see this night, whole. */
export async function publish(night: Night): Promise<void> {
  const { run } = night;
  const reference = printPublication(run.publication);
  await writing(night, 'publish:', async (tx) => {
    const instant = night.now().toISOString();
    await movePointer(tx.db, run.publication);
    await setPublicationStatus(tx.db, run.publication, 'published', instant);
    await setRunState(tx.db, run.run, 'published', null);
    await clearWithheld(tx.db, run.publication, run.instant);
    await forgetContents(tx.db, run.publication - NIGHTS_KEPT + 1);
    await insertOutbox(tx.db, {
      kind: 'publication.published',
      payload: { publication: reference, businessDate: run.business_date },
      key: `publication.published/${reference}/${run.run}`,
    });
    await insertAudit(tx.db, {
      stream: 'night',
      byName: null,
      act: 'publication.publish',
      subject: reference,
      reason: printRun(run.business_date, run.attempt),
    });
    await insertStep(tx.db, {
      run: run.run,
      step: 'publish',
      scope: '',
      counts: { publication: run.publication },
      epoch: night.lease.epoch,
    });
  });
}
