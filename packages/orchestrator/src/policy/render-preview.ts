import type { ChartTable } from '@golden-thread/linkage/charts/chart';
import { policyLinesChart } from '@golden-thread/linkage/charts/policy-lines';
import { counted, grouped } from '@golden-thread/linkage/charts/words';
import { chartFigure } from '../report/chart-figure.ts';
import { escaped } from '../report/escaped.ts';
import { type PageSection, pageHtml } from '../report/page.ts';
import { tableHtml } from '../report/table-html.ts';
import type { SamplePair } from './pairs-by-line.ts';
import { LEAST_CELL, type PolicyPreview } from './preview.ts';

/** A preview as one page that needs nothing else; it names persons and records by reference and holds no value. */
export async function renderPreview(preview: PolicyPreview): Promise<string> {
  const { publication, basedOn, lines, fresh, people, effect, review, keptApart } = preview;
  const drawn = lines.filter(({ name }) => name !== 'margin'); // a distance, and no place among the weights
  const moved = lines.filter(({ before, after }) => before !== after).map(({ name, before, after }) => `${name} ${before} → ${after}`);
  return pageHtml({
    title: 'What a change of the match policy would do',
    subtitle: `${moved.length === 0 ? 'No line moves' : moved.join(', ')} bits${fresh ? ', links decided afresh' : ''}; on ${publication} (policy ${basedOn}), ${counted(people, 'person', 'people')}`,
    sections: [
      {
        id: 'effect',
        title: 'Whom it concerns',
        intro: list([
          `${counted(effect.merged.length, 'person')} would hold what are several people's records today`,
          `${counted(effect.split.length, 'person')} of today would be several`,
          `${counted(effect.reidentified.length, 'person')} would go by another id`,
          `${counted(effect.records, 'record')} would belong to another person`,
          `open reviews: ${grouped(review.before)} today, ${grouped(review.after)} then`,
          `${counted(keptApart.twins, 'pair')} would newly weigh enough and stay apart as possible twins; ${keptApart.neverLink === null ? `fewer than ${LEAST_CELL}, or none,` : grouped(keptApart.neverLink)} by a decision that is not shown`,
        ]),
        figures: [],
      },
      {
        id: 'lines',
        title: 'The pairs and the lines',
        intro: '',
        figures: [await chartFigure({ id: 'histogram', draw: (options) => policyLinesChart(preview.bins, drawn, options) })],
      },
      { id: 'groups', title: 'By group', intro: groupsTable(preview), figures: [] },
      ...preview.samples.map(sampleSection),
      { id: 'persons', title: 'Each person', intro: personsTable(preview), figures: [] },
    ],
    footer:
      'Made by Golden Thread. What it says is what the next night does before it takes new data. Persons and records are references; the page holds no value of any record.',
  });
}

const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;

function groupsTable({ groups }: PolicyPreview): string {
  if (groups.length === 0) return '<p>Nobody is concerned.</p>';
  const table: ChartTable = {
    columns: [
      { field: 'by', title: 'By', kind: 'text' },
      { field: 'group', title: 'Group', kind: 'text' },
      { field: 'people', title: 'People concerned', kind: 'text' },
    ],
    rows: groups.map(({ by, group, people }) => ({ by, group, people: people === null ? `fewer than ${LEAST_CELL}` : grouped(people) })),
  };
  return tableHtml(table, 'People concerned, by group');
}

function sampleSection({ line, above, below }: PolicyPreview['samples'][number]): PageSection {
  const table = (pairs: readonly SamplePair[], name: string): string =>
    tableHtml(
      {
        columns: [
          { field: 'pair', title: 'Pair', kind: 'text' },
          { field: 'weight', title: 'Bits', kind: 'bits' },
          { field: 'words', title: 'What the two say', kind: 'text' },
          { field: 'outcome', title: 'What becomes of them', kind: 'text' },
        ],
        rows: pairs.map(({ a, b, weight, words, outcome }) => ({ pair: `${a} ${b}`, weight, words, outcome })),
      },
      name,
    );
  return {
    id: `near-${line}`,
    title: `Pairs nearest to the ${line} line`,
    intro: `<p>Look at both records of some of them (gt explain) before you decide.</p>${table(above, 'Just above')}${table(below, 'Just below')}`,
    figures: [],
  };
}

function personsTable({ effect }: PolicyPreview): string {
  const rows = [
    ...effect.merged.map(({ person, absorbed }) => ({ person, what: 'takes in', others: absorbed.join(', ') })),
    ...effect.split.map(({ person, parted }) => ({ person, what: 'parts from', others: parted.join(', ') })),
    ...effect.reidentified.map(({ from, to }) => ({ person: from, what: 'goes by', others: to })),
  ];
  if (rows.length === 0) return '<p>Nobody.</p>';
  return tableHtml(
    {
      columns: [
        { field: 'person', title: 'Person', kind: 'text' },
        { field: 'what', title: '', kind: 'text' },
        { field: 'others', title: 'Others', kind: 'text' },
      ],
      rows,
    },
    'Each person who is concerned',
  );
}
