/** Date in ISO form, or the beginning of one: `1998`, `1998-05`. */
const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const WORDS = /[\p{L}\p{N}\p{M}'’]+/gu;

/** How much of a date a text gives: 1 the year, 2 the month too, 3 the day too; `null`: it is no date. */
export function datePrecision(text: string): number | null {
  const found = ISO.exec(text);
  return found === null ? null : found.slice(1).filter((part) => part !== undefined).length;
}

/** Two dates agree as far as the less precise of them goes; `null` where one is no date. */
export function samePrecision(x: string, y: string): boolean | null {
  if (datePrecision(x) === null || datePrecision(y) === null) return null;
  const shorter = Math.min(x.length, y.length);
  return x.slice(0, shorter) === y.slice(0, shorter);
}

/** The same date but for day and month, which stand in each other's place. */
export function isDayMonthSwapped(x: string, y: string): boolean {
  const [one, other] = [ISO.exec(x), ISO.exec(y)];
  if (one?.[3] === undefined || other?.[3] === undefined) return false;
  return one[1] === other[1] && one[2] === other[3] && one[3] === other[2];
}

/** Of the words of the name that has fewer (each counted once), the share that the other has too, in any order; 0 where one has none. */
export function tokenSetSimilarity(x: string, y: string): number {
  const [one, other] = [new Set(x.match(WORDS)), new Set(y.match(WORDS))];
  const fewer = Math.min(one.size, other.size);
  return fewer === 0 ? 0 : [...one].filter((word) => other.has(word)).length / fewer;
}
