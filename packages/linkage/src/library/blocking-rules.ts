import { type Columnar, inRule } from './column-expression.ts';

/** A blocking rule as Splink's settings hold it. */
export interface RuleSettings {
  readonly blocking_rule: string;
  readonly sql_dialect: 'duckdb';
  /** List columns that stand for each of their members in turn. */
  readonly arrays_to_explode?: readonly string[];
}

/** Pairs for which all the columns or expressions are equal. */
export function blockOn(...columns: readonly [Columnar, ...Columnar[]]): RuleSettings {
  const equal = columns.map((c) => `${inRule(c, 'l')} = ${inRule(c, 'r')}`);
  return { blocking_rule: equal.length === 1 ? equal.join('') : equal.map((e) => `(${e})`).join(' AND '), sql_dialect: 'duckdb' };
}

/** The rule, tried for each member of the lists. */
export function exploding(rule: RuleSettings, ...columns: readonly [string, ...string[]]): RuleSettings {
  return { ...rule, arrays_to_explode: columns };
}

/** A condition on `l` and `r` in SQL, as written. */
export function customRule(condition: string): RuleSettings {
  return { blocking_rule: condition, sql_dialect: 'duckdb' };
}

export function allRules(...rules: readonly [RuleSettings, ...RuleSettings[]]): RuleSettings {
  return customRule(rules.map((r) => `(${r.blocking_rule})`).join(' AND '));
}

export function anyRule(...rules: readonly [RuleSettings, ...RuleSettings[]]): RuleSettings {
  return customRule(rules.map((r) => `(${r.blocking_rule})`).join(' OR '));
}

export function notRule(rule: RuleSettings): RuleSettings {
  return customRule(`NOT (${rule.blocking_rule})`);
}
