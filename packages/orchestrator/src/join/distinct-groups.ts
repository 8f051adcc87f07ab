import type { Night } from '../night/night.ts';
import type { LiveRecords } from './records.ts';

/** One number per source and part that declares its records distinct people, else −1. */
export function distinctGroups(night: Night, records: LiveRecords): Int32Array {
  const declared = new Set(night.pipeline.sources.filter((s) => s.distinct).map((s) => night.sources.get(s.name)));
  const groups = new Map<string, number>();
  return Int32Array.from(records.sources, (source, i) => {
    if (!declared.has(source)) return -1;
    const name = `${source}/${records.parts[i]}`;
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    return group;
  });
}
