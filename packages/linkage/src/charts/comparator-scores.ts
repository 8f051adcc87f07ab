import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { PALETTE } from './palette.ts';

const TITLE = 'What comparators make of these words';
const BESIDE = 44;

/** What a comparator says of two words that somebody gave as an example. */
export interface ComparatorScore {
  readonly left: string;
  readonly right: string;
  readonly comparator: string;
  /** 0 to 1. */
  readonly similarity: number;
}

/** How like the same words are to different comparators. Give made-up words: they are shown. */
export function comparatorScoresChart(scores: readonly ComparatorScore[], options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
  const rows = scores.map((score) => ({ ...score, words: `${score.left} and ${score.right}`, said: score.similarity.toFixed(3) }));
  const spec = groupedRows(
    {
      group: 'words',
      label: 'comparator',
      rows,
      rowHeight: 20,
      axisX: { title: 'Similarity', tickCount: 5 },
      layers: ({ width, axis }) => [
        {
          mark: { type: 'bar', color: PALETTE.blue },
          encoding: { x: { field: 'similarity', type: 'quantitative', scale: { domain: [0, 1], range: [0, width - BESIDE] }, axis } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 4 },
          encoding: { x: { field: 'similarity', type: 'quantitative' }, text: { field: 'said' } },
        },
      ],
    },
    options,
  );
  const apart = [...new Set(rows.map(({ words }) => words))]
    .map((words) => {
      const own = rows.filter((row) => row.words === words).map(({ similarity }) => similarity);
      return { words, apart: Math.max(...own) - Math.min(...own) };
    })
    .sort((x, y) => y.apart - x.apart);
  return {
    title: TITLE,
    sentence: apart[0] === undefined ? 'There are no words.' : `The comparators differ most about ${apart[0].words}.`,
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'left', title: 'Left', kind: 'text' },
        { field: 'right', title: 'Right', kind: 'text' },
        { field: 'comparator', title: 'Comparator', kind: 'text' },
        { field: 'similarity', title: 'Similarity', kind: 'number' },
      ],
      rows,
    },
  };
}
