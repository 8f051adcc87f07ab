import type { Expression } from '../expression/expression.ts';
import { columnsOf } from '../expression/walk.ts';
import type { LinkagePlan } from '../plan/linkage-plan.ts';

/** Columns of the records that a plan reads, each once, in the order of their first use; ids and sources are not among them. */
export function columnsNeeded(plan: LinkagePlan, also: { readonly train: boolean; readonly expressions: readonly Expression[] }): string[] {
  const names = new Map<string, string>();
  const need = (name: string): void => void names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name);
  const read = (expression: Expression | null): void => {
    if (expression !== null) for (const { name } of columnsOf(expression)) need(name);
  };
  for (const { levels } of plan.comparisons)
    for (const { condition, termFrequency } of levels) {
      read(condition);
      if (termFrequency !== null) need(termFrequency.column);
    }
  const training = also.train ? plan.training : null;
  const rules = [...plan.rules, ...(training?.deterministicRules ?? []), ...(training?.emRules ?? [])];
  for (const { condition, explode } of rules) {
    read(condition);
    for (const column of explode) need(column);
  }
  if (training?.labelColumn) need(training.labelColumn);
  for (const expression of also.expressions) read(expression);
  for (const own of [plan.uniqueIdColumn, plan.sourceColumn]) names.delete(own.toLowerCase());
  return [...names.values()];
}
