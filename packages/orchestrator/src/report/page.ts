import { createHash } from 'node:crypto';
import { escaped } from './escaped.ts';
import { PAGE_STYLE } from './page-style.ts';

/** A part of a report: a heading, what it says, and its figures. */
export interface PageSection {
  /** Part of an address: letters and hyphens. */
  readonly id: string;
  readonly title: string;
  /** HTML. */
  readonly intro: string;
  readonly figures: readonly PageFigure[];
}

/** A chart as it stands on the page. */
export interface PageFigure {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** HTML; `null` where there is nothing to draw. */
  readonly drawn: {
    /** The same picture for wide and for narrow screens; one of them is shown. */
    readonly wide: string;
    readonly narrow: string;
    readonly table: string;
  } | null;
}

export interface Page {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly PageSection[];
  readonly footer: string;
}

/** One HTML document that needs nothing else and may load nothing else: its own style is known by its hash, scripts do not run. */
export function pageHtml({ title, subtitle, sections, footer }: Page): string {
  const style = createHash('sha256').update(PAGE_STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#content">Skip to the report</a>',
    '<div class="page">',
    `<header><h1>${escaped(title)}</h1>`,
    `<p>${escaped(subtitle)}</p></header>`,
    '<div class="columns">',
    '<nav aria-label="Contents"><ol>',
    ...sections.map(contentsOf),
    '</ol></nav>',
    '<main id="content">',
    ...sections.map(sectionHtml),
    `<footer><p>${escaped(footer)}</p></footer>`,
    '</main>',
    '</div>',
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function contentsOf({ id, title, figures }: PageSection): string {
  const inner = figures.map((figure) => `<li><a href="#${figure.id}">${escaped(figure.title)}</a></li>`).join('');
  return `<li><a href="#${id}">${escaped(title)}</a>${inner === '' ? '' : `<ol>${inner}</ol>`}</li>`;
}

function sectionHtml({ id, title, intro, figures }: PageSection): string {
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${escaped(title)}</h2>`,
    intro,
    ...figures.map(figureHtml),
    '</section>',
  ].join('\n');
}

function figureHtml({ id, title, sentence, drawn }: PageFigure): string {
  return [
    `<figure id="${id}">`,
    `<figcaption><h3>${escaped(title)}</h3>`,
    `<p>${escaped(sentence)}</p></figcaption>`,
    ...(drawn === null
      ? []
      : [
          `<div class="wide">${drawn.wide}</div>`,
          `<div class="narrow">${drawn.narrow}</div>`,
          '<details><summary>The figures as a table</summary>',
          drawn.table,
          '</details>',
        ]),
    '</figure>',
  ].join('\n');
}
