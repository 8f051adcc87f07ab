import { linkageSettingsSchema } from '@golden-thread/shapes/linkage-settings';
import type { LinkagePlan } from './linkage-plan.ts';
import { readRule } from './read-rule.ts';
import { settingsRefused } from './settings-refused.ts';

/**
 * A plan of blocking rules alone, to count what they would make: it compares nothing.
 * @param rules as settings have them: conditions, or objects with `blocking_rule` and `arrays_to_explode`.
 * @throws DeclarationError for a rule that cannot be followed.
 */
export function planOfRules(
  rules: readonly unknown[],
  about: Pick<LinkagePlan, 'linkType' | 'uniqueIdColumn' | 'sourceColumn'>,
): LinkagePlan {
  const read = linkageSettingsSchema.shape.blocking_rules_to_generate_predictions.safeParse(rules);
  if (!read.success) throw settingsRefused(`a blocking rule is wrong: ${read.error.issues[0]?.message ?? ''}.`, 'Write it as a condition.');
  return {
    ...about,
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    lambda: 0.5,
    comparisons: [],
    rules: read.data.map((rule, r) => readRule(rule, `Blocking rule ${r + 1}`)),
    training: null,
    convergence: 1,
    iterations: 1,
    additionalColumns: [],
  };
}
