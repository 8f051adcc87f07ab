import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Columnar, castToString, outputNameOf, tryParseDate, tryParseTimestamp } from './column-expression.ts';
import { type ComparisonSettings, comparisonOf } from './comparison-settings.ts';
import { absoluteDateDifferenceLevel, absoluteTimeDifferenceLevel, type TimeDifference, type TimeMetric } from './date-levels.ts';
import { configure, type LevelSettings } from './level-settings.ts';
import { elseLevel, exactMatchLevel, nullLevel } from './levels.ts';
import { damerauLevenshteinLevel, levenshteinLevel } from './text-levels.ts';
import { several } from './thresholds.ts';

interface DateOptions {
  /** Whether the column holds texts that are to be read as dates. */
  readonly inputIsString: boolean;
  readonly datetimeFormat?: string;
  /** Texts that are no dates count as missing; true unless said otherwise. */
  readonly invalidDatesAsNull?: boolean;
}

export interface TimeDifferences extends DateOptions {
  readonly metrics: TimeMetric | readonly TimeMetric[];
  /** As many as metrics. */
  readonly thresholds: number | readonly number[];
  readonly termFrequencyAdjustments?: boolean;
}

export interface DateOfBirthOptions extends DateOptions {
  readonly datetimeThresholds?: number | readonly number[];
  readonly datetimeMetrics?: TimeMetric | readonly TimeMetric[];
  /** Splink 4 counts two digits that changed places as one edit, Splink 5 as two. */
  readonly edits?: 'levenshtein' | 'damerau_levenshtein';
}

/** Equal; then no further apart than so much time. */
export function absoluteTimeDifferenceAtThresholds(column: Columnar, options: TimeDifferences): ComparisonSettings {
  return apart(
    'AbsoluteTimeDifferenceAtThresholds',
    column,
    options,
    tryParseTimestamp(column, options.datetimeFormat),
    absoluteTimeDifferenceLevel,
  );
}

/** Equal; then no further apart than so many days, months or years. */
export function absoluteDateDifferenceAtThresholds(column: Columnar, options: TimeDifferences): ComparisonSettings {
  return apart(
    'AbsoluteDateDifferenceAtThresholds',
    column,
    options,
    tryParseDate(column, options.datetimeFormat),
    absoluteDateDifferenceLevel,
  );
}

/** Equal; one edit; then within a month, a year, ten years. */
export function dateOfBirthComparison(column: Columnar, options: DateOfBirthOptions): ComparisonSettings {
  const checked = options.inputIsString && options.invalidDatesAsNull !== false;
  const asText = options.inputIsString ? column : castToString(column);
  const edited =
    options.edits === 'damerau_levenshtein'
      ? configure(damerauLevenshteinLevel(asText, 1), { labelForCharts: 'DamerauLevenshtein distance <= 1' })
      : configure(levenshteinLevel(asText, 1), { labelForCharts: 'Levenshtein distance <= 1' });
  const differences = paired(options.datetimeThresholds ?? [1, 1, 10], options.datetimeMetrics ?? ['month', 'year', 'year']);
  return comparisonOf(outputNameOf(column), 'DateOfBirthComparison', [
    nullLevel(checked ? tryParseDate(column, options.datetimeFormat) : column),
    configure(exactMatchLevel(column), { labelForCharts: 'Exact match on date of birth' }),
    edited,
    ...differences.map(({ threshold, metric }) =>
      configure(absoluteDateDifferenceLevel(column, { ...options, threshold, metric }), {
        labelForCharts: `Abs date difference <= ${threshold} ${metric}`,
      }),
    ),
    elseLevel(),
  ]);
}

function apart(
  description: string,
  column: Columnar,
  options: TimeDifferences,
  parsed: Columnar,
  level: (column: Columnar, options: TimeDifference) => LevelSettings,
): ComparisonSettings {
  const checked = options.inputIsString && options.invalidDatesAsNull !== false;
  return comparisonOf(outputNameOf(column), description, [
    nullLevel(checked ? parsed : column),
    exactMatchLevel(column, { termFrequencyAdjustments: options.termFrequencyAdjustments === true }),
    ...paired(options.thresholds, options.metrics).map((t) => level(column, { ...options, ...t })),
    elseLevel(),
  ]);
}

function paired(
  thresholds: number | readonly number[],
  metrics: TimeMetric | readonly TimeMetric[],
): readonly { readonly threshold: number; readonly metric: TimeMetric }[] {
  const [numbers, units] = [several(thresholds), several(metrics)];
  if (numbers.length === 0 || numbers.length !== units.length) {
    throw new DeclarationError({
      code: 'linkage.comparison_invalid',
      message: `A comparison of dates has ${numbers.length} thresholds and ${units.length} units of time`,
      remedy: 'Give a unit for each threshold, at least one',
    });
  }
  return numbers.map((threshold, at) => ({ threshold, metric: units[at] ?? 'day' }));
}
