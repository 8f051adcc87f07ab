import type { Column } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkagePlan, PlannedComparison, PlannedLevel, TermFrequencyUse } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';

/**
 * Shares of the values of the columns that a plan weighs by frequency, by `frequencyKey` and value number; number 0, null,
 * has none (0). The arrays are shared between workers.
 */
export type TermFrequencyShares = ReadonlyMap<string, Float64Array>;

/** Frequencies that are given rather than counted: those of a registered table, or frozen with a model. */
export interface GivenFrequencies {
  /** Share by value, as text. */
  readonly shares: ReadonlyMap<string, number>;
  /** Records that were counted: a value never seen is taken for half of one. `null`: it has no frequency. */
  readonly records: number | null;
}

/** A value that no given table knows counts as half an occurrence. */
const NEVER_SEEN = 0.5;

/** Key of a column's frequencies: of its values, or of the members of its lists. */
export function frequencyKey({ column, of }: TermFrequencyUse): string {
  return of === 'rarest_shared' ? `${column}[]` : column;
}

/** Whether a level is weighed by term frequency: null and else-levels are not, nor is a weight of 0. */
export function isWeighed(level: PlannedLevel): level is PlannedLevel & { readonly termFrequency: TermFrequencyUse } {
  return level.gamma >= 0 && level.condition !== null && level.termFrequency !== null && level.termFrequency.weight !== 0;
}

/** Every use of frequencies in the plan, once a key. */
export function frequencyUses({ comparisons }: LinkagePlan): ReadonlyMap<string, TermFrequencyUse> {
  const uses = new Map<string, TermFrequencyUse>();
  for (const { levels } of comparisons)
    for (const level of levels) if (isWeighed(level)) uses.set(frequencyKey(level.termFrequency), level.termFrequency);
  return uses;
}

/**
 * The shares of all columns that the plan weighs by frequency, counted over the records of all sources: the records that
 * hold the value, of those that hold any. *Source*: `reference/splink.md` 2.7.
 */
export function termFrequenciesOf(
  prepared: Prepared,
  plan: LinkagePlan,
  given: ReadonlyMap<string, GivenFrequencies> = new Map(),
): TermFrequencyShares {
  const shares = new Map<string, Float64Array>();
  for (const [key, use] of frequencyUses(plan)) {
    const column = columnNamed(prepared, use.column);
    const known = given.get(key);
    const members = use.of === 'rarest_shared';
    shares.set(key, known === undefined ? countedShares(column, members) : givenShares(column, members, known));
  }
  return shares;
}

/** @throws RangeError when records were prepared for another plan. */
export function columnNamed(prepared: Prepared, name: string): Column {
  const column = prepared.columns.get(`"${name.replaceAll('"', '""')}"`);
  if (column === undefined) throw new RangeError(`The records were prepared without the column ${name}.`);
  return column;
}

/** Occurrences by value number, and the records that hold any value. */
export function occurrencesOf({ ids, values }: Column, members: boolean): { occurrences: Float64Array; records: number } {
  const inList = members && values.kind === 'list';
  const occurrences = new Float64Array(inList ? values.of.size : values.size);
  let records = 0;
  for (const id of ids) {
    if (id === 0) continue;
    records++;
    if (!inList) occurrences[id] = (occurrences[id] as number) + 1;
    else countMembers(values.members, values.starts[id] as number, values.starts[id + 1] as number, occurrences);
  }
  occurrences[0] = 0;
  return { occurrences, records };
}

/** A record counts once for each value in its list, however often the list says it. */
function countMembers(members: Int32Array, from: number, to: number, occurrences: Float64Array): void {
  for (let k = from; k < to; k++) {
    const member = members[k] as number;
    let first = from;
    while (members[first] !== member) first++;
    if (first === k) occurrences[member] = (occurrences[member] as number) + 1;
  }
}

function countedShares(column: Column, members: boolean): Float64Array {
  const { occurrences, records } = occurrencesOf(column, members);
  const shares = sharedFloats(occurrences.length);
  for (let value = 1; value < shares.length; value++) shares[value] = (occurrences[value] as number) / Math.max(records, 1);
  return shares;
}

function givenShares({ values }: Column, members: boolean, { shares: known, records }: GivenFrequencies): Float64Array {
  const of = members && values.kind === 'list' ? values.of : values;
  const shares = sharedFloats(of.size);
  const decoder = new TextDecoder();
  const unseen = records === null ? 0 : NEVER_SEEN / Math.max(records, 1);
  for (let value = 1; value < of.size; value++) {
    const text =
      of.kind === 'text'
        ? decoder.decode(of.bytes.slice(of.starts[value], of.starts[value + 1]))
        : of.kind === 'number'
          ? String(of.numbers[value])
          : '';
    shares[value] = known.get(text) ?? unseen;
  }
  return shares;
}

const sharedFloats = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));

/**
 * Whose u a level's frequency is set against, as a gamma of its comparison: the level of exact equality on the same column,
 * or its own. *Source*: `reference/splink.md` 2.7.
 * @throws DeclarationError `linkage.term_frequency_without_exact_level` where there is none.
 */
export function referenceGamma(comparison: PlannedComparison, level: PlannedLevel & { readonly termFrequency: TermFrequencyUse }): number {
  if (level.termFrequency.againstOwnU) return level.gamma;
  const wanted = level.termFrequency.column.toLowerCase();
  const exact = comparison.levels.find((other) => {
    const columns = exactColumns(other);
    return columns?.length === 1 && columns[0] === wanted;
  });
  if (exact !== undefined) return exact.gamma;
  throw new DeclarationError({
    code: 'linkage.term_frequency_without_exact_level',
    message: `The comparison ${comparison.name} weighs a level by the frequency of ${level.termFrequency.column}, and none of its levels is exact equality on that column.`,
    remedy: 'Add such a level to the comparison, or set "disable_tf_exact_match_detection": true on the level, so that its own u is used.',
  });
}

/**
 * Finds before any record is read what `referenceGamma` would find when pairs are scored.
 * @throws DeclarationError
 */
export function checkFrequencies({ comparisons }: Pick<LinkagePlan, 'comparisons'>): void {
  for (const comparison of comparisons) for (const level of comparison.levels) if (isWeighed(level)) referenceGamma(comparison, level);
}

/** The columns, in lower case, whose plain equality is all that a level asks for; `null` for any other level. */
export function exactColumns({ condition }: Pick<PlannedLevel, 'condition'>): readonly string[] | null {
  if (condition === null) return null;
  const columns: string[] = [];
  const open = [condition];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.kind !== 'binary') return null;
    if (part.op === 'and') open.push(part.right, part.left);
    else if (part.op === '=' && part.left.kind === 'column' && part.right.kind === 'column') {
      const [left, right] = [part.left, part.right];
      if (left.name !== right.name || left.side === right.side) return null;
      columns.push(left.name.toLowerCase());
    } else return null;
  }
  return columns;
}
