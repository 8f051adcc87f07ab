import type { IssueCode } from '@golden-thread/shapes/field-issue';

interface Reading {
  readonly value: string | null;
  readonly key?: string | null;
  readonly issues: readonly IssueCode[];
}

const ROUNDS = 4;

/**
 * A standard value reads as itself. Where taking a cell apart left something that would be read otherwise (`Dr Baby`: the
 * title gone, a stand-in is left), the later reading counts, with the issues of both; what never comes to rest is implausible.
 */
export function settled<Result extends Reading>(read: (raw: string) => Result, nothing: Result): (raw: string) => Result {
  return (raw) => {
    let reading = read(raw);
    for (let round = 0; round < ROUNDS; round++) {
      if (reading.value === null || reading.value === raw) return reading;
      const again = read(reading.value);
      if (again.value === reading.value && again.key === reading.key) return reading;
      reading = { ...again, issues: [...new Set([...reading.issues, ...again.issues])] };
    }
    return { ...nothing, issues: [...new Set<IssueCode>([...reading.issues, 'implausible'])] };
  };
}
