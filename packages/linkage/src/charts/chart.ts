/** A Vega-Lite specification with its data inside. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

/** One row of a chart: what the marks stand for and the table says. */
export type ChartRow = Readonly<Record<string, string | number | boolean | null>>;

/** How a column's numbers are written (`words.ts`). */
export type CellKind = 'text' | 'count' | 'bits' | 'probability' | 'share' | 'number';

export interface ChartColumn {
  readonly field: string;
  readonly title: string;
  readonly kind: CellKind;
}

/** The numbers of a chart, in words and rows; the rows are those of the specification's data. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly ChartRow[];
}

/** A chart: what it is called, what it says in one sentence, how it is drawn, and the same numbers as a table. */
export interface Chart {
  readonly title: string;
  /** For a reader who knows the records, not the statistics. */
  readonly sentence: string;
  readonly spec: VegaLiteSpec;
  readonly table: ChartTable;
}

export interface ChartOptions {
  /** Of the whole picture, in pixels. */
  readonly width: number;
}

/** Fits a page of paper and half a screen. */
export const DEFAULT_WIDTH = 680;

/** A specification with what all of them share: width, quiet axes, letters that can be read. */
export function specOf(title: string, { width }: ChartOptions, body: VegaLiteSpec): VegaLiteSpec {
  const single = !('vconcat' in body);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: title, anchor: 'start' },
    ...(single ? { width, autosize: { type: 'fit-x', contains: 'padding' } } : {}),
    ...body,
    config: CONFIG,
  };
}

/** What an axis spans where there is nothing to span. */
export const spanOf = (rows: readonly ChartRow[]): VegaLiteSpec => (rows.length === 0 ? { scale: { domain: [0, 1] } } : {});

/** Whole marks of an axis, a round number apart, 0 among them where it lies between. */
export function roundMarks(rows: readonly { readonly from: number; readonly to: number }[]): VegaLiteSpec {
  const low = rows.reduce((least, { from }) => Math.min(least, from), 0);
  const high = rows.reduce((most, { to }) => Math.max(most, to), 0);
  const step = [1, 2, 5, 10, 20, 50].find((one) => (high - low) / one <= 12) ?? 100;
  const first = Math.ceil(low / step);
  return { values: Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => (first + at) * step) };
}

const INK = '#24292f';
const QUIET = '#57606a';
const GRID = '#e6e8eb';

const CONFIG = {
  background: '#ffffff',
  padding: { left: 4, right: 12, top: 4, bottom: 4 },
  font: 'Helvetica, Arial, "Liberation Sans", sans-serif',
  view: { stroke: null },
  concat: { spacing: 10 },
  axis: {
    labelColor: INK,
    labelFontSize: 12,
    labelLimit: 0,
    titleColor: QUIET,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titleLimit: 0,
    domainColor: QUIET,
    tickColor: QUIET,
    gridColor: GRID,
  },
  axisY: { titleAnchor: 'end', titleAngle: 0, titleAlign: 'left', titleBaseline: 'bottom', titleX: 0, titleY: -8 },
  header: { labelColor: INK, labelFontSize: 12, labelLimit: 0 },
  legend: { orient: 'top', title: null, labelColor: INK, labelFontSize: 12, labelLimit: 0, symbolSize: 90, direction: 'vertical' },
  title: { color: INK, fontSize: 13, fontWeight: 'bold', anchor: 'start', limit: 0 },
  text: { color: INK, fontSize: 12 },
  bar: { discreteBandSize: { band: 0.72 } },
  line: { strokeWidth: 2 },
  rule: { color: INK },
} as const;
