import { tableProblem } from './table-problem.ts';

/**
 * The columns of a file that are asked for, by the file's name of each: the name that it is asked for by. Where none is of
 * that very name, it is the only one of that name in other cases, as in SQL. `null` asks for all as they are.
 * @throws DeclarationError `table.column_ambiguous` where there are several such.
 */
export function askedColumns(
  path: string,
  names: readonly string[],
  asked: readonly string[] | null | undefined,
): ReadonlyMap<string, string> {
  if (asked === null || asked === undefined) return new Map(names.map((name) => [name, name]));
  const found = new Map(asked.filter((name) => names.includes(name)).map((name) => [name, name]));
  for (const name of asked) {
    if (names.includes(name)) continue;
    const [only, another] = names.filter((one) => one.toLowerCase() === name.toLowerCase());
    if (another !== undefined)
      throw tableProblem(
        'column_ambiguous',
        path,
        `has no column ${name}, and several that differ from it in upper and lower case: ${only}, ${another}`,
        'Write the name as it stands in the file.',
      );
    if (only !== undefined && !found.has(only)) found.set(only, name);
  }
  return found;
}
