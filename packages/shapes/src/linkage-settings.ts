import { z } from 'zod';
import type { ColumnType } from './columns.ts';

const SCALARS = ['text', 'integer', 'number', 'boolean', 'date', 'timestamp'] as const;
const COLUMN_TYPES: readonly ColumnType[] = [...SCALARS, ...SCALARS.map((type): ColumnType => `${type}[]`)];

const name = z.string().min(1).max(500);
const sql = z.string().min(1);
const probability = z.number().min(0).max(1);
/** What a level has for m or u after training in which it was never seen. */
const estimate = z.union([probability, z.literal('level not observed in training dataset')], {
  error: 'a probability is a number from 0 to 1',
});

/** A blocking rule: a condition, or with what Splink says of it besides. */
const ruleSchema = z.union(
  [
    sql,
    z.looseObject({
      blocking_rule: sql,
      sql_dialect: z.string().nullish(),
      salting_partitions: z.number().nullish(),
      arrays_to_explode: z.array(name).nullish(),
    }),
  ],
  { error: 'a rule is a condition as text, or an object whose "blocking_rule" is one' },
);
export type RuleSettings = z.output<typeof ruleSchema>;

/** A comparison level; `tf_adjustment_of` is ours. */
export const levelSchema = z.looseObject({
  sql_condition: sql,
  label_for_charts: z.string().nullish(),
  m_probability: estimate.nullish(),
  u_probability: estimate.nullish(),
  fix_m_probability: z.boolean().nullish(),
  fix_u_probability: z.boolean().nullish(),
  tf_adjustment_column: name.nullish(),
  tf_adjustment_weight: z.number().min(0).nullish(),
  tf_minimum_u_value: probability.nullish(),
  tf_adjustment_of: z.enum(['value', 'rarest_shared']).nullish(),
  is_null_level: z.boolean().nullish(),
  disable_tf_exact_match_detection: z.boolean().nullish(),
  /** Instead of m and u: bits that the level weighs, for good. */
  match_weight: z.number().min(-990).max(990).nullish(),
});
export type LevelOfSettings = z.output<typeof levelSchema>;

export const comparisonSchema = z.looseObject({
  output_column_name: name.nullish(),
  comparison_description: z.string().nullish(),
  comparison_levels: z.array(levelSchema),
});
export type ComparisonOfSettings = z.output<typeof comparisonSchema>;

/** How a model is trained; names as Splink's methods and their arguments have them. */
export const trainingSchema = z.looseObject({
  deterministic_rules: z.array(ruleSchema).default([]),
  recall: z.number().gt(0).max(1).nullish(),
  u: z
    .union([z.literal('exact'), z.looseObject({ max_pairs: z.number().min(1).default(1e6), seed: z.int().nullish() })], {
      error: 'u is "exact", or an object with max_pairs and seed',
    })
    .default('exact'),
  em_blocking_rules: z.array(ruleSchema).default([]),
  /** Splink 5's `max_pairs`; as many as this tell m to a few parts in a thousand. */
  em_max_pairs: z.number().min(1).nullable().default(4e6),
  combine: z.enum(['normalised', 'median']).default('normalised'),
  unobserved: z.enum(['half_a_pair', 'splink']).default('half_a_pair'),
  estimate_without_term_frequencies: z.boolean().default(false),
  fix_probability_two_random_records_match: z.boolean().default(false),
  fix_m_probabilities: z.boolean().default(false),
  fix_u_probabilities: z.boolean().default(true),
  populate_probability_two_random_records_match_from_trained_values: z.boolean().default(false),
  label_column: name.nullish(),
});
export type TrainingSettings = z.output<typeof trainingSchema>;

/**
 * Splink's settings, as versions 4 and 5 write them and older ones did, with keys of our own: `training`, `column_types`,
 * `source_pairs`, `counted_by`, and `golden_thread`, what a model was made of. Keys that are none of these are let through.
 * *Source*: `settings.py:525-557`, `settings_creator.py:17-47` of Splink 4.0.16.
 */
export const linkageSettingsSchema = z.looseObject({
  link_type: z.enum(['dedupe_only', 'link_only', 'link_and_dedupe']),
  probability_two_random_records_match: z.number().gt(0).lt(1).default(0.0001),
  em_convergence: z.number().gt(0).default(0.0001),
  max_iterations: z.int().min(1).max(100_000).default(25),
  unique_id_column_name: name.default('unique_id'),
  source_dataset_column_name: name.default('source_dataset'),
  additional_columns_to_retain: z.array(name).default([]),
  blocking_rules_to_generate_predictions: z.array(ruleSchema).default([]),
  comparisons: z.array(comparisonSchema),
  sql_dialect: z.string().nullish(),
  retain_matching_columns: z.boolean().nullish(),
  retain_intermediate_calculation_columns: z.boolean().nullish(),
  linker_uid: z.string().nullish(),
  bayes_factor_column_prefix: z.string().nullish(),
  match_weight_column_prefix: z.string().nullish(),
  term_frequency_adjustment_column_prefix: z.string().nullish(),
  comparison_vector_value_column_prefix: z.string().nullish(),
  training: trainingSchema.nullish(),
  column_types: z.record(z.string(), z.enum(COLUMN_TYPES)).default({}),
  source_pairs: z.array(z.tuple([name, name])).nullish(),
  counted_by: z.enum(['code_points', 'bytes']).default('code_points'),
  golden_thread: z.unknown().optional(),
});
export type LinkageSettings = z.output<typeof linkageSettingsSchema>;
