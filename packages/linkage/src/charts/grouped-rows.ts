import type { ChartOptions, ChartRow, VegaLiteSpec } from './chart.ts';
import { BOLD, textWidth, wrapText } from './text-width.ts';

const FONT = 12;
/** Labels take no more than this share of the picture; they are broken into lines instead. */
const LABELS = 0.42;
const LINE = 14;
const BETWEEN = 8;
/** In a picture that is narrower, labels stand above their marks. */
const STACKED_BELOW = 480;

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

/**
 * The specification's body: a view a group, its name above, labels in lines that fit, the axis under the last. Labels stand
 * beside their marks, or above them where there is little room.
 */
export function groupedRows({ group, label, rows, rowHeight, layers, axisX }: GroupedRows, { width }: ChartOptions): VegaLiteSpec {
  const stacked = width < STACKED_BELOW;
  const most = stacked ? width - 24 : Math.floor(width * LABELS);
  const lines = rows.map((row) => wrapText(String(row[label]), most, FONT));
  const extent = stacked ? 0 : Math.ceil(Math.max(40, ...lines.flat().map((line) => textWidth(line, FONT)))) + 8;
  const tallest = Math.max(1, ...lines.map((text) => text.length));
  const step = stacked ? tallest * LINE + rowHeight + BETWEEN : Math.max(rowHeight, tallest * LINE + BETWEEN);
  const names = [...new Set(rows.map((row) => String(row[group])))];
  const plot = Math.round(width - extent - 20);
  return {
    vconcat: names.map((name, at) => {
      const own = rows.filter((row) => row[group] === name);
      return {
        ...(name === '' ? {} : { title: { text: wrapText(name, (width - 20) / BOLD, 13), frame: 'bounds', offset: 4 } }),
        data: { values: own },
        width: plot,
        height: { step, for: 'position' },
        encoding: { y: labelled(label, own, most, stacked ? { rowHeight, step } : { extent }) },
        layer: layers({
          width: plot,
          axis: at === names.length - 1 ? axisX : { ...axisX, labels: false, ticks: false, title: null, domain: false },
        }),
      };
    }),
    spacing: 12,
  };
}

/** Beside the marks, with so many pixels for labels; or above them. */
type LabelPlace = { readonly extent: number } | { readonly rowHeight: number; readonly step: number };

/** Rows in their order, with labels that are broken into lines: each in the middle of its row, or above its marks. */
function labelled(field: string, rows: readonly ChartRow[], most: number, place: LabelPlace): VegaLiteSpec {
  const broken = Object.fromEntries(rows.map((row) => [String(row[field]), wrapText(String(row[field]), most, FONT)]));
  const longest = Math.max(1, ...Object.values(broken).map((lines) => lines.length));
  const stacked = 'step' in place;
  const offsetOf = (lines: number): number =>
    stacked ? -(place.rowHeight / 2 + LINE / 2 + (lines - 1) * LINE) : (-(lines - 1) * LINE) / 2;
  const offsets = Array.from({ length: longest - 1 }, (_, extra) => ({
    test: `length((${JSON.stringify(broken)})[datum.value]) === ${extra + 2}`,
    value: offsetOf(extra + 2),
  }));
  return {
    field,
    type: 'nominal',
    sort: null,
    title: null,
    // All that is left over goes above the marks.
    ...(stacked ? { scale: bandBelow((place.step - place.rowHeight) / place.step) } : {}),
    axis: {
      domain: false,
      ticks: false,
      ...(stacked ? { labelAlign: 'left', labelPadding: 0 } : { labelPadding: 6, minExtent: place.extent, maxExtent: place.extent }),
      labelLineHeight: LINE,
      labelExpr: `(${JSON.stringify(broken)})[datum.value]`,
      labelOffset: offsets.length === 0 ? offsetOf(1) : { condition: offsets, value: offsetOf(1) },
    },
  };
}

const bandBelow = (padding: number) => ({ type: 'band', paddingInner: padding, paddingOuter: padding / 2, align: 1 });
