import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPool } from '@golden-thread/warehouse/connect';
import { SILENT } from './night/events.ts';
import { runNight } from './night/run-night.ts';
import { warehouseOver } from './night/warehouse-handle.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

/** What a child process is to do: one night, killed at one point of it if any is named. */
export interface ChildTask {
  readonly url: string;
  readonly drop: string;
  readonly businessDate: string;
  readonly again: boolean;
  readonly idKey: string;
  readonly clock: number;
  /** `transaction@moment` at which the process kills itself, as `kill -9` would. */
  readonly killAt: string | null;
  /** Where each point is written as it is passed. */
  readonly log: string | null;
}

const task: ChildTask = JSON.parse(process.argv[2] ?? '{}');
const pipeline = await referencePipeline();
const pool = openPool(task.url, { applicationName: 'golden-thread child', role: 'gt_night' });
let tick = 0;
await runNight(
  {
    warehouse: warehouseOver(task.url, pool),
    pipeline,
    idKey: Buffer.from(task.idKey, 'utf8'),
    directoryOf: (location) => join(task.drop, location),
    remote: { spoolDirectory: join(task.drop, '.spool'), locationOf: (name) => ({ name, get: () => null }) },
    now: () => new Date(task.clock + tick++ * 1000),
    emit: SILENT,
    faults: {
      reach: (transaction, moment) => {
        const point = `${transaction}@${moment}`;
        if (task.log !== null) appendFileSync(task.log, `${point}\n`);
        if (task.killAt === point) process.kill(process.pid, 'SIGKILL');
      },
    },
  },
  { businessDate: task.businessDate, again: task.again, scope: 'affected' },
);
await pool.end();
