import { IS_MATCH, judgedByLabels } from '@golden-thread/linkage/judged-pairs';
import { clustersByLabels, labelErrors } from '@golden-thread/linkage/label-errors';
import { readClusters } from './clusters-file.ts';
import type { EvaluateRequest, Standard } from './evaluation.ts';
import type { Judged, JudgedPairsFile } from './judged.ts';
import { type NumberedLabels, readLabels, weighedLabels } from './labels-file.ts';
import { namedRecords } from './named-records.ts';
import { type PairsFile, readPairs } from './pairs-file.ts';

/** Holds pairs, and clusters where there are some, against labels. @throws DeclarationError */
export async function judgeByLabels(
  { pairs, linkWeight, out }: EvaluateRequest,
  by: Extract<Standard, { kind: 'labels' }>,
): Promise<Judged> {
  const clusters = by.clusters === null ? null : await readClusters(by.clusters, by.labels.idColumn);
  const records = clusters?.records ?? namedRecords();
  const known = clusters !== null;
  const file =
    pairs === null
      ? null
      : await readPairs(pairs, records, {
          own: { id: by.labels.idColumn, source: by.labels.sourceColumn },
          known,
          all: out.errors !== null,
        });
  const labels = await readLabels(by.labels, records, known);
  const matches = labels.clericalScore.reduce((count, score) => (score >= IS_MATCH ? count + 1 : count), 0);
  return {
    records: records.size(),
    notClustered: 0,
    clusters: [],
    labels: {
      matches,
      others: labels.l.length - matches,
      clusters: (clusters?.columns ?? []).map(({ name, clusterOf }) => ({ column: name, ...clustersByLabels(clusterOf, labels) })),
    },
    pairs: file === null ? null : { file, records, ...judgedPairs(file, labels, linkWeight) },
  };
}

function judgedPairs({ pairs }: PairsFile, numbered: NumberedLabels, linkWeight: number): Omit<JudgedPairsFile, 'file' | 'records'> {
  const labels = weighedLabels(numbered, pairs);
  return {
    all: judgedByLabels(labels),
    groups: [],
    errors: (most) => labelErrors(labels, { threshold: linkWeight, most }),
    labels,
  };
}
