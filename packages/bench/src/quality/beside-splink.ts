import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { askPeer, peerEnvironments } from '../linkage/peers.ts';
import { openScratch, settingsOver } from '../scratch.ts';
import { measureQuality, truthOf } from './against-truth.ts';
import type { QualityOptions } from './quality.ts';
import { type JoinedColumn, splinkSettingsOf } from './splink-settings.ts';

const NIGHT = '2026-03-02';

/** Splink's components at one threshold. */
interface AtThreshold {
  readonly bits: number;
  readonly found: number;
  readonly true: number;
  readonly twins: number;
}

/**
 * A first night beside Splink 5 on the same match columns: the same comparisons, its own training, plain connected components at the
 * threshold that is best with the truth in hand; and once more after a few lines refuse what our rules refuse.
 */
export async function benchBesideSplink(
  pipeline: PipelineDeclaration,
  options: QualityOptions & { readonly root: string },
  print: (line: string) => void,
): Promise<void> {
  const pythons = peerEnvironments(join(options.root, 'node_modules', '.cache', 'golden-thread', 'peers'), ['splink-5'], print);
  for (const seed of options.seeds) {
    const scratch = await openScratch(pipeline);
    try {
      const out = join(scratch.directory, 'council');
      await generateCouncil({ people: options.people, seed: Number(seed), out, nights: 1, start: NIGHT, story: 'none' });
      await runNight(settingsOver(scratch.warehouse, pipeline, join(out, 'night-01'), SILENT), {
        businessDate: NIGHT,
        again: false,
        scope: 'affected',
      });
      const ours = await measureQuality(scratch.warehouse, join(out, 'truth'), 1, pipeline.policy.join);
      const folder = join(scratch.directory, 'splink');
      mkdirSync(folder);
      const files = await writeSplinkFiles(scratch.warehouse, pipeline, join(out, 'truth'), folder);
      const theirs = askPeer(pythons.get('splink-5') ?? 'python3', 'run_splink_council.py', files);
      const found = Math.round(ours.precision * ours.predictedPairs);
      print(`seed ${seed}: ${ours.records} records, ${ours.truePairs} true pairs, ${ours.twinPairs} twin pairs`);
      print(
        line(
          'ours',
          { found: ours.predictedPairs, true: found, twins: ours.twinsMergedByName + ours.twinsMergedBySilence },
          ours.truePairs,
        ),
      );
      for (const [name, words] of [
        ['plain', 'Splink 5, components'],
        ['refusing', 'the same, refusing'],
      ] as const) {
        const all = theirs[name] as readonly AtThreshold[];
        const best = bestOf(all, ours.truePairs);
        print(`${line(words, best, ours.truePairs)}, at ${best.bits} bits, its best`);
        const asPrecise = all.findLast((at) => at.true >= ours.precision * at.found && at.found > 0);
        if (asPrecise !== undefined) print(`${line('', asPrecise, ours.truePairs)}, at ${asPrecise.bits} bits, as precise as ours`);
      }
    } finally {
      await scratch.close();
    }
  }
}

const f1 = (at: Pick<AtThreshold, 'found' | 'true'>, truePairs: number): number => (2 * at.true) / (at.found + truePairs);

function bestOf(all: readonly AtThreshold[], truePairs: number): AtThreshold {
  const none: AtThreshold = { bits: Number.POSITIVE_INFINITY, found: 0, true: 0, twins: 0 };
  return all.reduce((best, at) => (f1(at, truePairs) > f1(best, truePairs) ? at : best), none);
}

function line(who: string, at: Pick<AtThreshold, 'found' | 'true' | 'twins'>, truePairs: number): string {
  const precision = at.true / Math.max(1, at.found);
  return `  ${who.padEnd(20)} precision ${precision.toFixed(4)}  recall ${(at.true / truePairs).toFixed(4)}  F ${f1(at, truePairs).toFixed(4)}  false joins ${at.found - at.true}  twins merged ${at.twins}`;
}

/** The files that `run_splink_council.py` reads, as its arguments. */
async function writeSplinkFiles(
  warehouse: Warehouse,
  pipeline: PipelineDeclaration,
  truthDirectory: string,
  folder: string,
): Promise<readonly string[]> {
  const { settings, joined } = splinkSettingsOf(pipeline.linkage);
  const columns = MATCH_COLUMNS.map(({ name }) => `v.m_${name} as ${name}`).join(', ');
  const { rows } = await warehouse.pool.query<Record<string, string | readonly string[] | null>>(`
    select s.name || '/' || r.part || '/' || r.source_record_id as unique_id, ${columns}
    from core.person_version v join core.record r using (record_key) join core.source s using (source)
    join link.membership m on m.record_key = v.record_key and m.to_publication = ${OPEN}
    where v.to_publication = ${OPEN} order by 1`);
  const truth = truthOf(truthDirectory, 1);
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('records.ndjson'), rows.map((row) => `${JSON.stringify(withJoined(row, joined))}\n`).join(''));
  writeFileSync(at('settings.json'), JSON.stringify(settings));
  writeFileSync(at('truth.csv'), ['unique_id,person', ...[...truth].map(([key, { person }]) => `${key},${person}`), ''].join('\n'));
  return [
    '--records',
    at('records.ndjson'),
    '--settings',
    at('settings.json'),
    '--truth',
    at('truth.csv'),
    '--twins',
    join(truthDirectory, 'twins.csv'),
  ];
}

/** An empty list says nothing, and Splink's null level asks for a null. */
function withJoined(row: Record<string, string | readonly string[] | null>, joined: readonly JoinedColumn[]): object {
  const plain = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? null : value]),
  );
  const lists = joined.map(({ name, columns }) => [name, [...new Set(columns.flatMap((column) => row[column] ?? []))]] as const);
  return { ...plain, ...Object.fromEntries(lists.map(([name, list]) => [name, list.length === 0 ? null : list])) };
}
