import { bits, counted, grouped, percent, written } from '@golden-thread/linkage/charts/words';
import { probabilityOfBits } from '@golden-thread/linkage/fellegi-sunter';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import { escaped } from './escaped.ts';
import type { PageSection } from './page.ts';
import { possiblePairs, recordsPerSource } from './possible-pairs.ts';
import type { ReportInput } from './report-input.ts';
import { warningsOf } from './report-warnings.ts';

/** What was linked, what came of it, what the model believes, and what to beware of: for somebody who reads no further. */
export function summarySection({ result, deterministic }: ReportInput): PageSection {
  return {
    id: 'summary',
    title: 'Summary',
    intro: [
      keyFigures(result),
      ...sentencesOf(result, deterministic).map((sentence) => `<p>${escaped(sentence)}</p>`),
      ...(deterministic ? [] : [warningsHtml(warningsOf(result))]),
    ].join('\n'),
    figures: [],
  };
}

/** Clusters of one weight in figures. */
interface ClusterFigures {
  /** In bits. */
  readonly weight: number;
  readonly clusters: number;
  readonly largest: number;
  /** Clusters by their number of records. */
  readonly bySize: ReadonlyMap<number, number>;
}

function clusterFigures({ weight, clusterOf }: LinkResult['clusters'][number]): ClusterFigures {
  const sizes = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  const bySize = new Map<number, number>();
  let [clusters, largest] = [0, 0];
  for (const size of sizes) {
    if (size === 0) continue;
    clusters++;
    largest = Math.max(largest, size);
    bySize.set(size, (bySize.get(size) ?? 0) + 1);
  }
  return { weight, clusters, largest, bySize };
}

/** `7 bits (a match probability of 99.2%)`. */
const atWeight = (weight: number): string =>
  `${written(weight, 'number')} bits (a match probability of ${percent(probabilityOfBits(weight))})`;

function keyFigures(result: LinkResult): string {
  const first = result.clusters.map(clusterFigures)[0];
  const figures: readonly (readonly [string, string])[] = [
    ['Records', grouped(result.records.size)],
    ['Pairs compared', grouped(result.candidates.at(-1)?.cumulative ?? 0)],
    ['Pairs kept', grouped(result.pairs.count)],
    ...(first === undefined
      ? []
      : ([
          ['Clusters', grouped(first.clusters)],
          ['Largest cluster', counted(first.largest, 'record')],
        ] as const)),
  ];
  return `<dl class="key">${figures.map(([term, value]) => `<div><dt>${escaped(term)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
}

function sentencesOf(result: LinkResult, deterministic: boolean): readonly string[] {
  const { plan } = result.runner;
  const common = [whatWasLinked(plan, result), whatWasCompared(plan, result)];
  if (deterministic)
    return [
      ...common,
      ...result.clusters.map((own) => `Every proposed pair was taken for a link; nothing was scored. So ${becameClusters(result, own)}`),
    ];
  const cameOut = result.clusters.map((own) => `At a match weight of ${atWeight(own.weight)} ${becameClusters(result, own)}`);
  return [...common, ...cameOut, ...howChosen(result), whatIsBelieved(plan, result)];
}

const HOW: Readonly<Record<LinkagePlan['linkType'], string>> = {
  dedupe_only: 'Records that belong to the same person or thing were looked for within the source.',
  link_only: 'Records of different sources were linked; two records of one source were never compared.',
  link_and_dedupe: 'Records were linked within each source and across sources.',
};

function whatWasLinked({ linkType, sourcePairs }: LinkagePlan, { records }: LinkResult): string {
  const counts = recordsPerSource(records);
  const sources = records.sources.map((name, s) => `${name} (${counted(counts[s] ?? 0, 'record')})`);
  const only =
    sourcePairs === null
      ? HOW[linkType]
      : `Only these sources were compared: ${sourcePairs.map(([a, b]) => (a === b ? `${a} with itself` : `${a} with ${b}`)).join(', ')}.`;
  return `${counted(records.size, 'record')} of ${counted(sources.length, 'source')} were given: ${sources.join(', ')}. ${only}`;
}

function whatWasCompared(plan: LinkagePlan, result: LinkResult): string {
  const possible = possiblePairs(plan, result.records);
  const compared = result.candidates.at(-1)?.cumulative ?? 0;
  return `Of ${counted(possible, 'possible pair')}, ${counted(plan.rules.length, 'blocking rule')} proposed ${grouped(compared)} for comparison${possible === 0 ? '' : ` (${percent(compared / possible)})`}; pairs that no rule proposes are never linked directly. ${counted(result.pairs.count, 'scored pair was', 'scored pairs were')} kept.`;
}

function becameClusters({ records }: LinkResult, own: LinkResult['clusters'][number]): string {
  const { clusters, largest, bySize } = clusterFigures(own);
  const alone = bySize.get(1) ?? 0;
  return `the ${counted(records.size, 'record')} become ${counted(clusters, 'cluster')}: ${grouped(records.size - alone)} are linked to at least one other, ${grouped(alone)} stand alone, and the largest cluster holds ${grouped(largest)}.`;
}

function howChosen({ chosen }: LinkResult): readonly string[] {
  const best = chosen?.tried.find(({ weight }) => weight === chosen.weight);
  if (best === undefined) return [];
  return [
    `That weight was chosen without knowing the truth, as the one for which the model itself expects the best clusters: ${percent(best.precision)} of the pairs inside clusters right, and ${percent(best.recall)} of the true pairs found.`,
  ];
}

function whatIsBelieved(plan: LinkagePlan, result: LinkResult): string {
  const { lambda } = result.model.parameters;
  const possible = possiblePairs(plan, result.records);
  const oneIn = lambda > 0 ? `one pair in ${grouped(1 / lambda)}` : 'no pair';
  return `Before anything is compared, the model believes that ${oneIn} is a match, which would be ${counted(Math.round(lambda * possible), 'matching pair')} in all; a pair starts at ${bits(Math.log2(lambda / (1 - lambda)))} bits, and each comparison adds to that or takes from it.`;
}

function warningsHtml(warnings: readonly string[]): string {
  if (warnings.length === 0)
    return '<div class="clear"><p><strong>Nothing to warn of.</strong> Every answer was observed, training settled, and chance agreement was counted exactly.</p></div>';
  const items = warnings.map((warning) => `<li>${escaped(warning)}</li>`).join('\n');
  return `<div class="warnings"><h3>To be aware of</h3>\n<ul>${items}</ul></div>`;
}
