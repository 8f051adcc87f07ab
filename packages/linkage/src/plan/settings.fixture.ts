/** Settings with everything that is read in one way or another: quoted and bare names, plain rules and objects, old keys and ours. */
export const SETTINGS = {
  link_type: 'dedupe_only',
  probability_two_random_records_match: 0.02,
  em_convergence: 0.001,
  max_iterations: 10,
  sql_dialect: 'duckdb',
  counted_by: 'bytes',
  column_types: { age: 'integer' },
  additional_columns_to_retain: ['lng'],
  bayes_factor_column_prefix: 'bf_',
  comparisons: [
    {
      output_column_name: 'first_name',
      comparison_description: 'CustomComparison',
      comparison_levels: [
        { sql_condition: 'first_name_l IS NULL OR first_name_r IS NULL', label_for_charts: 'Null', is_null_level: true },
        {
          sql_condition: 'first_name_l = first_name_r',
          label_for_charts: 'Exact',
          m_probability: 0.9,
          u_probability: 0.01,
          tf_adjustment_column: '"first_name"',
          tf_adjustment_weight: 1,
        },
        { sql_condition: 'jaro_winkler_similarity(first_name_l, first_name_r) > 0.9', m_probability: 0.06, u_probability: 0.02 },
        { sql_condition: ' else ', m_probability: 0.04, u_probability: 0.97 },
      ],
    },
    {
      output_column_name: 'my col',
      comparison_description: 'CustomComparison',
      comparison_levels: [
        {
          sql_condition: '"my col_l" = "my col_r"',
          label_for_charts: 'Exact',
          fix_m_probability: true,
          m_probability: 0.5,
          tf_adjustment_column: 'my col',
          tf_adjustment_weight: 0.5,
          tf_minimum_u_value: 0.01,
          disable_tf_exact_match_detection: true,
        },
        { sql_condition: 'ELSE', label_for_charts: 'Else' },
      ],
    },
    {
      output_column_name: 'far',
      comparison_description: 'CustomComparison',
      comparison_levels: [
        {
          sql_condition: `
            cast(
              acos(case when (sin( radians("lat_l") ) * sin( radians("lat_r") )) > 1 then 1 else (sin( radians("lat_l") )) end) * 6371
            as float) <= 10`,
          label_for_charts: 'Near',
        },
        { sql_condition: 'abs(age_l - age_r) <= 2', label_for_charts: 'Of an age' },
        { sql_condition: 'Else', label_for_charts: 'Else' },
      ],
    },
    {
      output_column_name: 'tags',
      comparison_description: 'CustomComparison',
      comparison_levels: [
        {
          sql_condition:
            'list_min(list_transform(flatten(list_transform("tags_l", x -> list_transform("tags_r", y -> [x, y]))), pair -> levenshtein(pair[1], pair[2]))) <= 1',
          label_for_charts: 'Like tags',
        },
        { sql_condition: 'array_length(array_intersect(tags_l, tags_r)) >= 1', label_for_charts: 'A tag', match_weight: 3 },
        { sql_condition: 'ELSE', label_for_charts: 'Else' },
      ],
    },
  ],
  blocking_rules_to_generate_predictions: [
    'l.first_name = r.first_name',
    { blocking_rule: 'SUBSTR(l."my col", 1, 1) = SUBSTR(r."my col", 1, 1)', sql_dialect: 'duckdb', salting_partitions: 2 },
    { blocking_rule: 'l.tags = r.tags', sql_dialect: 'duckdb', arrays_to_explode: ['tags'] },
    '1=1',
  ],
};
