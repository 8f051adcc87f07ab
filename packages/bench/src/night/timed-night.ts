import type { NightEvent } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { Scratch } from '../scratch.ts';

/** Steps of a night, and `read`: what passes between taking and linking, when the match index is read. */
export const NIGHT_PARTS = ['take', 'read', 'link', 'resolve', 'golden', 'check', 'publish'] as const;
export type NightPart = (typeof NIGHT_PARTS)[number];

const SAMPLED_EVERY_MS = 20;

/** A night that was run with a watch. */
export interface TimedNight {
  readonly totalMs: number;
  /** Most memory that the process was seen to hold meanwhile. */
  readonly peakMegabytes: number;
  ms(part: NightPart): number;
  count(part: NightPart, name: string): number;
  /** What a part counted, summed over its deliveries, in words. */
  counts(part: NightPart): string;
}

/** Runs one night on a drop folder. */
export async function timedNight(scratch: Scratch, drop: string, businessDate: string): Promise<TimedNight> {
  const done: (NightEvent & { readonly event: 'step.done' })[] = [];
  let [lastDone, readMs, peak] = [0, 0, 0];
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, SAMPLED_EVERY_MS);
  const listen = (event: NightEvent) => {
    sample();
    if (event.event === 'step.done') {
      done.push(event);
      lastDone = performance.now();
    }
    if (event.event === 'step.began' && event.step === 'link') readMs = performance.now() - (lastDone === 0 ? began : lastDone);
  };
  const began = performance.now();
  try {
    await runNight(scratch.settings(drop, listen), { businessDate, again: false, scope: 'affected' });
  } finally {
    clearInterval(timer);
  }
  const totalMs = performance.now() - began;
  const of = (part: NightPart) => done.filter((event) => event.step === part);
  const count = (part: NightPart, name: string) => of(part).reduce((sum, event) => sum + (event.counts[name] ?? 0), 0);
  return {
    totalMs,
    peakMegabytes: Math.round(peak / 2 ** 20),
    ms: (part) => (part === 'read' ? readMs : of(part).reduce((sum, event) => sum + event.ms, 0)),
    count,
    counts: (part) =>
      [...new Set(of(part).flatMap((event) => Object.keys(event.counts)))].map((name) => `${name} ${count(part, name)}`).join(', '),
  };
}
