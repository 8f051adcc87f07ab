import type { ColumnType } from '@golden-thread/shapes/columns';
import { printExpression } from '../expression/print.ts';
import type { LinkagePlan, ModelParameters, PlannedComparison, PlannedLevel, PlannedRule } from './linkage-plan.ts';

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

/** Settings as Splink 4 and 5 load them. Keys of our own are there only where a plan says what Splink cannot. */
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
  readonly column_types?: Readonly<Record<string, ColumnType>>;
  readonly source_pairs?: readonly (readonly [string, string])[];
  readonly counted_by?: 'bytes';
}

/**
 * A plan with its parameters as Splink's settings. How it was trained is left out, as in Splink's own model files.
 * A probability of 0 is written as 1e-300; a default u above 1 is left to be the default again.
 */
export function writeSettings(plan: LinkagePlan, parameters: ModelParameters): SplinkSettings {
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
    comparisons: plan.comparisons.map((comparison, c) => writtenComparison(comparison, parameters.m[c], parameters.u[c])),
    ...(Object.keys(plan.columnTypes).length === 0 ? {} : { column_types: plan.columnTypes }),
    ...(plan.sourcePairs === null ? {} : { source_pairs: plan.sourcePairs }),
    ...(plan.countedBy === 'bytes' ? { counted_by: plan.countedBy } : {}),
  };
}

function writtenRule({ condition, explode }: PlannedRule): WrittenRule {
  const rule = { blocking_rule: condition === null ? '1=1' : printExpression(condition, 'rule'), sql_dialect: 'duckdb' } as const;
  return explode.length === 0 ? rule : { ...rule, arrays_to_explode: explode };
}

function writtenComparison({ name, describes, levels }: PlannedComparison, m?: Float64Array, u?: Float64Array): WrittenComparison {
  return {
    output_column_name: name,
    comparison_description: describes,
    comparison_levels: levels.map((level) => writtenLevel(level, m?.[level.gamma], u?.[level.gamma])),
  };
}

function writtenLevel(level: PlannedLevel, m: number | undefined, u: number | undefined): WrittenLevel {
  const { termFrequency: tf } = level;
  return {
    sql_condition: level.condition === null ? 'ELSE' : printExpression(level.condition, 'level'),
    label_for_charts: level.label,
    ...(m === undefined || !(m <= 1) ? {} : { m_probability: Math.max(m, LEAST) }),
    ...(u === undefined || !(u <= 1) ? {} : { u_probability: Math.max(u, LEAST) }),
    fix_m_probability: level.fixM,
    fix_u_probability: level.fixU,
    ...(tf === null ? {} : { tf_adjustment_column: tf.column, tf_adjustment_weight: tf.weight }),
    ...(tf === null || tf.minimumU === 0 ? {} : { tf_minimum_u_value: tf.minimumU }),
    ...(tf?.of === 'rarest_shared' ? { tf_adjustment_of: tf.of } : {}),
    ...(tf?.againstOwnU ? { disable_tf_exact_match_detection: true } : {}),
    ...(level.gamma < 0 ? { is_null_level: true } : {}),
  };
}
