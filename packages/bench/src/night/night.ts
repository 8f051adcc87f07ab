import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch } from '../scratch.ts';
import { copyOfWhatTakeWrites, rawCopyOfFiles } from './copy-peer.ts';
import { NIGHT_PARTS, type TimedNight, timedNight } from './timed-night.ts';

const NIGHTS = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;

/**
 * A first night, one in which 1 % changed, and one in which nothing did: where the time goes, step by step and in proportion to the
 * first, and `take` beside COPY of the bytes that it writes.
 */
export async function benchNight(pipeline: PipelineDeclaration, people: number, print: (line: string) => void): Promise<void> {
  const scratch = await openScratch(pipeline);
  try {
    const out = join(scratch.directory, 'council');
    print(`night: making a council of ${people} people`);
    await generateCouncil({ people, nights: 2, seed: 99, out, start: NIGHTS[0], changeRate: 0.01, story: 'none' });
    const drops = [join(out, 'night-01'), join(out, 'night-02'), join(out, 'night-02')] as const;
    const first = await timedNight(scratch, drops[0], NIGHTS[0]);
    printNight(first, first, 'first night', print);
    const records = first.count('take', 'new');
    const copyMs = await copyOfWhatTakeWrites(scratch.warehouse);
    const rawMs = await rawCopyOfFiles(scratch.warehouse, drops[0]);
    printNight(await timedNight(scratch, drops[1], NIGHTS[1]), first, '1 % changed', print);
    printNight(await timedNight(scratch, drops[2], NIGHTS[2]), first, 'nothing changed', print);
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

function printNight(night: TimedNight, first: TimedNight, title: string, print: (line: string) => void): void {
  const changed = night.count('take', 'new') + night.count('take', 'changed') + night.count('take', 'removed');
  print('');
  print(`${title}: ${changed} of ${night.count('take', 'in')} rows are news, memory ${night.peakMegabytes} MB`);
  print(`  ${'step'.padEnd(10)}${'time'.padStart(11)}${'of first'.padStart(10)}  rows`);
  for (const part of [...NIGHT_PARTS, 'whole'] as const) {
    const ms = part === 'whole' ? night.totalMs : night.ms(part);
    const ofFirst = part === 'whole' ? first.totalMs : first.ms(part);
    const ratio = night === first || ofFirst === 0 ? '' : (ms / ofFirst).toFixed(3);
    const rows = part === 'whole' ? '' : night.counts(part);
    print(`  ${part.padEnd(10)}${seconds(ms).padStart(11)}${ratio.padStart(10)}  ${rows}`.trimEnd());
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const rate = (rows: number, ms: number): string => String(Math.round((rows / ms) * 1000));
