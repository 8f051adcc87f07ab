/** A name as an SQL identifier. Names come from our own lists only; the check keeps it so. */
export function identifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new RangeError(`not an SQL name of ours: ${name}`);
  return `"${name}"`;
}

/** `schema.table` as two identifiers. */
export const qualified = (name: string): string => name.split('.').map(identifier).join('.');

/** A list of identifiers, with an optional prefix such as `t.`. */
export const identifiers = (names: readonly string[], prefix = ''): string => names.map((name) => prefix + identifier(name)).join(', ');

/** A text as an SQL literal, for comments in DDL, which take no parameters. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
