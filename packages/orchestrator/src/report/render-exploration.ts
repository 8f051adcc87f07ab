import { blockingChart } from '@golden-thread/linkage/charts/blocking';
import type { ChartTable } from '@golden-thread/linkage/charts/chart';
import { completenessChart } from '@golden-thread/linkage/charts/completeness';
import { valueFrequenciesChart } from '@golden-thread/linkage/charts/value-frequencies';
import { counted } from '@golden-thread/linkage/charts/words';
import { LOGIC_VERSION } from '@golden-thread/linkage/logic-version';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { ColumnValue } from '@golden-thread/shapes/columns';
import type { Exploration } from '../explore-files/exploration.ts';
import { chartFigure, type PlacedChart } from './chart-figure.ts';
import { escaped } from './escaped.ts';
import { type PageSection, pageHtml } from './page.ts';
import { tableHtml } from './table-html.ts';

/**
 * What records hold, told in one HTML document that needs nothing else. Holds values only where the exploration does. The same
 * input gives the same bytes, on every machine.
 */
export async function renderExploration(exploration: Exploration, { rules }: LinkagePlan): Promise<string> {
  const { records, sources, columns, blocking } = exploration;
  const values = valueTable(columns);
  const sections: PageSection[] = [
    await drawn('completeness', 'Completeness', COMPLETE, [
      { id: 'complete', draw: (options) => completenessChart(exploration.completeness, options) },
    ]),
    await drawn(
      'values',
      'How values are spread',
      SPREAD,
      columns.map((profile, c) => ({ id: `column-${c + 1}`, draw: (options) => valueFrequenciesChart(profile.column, profile, options) })),
    ),
    ...(values === null
      ? []
      : [{ id: 'frequent', title: 'The most frequent values', intro: tableHtml(values, 'frequent values'), figures: [] }]),
  ];
  if (blocking !== null) {
    const counts = blocking.rules.map(({ largestBlocks: _, text: __, ...count }, rule) => ({ rule, largestBlocks: [], ...count }));
    const section = await drawn('blocking', 'What blocking rules would make', BLOCKING, [
      { id: 'rules', draw: (options) => blockingChart(rules, counts, blocking.possible, options) },
    ]);
    sections.push({ ...section, intro: `${section.intro}\n${tableHtml(blockTable(blocking.rules), 'largest blocks')}` });
  }
  return pageHtml({
    title: 'Exploration report',
    subtitle: `${counted(records, 'record')} of ${sources.join(', ')}`,
    sections,
    footer: `Made by Golden Thread, linkage engine ${LOGIC_VERSION}.${values === null ? ' This report counts records; it holds no value of any record.' : ' It holds values of records.'}`,
  });
}

const COMPLETE = 'How many records of each source hold each column.';
const SPREAD =
  'A value that few records hold says much where two records share it; one that many hold says little. A value that very many hold may be a placeholder.';
const BLOCKING =
  'Only pairs that some rule brings together are ever compared. Each rule counts what it adds to those before it; its largest blocks cost most.';

/** `null` where values were not asked for. */
function valueTable(columns: Exploration['columns']): ChartTable | null {
  const rows = columns.flatMap(({ column, top }) =>
    top.flatMap(({ records, share, value }) =>
      value === undefined ? [] : [{ column, value: typeof value === 'object' ? JSON.stringify(value) : String(value), records, share }],
    ),
  );
  if (rows.length === 0) return null;
  return {
    columns: [
      { field: 'column', title: 'Column', kind: 'text' },
      { field: 'value', title: 'Value', kind: 'text' },
      { field: 'records', title: 'Records', kind: 'count' },
      { field: 'share', title: 'Share', kind: 'share' },
    ],
    rows,
  };
}

function blockTable(rules: NonNullable<Exploration['blocking']>['rules']): ChartTable {
  const rows = rules.flatMap(({ text, largestBlocks }) =>
    largestBlocks.map(({ records, pairs, holds }) => ({
      text,
      ...(holds === null ? {} : { holds: heldWords(holds) }),
      records,
      pairs,
    })),
  );
  const held = rows.some((row) => 'holds' in row);
  return {
    columns: [
      { field: 'text', title: 'Rule', kind: 'text' },
      ...(held ? ([{ field: 'holds', title: 'Its records share', kind: 'text' }] as const) : []),
      { field: 'records', title: 'Records of a largest block', kind: 'count' },
      { field: 'pairs', title: 'Pairs', kind: 'count' },
    ],
    rows,
  };
}

const heldWords = (holds: Readonly<Record<string, ColumnValue>>): string =>
  Object.entries(holds)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');

async function drawn(id: string, title: string, intro: string, charts: readonly PlacedChart[]): Promise<PageSection> {
  const figures = [];
  for (const chart of charts) figures.push(await chartFigure(chart));
  return { id, title, intro: `<p>${escaped(intro)}</p>`, figures };
}
