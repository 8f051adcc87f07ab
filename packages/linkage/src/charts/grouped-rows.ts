import type { ChartOptions, ChartRow, VegaLiteSpec } from './chart.ts';
import { textWidth, wrapText } from './text-width.ts';

const FONT = 12;
/** Labels take no more than this share of the picture; they are broken into lines instead. */
const LABELS = 0.42;
const LINE = 14;
const BETWEEN = 8;

/** Charts of several groups of labelled rows, one under another, with one scale for all. */
export interface GroupedRows {
  /** Field by which rows belong to a group; the order is that of the rows. */
  readonly group: string;
  readonly label: string;
  readonly rows: readonly ChartRow[];
  /** Least height of a row, in pixels. */
  readonly rowHeight: number;
  /** Layers over the group's rows; the position along `label` is added. `axis` is for the first of them. */
  readonly layers: (room: PlotRoom) => readonly VegaLiteSpec[];
  readonly axisX: VegaLiteSpec;
}

export interface PlotRoom {
  /** In pixels, without labels. */
  readonly width: number;
  /** The axis of this group: only the last shows its numbers. */
  readonly axis: VegaLiteSpec;
}

/** The specification's body: a view a group, its name above, labels in lines that fit, the axis under the last. */
export function groupedRows({ group, label, rows, rowHeight, layers, axisX }: GroupedRows, { width }: ChartOptions): VegaLiteSpec {
  const most = Math.floor(width * LABELS);
  const lines = rows.map((row) => wrapText(String(row[label]), most, FONT));
  const extent = Math.ceil(Math.max(40, ...lines.flat().map((line) => textWidth(line, FONT)))) + 8;
  const tallest = Math.max(1, ...lines.map((text) => text.length));
  const step = Math.max(rowHeight, tallest * LINE + BETWEEN);
  const names = [...new Set(rows.map((row) => String(row[group])))];
  const plot = Math.round(width - extent - 20);
  return {
    vconcat: names.map((name, at) => {
      const own = rows.filter((row) => row[group] === name);
      return {
        ...(name === '' ? {} : { title: { text: wrapText(name, width - 16, 13), frame: 'bounds', offset: 4 } }),
        data: { values: own },
        width: plot,
        height: { step },
        encoding: { y: labelled(label, own, most, extent) },
        layer: layers({
          width: plot,
          axis: at === names.length - 1 ? axisX : { ...axisX, labels: false, ticks: false, title: null, domain: false },
        }),
      };
    }),
    spacing: 12,
  };
}

/** Rows in their order, with labels that are broken into lines, each in the middle of its row. */
export function labelled(field: string, rows: readonly ChartRow[], most: number, extent: number): VegaLiteSpec {
  const broken = Object.fromEntries(rows.map((row) => [String(row[field]), wrapText(String(row[field]), most, FONT)]));
  const longest = Math.max(1, ...Object.values(broken).map((lines) => lines.length));
  const offsets = Array.from({ length: longest - 1 }, (_, extra) => ({
    test: `length((${JSON.stringify(broken)})[datum.value]) === ${extra + 2}`,
    value: (-(extra + 1) * LINE) / 2,
  }));
  return {
    field,
    type: 'nominal',
    sort: null,
    title: null,
    axis: {
      domain: false,
      ticks: false,
      labelPadding: 6,
      labelLineHeight: LINE,
      minExtent: extent,
      maxExtent: extent,
      labelExpr: `(${JSON.stringify(broken)})[datum.value]`,
      ...(offsets.length === 0 ? {} : { labelOffset: { condition: offsets, value: 0 } }),
    },
  };
}
