import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { PALETTE } from './palette.ts';
import { counted } from './words.ts';

const TITLE = 'Which comparators take these words for alike';
const BOX = 14;

/** What a comparator says of two words that somebody gave as an example: how like they are (0 to 1), or how many edits apart. */
export interface ComparatorVerdict {
  readonly left: string;
  readonly right: string;
  readonly comparator: string;
  readonly kind: 'similarity' | 'distance';
  readonly score: number;
}

/** From which similarity, and up to which distance, words count as alike. */
export interface AlikeThresholds {
  readonly similarity: number;
  readonly distance: number;
}

/**
 * Whether each comparator would take words for alike at a threshold: a full box where it would, an empty one where it would
 * not. Give made-up words: they are shown.
 */
export function comparatorThresholdsChart(
  verdicts: readonly ComparatorVerdict[],
  { similarity, distance }: AlikeThresholds,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const rows = verdicts.map(({ left, right, comparator, kind, score }) => {
    const alike = kind === 'similarity' ? score >= similarity : score <= distance;
    const shown = kind === 'similarity' ? score.toFixed(3) : counted(score, 'edit');
    return { left, right, comparator, words: `${left} and ${right}`, score, alike, said: `${shown}: ${alike ? 'alike' : 'not alike'}` };
  });
  const place = { x: { value: BOX } };
  const fill = { condition: { test: 'datum.alike', value: PALETTE.blue }, value: '#ffffff' };
  const spec = groupedRows(
    {
      group: 'words',
      label: 'comparator',
      rows,
      rowHeight: 20,
      axisX: {},
      layers: () => [
        { mark: { type: 'square', size: BOX * BOX, stroke: PALETTE.blue, strokeWidth: 1.5, opacity: 1 }, encoding: { ...place, fill } },
        { mark: { type: 'text', align: 'left', dx: BOX }, encoding: { ...place, text: { field: 'said' } } },
      ],
    },
    options,
  );
  return {
    title: TITLE,
    sentence: sentenceOf(rows, { similarity, distance }),
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'left', title: 'Left', kind: 'text' },
        { field: 'right', title: 'Right', kind: 'text' },
        { field: 'comparator', title: 'Comparator', kind: 'text' },
        { field: 'score', title: 'Similarity, or edits', kind: 'number' },
        { field: 'alike', title: 'Alike', kind: 'text' },
      ],
      rows,
    },
  };
}

function sentenceOf(
  rows: readonly { readonly words: string; readonly alike: boolean }[],
  { similarity, distance }: AlikeThresholds,
): string {
  const words = [...new Set(rows.map((row) => row.words))];
  if (words.length === 0) return 'There are no words.';
  const agreed = words.filter((pair) => rows.every((row) => row.words !== pair || row.alike)).length;
  return `From a similarity of ${similarity}, and up to ${counted(distance, 'edit')}, all comparators take ${agreed} of ${counted(words.length, 'pair of words', 'pairs of words')} for alike.`;
}
