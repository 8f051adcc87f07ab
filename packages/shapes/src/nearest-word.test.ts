import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

test.each([
  ['levenstein', ['length', 'levenshtein'], 'levenshtein'],
  ['lenght', ['length', 'levenshtein'], 'length'],
  ['LOWR', ['upper', 'lower'], 'lower'],
  ['em_rules', ['deterministic_rules', 'em_blocking_rules'], 'em_blocking_rules'],
  ['jaro_winkler', ['jaccard', 'jaro_winkler_similarity'], 'jaro_winkler_similarity'],
  ['blocking_rules', ['link_type', 'blocking_rules_to_generate_predictions'], 'blocking_rules_to_generate_predictions'],
  ['soundex', ['substr', 'strftime'], null],
  ['id', ['recall', 'u'], null],
])('who wrote %s, of %j, meant %s', (written, words, meant) => {
  expect(nearestWord(written, words)).toBe(meant);
});
