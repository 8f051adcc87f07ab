import { columnsOf } from '@golden-thread/linkage/expression-columns';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';

/** Which files' records lack a column that others have, and what it is for; columns that no file has are told of elsewhere. */
interface MissingColumn {
  readonly table: string;
  readonly column: string;
  readonly place: string;
  /** The columns that the file has. */
  readonly has: readonly string[];
}

/**
 * A column that one of several files lacks would be empty for all its records. Where that is `allowed` it is only told, in words.
 * @throws DeclarationError `link.column_missing_in_file`
 */
export function checkColumns(
  tables: readonly ColumnTable[],
  plan: LinkagePlan,
  { allowed, train, warn }: { readonly allowed: boolean; readonly train: boolean; readonly warn: (words: string) => void },
): void {
  const missing = missingIn(tables, placesOf(plan, train));
  const [first] = missing;
  if (first === undefined) return;
  if (!allowed)
    throw new DeclarationError({
      code: 'link.column_missing_in_file',
      message: `${first.table} has no column ${first.column}, which ${first.place} reads; it has ${first.has.join(', ')}.`,
      remedy: 'Give its column that name, or say --missing-columns allow where this source has no such values.',
    });
  for (const { table, column, place } of missing)
    warn(`${table} has no column ${column}, which ${place} reads: it is empty for all its records.`);
}

/** Of every column that a plan reads, where it does so first. */
function placesOf(plan: LinkagePlan, train: boolean): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const reads = (name: string, place: string): void => void places.set(name, places.get(name) ?? place);
  for (const { name: comparison, levels } of plan.comparisons)
    for (const { condition, label, termFrequency } of levels) {
      const place = `level "${label}" of comparison "${comparison}"`;
      for (const { name } of condition === null ? [] : columnsOf(condition)) reads(name, place);
      if (termFrequency !== null) reads(termFrequency.column, `the term frequency of ${place}`);
    }
  const training = train ? plan.training : null;
  for (const { condition, text, explode } of [...plan.rules, ...(training?.deterministicRules ?? []), ...(training?.emRules ?? [])]) {
    for (const { name } of condition === null ? [] : columnsOf(condition)) reads(name, `the rule ${text}`);
    for (const name of explode) reads(name, `the rule ${text}`);
  }
  return places;
}

function missingIn(tables: readonly ColumnTable[], places: ReadonlyMap<string, string>): readonly MissingColumn[] {
  const named = tables.map(({ name, names, columns }) => ({ table: name, has: names ?? [...columns.keys()] }));
  const lacks = (has: readonly string[], column: string): boolean => !has.some((name) => name.toLowerCase() === column.toLowerCase());
  return [...places].flatMap(([column, place]) => {
    const without = named.filter(({ has }) => lacks(has, column));
    return without.length === named.length ? [] : without.map(({ table, has }) => ({ table, column, place, has }));
  });
}
