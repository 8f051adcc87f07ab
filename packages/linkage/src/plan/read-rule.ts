import type { RuleSettings } from '@golden-thread/shapes/linkage-settings';
import { conditionOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { parseExpression } from '../expression/parse.ts';
import { sidesOf } from '../expression/walk.ts';
import type { PlannedRule } from './linkage-plan.ts';
import { unquoted } from './read-names.ts';

/** A blocking rule of settings. @throws DeclarationError naming the rule by `within`. */
export function readRule(rule: RuleSettings, within: string): PlannedRule {
  const text = typeof rule === 'string' ? rule : rule.blocking_rule;
  const explode = typeof rule === 'string' ? [] : (rule.arrays_to_explode ?? []).map(unquoted);
  const condition = parseExpression(text, 'rule', within);
  return { text, condition: isAlwaysTrue(condition) ? null : condition, explode };
}

/** `1=1`. */
function isAlwaysTrue(condition: Expression): boolean {
  return sidesOf(condition) === 'none' && conditionOf(condition, { countedBy: 'code_points' })({}) === true;
}
