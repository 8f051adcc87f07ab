import { type Columnar, inLevel, labelOf, tryParseDate, tryParseTimestamp } from './column-expression.ts';
import { type LevelSettings, levelOf } from './level-settings.ts';
import { between } from './thresholds.ts';

/** Units of time: a month is a twelfth of 365.25 days. */
export type TimeMetric = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

export interface TimeDifference {
  /** Whether the column holds texts that are to be read as dates. */
  readonly inputIsString: boolean;
  readonly threshold: number;
  readonly metric: TimeMetric;
  /** As `strptime` takes it; ISO 8601 unless given. */
  readonly datetimeFormat?: string;
}

const SECONDS: Readonly<Record<TimeMetric, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  month: 2_629_800,
  year: 31_557_600,
};

/** Two moments no further apart than the threshold. */
export function absoluteTimeDifferenceLevel(column: Columnar, options: TimeDifference): LevelSettings {
  return apart(options.inputIsString ? tryParseTimestamp(column, options.datetimeFormat) : column, options);
}

/** Two dates no further apart than the threshold. */
export function absoluteDateDifferenceLevel(column: Columnar, options: TimeDifference): LevelSettings {
  return apart(options.inputIsString ? tryParseDate(column, options.datetimeFormat) : column, options);
}

function apart(column: Columnar, { threshold, metric }: TimeDifference): LevelSettings {
  between('absoluteTimeDifferenceLevel', threshold, 0, Number.POSITIVE_INFINITY);
  const seconds = threshold * SECONDS[metric];
  // Splink writes 2629800.0 where its own arithmetic is of floats.
  const float = metric === 'month' || metric === 'year' || !Number.isInteger(threshold);
  const written = float && Number.isInteger(seconds) ? `${seconds}.0` : `${seconds}`;
  return levelOf(
    `ABS(EPOCH(${inLevel(column, 'l')}) - EPOCH(${inLevel(column, 'r')})) <= ${written}`,
    `Abs difference of '${labelOf(column)} <= ${threshold} ${metric}'`,
  );
}
