import { textWidth } from '@golden-thread/linkage/charts/text-width';

/** A text of a picture, by where it begins and ends, in the picture's own pixels. */
export interface PlacedText {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

const TAG = /<(\/?)([a-z]+)([^>]*?)(\/?)>([^<]*)/g;

/** Texts of an SVG as Vega writes it: all that moves them is `translate` on them and the groups around them. */
export function textsOf(svg: string): { readonly width: number; readonly height: number; readonly texts: readonly PlacedText[] } {
  const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
  const texts: PlacedText[] = [];
  const moved: (readonly [number, number])[] = [[0, 0]];
  for (const [, closing, name, attributes = '', alone, inside = ''] of svg.matchAll(TAG)) {
    if (closing === '/') {
      moved.pop();
      continue;
    }
    const [x, y] = moved.at(-1) ?? [0, 0];
    const [dx = 0, dy = 0] = (/translate\(([-\d.]+),\s*([-\d.]+)\)/.exec(attributes) ?? []).slice(1).map(Number);
    if (alone !== '/') moved.push([x + dx, y + dy]);
    if (name === 'text' && inside !== '') texts.push(placed(inside, attributes, x + dx, y + dy));
    if (name === 'tspan' && inside !== '') texts.push(placed(inside, attributes, x, y));
  }
  return { width, height, texts };
}

function placed(inside: string, attributes: string, x: number, y: number): PlacedText {
  const text = inside.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('&quot;', '"');
  const size = Number(/font-size="([\d.]+)px"/.exec(attributes)?.[1] ?? 12);
  const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start';
  // The table's widths leave some room; letters themselves need less.
  const width = textWidth(text, size) / 1.05;
  const from = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
  return { text, from, to: from + width, y };
}
