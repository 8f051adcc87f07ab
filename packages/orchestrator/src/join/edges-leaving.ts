import { outcomesBetween } from '@golden-thread/identity/pair-outcomes';
import { EDGE_OUTCOMES } from '@golden-thread/identity/resolution';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { distinctGroups } from './distinct-groups.ts';
import { edgeRow, edgeTableOf } from './edges.ts';
import { verifiedNhsCodes } from './identifiers.ts';
import type { JoinContext } from './join-context.ts';
import type { JoinState, ResolvedScope } from './join-state.ts';
import type { IndexPair } from './never-links.ts';

/**
 * Rows of `link.edge` whose outcome changed although they lead out of the scope: too light to hold or to be asked about,
 * they bring in nobody's component, and what becomes of them follows from their two records alone.
 */
export function leavingRows(
  context: JoinContext,
  { records, identity, judgements, never }: JoinState,
  { leaving }: ResolvedScope,
): readonly CopyRow[] {
  if (leaving.length === 0) return [];
  const ends = Int32Array.from(new Set(leaving.flatMap(({ a, b }) => [a, b]))).sort();
  const positionOf = new Map(Array.from(ends, (index, position) => [index, position]));
  const at = (index: number): number => positionOf.get(index) ?? -1;
  const within = (pairs: readonly IndexPair[]): IndexPair[] =>
    pairs.filter((pair) => pair.every((index) => positionOf.has(index))).map(([a, b]) => [at(a), at(b)]);
  const ofEnds = { sources: ends.map((i) => records.sources[i] ?? 0), parts: Array.from(ends, (i) => records.parts[i] ?? '') };
  const outcomes = outcomesBetween({
    size: ends.length,
    naturalKeys: Array.from(ends, (i) => records.naturalKeys[i] ?? ''),
    distinctGroup: distinctGroups(context, ofEnds, (source) => source.distinct),
    list: distinctGroups(context, ofEnds, (source) => source.maps.event === undefined),
    verifiedNhs: verifiedNhsCodes(records, identity.verifiedNhs, ends),
    edges: edgeTableOf(leaving, at),
    never: within(never),
    mustLinks: within(judgements.mustLinks),
    cannotLinks: within(judgements.cannotLinks),
    policy: context.policy,
  });
  return leaving.flatMap((edge, i): CopyRow[] => {
    const outcome = EDGE_OUTCOMES[outcomes[i] ?? 0] ?? null;
    return outcome === edge.outcome ? [] : [edgeRow(records, { ...edge, outcome })];
  });
}
