/** A column's name without the quotes that Splink leaves around it in saved models (`"\"email\""`). */
export function unquoted(name: string): string {
  const [first] = name;
  const isQuoted = name.length > 2 && (first === '"' || first === '`') && name.endsWith(first);
  return isQuoted ? name.slice(1, -1).replaceAll(first + first, first) : name;
}

/** Keys of an object that a schema has not. */
export function strangeKeys(value: object, shape: object): string[] {
  return Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
}
