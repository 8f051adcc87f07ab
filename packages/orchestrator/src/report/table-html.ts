import type { ChartTable } from '@golden-thread/linkage/charts/chart';
import { written } from '@golden-thread/linkage/charts/words';
import { escaped } from './escaped.ts';

/** The numbers of a chart as a table; `name` is what a screen reader calls it. */
export function tableHtml({ columns, rows }: ChartTable, name: string): string {
  const classOf = (kind: string): string => (kind === 'text' ? '' : ' class="figure"');
  const head = columns.map(({ title, kind }) => `<th scope="col"${classOf(kind)}>${escaped(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map(({ field, kind }) => `<td${classOf(kind)}>${escaped(written(row[field] ?? null, kind))}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  // Whoever has no mouse scrolls it by the keys.
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(`Table: ${name}`)}">`,
    `<table><thead><tr>${head}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table></div>`,
  ].join('\n');
}
