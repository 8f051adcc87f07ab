import { DeliveryRefused, type RefusalCode } from '../refused.ts';

/** How the columns of a file differ from its contract. Another order is no drift. */
export interface HeaderDrift {
  /** Columns of the contract that the file has not. */
  readonly missing: readonly string[];
  /** Columns of the file that the contract has not, as far as they can be shown. */
  readonly unknown: readonly string[];
  /** Columns that the file has more than once. */
  readonly duplicated: readonly string[];
  /** Places (from 1) of columns without a name. */
  readonly unnamed: readonly number[];
  /** A missing and an unknown column that look like one, renamed. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** What a header may look like in a message: a file without one would put a person's values there. */
const SHOWABLE = /^[\p{L}\p{N} _.,:;()[\]{}#&'"+%/\\?!*-]{1,60}$/u;
const MANY_DIGITS = /\d{4}/;

/**
 * Compares the columns of a file with the columns of its contract; null where they agree.
 * @param found in the file's order
 */
export function headerDrift(found: readonly string[], contract: readonly string[]): HeaderDrift | null {
  const wanted = new Set(contract);
  const seen = new Set<string>();
  const duplicated = new Set<string>();
  const unknown: string[] = [];
  const unnamed: number[] = [];
  found.forEach((name, i) => {
    if (name.trim() === '') unnamed.push(i + 1);
    else if (seen.has(name)) duplicated.add(name);
    else if (!wanted.has(name)) unknown.push(name);
    seen.add(name);
  });
  const missing = contract.filter((name) => !seen.has(name));
  if (missing.length + unknown.length + duplicated.size + unnamed.length === 0) return null;
  return { missing, unknown, duplicated: [...duplicated], unnamed, renamed: renamedColumns(missing, unknown, found, contract) };
}

/**
 * The refusal of a delivery whose columns drifted, in words.
 * Names that share fewer than half of the contract's columns may be values of a file without a header: none is shown.
 */
export function refuseDrift(drift: HeaderDrift, contract: readonly string[]): DeliveryRefused {
  if (drift.missing.length * 2 > contract.length) {
    return new DeliveryRefused({
      code: 'delivery.header_absent',
      message: `Only ${contract.length - drift.missing.length} of the contract's ${contract.length} columns are in the file: it has no header, or is another dataset.`,
      remedy: `Ask the sender for a file that names its columns; missing: ${listed(drift.missing)}.`,
      drift: { ...drift, unknown: [], duplicated: [], renamed: [] },
    });
  }
  const shown = {
    ...drift,
    unknown: drift.unknown.map(showable),
    duplicated: drift.duplicated.map(showable),
    renamed: drift.renamed.map(({ from, to }) => ({ from, to: showable(to) })),
  };
  return new DeliveryRefused({
    code: codeOf(drift),
    message: `The columns are not those of the contract: ${wordsOf(shown)}.`,
    remedy:
      'Ask the sender to restore the columns, or change the contract and its mapping in the declaration of the source; then run the night again.',
    drift: shown,
  });
}

/** A name from outside, where it looks like a name and not like a value. */
export const showable = (name: string): string => (SHOWABLE.test(name) && !MANY_DIGITS.test(name) ? name : '(a name not shown)');

function codeOf(drift: HeaderDrift): RefusalCode {
  if (drift.duplicated.length > 0) return 'delivery.header_duplicate';
  return drift.missing.length > 0 ? 'delivery.header_missing' : 'delivery.header_unknown';
}

function wordsOf(drift: HeaderDrift): string {
  const words: string[] = [];
  if (drift.duplicated.length > 0) words.push(`${listed(drift.duplicated)} twice`);
  for (const { from, to } of drift.renamed) words.push(`'${from}' seems to be called '${to}' now`);
  const renamedFrom = new Set(drift.renamed.map((r) => r.from));
  const renamedTo = new Set(drift.renamed.map((r) => r.to));
  const missing = drift.missing.filter((name) => !renamedFrom.has(name));
  const unknown = drift.unknown.filter((name) => !renamedTo.has(name));
  if (missing.length > 0) words.push(`${listed(missing)} missing`);
  if (unknown.length > 0) words.push(`${listed(unknown)} unknown`);
  if (drift.unnamed.length > 0) words.push(`no name in column ${drift.unnamed.slice(0, 10).join(', ')}`);
  return words.join('; ');
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, 10).map((name) => `'${name}'`);
  return names.length > 10 ? `${first.join(', ')} and ${names.length - 10} more` : first.join(', ');
}

/** Pairs each missing column with the unknown one that is spelt alike, or else stands in its place between the same neighbours. */
function renamedColumns(
  missing: readonly string[],
  unknown: readonly string[],
  found: readonly string[],
  contract: readonly string[],
): { from: string; to: string }[] {
  const free = new Set(unknown);
  const pairs: { from: string; to: string }[] = [];
  for (const from of missing) {
    const to =
      [...free].find((name) => lettersOf(name) === lettersOf(from)) ?? [...free].find((name) => standsFor(from, name, found, contract));
    if (to === undefined) continue;
    free.delete(to);
    pairs.push({ from, to });
  }
  return pairs;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function standsFor(from: string, to: string, found: readonly string[], contract: readonly string[]): boolean {
  const was = contract.indexOf(from);
  const is = found.indexOf(to);
  return found[is - 1] === contract[was - 1] && found[is + 1] === contract[was + 1];
}
