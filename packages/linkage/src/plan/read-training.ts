import { type TrainingSettings, trainingSchema } from '@golden-thread/shapes/linkage-settings';
import type { PlannedTraining } from './linkage-plan.ts';
import { keyMeant, strangeKeys, unquoted } from './read-names.ts';
import { readRule } from './read-rule.ts';
import { settingsRefused } from './settings-refused.ts';

/** The `training` of settings. @throws DeclarationError for what cannot be trained so. */
export function readTraining(training: TrainingSettings): PlannedTraining {
  const [strange] = strangeKeys(training, trainingSchema.shape);
  if (strange !== undefined)
    throw settingsRefused(
      `training has a key "${strange.slice(0, 80)}", which is not known.`,
      keyMeant(strange, trainingSchema.shape).remedy,
    );
  const { recall } = training;
  if (training.deterministic_rules.length > 0 && (recall === null || recall === undefined)) {
    throw settingsRefused(
      'training has deterministic_rules and no recall.',
      'Say as "recall" which share of the true pairs these rules find, such as 0.7.',
    );
  }
  if (training.fix_m_probabilities && training.fix_u_probabilities) {
    throw settingsRefused('training fixes both m and u.', 'Let one of fix_m_probabilities and fix_u_probabilities be false.');
  }
  return {
    deterministicRules: training.deterministic_rules.map((rule, r) => readRule(rule, `Deterministic rule ${r + 1} of training`)),
    recall: recall ?? 1,
    u: training.u === 'exact' ? 'exact' : { maxPairs: training.u.max_pairs, seed: training.u.seed ?? 1 },
    emRules: training.em_blocking_rules.map((rule, r) => readRule(rule, `EM blocking rule ${r + 1} of training`)),
    emMaxPairs: training.em_max_pairs,
    combine: training.combine,
    unobserved: training.unobserved,
    withoutTermFrequencies: training.estimate_without_term_frequencies,
    fixLambda: training.fix_probability_two_random_records_match,
    fixM: training.fix_m_probabilities,
    fixU: training.fix_u_probabilities,
    lambdaFromSessions: training.populate_probability_two_random_records_match_from_trained_values,
    labelColumn: training.label_column === null || training.label_column === undefined ? null : unquoted(training.label_column),
  };
}
