import { readSlot } from '@golden-thread/warehouse/queries/slot';
import { expect } from 'vitest';
import type { Warehouse } from '../night/warehouse-handle.ts';

export const HOUR = 3_600_000;

export interface SlotSweep {
  readonly timeZone: string;
  /** From the first of January of the one to that of the other. */
  readonly years: readonly [number, number];
  readonly nightsAt: readonly string[];
  /** Milliseconds between two looks at the clock. */
  readonly step: number;
}

/** Looks at the clock again and again around every change of a zone's clocks: each business date must fall due once, in order. */
export async function expectOneRunADate({ db }: Warehouse, { timeZone, years, nightsAt, step }: SlotSweep): Promise<void> {
  const changes = clockChanges(timeZone, ...years);
  expect(changes).toHaveLength(2 * (years[1] - years[0]));
  for (const nightAt of nightsAt)
    for (const change of changes) {
      const runs: string[] = [];
      for (let now = change - 30 * HOUR; now <= change + 30 * HOUR; now += step) {
        const { date } = await readSlot(db, { timeZone, nightAt, now: new Date(now).toISOString() });
        if (runs.at(-1) !== date) runs.push(date);
      }
      const first = Date.parse(`${runs[0]}T00:00:00Z`);
      expect(runs).toEqual(runs.map((_, day) => new Date(first + day * 24 * HOUR).toISOString().slice(0, 10)));
      expect(runs.length).toBeGreaterThanOrEqual(3);
    }
}

/** Instants at which a zone's clocks change, found by asking for its offset hour by hour. */
function clockChanges(timeZone: string, from: number, to: number): readonly number[] {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  const offsetAt = (at: number) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  const changes: number[] = [];
  for (let at = Date.UTC(from, 0, 1); at < Date.UTC(to, 0, 1); at += HOUR)
    if (offsetAt(at) !== offsetAt(at + HOUR)) changes.push(at + HOUR);
  return changes;
}
