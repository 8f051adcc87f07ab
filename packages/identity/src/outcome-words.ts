import type { EdgeOutcome } from './resolution.ts';

/** What became of a pair, as a sentence for people. */
export const OUTCOME_WORDS: { readonly [Outcome in EdgeOutcome]: string } = {
  joined: 'The two are one person.',
  below: 'It weighs less than the line for joining.',
  review: 'It lies between the lines: people are asked.',
  few_evidence: 'There are not two independent kinds of evidence, or a sibling or parent would look the same.',
  contradictions: 'There is more than one serious contradiction.',
  never_link: 'A never-link stands between them.',
  judged_different: 'People judged them different.',
  distinct: 'Their source declares that its records are distinct people.',
  verified_numbers: 'Their verified NHS numbers differ.',
  generation: 'Same name, a generation apart: parent and child.',
  twins: 'Possible twins: same surname, date of birth and place, first names differ, and so do identifiers.',
  twins_review: 'Possible twins: same surname, date of birth and place, first names differ. People are asked.',
  twins_same_identifier: 'Possible twins with one verified identifier: only people may join them.',
  ambiguous: 'It would fit two people who stand apart: by no forename, no date of birth, or another form of the name of one.',
  margin: 'Two rival links are too close to choose between.',
  refused_never_link: 'The link would have made a path between two records under a never-link.',
  refused_judged_different: 'The link would have brought together two records that people judged different.',
  refused_distinct: 'The link would have brought together two records that their source declares distinct.',
  refused_verified_numbers: 'The link would have given one person two verified NHS numbers.',
  refused_generation: 'The link would have made a parent and a child of one name one person.',
  refused_twins: 'The link would have brought together possible twins.',
  attention: 'Judgements contradict each other: everything stays as it was last night.',
  listed_apart: 'One list names both, and one of them lacks a forename or a date of birth: two of a household.',
  refused_listed_apart: 'The link would have brought together two of a household whom one list names.',
};
