import { blockOn } from '@golden-thread/linkage/library/blocking-rules';
import { comparisonOf, configureComparison } from '@golden-thread/linkage/library/comparison-settings';
import { damerauLevenshteinAtThresholds, exactMatch, jaroWinklerAtThresholds } from '@golden-thread/linkage/library/comparisons';
import { columnsReversedLevel, customLevel, elseLevel, exactMatchLevel, nullLevel } from '@golden-thread/linkage/library/levels';
import { initialLevel, swappedDayMonthLevel } from '@golden-thread/linkage/library/own-levels';
import { nameComparison, postcodeComparison } from '@golden-thread/linkage/library/person-comparisons';
import { damerauLevenshteinLevel, jaroWinklerLevel } from '@golden-thread/linkage/library/text-levels';
import type { ModelSettings } from './people-model.ts';

/**
 * The models that we would make for the labelled files: chosen by what the columns are, without a look at the truth. More
 * blocking rules than the demonstrations, since a rule is cheap here, and forename and surname as two questions, since either
 * changes alone.
 */
export const OWN_HISTORICAL_MODEL: ModelSettings = {
  link_type: 'dedupe_only',
  unique_id_column_name: 'unique_id',
  comparisons: [
    comparisonOf('first_name', 'First name, a slip or a form of it, or surname and first name exchanged', [
      nullLevel('first_name'),
      exactMatchLevel('first_name', { termFrequencyAdjustments: true }),
      jaroWinklerLevel('first_name', 0.92),
      jaroWinklerLevel('first_name', 0.85),
      columnsReversedLevel('first_name', 'surname'),
      initialLevel('first_name'),
      customLevel('"first_name_l"[1:1] = "first_name_r"[1:1]', 'Same first letter'),
      jaroWinklerLevel('first_name', 0.7),
      elseLevel(),
    ]),
    configureComparison(nameComparison('surname'), { termFrequencyAdjustments: true }),
    comparisonOf('dob', 'Date of birth, a slip of it, or a day near it', [
      nullLevel('dob'),
      exactMatchLevel('dob'),
      damerauLevenshteinLevel('dob', 1),
      swappedDayMonthLevel('dob'),
      customLevel('"dob_l"[1:7] = "dob_r"[1:7]', 'Same month'),
      customLevel('"dob_l"[1:4] = "dob_r"[1:4]', 'Same year'),
      elseLevel(),
    ]),
    postcodeComparison('postcode_fake'),
    configureComparison(exactMatch('birth_place'), { termFrequencyAdjustments: true }),
    exactMatch('gender'),
    configureComparison(exactMatch('occupation'), { termFrequencyAdjustments: true }),
  ],
  blocking_rules_to_generate_predictions: [
    blockOn('first_name', 'surname'),
    blockOn('surname', 'dob'),
    blockOn('first_name', 'dob'),
    blockOn('postcode_fake', 'first_name'),
    blockOn('postcode_fake', 'surname'),
    blockOn('dob', 'birth_place'),
    blockOn('postcode_fake', 'dob'),
    blockOn('postcode_fake', 'occupation'),
    blockOn('surname', 'birth_place'),
    blockOn('first_name', 'birth_place'),
    blockOn('surname', 'occupation'),
    blockOn('surname', 'substr(dob,1,4)'),
    blockOn('first_name', 'occupation', 'substr(dob,1,4)'),
    blockOn('surname', "split_part(postcode_fake,' ',1)"),
    blockOn('first_name', "split_part(postcode_fake,' ',1)"),
    blockOn('first_name', 'substr(dob,1,4)', 'gender'),
    blockOn('birth_place', 'occupation', 'substr(dob,1,4)'),
    blockOn('substr(dob,6,5)', 'birth_place'),
    blockOn('substr(dob,6,5)', 'surname'),
    blockOn('substr(dob,6,5)', 'first_name'),
  ],
  training: {
    deterministic_rules: [blockOn('first_name', 'surname', 'dob'), blockOn('postcode_fake', 'first_name', 'surname')].map(
      (rule) => rule.blocking_rule,
    ),
    recall: 0.5,
    u: 'exact',
    em_blocking_rules: [blockOn('first_name', 'surname'), blockOn('dob'), blockOn('postcode_fake')].map((rule) => rule.blocking_rule),
    combine: 'normalised',
  },
};

export const OWN_FEBRL3_MODEL: ModelSettings = {
  link_type: 'dedupe_only',
  unique_id_column_name: 'rec_id',
  comparisons: [
    configureComparison(nameComparison('given_name'), { termFrequencyAdjustments: true }),
    configureComparison(nameComparison('surname'), { termFrequencyAdjustments: true }),
    damerauLevenshteinAtThresholds('date_of_birth', [1, 2]),
    damerauLevenshteinAtThresholds('soc_sec_id', [1, 2]),
    exactMatch('street_number'),
    damerauLevenshteinAtThresholds('postcode', [1, 2]),
    jaroWinklerAtThresholds('address_1', [0.9, 0.7]),
    jaroWinklerAtThresholds('suburb', [0.9]),
    exactMatch('state'),
  ],
  blocking_rules_to_generate_predictions: [
    blockOn('soc_sec_id'),
    blockOn('given_name', 'surname'),
    blockOn('date_of_birth'),
    blockOn('surname', 'postcode'),
    blockOn('given_name', 'postcode'),
    blockOn('address_1'),
  ],
  training: {
    deterministic_rules: [blockOn('soc_sec_id'), blockOn('given_name', 'surname', 'date_of_birth')].map((rule) => rule.blocking_rule),
    recall: 0.9,
    u: 'exact',
    em_blocking_rules: [blockOn('date_of_birth'), blockOn('postcode'), blockOn('given_name', 'surname')].map((rule) => rule.blocking_rule),
    combine: 'normalised',
  },
};
