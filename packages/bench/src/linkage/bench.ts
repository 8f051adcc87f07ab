import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedJob, knownJobs, type LinkageJob } from './jobs.ts';
import { askPeer, type Cost, measured, type PeerName, peerEnvironments, scriptPath } from './peers.ts';

export interface LinkageBench {
  /** Numbers of generated records. */
  readonly sizes: readonly number[];
  /** Folder of Splink's example data; `null`: without them. */
  readonly data: string | null;
  readonly runs: number;
  readonly peers: readonly PeerName[];
  /** The repository, in whose cache the peers live. */
  readonly root: string;
}

const CLUSTER_PROBABILITY = 0.95;
const CLUSTER_WEIGHT = Math.log2(CLUSTER_PROBABILITY / (1 - CLUSTER_PROBABILITY));
/** Pairs below are written by nobody. */
const FLOOR = -5;
/** Average link asks the weak pairs too: they keep clusters apart. */
const OWN_FLOOR = -10;

/**
 * Splink as its users run it beside ours, on the same files with the same settings: first the same model is given to both and
 * their output must be equal; then each trains its own, from the file to pairs and clusters in CSV, and is measured from outside. Splink 5
 * runs at its best (DuckDB 2, sessions of 1e6 pairs), u from a sample of 1e7 pairs; ours counts u exactly.
 */
export async function benchLinkage(bench: LinkageBench, print: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-linkage-'));
  try {
    const pythons = peerEnvironments(join(bench.root, 'node_modules', '.cache', 'golden-thread', 'peers'), bench.peers, print);
    const known = bench.data === null ? { jobs: [], missing: [] } : knownJobs(bench.data);
    for (const file of known.missing) print(`linkage: left out, for it is not there: ${file}`);
    let equal = true;
    for (const job of known.jobs) equal = benchJob(job, bench, pythons, folder, print) && equal;
    for (const records of bench.sizes) equal = benchJob(generatedJob(records, folder), bench, pythons, folder, print) && equal;
    return equal;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function benchJob(
  job: LinkageJob,
  { runs, peers, root }: LinkageBench,
  pythons: ReadonlyMap<PeerName, string>,
  folder: string,
  print: (line: string) => void,
): boolean {
  print(`\n${job.name}`);
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(job.model));
  const judge = pythons.get('splink-5') ?? pythons.get('splink-4') ?? 'python3';
  let allEqual = true;
  for (let run = 1; run <= runs; run++) {
    const costs = new Map<string, Cost>();
    for (const peer of peers.filter((name) => name !== 'goldenmatch')) {
      const python = pythons.get(peer) ?? 'python3';
      const out = outFolder(folder, peer);
      costs.set(peer, measured(join(out, 'cost.json'), [python, scriptPath('run_splink.py'), ...splinkArguments(job, settings, out)]));
      const same = equalToPeer(job, judge, peer, out, outFolder(folder, 'same'), root);
      allEqual &&= same.isEqual;
      print(`  run ${run}: ${peer} and ours, one model: ${same.told}`);
    }
    const own = outFolder(folder, 'ours');
    costs.set('ours', measured(join(own, 'cost.json'), linkCommand(root, job, settings, own, ['--train'])));
    if (peers.includes('goldenmatch') && run === 1 && job.file.endsWith('.csv')) {
      const out = outFolder(folder, 'goldenmatch');
      costs.set(
        'goldenmatch',
        measured(join(out, 'cost.json'), [pythons.get('goldenmatch') ?? 'python3', ...goldenmatchArguments(job, out)]),
      );
    }
    tell(run, costs, (name) => qualityOf(job, judge, join(folder, name)), print);
  }
  tellOwnModel(job, judge, root, folder, print);
  return allEqual;
}

/** Our model for the file, trained without labels; average-link clusters at even odds, so that no threshold is chosen either. */
function tellOwnModel(job: LinkageJob, judge: string, root: string, folder: string, print: (line: string) => void): void {
  if (job.own === null) return;
  const settings = join(folder, 'own.json');
  writeFileSync(settings, JSON.stringify(job.own));
  const out = outFolder(folder, 'own');
  const average = ['--train', '--cluster-method', 'average', '--cluster-weight', '0'];
  const cost = measured(join(out, 'cost.json'), linkCommand(root, job, settings, out, average, OWN_FLOOR));
  const { precision, recall, f1 } = qualityOf(job, judge, out);
  print(
    `  our own model, average link at 0 bits: wall ${cost.wallS.toFixed(2)} s, CPU ${cost.cpuS.toFixed(1)} s; ` +
      `clusters P ${precision.toFixed(4)} R ${recall.toFixed(4)} F ${f1.toFixed(4)}`,
  );
}

function outFolder(folder: string, name: string): string {
  const out = join(folder, name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return out;
}

function splinkArguments({ file, trim, uPairs }: LinkageJob, settings: string, out: string): readonly string[] {
  const cut = ['--threshold-weight', String(FLOOR), '--cluster-probability', String(CLUSTER_PROBABILITY)];
  return [
    '--settings',
    settings,
    '--input',
    `people=${file}`,
    '--out',
    out,
    '--u-pairs',
    String(uPairs),
    ...cut,
    ...(trim ? ['--trim'] : []),
  ];
}

function goldenmatchArguments({ file, model, telling }: LinkageJob, out: string): readonly string[] {
  const without = telling.filter((column) => column !== model.unique_id_column_name).flatMap((column) => ['--without', column]);
  return [scriptPath('run_goldenmatch.py'), '--input', file, '--id', model.unique_id_column_name, ...without, '--out', out];
}

/** As somebody at a terminal runs it. */
function linkCommand(
  root: string,
  { file, trim }: LinkageJob,
  settings: string,
  out: string,
  more: readonly string[],
  floor = FLOOR,
): readonly string[] {
  const files = ['--pairs', join(out, 'pairs.csv'), '--clusters', join(out, 'clusters.csv')];
  const atProbability = more.includes('--cluster-weight') ? [] : ['--cluster-weight', String(CLUSTER_WEIGHT)];
  const gt = join(root, 'packages', 'cli', 'bin', 'gt.js');
  return [
    ...[process.execPath, gt, 'link', '--settings', settings, '--input', `people=${file}`],
    ...files,
    ...['--threshold-weight', String(floor)],
    ...atProbability,
    ...(trim ? ['--trim'] : []),
    ...more,
  ];
}

function equalToPeer(
  job: LinkageJob,
  judge: string,
  peer: PeerName,
  theirs: string,
  ours: string,
  root: string,
): { readonly isEqual: boolean; readonly told: string } {
  const model = join(ours, 'model.json');
  const counted = peer === 'splink-4' ? 'bytes' : 'code_points';
  writeFileSync(model, JSON.stringify({ ...readModel(join(theirs, 'model.json')), counted_by: counted }));
  measured(join(ours, 'cost.json'), linkCommand(root, job, model, ours, []));
  const found = askPeer(judge, 'compare_outputs.py', [
    'equal',
    '--ours',
    ours,
    '--theirs',
    theirs,
    '--id',
    job.model.unique_id_column_name,
  ]);
  const isEqual = found['equal'] === true;
  return { isEqual, told: isEqual ? `equal, ${String(found['common'])} pairs` : `NOT EQUAL ${JSON.stringify(found)}` };
}

function readModel(path: string): object {
  const model: object = JSON.parse(readFileSync(path, 'utf8'));
  return model;
}

interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

function qualityOf({ file, model, entity, trim }: LinkageJob, judge: string, out: string): Quality {
  const found = askPeer(judge, 'compare_outputs.py', [
    'quality',
    ...['--clusters', join(out, 'clusters.csv'), '--id', model.unique_id_column_name, '--truth', file, '--entity', entity],
    ...(trim ? ['--trim'] : []),
  ]);
  return { precision: Number(found['precision']), recall: Number(found['recall']), f1: Number(found['f1']) };
}

function tell(run: number, costs: ReadonlyMap<string, Cost>, quality: (name: string) => Quality, print: (line: string) => void): void {
  const ours = costs.get('ours');
  for (const [name, cost] of costs) {
    const ratio = (theirs: number, own: number | undefined): string =>
      name === 'ours' || own === undefined ? '' : ` (${(theirs / own).toFixed(1)} x)`;
    const { precision, recall, f1 } = quality(name);
    print(
      `  run ${run}: ${name.padEnd(11)} wall ${cost.wallS.toFixed(2)} s${ratio(cost.wallS, ours?.wallS)}, CPU ${cost.cpuS.toFixed(1)} s${ratio(cost.cpuS, ours?.cpuS)}, ` +
        `peak ${cost.peakMb} MB${ratio(cost.peakMb, ours?.peakMb)}; clusters P ${precision.toFixed(4)} R ${recall.toFixed(4)} F ${f1.toFixed(4)}`,
    );
  }
}
