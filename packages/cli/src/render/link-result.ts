import type { LinkRequest } from '@golden-thread/orchestrator/link-request';
import type { LinkSummary } from '@golden-thread/orchestrator/link-summary';
import { counted, grouped, table } from './table.ts';

/** What a linking job came to, for people. */
export function linkText(request: LinkRequest, summary: LinkSummary): string {
  const { pairs, clusters, written, sessions, lambda, shownPairs, firstClusters, chosen, stopped, doubts } = summary;
  const lines: string[] = [];
  if (sessions !== null) {
    lines.push(`Trained; two random records are the same with probability ${lambda.toExponential(3)}`);
    for (const { rule, pairs: among, of, iterations, converged } of sessions)
      lines.push(
        `  ${rule}: ${converged ? 'converged after' : 'did not converge in'} ${counted(iterations, 'round')} over ${counted(among, 'pair')}${of > among ? ` drawn from ${grouped(of)}` : ''}`,
      );
  }
  const warnings = doubts.map((words) => `  warning: ${words}`);
  if (request.countOnly || stopped !== null) lines.push(blocksTable(summary));
  if (stopped !== null) return [...lines, ...warnings].join('\n');
  if (request.countOnly) return [...lines, 'Nothing was scored (--dry-run).', ...warnings, ...filesOf(written)].join('\n');
  lines.push(request.deterministic ? counted(pairs, 'pair') : scoredText(summary));
  lines.push(...shownPairs.flatMap(({ shows, rows }) => [`${shows}:`, pairsTable(rows)]), ...moreThan(shownPairs, pairs));
  for (const { weight, clusters: count, linked, largest } of clusters)
    lines.push(
      `${counted(count, 'cluster')}${request.deterministic ? '' : ` at ${weight}`}: ${counted(linked, 'record')} in clusters of two and more, the largest of ${grouped(largest)}`,
    );
  if (chosen !== null) lines.push(`  ${chosen.weight} bits were chosen: the clusters' expected F1 is highest there`);
  lines.push(...warnings, ...firstClusters.map((names) => `  ${names.join(' ')}`));
  return [...lines, ...filesOf(written)].join('\n');
}

function scoredText({ candidates, pairs, keptFrom }: LinkSummary): string {
  const bound = candidates.rules.every(({ isExact }) => isExact) ? '' : 'at most ';
  const kept = keptFrom === null ? 'all kept' : `${grouped(pairs)} kept at ${keptFrom} bits or more`;
  return `${bound}${counted(candidates.pairs, 'pair')} scored, ${kept}`;
}

/** What the records of the largest blocks share: whoever mends a rule has to see it. */
function blocksTable({ candidates }: LinkSummary): string {
  const rows = candidates.rules.flatMap(({ text, largestBlocks }) =>
    largestBlocks.map(({ records, pairs, holds }) => [
      text,
      Object.entries(holds)
        .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
        .join(', '),
      records,
      pairs,
    ]),
  );
  return `The largest blocks:\n${table(['rule', 'of', 'records', 'pairs'], rows)}`;
}

function moreThan(shown: LinkSummary['shownPairs'], all: number): string[] {
  const rows = shown.reduce((total, own) => total + own.rows.length, 0);
  return rows > 0 && all > rows ? [`  and ${grouped(all - rows)} more; --pairs pairs.csv writes them all`] : [];
}

const filesOf = (written: readonly string[]): string[] => written.map((path) => `  written: ${path}`);

function pairsTable(rows: LinkSummary['shownPairs'][number]['rows']): string {
  const header = Object.keys(rows[0] ?? {});
  return table(
    header,
    rows.map((row) =>
      header.map((name) => (typeof row[name] === 'number' && !Number.isInteger(row[name]) ? row[name].toFixed(6) : String(row[name]))),
    ),
  );
}
