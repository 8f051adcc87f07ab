import { GATES, type GateName } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { printDelivery, printRun } from '@golden-thread/shapes/references';
import { insertRejection, readDelivery } from '@golden-thread/warehouse/queries/delivery';
import { insertAcceptance, insertAudit, listRuns, type RunRow, readGates } from '@golden-thread/warehouse/queries/ledger';
import { transact } from '../night/warehouse-handle.ts';
import { checkedReason } from './checked-reason.ts';
import type { Act, ActSettings } from './publication-acts.ts';

const DELIVERY_GATES: ReadonlySet<GateName> = new Set(['quarantine_budget', 'delete_guard', 'record_count']);

/** Releases one gate of the newest run, for that run; a delivery's gate is released for that delivery. */
export async function acceptGate(
  settings: ActSettings,
  gate: string,
  delivery: number | null,
  act: Act,
): Promise<{ readonly run: string }> {
  const name = gateNamed(gate);
  if (!GATES[name].acceptable)
    throw new DeclarationError({
      code: 'gate.not_acceptable',
      message: `The gate ${name} protects people: nobody can accept it.`,
      remedy: "Leave out the delivery that caused it: gt reject --delivery dN --reason '…'",
    });
  if (DELIVERY_GATES.has(name) && delivery === null)
    throw new DeclarationError({
      code: 'gate.needs_delivery',
      message: `The gate ${name} belongs to a delivery.`,
      remedy: `Name it: gt accept --gate ${name} --delivery dN --reason '…' (gt status shows which)`,
    });
  const run = await runAtGate(settings, name, delivery ?? 0);
  const reason = checkedReason(act.reason);
  const reference = printRun(run.business_date, run.attempt);
  await transact(settings.warehouse, async (tx) => {
    await insertAcceptance(tx.db, { run: run.run, gate: name, delivery: delivery ?? 0, byName: act.byName, reason });
    await insertAudit(tx.db, {
      stream: 'people',
      byName: act.byName,
      act: 'gate.accept',
      subject: delivery === null ? `${reference}/${name}` : `${printDelivery(delivery)}/${name}`,
      reason,
    });
  });
  return { run: reference };
}

/** Leaves a delivery out of this and every later night. */
export async function rejectDelivery(settings: ActSettings, delivery: number, act: Act): Promise<void> {
  if ((await readDelivery(settings.warehouse.db, delivery)) === undefined)
    throw new DeclarationError({
      code: 'delivery.unknown',
      message: `There is no delivery ${printDelivery(delivery)}.`,
      remedy: 'See the deliveries of the last night with: gt status',
    });
  const reason = checkedReason(act.reason);
  await transact(settings.warehouse, async (tx) => {
    await insertRejection(tx.db, { delivery, byName: act.byName, reason });
    await insertAudit(tx.db, {
      stream: 'people',
      byName: act.byName,
      act: 'delivery.reject',
      subject: printDelivery(delivery),
      reason,
    });
  });
}

function gateNamed(gate: string): GateName {
  const name = Object.keys(GATES).find((known): known is GateName => known === gate);
  if (name === undefined)
    throw new DeclarationError({
      code: 'gate.unknown',
      message: `There is no gate of that name.`,
      remedy: `The gates are ${Object.keys(GATES).join(', ')}.`,
    });
  return name;
}

async function runAtGate(settings: ActSettings, gate: GateName, delivery: number): Promise<RunRow> {
  for (const run of await listRuns(settings.warehouse.db, 20)) {
    const failed = (await readGates(settings.warehouse.db, run.run)).some(
      (row) => row.gate === gate && row.delivery === delivery && row.outcome === 'failed',
    );
    if (failed && (delivery !== 0 || run.state === 'stopped')) return run;
  }
  throw new DeclarationError({
    code: 'gate.not_failed',
    message: delivery === 0 ? `No run is stopped at the gate ${gate}.` : `${printDelivery(delivery)} did not fail at the gate ${gate}.`,
    remedy: 'See what stopped with: gt status',
  });
}
