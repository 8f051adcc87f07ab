import type { PlannedRule } from '../plan/linkage-plan.ts';
import { exactColumns } from '../score/term-frequencies.ts';

/** A rule for people: `same surname and dob`; one that asks for more than equal columns is told as it is written. */
export function ruleWords({ condition, explode, text }: PlannedRule): string {
  if (condition === null) return 'all pairs';
  const columns = exactColumns({ condition });
  if (columns === null) return text;
  const lists = new Set(explode.map((column) => column.toLowerCase()));
  const named = columns.map((column) => (lists.has(column) ? `one of the ${column}` : column));
  const [last = '', ...others] = named.toReversed();
  return `same ${others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`}`;
}
