/** A comparison level as Splink's settings hold it. */
export interface LevelSettings {
  readonly sql_condition: string;
  readonly label_for_charts: string;
  readonly m_probability?: number;
  readonly u_probability?: number;
  readonly fix_m_probability: boolean;
  readonly fix_u_probability: boolean;
  readonly tf_adjustment_column?: string;
  readonly tf_adjustment_weight?: number;
  readonly tf_minimum_u_value?: number;
  readonly is_null_level?: true;
  readonly disable_tf_exact_match_detection?: true;
}

/** What is set on a level of any kind, by Splink's names. An option not given leaves the level as it is. */
export interface LevelOptions {
  readonly mProbability?: number;
  readonly uProbability?: number;
  readonly fixMProbability?: boolean;
  readonly fixUProbability?: boolean;
  readonly tfAdjustmentColumn?: string;
  /** Exponent of the adjustment; 1 unless given. */
  readonly tfAdjustmentWeight?: number;
  readonly tfMinimumUValue?: number;
  readonly disableTfExactMatchDetection?: boolean;
  readonly isNullLevel?: boolean;
  readonly labelForCharts?: string;
}

/** A level with nothing but its condition and label. */
export function levelOf(condition: string, label: string): LevelSettings {
  return { sql_condition: condition, label_for_charts: label, fix_m_probability: false, fix_u_probability: false };
}

/** The level with the options set. */
export function configure(level: LevelSettings, options: LevelOptions): LevelSettings {
  const column = options.tfAdjustmentColumn ?? level.tf_adjustment_column;
  const weight = options.tfAdjustmentWeight ?? level.tf_adjustment_weight ?? 1;
  const isNull = options.isNullLevel ?? level.is_null_level;
  const ownU = options.disableTfExactMatchDetection ?? level.disable_tf_exact_match_detection;
  return {
    sql_condition: level.sql_condition,
    label_for_charts: options.labelForCharts ?? level.label_for_charts,
    ...given('m_probability', options.mProbability ?? level.m_probability),
    ...given('u_probability', options.uProbability ?? level.u_probability),
    fix_m_probability: options.fixMProbability ?? level.fix_m_probability,
    fix_u_probability: options.fixUProbability ?? level.fix_u_probability,
    ...(column === undefined ? {} : { tf_adjustment_column: column, tf_adjustment_weight: weight }),
    ...given('tf_minimum_u_value', options.tfMinimumUValue ?? level.tf_minimum_u_value),
    ...(ownU === true ? { disable_tf_exact_match_detection: true } : {}),
    ...(isNull === true ? { is_null_level: true } : {}),
  };
}

function given<K extends string>(key: K, value: number | undefined): { readonly [k in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } satisfies Record<string, number> as { readonly [k in K]: number });
}
