import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TerminalError } from '@golden-thread/shapes/errors';

const SCRIPTS = fileURLToPath(new URL('../../peers', import.meta.url));

export const PEERS = ['splink-5', 'splink-4', 'goldenmatch'] as const;
export type PeerName = (typeof PEERS)[number];

/** What a command cost, seen from outside. */
export interface Cost {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
}

/** The Python of each peer; environments that are missing are made, which takes some minutes and the network. */
export function peerEnvironments(folder: string, peers: readonly PeerName[], print: (line: string) => void): ReadonlyMap<PeerName, string> {
  mkdirSync(folder, { recursive: true });
  print(`linkage: environments of the peers in ${folder}`);
  const made = spawnSync('python3', [join(SCRIPTS, 'make_environments.py'), folder, ...peers], { encoding: 'utf8' });
  if (made.status !== 0) {
    throw new TerminalError({
      code: 'bench.no_peers',
      message: `The peers' Python environments could not be made: ${made.error?.message ?? made.stderr.trim().split('\n').at(-1) ?? ''}`,
      remedy: 'Install Python 3 with its venv module, and set pip up for an index that has the packages',
    });
  }
  return new Map(peers.map((peer) => [peer, join(folder, peer, 'bin', 'python')]));
}

/** Runs one of the scripts in `packages/bench/peers` and reads the last line that it prints as JSON. */
export function askPeer(python: string, script: string, args: readonly string[]): Readonly<Record<string, unknown>> {
  const done = spawnSync(python, [join(SCRIPTS, script), ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw failed(script, done.stderr);
  return JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '{}');
}

/** Runs a command and measures it, the same way for everybody. */
export function measured(result: string, command: readonly string[]): Cost {
  const done = spawnSync('python3', [join(SCRIPTS, 'measure.py'), result, ...command], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw failed(command.join(' '), done.stderr);
  const cost: { readonly wall_s: number; readonly cpu_s: number; readonly peak_mb: number } = JSON.parse(readFileSync(result, 'utf8'));
  return { wallS: cost.wall_s, cpuS: cost.cpu_s, peakMb: cost.peak_mb };
}

export const scriptPath = (name: string): string => join(SCRIPTS, name);

function failed(what: string, said: string): TerminalError {
  return new TerminalError({
    code: 'bench.peer_failed',
    message: `${what} failed: ${said.trim().split('\n').slice(-3).join(' / ')}`,
    remedy: 'Run it by hand, as its first lines say',
  });
}
