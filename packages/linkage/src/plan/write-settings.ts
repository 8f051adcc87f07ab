import { printExpression } from '../expression/print.ts';
import { carriedText } from './carried-keys.ts';
import type { LinkagePlan, ModelParameters, PlannedComparison, PlannedLevel, PlannedRule } from './linkage-plan.ts';
import { startingParameters } from './starting-parameters.ts';

/** Splink takes 0 for *not given*, and refuses what is less than this. */
const LEAST = 1e-300;

interface WrittenRule {
  readonly blocking_rule: string;
  readonly sql_dialect: 'duckdb';
  readonly arrays_to_explode?: readonly string[];
}

interface WrittenLevel {
  readonly sql_condition: string;
  readonly label_for_charts: string;
  readonly m_probability?: number;
  readonly u_probability?: number;
  readonly fix_m_probability: boolean;
  readonly fix_u_probability: boolean;
  readonly tf_adjustment_column?: string;
  readonly tf_adjustment_weight?: number;
  readonly tf_minimum_u_value?: number;
  readonly tf_adjustment_of?: 'rarest_shared';
  readonly disable_tf_exact_match_detection?: true;
  readonly is_null_level?: true;
}

interface WrittenComparison {
  readonly output_column_name: string;
  readonly comparison_description: string;
  readonly comparison_levels: readonly WrittenLevel[];
}

/** Settings as Splink 4 and 5 load them. */
export interface SplinkSettings {
  readonly link_type: LinkagePlan['linkType'];
  readonly probability_two_random_records_match: number;
  readonly retain_matching_columns: true;
  readonly retain_intermediate_calculation_columns: true;
  readonly additional_columns_to_retain: readonly string[];
  readonly sql_dialect: 'duckdb';
  readonly em_convergence: number;
  readonly max_iterations: number;
  readonly unique_id_column_name: string;
  readonly source_dataset_column_name: string;
  readonly blocking_rules_to_generate_predictions: readonly WrittenRule[];
  readonly comparisons: readonly WrittenComparison[];
  /** Keys of our own, where a plan says what Splink cannot. */
  readonly linker_uid?: string;
}

/**
 * A plan with its parameters as Splink's settings. How it was trained is left out, as in Splink's own model files.
 * What Splink has no key for, and what is given as `also`, it carries along unread (`carried-keys.ts`).
 * A probability of 0 is written as 1e-300, and a default is left to be the default again.
 */
export function writeSettings(
  plan: LinkagePlan,
  parameters: ModelParameters,
  also: Readonly<Record<string, unknown>> = {},
): SplinkSettings {
  const own = { ...ownKeys(plan), ...also };
  return {
    link_type: plan.linkType,
    probability_two_random_records_match: parameters.lambda,
    retain_matching_columns: true,
    retain_intermediate_calculation_columns: true,
    additional_columns_to_retain: plan.additionalColumns,
    sql_dialect: 'duckdb',
    em_convergence: plan.convergence,
    max_iterations: plan.iterations,
    unique_id_column_name: plan.uniqueIdColumn,
    source_dataset_column_name: plan.sourceColumn,
    blocking_rules_to_generate_predictions: plan.rules.map(writtenRule),
    comparisons: plan.comparisons.map((comparison, c) => writtenComparison(comparison, probabilitiesOf(plan, parameters, c))),
    ...(Object.keys(own).length === 0 ? {} : { linker_uid: carriedText(own) }),
  };
}

function ownKeys({ columnTypes, sourcePairs, countedBy }: LinkagePlan): Readonly<Record<string, unknown>> {
  return {
    ...(Object.keys(columnTypes).length === 0 ? {} : { column_types: columnTypes }),
    ...(sourcePairs === null ? {} : { source_pairs: sourcePairs }),
    ...(countedBy === 'code_points' ? {} : { counted_by: countedBy }),
  };
}

function writtenRule({ condition, explode }: PlannedRule): WrittenRule {
  const rule = { blocking_rule: condition === null ? '1=1' : printExpression(condition, 'rule'), sql_dialect: 'duckdb' } as const;
  return explode.length === 0 ? rule : { ...rule, arrays_to_explode: explode };
}

/** m and u to write by gamma; `undefined` where they are the default that an untrained level has anyway. */
interface Probabilities {
  readonly m: (level: PlannedLevel) => number | undefined;
  readonly u: (level: PlannedLevel) => number | undefined;
}

function probabilitiesOf(plan: LinkagePlan, parameters: ModelParameters, comparison: number): Probabilities {
  const defaults = startingParameters(plan);
  const of = (which: 'm' | 'u') => (level: PlannedLevel) => {
    const value = parameters[which][comparison]?.[level.gamma];
    const isDefault = level[which] === null && value === defaults[which][comparison]?.[level.gamma];
    return value === undefined || isDefault ? undefined : Math.min(Math.max(value, LEAST), 1);
  };
  return { m: of('m'), u: of('u') };
}

function writtenComparison({ name, describes, levels }: PlannedComparison, probabilities: Probabilities): WrittenComparison {
  return {
    output_column_name: name,
    comparison_description: describes,
    comparison_levels: levels.map((level) => writtenLevel(level, probabilities.m(level), probabilities.u(level))),
  };
}

function writtenLevel(level: PlannedLevel, m: number | undefined, u: number | undefined): WrittenLevel {
  const { termFrequency: tf } = level;
  return {
    sql_condition: level.condition === null ? 'ELSE' : printExpression(level.condition, 'level'),
    label_for_charts: level.label,
    ...(m === undefined ? {} : { m_probability: m }),
    ...(u === undefined ? {} : { u_probability: u }),
    fix_m_probability: level.fixM,
    fix_u_probability: level.fixU,
    ...(tf === null ? {} : { tf_adjustment_column: tf.column, tf_adjustment_weight: tf.weight }),
    ...(tf === null || tf.minimumU === 0 ? {} : { tf_minimum_u_value: tf.minimumU }),
    ...(tf?.of === 'rarest_shared' ? { tf_adjustment_of: tf.of } : {}),
    ...(tf?.againstOwnU ? { disable_tf_exact_match_detection: true } : {}),
    ...(level.gamma < 0 ? { is_null_level: true } : {}),
  };
}
