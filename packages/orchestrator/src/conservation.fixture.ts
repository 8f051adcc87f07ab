import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';

interface Queries {
  readonly pool: { query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> };
}

/**
 * Holds the newest run's counts against a second, independent reading of the files: how many records each holds, and
 * how many live records of its source and part there must then be. Returns what does not add up, in words.
 */
export async function conservationDifferences({ pool }: Queries, pipeline: PipelineDeclaration, drop: string): Promise<readonly string[]> {
  const { rows } = await pool.query(`
    select s.name, d.part, d.file_name, r.counts,
      (select count(*)::int from core.record k where k.source = d.source and k.part = d.part and (
         exists (select from core.person_version v where v.record_key = k.record_key and v.to_publication = 2147483647)
         or exists (select from core.flag_version v where v.record_key = k.record_key and v.to_publication = 2147483647))) as live,
      (select count(*)::int from ops.quarantine q where q.delivery = d.delivery and q.run = r.run) as set_aside
    from ops.delivery_run r join ops.delivery d using (delivery) join core.source s on s.source = d.source
    where r.run = (select max(run) from ops.run) and r.state = 'taken' order by s.name, d.part, d.delivery`);
  const differences: string[] = [];
  for (const row of rows) {
    const source = pipeline.sources.find((s) => s.name === row['name']);
    const file = String(row['file_name']);
    if (source === undefined || !existsSync(join(drop, source.location, file))) continue;
    const counts = row['counts'] as Readonly<Record<string, number>>;
    const held = recordsIn(source, readFileSync(join(drop, source.location, file)));
    const fates = ['new', 'changed', 'unchanged', 'quarantined', 'duplicate', 'out_of_cohort'].reduce(
      (sum, fate) => sum + (counts[fate] ?? 0),
      0,
    );
    if (counts['in'] !== held || fates !== held)
      differences.push(`${file}: the file holds ${held} records, the night counted ${counts['in']} and placed ${fates}`);
    if (row['set_aside'] !== counts['quarantined'])
      differences.push(`${file}: ${counts['quarantined']} quarantined, ${row['set_aside']} kept`);
    const taken = (counts['new'] ?? 0) + (counts['changed'] ?? 0) + (counts['unchanged'] ?? 0);
    const keptBack = source.contract.delivers === 'full' && counts['quarantined'] === 0;
    if (keptBack && row['live'] !== taken) differences.push(`${file}: ${taken} records taken, ${row['live']} live`);
    if (!keptBack && Number(row['live']) < taken) differences.push(`${file}: ${taken} records taken, only ${row['live']} live`);
  }
  return differences;
}

/** Records in a file, by a reading of its own: no parser of the product, no column, no contract. */
function recordsIn(source: SourceDeclaration, bytes: Buffer): number {
  const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  if (source.decoder.kind === 'json') return JSON.parse(bytes.toString('utf8'))[source.decoder.records].length;
  let lines = 0;
  let quoted = false;
  let content = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === '\n' && !quoted) {
      if (content) lines++;
      content = false;
    } else if (character !== '\r') content = true;
  }
  return lines + (content ? 1 : 0) - 1;
}
