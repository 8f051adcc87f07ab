import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';
import { askPeer, peerEnvironments } from '../linkage/peers.ts';
import { openScratch, type Scratch, settingsOver } from '../scratch.ts';
import { examOfNight, type Known } from './against-truth.ts';
import { type Exam, falsePairs, grade } from './exam.ts';
import { falseByKind, missedByKind } from './left-over.ts';
import type { QualityOptions } from './quality.ts';
import { leftOverLines, type Named, sideBySide, subgroupLines } from './side-by-side.ts';
import { type JoinedColumn, splinkSettingsOf } from './splink-settings.ts';

const NIGHT = '2026-03-02';
const VARIANTS = [
  ['plain', 'Splink 5'],
  ['refusing', 'refusing'],
] as const;

/** Splink's components at one threshold: pairs, those of them that are true, twin pairs merged. */
interface AtThreshold {
  readonly bits: number;
  readonly found: number;
  readonly true: number;
}

/**
 * A first night beside Splink 5 on the same match columns: the same comparisons, its own training, plain connected components at the
 * threshold that is best with the truth in hand; and once more after a few lines refuse what our rules refuse. All three are graded
 * by the same code.
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
      await besideSplink(scratch, pipeline, { people: options.people, seed, python: pythons.get('splink-5') ?? 'python3' }, print);
    } finally {
      await scratch.close();
    }
  }
}

async function besideSplink(
  scratch: Scratch,
  pipeline: PipelineDeclaration,
  { people, seed, python }: { readonly people: number; readonly seed: string; readonly python: string },
  print: (line: string) => void,
): Promise<void> {
  const out = join(scratch.directory, 'council');
  await generateCouncil({ people, seed: Number(seed), out, nights: 1, start: NIGHT, story: 'none' });
  const settings = settingsOver(scratch.warehouse, pipeline, join(out, 'night-01'), SILENT);
  await runNight(settings, { businessDate: NIGHT, again: false, scope: 'affected' });
  const exam = await examOfNight(scratch.warehouse, join(out, 'truth'), 1);
  print(
    `seed ${seed}: ${people} people, ${exam.records.length} records, ${exam.truePairs.length} true pairs, ${exam.linkable.length} of them linkable beforehand, ${exam.twins.length} twin pairs`,
  );

  const folder = join(scratch.directory, 'splink');
  mkdirSync(folder);
  const theirs = askPeer(
    python,
    'run_splink_council.py',
    await writeSplinkFiles(scratch.warehouse, pipeline, exam, join(out, 'truth'), folder),
  );
  const ours: Named = { name: 'ours', bits: pipeline.policy.join, standing: grade(exam, (record) => record.person) };
  const peers = VARIANTS.map(([file, name]): Named => {
    const clusters = new Map(readTruth(join(folder, `${file}.csv`)).map((row) => [row['unique_id'], row['cluster'] ?? '']));
    return { name, bits: bestOf(theirs, file), standing: grade(exam, (record) => clusters.get(record.key) ?? record.key) };
  });
  for (const line of sideBySide([ours, ...peers])) print(line);
  for (const [file, name] of VARIANTS) print(asPreciseLine(name, sweepOf(theirs, file), ours.standing.precision, exam));
  for (const line of subgroupLines([ours, ...peers])) print(line);

  const missed = exam.linkable.filter(([x, y]) => x.person !== y.person);
  for (const line of leftOverLines('linkable pairs left apart', await missedByKind(scratch.warehouse, missed))) print(line);
  const wrong = falsePairs(exam, (record) => record.person);
  for (const line of leftOverLines('false joins', await falseByKind(scratch.warehouse, wrong))) print(line);
}

const sweepOf = (theirs: Readonly<Record<string, unknown>>, file: string): readonly AtThreshold[] => {
  const answer = theirs[file];
  return Array.isArray(answer) ? answer : [];
};

/** The threshold at which F is highest, as `run_splink_council.py` chose it. */
function bestOf(theirs: Readonly<Record<string, unknown>>, file: string): number {
  const best = theirs[`${file}_best`];
  return typeof best === 'number' ? best : Number.NaN;
}

function asPreciseLine(name: string, sweep: readonly AtThreshold[], precision: number, exam: Exam<Known>): string {
  const at = sweep.findLast((one) => one.found > 0 && one.true >= precision * one.found);
  return at === undefined
    ? `  ${name}: at no threshold as precise as ours`
    : `  ${name}, as precise as ours at ${at.bits} bits: recall ${(at.true / Math.max(1, exam.truePairs.length)).toFixed(4)} of all true pairs`;
}

/** The files that `run_splink_council.py` reads, as its arguments. */
async function writeSplinkFiles(
  warehouse: Warehouse,
  pipeline: PipelineDeclaration,
  exam: Exam<Known>,
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
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('records.ndjson'), rows.map((row) => `${JSON.stringify(withJoined(row, joined))}\n`).join(''));
  writeFileSync(at('settings.json'), JSON.stringify(settings));
  writeFileSync(at('truth.csv'), ['unique_id,person', ...exam.records.map(({ key, truth }) => `${key},${truth}`), ''].join('\n'));
  return [
    '--records',
    at('records.ndjson'),
    '--settings',
    at('settings.json'),
    '--truth',
    at('truth.csv'),
    '--twins',
    join(truthDirectory, 'twins.csv'),
    '--clusters',
    folder,
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
