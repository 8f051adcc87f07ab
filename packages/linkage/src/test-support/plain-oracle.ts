import type { BlockingExpression, BlockingRule, Comparison, ComparisonLevel } from '@golden-thread/shapes/declare/linkage';
import type { MatchColumnName, PersonMatch } from '@golden-thread/shapes/dictionary/person';

/** A second implementation of blocking and comparing, on plain records and texts, for tests to hold the engine against. */

export function gammaOf(comparison: Comparison, a: PersonMatch, b: PersonMatch): number {
  const silent = (record: PersonMatch) => comparison.silentWithout.every((column) => valuesOf(record, column).length === 0);
  if (silent(a) || silent(b)) return -1;
  const held = comparison.levels.findIndex((level) => levelHolds(level, a, b));
  return comparison.levels.length - 1 - held;
}

export function levelHolds(level: ComparisonLevel, a: PersonMatch, b: PersonMatch): boolean {
  if (level.level === 'else') return true;
  if (level.level === 'any') return level.of.some((part) => levelHolds(part, a, b));
  if (level.level === 'all') return level.of.every((part) => levelHolds(part, a, b));
  if (level.level === 'overlap')
    return valuesOf(a, level.column).filter((value) => valuesOf(b, level.column).includes(value)).length >= level.atLeast;
  const x = a[level.column];
  const y = b[level.column];
  if (level.level === 'member') return (x !== null && b[level.list].includes(x)) || (y !== null && a[level.list].includes(y));
  if (x === null || y === null) return false;
  switch (level.level) {
    case 'exact':
      return x === y;
    case 'crossed':
      return x === b[level.with] && y === a[level.with];
    case 'jaro_winkler':
      return plainJaroWinkler(x, y) >= level.atLeast;
    case 'levenshtein':
      return plainLevenshtein(x, y) <= level.atMost;
    case 'one_edit':
      return plainDamerau(x, y) <= 1;
    case 'initial':
      return x === y || (x.length === 1 && y.startsWith(x)) || (y.length === 1 && x.startsWith(y));
    case 'day_month_swapped':
      return x === y || `${y.slice(0, 4)}-${y.slice(8)}-${y.slice(5, 7)}` === x;
    case 'same_month':
      return x.slice(0, 7) === y.slice(0, 7);
    case 'within_days':
      return Math.abs(Date.parse(x) - Date.parse(y)) <= level.days * 86_400_000;
    default:
      return level satisfies never;
  }
}

export function meetsBy(rule: BlockingRule, a: PersonMatch, b: PersonMatch): boolean {
  return rule.all.every((expression) => keysOf(expression, a).some((key) => keysOf(expression, b).includes(key)));
}

/** The first rule by which two records meet, or −1. */
export const firstRule = (rules: readonly BlockingRule[], a: PersonMatch, b: PersonMatch): number =>
  rules.findIndex((rule) => meetsBy(rule, a, b));

function keysOf({ column, first, or }: BlockingExpression, record: PersonMatch): string[] {
  return [column, ...(or ?? [])]
    .flatMap((name) => valuesOf(record, name))
    .map((value) => (first === undefined ? value : [...value].slice(0, first).join('')));
}

export function valuesOf(record: PersonMatch, column: MatchColumnName): readonly string[] {
  const value = record[column];
  if (value === null || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}

/** The textbook Jaro–Winkler: lists of matched characters instead of marks. */
export function plainJaroWinkler(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const free = b.map((_, j) => j);
  const matches: [number, number][] = [];
  a.forEach((character, i) => {
    const at = free.findIndex((j) => b[j] === character && Math.abs(i - j) <= reach);
    if (at >= 0) matches.push([i, ...free.splice(at, 1)] as [number, number]);
  });
  const m = matches.length;
  if (m === 0) return 0;
  const inA = matches.map(([i]) => a[i]);
  const inB = matches
    .map(([, j]) => j)
    .sort((x, y) => x - y)
    .map((j) => b[j]);
  const transpositions = Math.floor(inA.filter((character, k) => character !== inB[k]).length / 2);
  const jaro = (m / a.length + m / b.length + (m - transpositions) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro > 0.7 ? jaro + 0.1 * prefix * (1 - jaro) : jaro;
}

/** The dynamic programme over the whole table. */
export const plainLevenshtein = (left: string, right: string): number => editDistance(left, right, false);

/** With exchanged neighbours (optimal string alignment; the same as Damerau's as far as distance 1). */
export const plainDamerau = (left: string, right: string): number => editDistance(left, right, true);

function editDistance(left: string, right: string, exchanges: boolean): number {
  const a = [...left];
  const b = [...right];
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : i)));
  const at = (i: number, j: number): number => d[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (exchanges && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(i - 2, j - 2) + 1);
      d[i]?.splice(j, 1, least);
    }
  }
  return at(a.length, b.length);
}
