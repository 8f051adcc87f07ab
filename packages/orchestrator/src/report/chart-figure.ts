import type { Chart, ChartOptions } from '@golden-thread/linkage/charts/chart';
import type { PageFigure } from './page.ts';
import { renderSvg } from './render-svg.ts';
import { tableHtml } from './table-html.ts';

/** Pixels of a picture: in a column of text or on paper, and on a telephone. */
const WIDE = 680;
const NARROW = 343;

/** A chart under an id, drawn at any width. */
export interface PlacedChart {
  readonly id: string;
  readonly draw: (options: ChartOptions) => Chart;
  /** Goes before the chart's title, where several are alike. */
  readonly prefix?: string;
}

export async function chartFigure({ id, draw, prefix = '' }: PlacedChart): Promise<PageFigure> {
  const [wide, narrow] = [draw({ width: WIDE }), draw({ width: NARROW })];
  const title = prefix === '' ? wide.title : `${prefix}${wide.title.replace(/^[A-Z]/, (first) => first.toLowerCase())}`;
  const label = `Chart: ${title}. ${wide.sentence}`;
  return {
    id,
    title,
    sentence: wide.sentence,
    drawn:
      wide.table.rows.length === 0
        ? null
        : {
            wide: await renderSvg(wide.spec, { label, withoutTitle: true }),
            narrow: await renderSvg(narrow.spec, { label, withoutTitle: true }),
            table: tableHtml(wide.table, title),
          },
  };
}
