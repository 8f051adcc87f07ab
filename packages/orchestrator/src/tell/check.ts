import { GATES, type GateName } from '@golden-thread/shapes/codes';
import { GateError } from '@golden-thread/shapes/errors';
import { printRun } from '@golden-thread/shapes/references';
import { conservationFaults, integrityFaults, measureNight } from '@golden-thread/warehouse/queries/check';
import { type GateRow, insertAudit, insertStep, readAcceptances, setRunState, upsertGate } from '@golden-thread/warehouse/queries/ledger';
import type { Night } from '../night/night.ts';
import { writing } from '../night/transaction.ts';

/** A handful never stops a night: shares mean nothing on so few. */
const TOO_FEW_TO_STOP = 10;

interface Judged extends GateRow {
  readonly gate: GateName;
  readonly outcome: 'passed' | 'failed' | 'accepted';
}

/**
 * Judges the unpublished night by its gates. All passed or accepted: the step is done. Otherwise the run stands
 * stopped, yesterday stays published, and people decide. @throws GateError naming each gate and what to do.
 */
export async function check(night: Night): Promise<void> {
  const gates = await judge(night);
  const failed = gates.filter((gate) => gate.outcome === 'failed');
  const stoppedAt = failed.map((gate) => gate.gate).join(',');
  await writing(night, 'check:', async (tx) => {
    for (const gate of gates) await upsertGate(tx.db, night.run.run, gate);
    if (failed.length === 0)
      await insertStep(tx.db, { run: night.run.run, step: 'check', scope: '', counts: { gates: gates.length }, epoch: night.lease.epoch });
    else {
      await setRunState(tx.db, night.run.run, 'stopped', stoppedAt);
      await insertAudit(tx.db, {
        stream: 'night',
        byName: null,
        act: 'night.stop',
        subject: printRun(night.run.business_date, night.run.attempt),
        reason: stoppedAt,
      });
    }
  });
  for (const gate of gates)
    night.emit({ event: 'gate.outcome', gate: gate.gate, delivery: null, outcome: gate.outcome, words: gate.words });
  if (failed.length === 0) return;
  const acceptable = failed.every((gate) => GATES[gate.gate].acceptable);
  throw new GateError({
    code: `gate.${failed[0]?.gate ?? 'unknown'}`,
    message: `The night stopped at ${failed.length === 1 ? 'a gate' : `${failed.length} gates`}: ${failed.map((gate) => `${gate.gate} (${gate.words})`).join('; ')}. What was published before stays published.`,
    remedy: acceptable
      ? `Look with 'gt status'. If it is right: ${failed.map((gate) => `gt accept --gate ${gate.gate} --reason '…'`).join(' and ')}, then gt nightly again. If a delivery is wrong: gt reject --delivery dN --reason '…', then gt nightly again.`
      : 'This gate protects people and cannot be accepted: leave out the delivery that caused it with gt reject, or report the defect with the output of gt status --json.',
  });
}

async function judge(night: Night): Promise<readonly Judged[]> {
  const { db } = night.warehouse;
  const { run, pipeline } = night;
  const measures = await measureNight(db, run.publication, run.base, run.instant);
  const faults = await integrityFaults(db);
  const unbalanced = await conservationFaults(db, run.run);
  const accepted = new Set((await readAcceptances(db, run.run)).filter((a) => a.run === run.run && a.delivery === 0).map((a) => a.gate));
  const first = run.base === 0;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const noticed = (count: number) => (first || count < TOO_FEW_TO_STOP ? 0 : share(count, measures.persons_before));
  const moved = noticed(Math.abs(measures.persons - measures.persons_before));
  const churn = noticed(measures.ids_changed);
  const gate = (name: GateName, measured: number, allowed: number, words: string): Judged => ({
    gate: name,
    delivery: 0,
    measured,
    allowed,
    words,
    outcome: measured <= allowed ? 'passed' : accepted.has(name) && GATES[name].acceptable ? 'accepted' : 'failed',
  });
  const broken = faults.reduce((sum, fault) => sum + fault.rows, 0) + unbalanced.length;
  return [
    gate(
      'person_count',
      moved,
      pipeline.gates.personCountChange,
      `${measures.persons} people, ${measures.persons_before} before: moved by ${percent(share(Math.abs(measures.persons - measures.persons_before), measures.persons_before))}, allowed ${percent(pipeline.gates.personCountChange)}`,
    ),
    gate(
      'id_churn',
      churn,
      pipeline.gates.idChurn,
      `${measures.ids_changed} ${measures.ids_changed === 1 ? 'id' : 'ids'} changed (${percent(share(measures.ids_changed, measures.persons_before))}), allowed ${percent(pipeline.gates.idChurn)}`,
    ),
    gate(
      'largest_person',
      measures.largest,
      pipeline.gates.largestPerson,
      `the largest person holds ${measures.largest} records, allowed ${pipeline.gates.largestPerson}`,
    ),
    gate('never_link', measures.never_link_paths, 0, `${measures.never_link_paths} never-links have both records in one person`),
    gate(
      'integrity',
      broken,
      0,
      broken === 0
        ? 'every reference is met and every count adds up'
        : [...faults.map((f) => `${f.rows} ${f.what}`), ...unbalanced.map((d) => `the counts of d${d} do not add up`)].join('; '),
    ),
  ];
}
