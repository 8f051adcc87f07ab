import type { RuleCandidates, TimedLinkEvent } from '@golden-thread/orchestrator/timed-events';
import { EVENT_VERSION } from '@golden-thread/shapes/codes';
import { Presets, SingleBar } from 'cli-progress';
import { grouped, table } from './table.ts';

/** Prints a linking job's events: JSON lines for machines, a bar and lines on a terminal, plain lines otherwise. */
export function linkEventPrinter(options: { readonly json: boolean; readonly interactive: boolean }): (event: TimedLinkEvent) => void {
  if (options.json)
    return (event) => print(event.event === 'link.step.progress' ? null : JSON.stringify({ version: EVENT_VERSION, ...event }));
  return options.interactive ? withBar() : (event) => print(linkEventLine(event));
}

function withBar(): (event: TimedLinkEvent) => void {
  const bar = new SingleBar(
    { format: '  {step} {scope} [{bar}] {percentage} %', hideCursor: true, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let shown: string | null = null;
  return (event) => {
    if (event.event === 'link.step.progress') {
      const { step, scope, done, of } = event;
      if (shown !== `${step} ${scope}`) {
        if (shown !== null) bar.stop();
        bar.start(of ?? done, done, { step, scope });
        shown = `${step} ${scope}`;
      }
      bar.setTotal(of ?? done);
      bar.update(done);
      return;
    }
    if (shown !== null) bar.stop();
    shown = null;
    print(linkEventLine(event));
  };
}

const print = (line: string | null): void => {
  if (line !== null) process.stdout.write(`${line}\n`);
};

/** One event as a line, or `null` when a person needs none. */
export function linkEventLine(event: TimedLinkEvent): string | null {
  switch (event.event) {
    case 'link.step.done':
      return `  ${event.step.padEnd(8)} ${countsLine(event.counts)}  (${(event.ms / 1000).toFixed(1)} s)`;
    case 'link.candidates':
      return candidatesTable(event.rules);
    case 'link.warning':
      return `  warning: ${event.words}`;
    case 'link.step.began':
    case 'link.step.progress':
      return null;
    default:
      return event satisfies never;
  }
}

function candidatesTable(rules: readonly RuleCandidates[]): string {
  const rows = rules.map(({ text, pairs, isExact, largestBlocks }) => [
    shortened(text),
    `${isExact ? '' : '≤ '}${grouped(pairs)}`,
    largestBlocks[0]?.records ?? null,
  ]);
  const total = rules.reduce((sum, { pairs }) => sum + pairs, 0);
  return `${table(['rule', 'candidate pairs', 'largest block'], rows)}\n  ${rules.every(({ isExact }) => isExact) ? '' : 'at most '}${grouped(total)} candidate pairs`;
}

const MOST_LETTERS = 80;
const shortened = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text);

const countsLine = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${grouped(count)}`)
    .join(', ');
