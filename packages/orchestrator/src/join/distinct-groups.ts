import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import type { JoinContext } from './join-context.ts';
import type { LiveRecords } from './records.ts';

/** One number per part of the sources that `counts` picks, else −1: the records of one such list. */
export function distinctGroups(
  { pipeline, sources }: Pick<JoinContext, 'pipeline' | 'sources'>,
  records: Pick<LiveRecords, 'sources' | 'parts'>,
  counts: (source: SourceDeclaration) => boolean,
): Int32Array {
  const declared = new Set(pipeline.sources.filter(counts).map((s) => sources.get(s.name)));
  const groups = new Map<string, number>();
  return Int32Array.from(records.sources, (source, i) => {
    if (!declared.has(source)) return -1;
    const name = `${source}/${records.parts[i]}`;
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    return group;
  });
}
