import type { StepName } from '@golden-thread/shapes/codes';
import type { Lease } from '@golden-thread/warehouse/lease';
import { insertStep, type RunRow } from '@golden-thread/warehouse/queries/ledger';
import type { FaultPlan } from './faults.ts';
import { type Tx, transact, type Warehouse } from './warehouse-handle.ts';

export interface Writer {
  readonly warehouse: Warehouse;
  readonly lease: Lease;
  readonly faults: FaultPlan;
}

/**
 * The only way in which a night writes: one transaction under the lease, with a fault point before BEGIN, after the
 * last write and after COMMIT. `name` tells the points apart.
 */
export async function writing<Result>(writer: Writer, name: string, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  writer.faults.reach(name, 'before_begin');
  const result = await transact(writer.warehouse, async (tx) => {
    await writer.lease.assertHeld(tx.client);
    const value = await work(tx);
    writer.faults.reach(name, 'before_commit');
    return value;
  });
  writer.faults.reach(name, 'after_commit');
  return result;
}

/** Writes a step's rows and its ledger row together: a crash leaves the step done or not begun. */
export function writingStep(
  writer: Writer & { readonly run: RunRow },
  step: StepName,
  scope: string,
  work: (tx: Tx) => Promise<Readonly<Record<string, number>>>,
): Promise<Readonly<Record<string, number>>> {
  return writing(writer, `${step}:${scope}`, async (tx) => {
    const counts = await work(tx);
    await insertStep(tx.db, { run: writer.run.run, step, scope, counts, epoch: writer.lease.epoch });
    return counts;
  });
}
