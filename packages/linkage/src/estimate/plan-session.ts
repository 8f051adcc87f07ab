import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Expression } from '../expression/expression.ts';
import { columnsOf } from '../expression/walk.ts';
import type { LinkagePlan, ModelParameters, PlannedComparison, PlannedRule } from '../plan/linkage-plan.ts';
import { exactColumns } from '../score/term-frequencies.ts';

/** One level of the plan: comparison by position, and gamma. */
export interface LevelAt {
  readonly comparison: number;
  readonly gamma: number;
}

/** What a training rule lets a session train. */
export interface PlannedSession {
  readonly rule: PlannedRule;
  /** Comparisons that read no column of the rule, by position in the plan. */
  readonly active: readonly number[];
  /** Exact levels that every pair of the rule has: the session's λ is that much higher than the model's. */
  readonly covered: readonly LevelAt[];
}

/**
 * The session of a training rule. *Source*: `reference/splink.md` 2.6.
 * @throws DeclarationError `linkage.em_rule_uses_all` when the rule uses up every comparison, `linkage.em_nothing_free` when
 * both m and u are fixed.
 */
export function planSession(plan: LinkagePlan, rule: PlannedRule): PlannedSession {
  if (plan.training?.fixM && plan.training.fixU) {
    throw new DeclarationError({
      code: 'linkage.em_nothing_free',
      message: `Training on ${rule.text} has nothing to train: both m and u are fixed.`,
      remedy: 'Leave m or u free in "training".',
    });
  }
  const used = new Set(columnsIn(rule.condition));
  const active = plan.comparisons.flatMap((comparison, c) => (columnsOfLevels(comparison).some((column) => used.has(column)) ? [] : [c]));
  if (active.length === 0) {
    throw new DeclarationError({
      code: 'linkage.em_rule_uses_all',
      message: `The training rule ${rule.text} leaves no comparison to train, for each of them uses one of its columns.`,
      remedy: 'Use a training rule on other columns, or add a comparison on other columns.',
    });
  }
  return { rule, active, covered: coveredLevels(plan, [...used]) };
}

/** λ of a session's pairs under the model's parameters: its odds are the model's times the Bayes factors of the covered levels. */
export function sessionLambda({ covered }: PlannedSession, { lambda, m, u }: ModelParameters): number {
  let odds = lambda / (1 - lambda);
  for (const { comparison, gamma } of covered) odds *= (m[comparison]?.[gamma] ?? 1) / (u[comparison]?.[gamma] ?? 1);
  return probabilityOf(odds);
}

/** λ of the model, by the λ that a session came to. */
export function modelLambda({ covered }: PlannedSession, sessionsLambda: number, { m, u }: Pick<ModelParameters, 'm' | 'u'>): number {
  let odds = sessionsLambda / (1 - sessionsLambda);
  for (const { comparison, gamma } of covered) odds /= (m[comparison]?.[gamma] ?? 1) / (u[comparison]?.[gamma] ?? 1);
  return probabilityOf(odds);
}

const probabilityOf = (odds: number): number => (odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds));

const columnsIn = (condition: Expression | null): readonly string[] =>
  condition === null ? [] : columnsOf(condition).map(({ name }) => name);

const columnsOfLevels = ({ levels }: PlannedComparison): readonly string[] => levels.flatMap(({ condition }) => columnsIn(condition));

/** A level on several columns goes before several levels on one, for they may depend on one another. */
function coveredLevels({ comparisons }: LinkagePlan, ruleColumns: readonly string[]): readonly LevelAt[] {
  const open = new Set(ruleColumns.map((column) => column.toLowerCase()));
  const exact = comparisons.flatMap(({ levels }, comparison) =>
    levels.flatMap((level) => {
      const columns = level.gamma < 0 ? null : exactColumns(level);
      return columns === null ? [] : [{ comparison, gamma: level.gamma, columns: new Set(columns), named: columns.length }];
    }),
  );
  exact.sort((x, y) => y.named - x.named);
  return exact.flatMap(({ comparison, gamma, columns }) => {
    if (![...columns].every((column) => open.has(column))) return [];
    for (const column of columns) open.delete(column);
    return [{ comparison, gamma }];
  });
}
