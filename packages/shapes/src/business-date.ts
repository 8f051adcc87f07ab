/** Business dates: ISO days. The clock is always an argument. */

/** Today's business date in the pipeline's zone. */
export function businessDateAt(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
}

/** Days from `a` to `b`; both `yyyy-mm-dd`. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);
}
