import { blockOn, type RuleSettings } from '@golden-thread/linkage/library/blocking-rules';
import { regexExtract } from '@golden-thread/linkage/library/column-expression';
import type { ComparisonSettings } from '@golden-thread/linkage/library/comparison-settings';
import { configureComparison } from '@golden-thread/linkage/library/comparison-settings';
import { customComparison, jaroWinklerAtThresholds, levenshteinAtThresholds } from '@golden-thread/linkage/library/comparisons';
import { elseLevel, exactMatchLevel, nullLevel } from '@golden-thread/linkage/library/levels';

const SECTOR = '^[A-Z]+[0-9]+ [0-9]';
const DISTRICT = '^[A-Z]+[0-9]+';

export interface ModelSettings {
  readonly link_type: 'dedupe_only';
  readonly unique_id_column_name: string;
  readonly comparisons: readonly ComparisonSettings[];
  readonly blocking_rules_to_generate_predictions: readonly RuleSettings[];
  readonly training: {
    readonly deterministic_rules: readonly string[];
    readonly recall: number;
    readonly u: 'exact';
    readonly em_blocking_rules: readonly string[];
    readonly combine: 'median' | 'normalised';
  };
}

/** Settings, and how they are trained, for the files of `writePeople`: Splink's and ours read the same. */
export const PEOPLE_MODEL: ModelSettings = {
  link_type: 'dedupe_only',
  unique_id_column_name: 'unique_id',
  comparisons: [
    configureComparison(jaroWinklerAtThresholds('forename', [0.92, 0.88, 0.7]), { termFrequencyAdjustments: true }),
    configureComparison(jaroWinklerAtThresholds('surname', [0.92, 0.88, 0.7]), { termFrequencyAdjustments: true }),
    levenshteinAtThresholds('dob', [1, 2]),
    customComparison({
      outputColumnName: 'postcode',
      comparisonLevels: [
        nullLevel('postcode'),
        exactMatchLevel('postcode'),
        exactMatchLevel(regexExtract('postcode', SECTOR)),
        exactMatchLevel(regexExtract('postcode', DISTRICT)),
        elseLevel(),
      ],
    }),
    levenshteinAtThresholds('email', 2),
  ],
  blocking_rules_to_generate_predictions: [
    blockOn('forename', 'surname'),
    blockOn('dob', 'postcode'),
    blockOn('forename', 'dob'),
    blockOn('surname', 'dob'),
    blockOn('email'),
  ],
  training: {
    deterministic_rules: [blockOn('forename', 'surname', 'dob'), blockOn('email')].map((rule) => rule.blocking_rule),
    recall: 0.7,
    u: 'exact',
    em_blocking_rules: [blockOn('forename', 'surname'), blockOn('dob')].map((rule) => rule.blocking_rule),
    combine: 'median',
  },
};
