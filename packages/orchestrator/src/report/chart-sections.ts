import type { PlacedChart } from './chart-figure.ts';
import { accuracyCharts } from './charts-of-accuracy.ts';
import { comparedCharts } from './charts-of-candidates.ts';
import { modelCharts } from './charts-of-model.ts';
import { resultCharts } from './charts-of-results.ts';
import { trainingCharts } from './charts-of-training.ts';
import { knownTruth } from './known-truth.ts';
import type { ReportInput } from './report-input.ts';

/** Charts on one subject. */
export interface ChartSection {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly charts: readonly PlacedChart[];
}

/** All that a job has to show, by subject; subjects with nothing to show are left out. */
export async function chartSections(input: ReportInput): Promise<readonly ChartSection[]> {
  const { result, deterministic } = input;
  const truth = knownTruth(input);
  const sections: readonly ChartSection[] = [
    {
      id: 'compared',
      title: 'What was compared',
      intro: 'How much the records hold, and which pairs of them the blocking rules brought together.',
      charts: comparedCharts(result),
    },
    {
      id: 'model',
      title: 'What the model believes',
      intro:
        'A match weight is evidence in bits: each bit doubles the odds that two records are the same, each bit below 0 halves them. A pair’s weight is the sum over all comparisons.',
      charts: deterministic ? [] : modelCharts(result),
    },
    {
      id: 'training',
      title: 'How the model was trained',
      intro:
        'Each session learns from the pairs of one rule how often true matches disagree. Sessions that come to rest, and agree with each other, are a good sign.',
      charts: deterministic ? [] : trainingCharts(result),
    },
    {
      id: 'results',
      title: 'What came out',
      intro: 'How much the pairs weigh, and how large the clusters are that they make.',
      charts: await resultCharts(input),
    },
    {
      id: 'accuracy',
      title: 'How right it is',
      intro: `Pairs against the known truth. Pairs that no blocking rule made count as missed, or as rightly left apart.${truth?.isLearnedFrom ? ' The model has learned from this very truth, which flatters it.' : ''}`,
      charts: deterministic ? [] : accuracyCharts(result, truth),
    },
  ];
  return sections.filter(({ charts }) => charts.length > 0);
}
