import { allowedSources, pairsWithin } from '@golden-thread/linkage/allowed-sources';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';

/** Records of each source, in the order of the sources. */
export function recordsPerSource({ sources, sourceOf }: Pick<RecordTable, 'sources' | 'sourceOf'>): Float64Array {
  const counts = new Float64Array(sources.length);
  for (const source of sourceOf) counts[source] = (counts[source] ?? 0) + 1;
  return counts;
}

/** All pairs that the link type, or the pairs of sources that the settings name, would allow. */
export const possiblePairs = (plan: LinkagePlan, records: Pick<RecordTable, 'sources' | 'sourceOf'>): number =>
  pairsWithin(allowedSources(plan, records.sources), recordsPerSource(records));
