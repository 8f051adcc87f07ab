import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import type { NightEvent } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch, type Scratch } from '../scratch.ts';
import { copyOfWhatTakeWrites, rawCopyOfFiles } from './copy-peer.ts';

const NIGHTS = ['2026-03-02', '2026-03-03'] as const;

/** A first night and one in which 1 % changed: where the time goes, and `take` beside COPY of the bytes that it writes. */
export async function benchNight(pipeline: PipelineDeclaration, people: number, print: (line: string) => void): Promise<void> {
  const scratch = await openScratch(pipeline);
  try {
    const out = join(scratch.directory, 'council');
    print(`night: making a council of ${people} people`);
    await generateCouncil({ people, nights: 2, seed: 99, out, start: NIGHTS[0], changeRate: 0.01, story: 'none' });
    const first = await timedNight(scratch, join(out, 'night-01'), NIGHTS[0]);
    const second = await timedNight(scratch, join(out, 'night-02'), NIGHTS[1]);
    const records = first.count('take', 'new');
    print(`first night: ${records} records, ${seconds(first.totalMs)}; ${first.byStep()}`);
    print(
      `second night: ${second.count('take', 'new') + second.count('take', 'changed') + second.count('take', 'removed')} of ${second.count('take', 'in')} rows changed, ${seconds(second.totalMs)}; ${second.byStep()}`,
    );
    print(`second night / first night: ${(second.totalMs / first.totalMs).toFixed(3)} (target 0.1)`);
    const copyMs = await copyOfWhatTakeWrites(scratch.warehouse);
    const rawMs = await rawCopyOfFiles(scratch.warehouse, join(out, 'night-01'));
    const takeMs = first.ms('take');
    print(
      `take: ${rate(records, takeMs)} rows/s; COPY of the bytes that it writes ${rate(records, copyMs)} rows/s; take at ${(copyMs / takeMs).toFixed(2)} of it (target 0.33)`,
    );
    print(`raw COPY of the delivered text: ${seconds(rawMs)}`);
    print(`peak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  } finally {
    await scratch.close();
  }
}

interface TimedNight {
  readonly totalMs: number;
  ms(step: string): number;
  count(step: string, name: string): number;
  byStep(): string;
}

async function timedNight(scratch: Scratch, drop: string, businessDate: string): Promise<TimedNight> {
  const events: NightEvent[] = [];
  const began = performance.now();
  await runNight(
    scratch.settings(drop, (event) => events.push(event)),
    { businessDate, again: false, scope: 'affected' },
  );
  const totalMs = performance.now() - began;
  const done = events.flatMap((e) => (e.event === 'step.done' ? [e] : []));
  const ms = (step: string) => done.filter((e) => e.step === step).reduce((sum, e) => sum + e.ms, 0);
  return {
    totalMs,
    ms,
    count: (step, name) => done.filter((e) => e.step === step).reduce((sum, e) => sum + (e.counts[name] ?? 0), 0),
    byStep: () => ['take', 'link', 'resolve', 'golden', 'check', 'publish'].map((step) => `${step} ${seconds(ms(step))}`).join(', '),
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const rate = (rows: number, ms: number): string => String(Math.round((rows / ms) * 1000));
