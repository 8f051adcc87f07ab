import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_ID_KEY, type TestNights } from './night.fixture.ts';
import type { ChildTask } from './night-child.fixture.ts';

export const CLOCK = Date.UTC(2026, 2, 2, 3);

export interface ChildNight {
  readonly drop: string;
  readonly businessDate: string;
  readonly again?: boolean;
  readonly clock?: number;
  readonly killAt?: string;
  /** Environment of the process, e.g. its time zone. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ChildEnd {
  readonly signal: string | null;
  readonly exit: number | null;
  /** Fault points in the order in which they were passed. */
  readonly points: readonly string[];
  readonly errors: string;
}

/** Runs one night in a process of its own, and kills it at a point if one is named. */
export async function nightInChild(nights: Pick<TestNights, 'url'>, night: ChildNight): Promise<ChildEnd> {
  const directory = mkdtempSync(join(tmpdir(), 'golden-thread-child-'));
  const log = join(directory, 'points');
  const task: ChildTask = {
    url: nights.url,
    drop: night.drop,
    businessDate: night.businessDate,
    again: night.again ?? false,
    idKey: TEST_ID_KEY.toString('utf8'),
    clock: night.clock ?? CLOCK,
    killAt: night.killAt ?? null,
    log,
  };
  const child = spawn(process.execPath, [new URL('./night-child.fixture.ts', import.meta.url).pathname, JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'golden-thread-compile-cache'), ...night.environment },
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => errors.push(chunk));
  const [exit, signal]: (number | string | null)[] = await once(child, 'close');
  const points = readLog(log);
  rmSync(directory, { recursive: true, force: true });
  return {
    exit: typeof exit === 'number' ? exit : null,
    signal: typeof signal === 'string' ? signal : null,
    points,
    errors: errors.join(''),
  };
}

function readLog(log: string): readonly string[] {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}

/** The transactions that a list of points names, each once, in order. */
export const transactionsOf = (points: readonly string[]): readonly string[] => [
  ...new Set(points.map((point) => point.slice(0, point.lastIndexOf('@')))),
];
