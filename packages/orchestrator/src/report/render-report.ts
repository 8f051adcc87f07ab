import { counted } from '@golden-thread/linkage/charts/words';
import { LOGIC_VERSION } from '@golden-thread/linkage/logic-version';
import { chartFigure } from './chart-figure.ts';
import { type ChartSection, chartSections } from './chart-sections.ts';
import { escaped } from './escaped.ts';
import { type PageSection, pageHtml } from './page.ts';
import type { ReportInput } from './report-input.ts';
import { summarySection } from './report-summary.ts';

/**
 * A linking job told in one HTML document that needs nothing else: a summary, and the charts with a sentence and their numbers.
 * Holds no value of a record. The same input gives the same bytes, on every machine.
 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { result } = input;
  const sections: PageSection[] = [summarySection(input)];
  for (const section of await chartSections(input)) sections.push(await drawn(section));
  return pageHtml({
    title: 'Linkage report',
    subtitle: `${counted(result.records.size, 'record')} of ${result.records.sources.join(', ')}`,
    sections,
    footer: `Made by Golden Thread, linkage engine ${LOGIC_VERSION}. This report counts records and pairs; it holds no value of any record.`,
  });
}

async function drawn({ id, title, intro, charts }: ChartSection): Promise<PageSection> {
  const figures = [];
  for (const chart of charts) figures.push(await chartFigure(chart));
  return { id, title, intro: `<p>${escaped(intro)}</p>`, figures };
}
