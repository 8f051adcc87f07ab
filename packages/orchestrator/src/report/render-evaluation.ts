import type { ChartTable } from '@golden-thread/linkage/charts/chart';
import { counted, grouped, percent, written } from '@golden-thread/linkage/charts/words';
import { LOGIC_VERSION } from '@golden-thread/linkage/logic-version';
import type { Evaluation } from '../evaluate-files/evaluation.ts';
import type { JudgedPairsFile } from '../evaluate-files/judged.ts';
import { chartFigure, type PlacedChart } from './chart-figure.ts';
import { thresholdChart, truthCharts } from './charts-of-accuracy.ts';
import { escaped } from './escaped.ts';
import { clusterTable, groupTable, labelTable } from './evaluation-tables.ts';
import { type PageSection, pageHtml } from './page.ts';
import { tableHtml } from './table-html.ts';

/**
 * An evaluation told in one HTML document that needs nothing else. Holds no value of a record but the names of the subgroups
 * that somebody asked for. The same input gives the same bytes, on every machine.
 */
export async function renderEvaluation(evaluation: Evaluation, judged: JudgedPairsFile | null): Promise<string> {
  const { linkWeight } = evaluation;
  const sections: PageSection[] = [summary(evaluation)];
  if (judged !== null) {
    sections.push(
      await drawn('accuracy', 'Every threshold', ACCURACY, truthCharts(judged.all, linkWeight)),
      ...(judged.groups.length === 0 ? [] : [await groupsSection(evaluation, judged)]),
    );
  }
  return pageHtml({
    title: 'Evaluation report',
    subtitle: againstWhat(evaluation),
    sections,
    footer: `Made by Golden Thread, linkage engine ${LOGIC_VERSION}. This report counts records and pairs; ${(judged !== null && judged.groups.length > 0) || evaluation.clusters.some(({ groups }) => groups.length > 0) ? 'of values of records it holds the names of the groups that were asked for' : 'it holds no value of any record'}.`,
  });
}

const ACCURACY =
  'Scored pairs against what is known to be right, for every weight from which they might be linked. Pairs that no blocking rule made count as missed, or as rightly left apart.';

function againstWhat({ labels, records, clusters }: Evaluation): string {
  if (labels !== null)
    return `Against ${counted(labels.matches, 'labelled match', 'labelled matches')} and ${counted(labels.others, 'other label')}`;
  return `Of ${counted(records, 'record')} against ${counted(clusters[0]?.comparison.truth.clusters ?? 0, 'true entity', 'true entities')}`;
}

function summary(evaluation: Evaluation): PageSection {
  const tables = [clusterTable(evaluation), labelTable(evaluation)].flatMap((table) => table ?? []);
  return {
    id: 'summary',
    title: 'Summary',
    intro: [
      ...sentencesOf(evaluation).map((sentence) => `<p>${escaped(sentence)}</p>`),
      ...tables.map((table) => tableHtml(table, 'clusters against what is right')),
    ].join('\n'),
    figures: [],
  };
}

function sentencesOf({ clusters, records, notClustered, pairs, linkWeight }: Evaluation): readonly string[] {
  const without = clusters[0]?.comparison.withoutTruth ?? 0;
  const f1 = clusters.map(({ column, comparison: { measures, found, truth } }) => {
    const right =
      measures.recall === null
        ? ''
        : `${percent(measures.precision)} of the pairs inside clusters are right, and ${percent(measures.recall)} of the true pairs are together`;
    return `${column}: ${counted(found.clusters, 'cluster')} stand against ${counted(truth.clusters, 'true entity', 'true entities')}; ${right}.`;
  });
  return [
    ...f1,
    ...(without > 0 ? [`Of ${grouped(without)} of ${counted(records, 'record')} nobody knows the truth: they are left out.`] : []),
    ...(notClustered > 0 ? [`${counted(notClustered, 'record')} of the truth are in no cluster: they are left out.`] : []),
    ...(pairs === null ? [] : [pairSentence(pairs, linkWeight)]),
  ];
}

function pairSentence({ errors, scored }: NonNullable<Evaluation['pairs']>, linkWeight: number): string {
  const { falsePositives, falseNegatives, neverMade } = errors;
  const among = neverMade === 0 ? 'none is missing from them' : `${counted(neverMade, 'more is', 'more are')} not among them at all`;
  return `Of ${counted(scored, 'scored pair')}, linking those from ${written(linkWeight, 'number')} bits on makes ${counted(falsePositives, 'wrong link')} and misses ${counted(falseNegatives - neverMade, 'true pair')}; ${among}.`;
}

async function groupsSection({ pairs, linkWeight }: Evaluation, { groups }: JudgedPairsFile): Promise<PageSection> {
  const charts = groups.map(({ group, judged }, g) => ({ ...thresholdChart(`group-${g + 1}`, judged, linkWeight), prefix: `${group}: ` }));
  const intro =
    'The same for groups of records: a pair concerns a group when either of its records is of it. Where groups differ, some people are served worse than others.';
  const section = await drawn('subgroups', 'Group by group', intro, charts);
  const table: ChartTable | null = pairs === null ? null : groupTable(pairs.groups);
  return table === null ? section : { ...section, intro: `${section.intro}\n${tableHtml(table, 'groups at the link weight')}` };
}

async function drawn(id: string, title: string, intro: string, charts: readonly PlacedChart[]): Promise<PageSection> {
  const figures = [];
  for (const chart of charts) figures.push(await chartFigure(chart));
  return { id, title, intro: `<p>${escaped(intro)}</p>`, figures };
}
