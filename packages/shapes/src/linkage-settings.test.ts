import { expect, test } from 'vitest';
import { linkageSettingsSchema } from './linkage-settings.ts';

const BARE = { link_type: 'dedupe_only', comparisons: [{ comparison_levels: [{ sql_condition: 'ELSE' }] }] };

test("settings have Splink's defaults, and keys that are not known are let through for the reader to name", () => {
  expect(linkageSettingsSchema.parse({ ...BARE, blocking_rules: [1] })).toEqual({
    ...BARE,
    blocking_rules: [1],
    probability_two_random_records_match: 0.0001,
    em_convergence: 0.0001,
    max_iterations: 25,
    unique_id_column_name: 'unique_id',
    source_dataset_column_name: 'source_dataset',
    additional_columns_to_retain: [],
    blocking_rules_to_generate_predictions: [],
    column_types: {},
    counted_by: 'code_points',
  });
});

test.each([
  ['a prior of 0', { probability_two_random_records_match: 0 }],
  ['no iterations', { max_iterations: 0 }],
  ['a threshold of convergence that is never met', { em_convergence: 0 }],
  ['an empty column name', { unique_id_column_name: '' }],
  ['bytes by another name', { counted_by: 'octets' }],
  ['a type of a database', { column_types: { a: 'VARCHAR' } }],
  ['a recall above 1', { training: { recall: 1.1 } }],
  ['a sample of no pairs', { training: { u: { max_pairs: 0 } } }],
  [
    'a negative weight for term frequencies',
    { comparisons: [{ comparison_levels: [{ sql_condition: 'ELSE', tf_adjustment_weight: -1 }] }] },
  ],
])('%s is refused', (_, wrong) => {
  expect(linkageSettingsSchema.safeParse({ ...BARE, ...wrong }).success).toBe(false);
});
