import type { ChartRow, VegaLiteSpec } from './chart.ts';
import { cycled, DASHES, SERIES } from './palette.ts';
import { bits } from './words.ts';

/** Fields of the rows that are drawn as lines, with their names. */
export type Lines = readonly { readonly field: string; readonly name: string }[];

/** Pixels that a legend leaves to the name of the axis beneath it. */
export const ABOVE_TITLE = 28;

/** Lines over one scale, each in its own colour and dashes; empty cells are gaps. */
export function linesOf(lines: Lines, x: VegaLiteSpec, y: VegaLiteSpec, interpolate: 'linear' | 'step-after' = 'linear'): VegaLiteSpec {
  const names = lines.map(({ name }) => name);
  const byField = Object.fromEntries(lines.map(({ field, name }) => [field, name]));
  const legend = lines.length === 1 ? null : { symbolType: 'stroke', symbolSize: 300, symbolStrokeWidth: 2, offset: ABOVE_TITLE };
  return {
    transform: [
      { fold: lines.map(({ field }) => field), as: ['line', 'value'] },
      { calculate: `(${JSON.stringify(byField)})[datum.line]`, as: 'name' },
    ],
    mark: { type: 'line', interpolate, invalid: 'break-paths-filter-domains' },
    encoding: {
      x,
      y: { field: 'value', type: 'quantitative', ...y },
      color: { field: 'name', type: 'nominal', scale: { domain: names, range: cycled(SERIES, names.length) }, legend },
      strokeDash: { field: 'name', type: 'nominal', scale: { domain: names, range: cycled(DASHES, names.length) }, legend },
    },
  };
}

/** A dashed line at a weight, above everything, with what it is; none where the chart has no rows. */
export const thresholdRule = (threshold: number | undefined, rows: readonly ChartRow[]): readonly VegaLiteSpec[] => {
  if (threshold === undefined || rows.length === 0) return [];
  const x = { field: 'threshold', type: 'quantitative' };
  const data = { values: [{ threshold }] };
  return [
    { data, mark: { type: 'rule', strokeWidth: 2, strokeDash: [6, 4] }, encoding: { x } },
    {
      data,
      mark: { type: 'text', align: 'left', baseline: 'bottom', dx: -4, dy: -4 },
      encoding: { x, y: { value: 0 }, text: { value: `threshold ${bits(threshold)}` } },
    },
  ];
};
