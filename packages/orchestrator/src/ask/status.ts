import { printDelivery, printPublication, printRun } from '@golden-thread/shapes/references';
import { countAll, type QuarantineCount, quarantineCounts, type WarehouseCounts } from '@golden-thread/warehouse/queries/ask';
import { deliveriesOfRun } from '@golden-thread/warehouse/queries/delivery';
import { listPublications, listRuns, readGates, readRunInputs, readSteps, readTableState } from '@golden-thread/warehouse/queries/ledger';
import type { Warehouse } from '../night/warehouse-handle.ts';

export interface StatusReport {
  readonly published: { readonly publication: string; readonly businessDate: string; readonly publishedAt: string | null } | null;
  readonly counts: WarehouseCounts;
  readonly runs: readonly {
    readonly run: string;
    readonly state: string;
    readonly publication: string;
    readonly stoppedAt: string | null;
  }[];
  readonly publications: readonly { readonly publication: string; readonly businessDate: string; readonly status: string }[];
  /** Of the newest run: what another policy did to persons, and what the data did. `null` where that step was not done. */
  readonly effects: { readonly policyVersion: string | null; readonly policy: PersonCounts | null; readonly data: PersonCounts | null };
  /** Of the newest run. */
  readonly deliveries: readonly {
    readonly delivery: string;
    readonly source: string;
    readonly part: string;
    readonly file: string;
    readonly state: string;
    readonly because: string | null;
    readonly counts: Readonly<Record<string, number>> | null;
  }[];
  readonly gates: readonly { readonly gate: string; readonly delivery: string | null; readonly outcome: string; readonly words: string }[];
  readonly quarantine: readonly QuarantineCount[];
  readonly notDelivered: readonly { readonly source: string; readonly because: string }[];
}

/** Persons who merged, parted, or go by another id. */
export interface PersonCounts {
  readonly merged: number;
  readonly split: number;
  readonly reidentified: number;
}

/** What is published, what the last run did, and what waits for people. */
export async function status(warehouse: Warehouse): Promise<StatusReport> {
  const { db } = warehouse;
  const { pointer } = await readTableState(db);
  const publications = await listPublications(db, 10);
  const runs = await listRuns(db, 5);
  const newest = runs[0];
  const current = publications.find((p) => p.number === pointer);
  const inputs = newest === undefined ? [] : await readRunInputs(db, newest.run);
  const steps = newest === undefined ? [] : await readSteps(db, newest.run);
  const effectOf = (step: string): PersonCounts | null => {
    const counts = steps.find((row) => row.step === step)?.counts;
    return counts == null
      ? null
      : { merged: counts['merged'] ?? 0, split: counts['split'] ?? 0, reidentified: counts['reidentified'] ?? 0 };
  };
  return {
    published:
      current === undefined
        ? null
        : { publication: printPublication(current.number), businessDate: current.business_date, publishedAt: current.published_at },
    counts: await countAll(db, pointer),
    runs: runs.map((r) => ({
      run: printRun(r.business_date, r.attempt),
      state: r.state,
      publication: printPublication(r.publication),
      stoppedAt: r.stopped_at,
    })),
    publications: publications.map((p) => ({ publication: printPublication(p.number), businessDate: p.business_date, status: p.status })),
    effects: {
      policyVersion: inputs.find(({ kind, name }) => kind === 'policy' && name === 'version')?.value ?? null,
      policy: effectOf('policy'),
      data: effectOf('resolve'),
    },
    deliveries:
      newest === undefined
        ? []
        : (await deliveriesOfRun(db, newest.run)).map((d) => ({
            delivery: printDelivery(d.delivery),
            source: d.source_name,
            part: d.part,
            file: d.file_name,
            state: d.state,
            because: d.reason,
            counts: d.counts,
          })),
    gates:
      newest === undefined
        ? []
        : (await readGates(db, newest.run)).map((g) => ({
            gate: g.gate,
            delivery: g.delivery === 0 ? null : printDelivery(g.delivery),
            outcome: g.outcome,
            words: g.words,
          })),
    quarantine: newest === undefined ? [] : await quarantineCounts(db, newest.run),
    notDelivered: inputs.flatMap((i) =>
      i.kind === 'flow' && i.value !== 'live'
        ? [{ source: i.name, because: `no live agreement (${i.value})` }]
        : i.kind === 'incomplete' || i.kind === 'missing'
          ? [{ source: i.name, because: i.value }]
          : [],
    ),
  };
}
