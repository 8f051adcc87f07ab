import { counted } from '@golden-thread/cli/render/table';
import { acceptGate } from '@golden-thread/orchestrator/gate-acts';
import type { NightSettings } from '@golden-thread/orchestrator/night';
import { republish, withdraw } from '@golden-thread/orchestrator/publication-acts';
import { runNight } from '@golden-thread/orchestrator/run-night';
import { status } from '@golden-thread/orchestrator/status';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { GateError } from '@golden-thread/shapes/errors';
import { parsePublication, printDelivery } from '@golden-thread/shapes/references';
import { heldDelivery, seenByReaders } from './questions.ts';
import type { Scene } from './tell-nights.ts';

/** A delivery that a guard held, a night that a gate stopped, and both released with a reason. */
export async function tellGate(
  { warehouse, tell }: Scene,
  settings: NightSettings,
  businessDate: string,
  reader: Warehouse,
): Promise<void> {
  const held = await heldDelivery(warehouse);
  if (held === undefined) return;
  const before = await seenByReaders(reader);
  tell.chapter('A night stopped by a gate, with yesterday still published');
  tell.say(
    `${held.source} sent a file in which something is wrong: ${held.words}. The guard held that delivery (${printDelivery(held.delivery)}) and no other; the night was published with the records of the day before in its place. Readers see p${before.publication}: the analyst, whose grant covers a share of the sources, ${counted(before.people, 'person', 'people')} of it.`,
  );
  tell.say(
    'Somebody rings up: the homes did pass to another landlord. So the delivery is accepted, with that reason, and the night runs again:',
  );
  const act = { byName: 'demo', reason: 'the landlord confirmed by telephone that the homes were transferred' };
  await acceptGate(settings, held.gate, held.delivery, act);
  tell.show(`  gt accept --gate ${held.gate} --delivery ${printDelivery(held.delivery)} --reason '${act.reason}'`);
  tell.show(`  gt nightly --date ${businessDate} --again`);
  const again = { businessDate, again: true, scope: 'affected' } as const;
  try {
    await runNight(settings, again);
    tell.say('The night was published.');
    return;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    const meanwhile = await seenByReaders(reader);
    tell.say(
      `${error.message} Readers still see p${meanwhile.publication}, the analyst ${counted(meanwhile.people, 'person', 'people')} of it.`,
    );
  }
  const gates = (await status(warehouse)).gates.filter((gate) => gate.outcome === 'failed' && gate.delivery === null);
  for (const { gate } of gates) {
    await acceptGate(settings, gate, null, act);
    tell.show(`  gt accept --gate ${gate} --reason '${act.reason}'`);
  }
  const report = await runNight(settings, again);
  const after = await seenByReaders(reader);
  tell.say(
    `The same command went on from the gate: ${report.words}. Readers see p${after.publication}, the analyst ${counted(after.people, 'person', 'people')} of it.`,
  );
}

/** Back to the publication before, and forward again: one row moves. */
export async function tellWithdraw({ warehouse, tell }: Scene, settings: NightSettings, reader: Warehouse): Promise<void> {
  const current = (await status(warehouse)).published;
  if (current === null) return;
  tell.chapter('Withdraw, and publish again');
  const number = parsePublication(current.publication);
  await withdraw(settings, number, { byName: 'demo', reason: 'shown in the demo' });
  const back = await seenByReaders(reader);
  tell.say(
    `gt withdraw ${current.publication} moved one row: at once readers see p${back.publication}, the analyst ${counted(back.people, 'person', 'people')} of it.`,
  );
  await republish(settings, number, { byName: 'demo', reason: 'shown in the demo' });
  const forth = await seenByReaders(reader);
  tell.say(
    `gt publish ${current.publication} moved it back: p${forth.publication}, for the analyst ${counted(forth.people, 'person', 'people')}. Who did it, and why, is in the audit.`,
  );
}
