import { daysBetween } from '@golden-thread/shapes/business-date';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { readSlot } from '@golden-thread/warehouse/queries/slot';
import type { Warehouse } from '../night/warehouse-handle.ts';

/** Whether a night is due. */
export interface DueReport {
  /** `due`: run it; `stopped`: it waits for people at a gate; `nothing_due`: it was published, or withdrawn by somebody. */
  readonly state: 'due' | 'stopped' | 'nothing_due';
  /** Business date of the newest slot. */
  readonly businessDate: string;
  /** When it fell due. */
  readonly since: string;
  /** Slots before it that nobody ran: the one night makes up for all of them. */
  readonly skipped: number;
  readonly words: string;
}

const DAY = 86_400_000;

/**
 * Whether the night of the newest business date still has to run: the question of whatever starts it. Nights that were missed are
 * one catch-up run of the newest date.
 */
export async function due({ db }: Warehouse, { timeZone, nightAt }: PipelineDeclaration, now: Date): Promise<DueReport> {
  const slot = await readSlot(db, { timeZone, nightAt, now: now.toISOString() });
  const said = { businessDate: slot.date, since: slot.instant };
  if (slot.done !== null && slot.done >= slot.date)
    return {
      ...said,
      state: 'nothing_due',
      skipped: 0,
      words: `Nothing is due: the night of ${slot.done} was run. The next falls due ${nextOf(slot.date)} at ${nightAt} (${timeZone}).`,
    };
  const skipped = slot.done === null ? 0 : daysBetween(slot.done, slot.date) - 1;
  if (slot.state === 'stopped')
    return {
      ...said,
      state: 'stopped',
      skipped,
      words: `The night of ${slot.date} waits at the gate ${slot.stopped_at ?? ''}: gt status says what it measured.`,
    };
  const before = skipped === 0 ? '' : ` It makes up for ${skipped === 1 ? 'one night' : `${skipped} nights`} that nobody ran.`;
  return { ...said, state: 'due', skipped, words: `The night of ${slot.date} is due since ${slot.instant}.${before}` };
}

const nextOf = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
