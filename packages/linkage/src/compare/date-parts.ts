/** Dates `yyyy-mm-dd` by number, in parts; year 0 is *no date*. `days` counts from 1970-01-01. */
export interface DateParts {
  readonly year: Int32Array;
  readonly month: Int32Array;
  readonly day: Int32Array;
  readonly days: Int32Array;
}

export function datePartsOf(values: readonly string[]): DateParts {
  const parts = {
    year: new Int32Array(values.length),
    month: new Int32Array(values.length),
    day: new Int32Array(values.length),
    days: new Int32Array(values.length),
  };
  values.forEach((value, v) => {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
    if (found === null) return;
    const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
    parts.year[v] = year;
    parts.month[v] = month;
    parts.day[v] = day;
    parts.days[v] = Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
  });
  return parts;
}

/** The same date but for day and month, which stand in each other's place. */
export function isDayMonthSwapped({ year, month, day }: DateParts, x: number, y: number): boolean {
  return year[x] !== 0 && year[x] === year[y] && month[x] === day[y] && day[x] === month[y];
}
