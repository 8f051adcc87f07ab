import type { VegaLiteSpec } from '@golden-thread/linkage/charts/chart';
import { BOLD, textWidth } from '@golden-thread/linkage/charts/text-width';
import { logger, parse, textMetrics, View, Warn } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { escaped } from './escaped.ts';

declare module 'vega' {
  /** How texts are measured; Vega's own types leave it out. */
  const textMetrics: { width: (item: TextItem, text: string) => number };
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

export interface SvgOptions {
  /** What a screen reader says of the picture. */
  readonly label: string;
  /** Takes away the specification's own title, where the page has it. */
  readonly withoutTitle?: boolean;
}

/**
 * A chart as SVG for a page: no script, no reference to anything outside, the same bytes on every machine. Texts are
 * measured by a table of widths, not by a canvas.
 * @throws Error when the specification is not one that Vega-Lite draws without a warning.
 */
export async function renderSvg(spec: VegaLiteSpec, { label, withoutTitle = false }: SvgOptions): Promise<string> {
  measureByTable();
  const { title, ...body } = spec;
  const view = new View(parse(compileSpec(withoutTitle ? body : { title, ...body })), { renderer: 'none' });
  try {
    return forPage(await view.toSVG(), label);
  } finally {
    view.finalize();
  }
}

/** Vega's specification of a Vega-Lite one. @throws Error for whatever Vega-Lite warns of. */
function compileSpec(spec: VegaLiteSpec): ReturnType<typeof compile>['spec'] {
  const warnings: string[] = [];
  const told = logger(Warn);
  told.warn = (...words) => {
    warnings.push(words.join(' '));
    return told;
  };
  // What a specification holds is Vega-Lite's to check.
  const compiled = compile(spec as unknown as TopLevelSpec, { logger: told });
  if (warnings.length > 0) throw new Error(`Vega-Lite does not draw a chart as it stands: ${warnings.join('; ')}`);
  return compiled.spec;
}

function measureByTable(): void {
  textMetrics.width = ({ fontSize = 11, fontWeight }, text) => textWidth(String(text ?? ''), fontSize) * (fontWeight === 'bold' ? BOLD : 1);
}

/** Names that a page has no need of are left out; the whole is one picture for a screen reader, for the table says the rest. */
function forPage(svg: string, label: string): string {
  return svg
    .replace(/ xmlns(?::xlink)?="[^"]*"/g, '')
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/<svg /, `<svg role="img" aria-label="${escaped(label)}" `);
}
