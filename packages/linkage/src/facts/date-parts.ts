import type { TextValues } from '@golden-thread/shapes/columns';
import { textAt } from '../prepare/values.ts';

/** Dates `yyyy-mm-dd` by number, in parts; year 0 is *no date*. `days` counts from 1970-01-01. */
export interface DateParts {
  readonly year: Int32Array;
  readonly month: Int32Array;
  readonly day: Int32Array;
  readonly days: Int32Array;
}

export function datePartsOf(values: TextValues): DateParts {
  const parts = {
    year: new Int32Array(values.size),
    month: new Int32Array(values.size),
    day: new Int32Array(values.size),
    days: new Int32Array(values.size),
  };
  for (let v = 1; v < values.size; v++) {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(textAt(values, v));
    if (found === null) continue;
    const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
    parts.year[v] = year;
    parts.month[v] = month;
    parts.day[v] = day;
    parts.days[v] = Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
  }
  return parts;
}

/** The same date but for day and month, which stand in each other's place. */
export function isDayMonthSwapped({ year, month, day }: DateParts, x: number, y: number): boolean {
  return year[x] !== 0 && year[x] === year[y] && month[x] === day[y] && day[x] === month[y];
}
