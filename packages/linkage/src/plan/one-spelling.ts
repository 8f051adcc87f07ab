import type { Expression } from '../expression/expression.ts';
import { mapChildren } from '../expression/walk.ts';
import type { LinkagePlan, PlannedRule } from './linkage-plan.ts';

/** A plan in which each column is written as where it is first named: `Name` and `name` are one column, as in SQL. */
export function withOneSpelling(plan: LinkagePlan): LinkagePlan {
  const spellings = new Map<string, string>();
  const one = (name: string): string => {
    const key = name.toLowerCase();
    const known = spellings.get(key) ?? name;
    spellings.set(key, known);
    return known;
  };
  const respelled = (expression: Expression): Expression =>
    expression.kind === 'column' ? { ...expression, name: one(expression.name) } : mapChildren(expression, respelled);
  const condition = (expression: Expression | null) => (expression === null ? null : respelled(expression));
  const rule = (planned: PlannedRule): PlannedRule => ({
    ...planned,
    condition: condition(planned.condition),
    explode: planned.explode.map(one),
  });
  const { training } = plan;
  const [uniqueIdColumn, sourceColumn] = [one(plan.uniqueIdColumn), one(plan.sourceColumn)];
  return {
    ...plan,
    uniqueIdColumn,
    sourceColumn,
    comparisons: plan.comparisons.map((comparison) => ({
      ...comparison,
      levels: comparison.levels.map((level) => ({
        ...level,
        condition: condition(level.condition),
        termFrequency: level.termFrequency === null ? null : { ...level.termFrequency, column: one(level.termFrequency.column) },
      })),
    })),
    rules: plan.rules.map(rule),
    training:
      training === null
        ? null
        : {
            ...training,
            deterministicRules: training.deterministicRules.map(rule),
            emRules: training.emRules.map(rule),
            labelColumn: training.labelColumn === null ? null : one(training.labelColumn),
          },
    columnTypes: Object.fromEntries(Object.entries(plan.columnTypes).map(([name, type]) => [one(name), type])),
    additionalColumns: plan.additionalColumns.map(one),
  };
}
