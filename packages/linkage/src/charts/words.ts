import type { CellKind } from './chart.ts';

/** A number as people read it, the same on every machine. */
export function written(value: string | number | boolean | null, kind: CellKind): string {
  if (value === null) return '–';
  if (typeof value !== 'number') return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  switch (kind) {
    case 'count':
      return grouped(value);
    case 'bits':
      return bits(value);
    case 'probability':
      return probability(value);
    case 'share':
      return percent(value);
    case 'number':
    case 'text':
      return plain(value, 4);
    default:
      return kind satisfies never;
  }
}

/** A whole number with commas. */
export const grouped = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A weight with its sign and two places; ± 900 and more is certainty. */
export function bits(value: number): string {
  if (Math.abs(value) >= 900) return value > 0 ? 'certain' : 'excluded';
  const text = Math.abs(value).toFixed(2);
  return text === '0.00' ? '0.00' : `${value > 0 ? '+' : '−'}${text}`;
}

/** Three significant figures, small ones as a power of ten; near 1 as many as tell it from certainty. */
export function probability(value: number): string {
  if (value === 0 || value === 1) return String(value);
  if (value >= 0.001) return [3, 4, 5, 6, 7].map((figures) => plain(value, figures)).find((text) => text !== '1') ?? 'nearly 1';
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  return `${(value / 10 ** exponent).toFixed(2)} × 10⁻${superscript(-exponent)}`;
}

const superscript = (whole: number): string => String(whole).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));

/** A share in per cent: one place, more where that would say nothing or all. */
export function percent(value: number): string {
  const hundredths = value * 100;
  for (const places of [1, 3, 5]) {
    const text = hundredths.toFixed(places);
    const says = Number(text);
    if ((says !== 0 || value === 0) && (says !== 100 || value === 1)) return `${says === 100 || says === 0 ? says : text}%`;
  }
  return value < 0.5 ? 'nearly 0%' : 'nearly 100%';
}

/** How many times likelier: `about 1,200 times`. */
export function times(bitsOf: number): string {
  const factor = 2 ** Math.abs(bitsOf);
  if (factor < 1.05) return 'no more';
  if (factor < 10) return `${plain(factor, 2)} times`;
  const magnitude = 10 ** (Math.floor(Math.log10(factor)) - 1);
  const rounded = Math.round(factor / magnitude) * magnitude;
  if (rounded >= 1e12) return 'more than a million million times';
  if (rounded >= 1e9) return `about ${grouped(rounded / 1e9)} thousand million times`;
  return rounded >= 1e6 ? `about ${plain(rounded / 1e6, 2)} million times` : `about ${grouped(rounded)} times`;
}

/** `1 pair`, `2 pairs`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${grouped(value)} ${value === 1 ? one : many}`;

function plain(value: number, figures: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1000) return value < 0 ? `−${grouped(-value)}` : grouped(value);
  return String(Number(value.toPrecision(figures))).replace('-', '−');
}
