import { blockOn, customRule } from '@golden-thread/linkage/library/blocking-rules';
import { configureComparison } from '@golden-thread/linkage/library/comparison-settings';
import { damerauLevenshteinAtThresholds, exactMatch } from '@golden-thread/linkage/library/comparisons';
import { dateOfBirthComparison } from '@golden-thread/linkage/library/date-comparisons';
import { forenameSurnameComparison, nameComparison, postcodeComparison } from '@golden-thread/linkage/library/person-comparisons';
import type { ModelSettings } from './people-model.ts';

/** Figures in history with errors (splink_datasets `historical_50k`), linked as Splink's own demonstration links them. */
export const HISTORICAL_MODEL: ModelSettings = {
  link_type: 'dedupe_only',
  unique_id_column_name: 'unique_id',
  comparisons: [
    forenameSurnameComparison('first_name', 'surname', { forenameSurnameConcatColName: 'first_and_surname' }),
    dateOfBirthComparison('dob', { inputIsString: true }),
    postcodeComparison('postcode_fake'),
    configureComparison(exactMatch('birth_place'), { termFrequencyAdjustments: true }),
    configureComparison(exactMatch('occupation'), { termFrequencyAdjustments: true }),
  ],
  blocking_rules_to_generate_predictions: [
    blockOn('substr(first_name,1,3)', 'substr(surname,1,4)'),
    blockOn('surname', 'dob'),
    blockOn('first_name', 'dob'),
    blockOn('postcode_fake', 'first_name'),
    blockOn('postcode_fake', 'surname'),
    blockOn('dob', 'birth_place'),
    blockOn('substr(postcode_fake,1,3)', 'dob'),
    blockOn('substr(postcode_fake,1,3)', 'first_name'),
    blockOn('substr(postcode_fake,1,3)', 'surname'),
    blockOn('substr(first_name,1,2)', 'substr(surname,1,2)', 'substr(dob,1,4)'),
  ],
  training: {
    deterministic_rules: [
      'l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob',
      'substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)',
      'l.dob = r.dob and l.postcode_fake = r.postcode_fake',
    ],
    recall: 0.6,
    u: 'exact',
    em_blocking_rules: [blockOn('first_name', 'surname'), blockOn('dob')].map((rule) => rule.blocking_rule),
    combine: 'median',
  },
};

/** FEBRL 3 (made-up Australians with errors), linked as Splink's own demonstration links it. */
export const FEBRL3_MODEL: ModelSettings = {
  link_type: 'dedupe_only',
  unique_id_column_name: 'rec_id',
  comparisons: [
    nameComparison('given_name'),
    nameComparison('surname'),
    dateOfBirthComparison('date_of_birth', { inputIsString: true, datetimeFormat: '%Y%m%d' }),
    damerauLevenshteinAtThresholds('soc_sec_id', [2]),
    configureComparison(exactMatch('street_number'), { termFrequencyAdjustments: true }),
    configureComparison(damerauLevenshteinAtThresholds('postcode', [2]), { termFrequencyAdjustments: true }),
  ],
  blocking_rules_to_generate_predictions: [
    blockOn('soc_sec_id'),
    blockOn('given_name'),
    blockOn('surname'),
    blockOn('date_of_birth'),
    blockOn('postcode'),
  ],
  training: {
    deterministic_rules: [
      blockOn('soc_sec_id'),
      blockOn('given_name', 'surname', 'date_of_birth'),
      customRule('l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth'),
    ].map((rule) => rule.blocking_rule),
    recall: 0.9,
    u: 'exact',
    em_blocking_rules: [blockOn('date_of_birth'), blockOn('postcode')].map((rule) => rule.blocking_rule),
    combine: 'median',
  },
};
