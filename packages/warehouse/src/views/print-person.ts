const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const DIGITS = 10;

/** `printPerson` of `shapes` as an immutable SQL expression over a bigint. */
export function printPersonSql(key: string): string {
  const digits = Array.from(
    { length: DIGITS },
    (_, at) => `substr('${ALPHABET}', ((${key} >> ${5 * (DIGITS - 1 - at)}) & 31)::int + 1, 1)`,
  );
  return `('gt_' || ${digits.join(' || ')})`;
}
