import type { IssueCode } from '@golden-thread/shapes/field-issue';

export interface Instant {
  /** Milliseconds since 1970 in UTC. */
  readonly ms: number;
  readonly issue: Extract<IssueCode, 'ambiguous_hour' | 'skipped_hour'> | null;
}

const DAY_MS = 86_400_000;

/**
 * Local times of one zone as instants. A time that happens twice is the earlier one, one that the clocks jumped over is
 * moved on by the jump; both say so. *Shape*: the argument is the wall clock's reading, in milliseconds as if it were UTC.
 */
export function zonedTime(timeZone: string): (wallMs: number) => Instant {
  const offsetAt = offsetsOf(timeZone);
  const byDay = new Map<number, number>();
  const offsetOnDay = (day: number): number => {
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(day * DAY_MS);
    byDay.set(day, offset);
    return offset;
  };
  return (wallMs) => {
    const day = Math.floor(wallMs / DAY_MS);
    const before = offsetOnDay(day - 1);
    const after = offsetOnDay(day + 2);
    if (before === after) return { ms: wallMs - before, issue: null };
    const candidates = [wallMs - before, wallMs - after].filter((ms, i) => offsetAt(ms) === (i === 0 ? before : after));
    const [earlier, later] = candidates.sort((a, b) => a - b);
    if (earlier === undefined) return { ms: wallMs - before, issue: 'skipped_hour' };
    return { ms: earlier, issue: later === undefined ? null : 'ambiguous_hour' };
  };
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetsOf(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(ms)) parts[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  };
}
