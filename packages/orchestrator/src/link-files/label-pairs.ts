import { IS_MATCH } from '@golden-thread/linkage/judged-pairs';
import type { LabelledPairs } from '@golden-thread/linkage/m-from-labels';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { findRecords } from './find-records.ts';
import { readNamedPairs } from './named-pairs.ts';

/** Labels of a file, see `readNamedPairs`, by the numbers of their records. @throws DeclarationError */
export async function readLabelledPairs(path: string, records: RecordTable, plan: LinkagePlan): Promise<LabelledPairs> {
  const pairs = await readNamedPairs(path, { id: plan.uniqueIdColumn, source: plan.sourceColumn });
  const place = (k: number): string => `Line ${k + 2} of ${path}`;
  const labels = {
    l: findRecords(
      records,
      pairs.map(({ left }) => left),
      place,
    ),
    r: findRecords(
      records,
      pairs.map(({ right }) => right),
      place,
    ),
    score: Float64Array.from(pairs, ({ score }) => score),
  };
  if (labels.score.every((score) => score < IS_MATCH))
    throw new DeclarationError({
      code: 'link.no_labelled_match',
      message: `No label of ${path} is a match, so that there is nothing to learn from.`,
      remedy: 'Give labels with a clerical_match_score of a half and more.',
    });
  return labels;
}
