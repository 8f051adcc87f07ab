/** Periods of the register are half-open: the last day named is the first on which nothing is permitted any more. */
export type Period = 'before' | 'within' | 'after';

/** Where a day lies in `[from, to)`. ISO days compare as text. */
export function inPeriod(date: string, from: string, to: string | null): Period {
  if (date < from) return 'before';
  return to !== null && date >= to ? 'after' : 'within';
}
