import type { EventSink, NightEvent } from '@golden-thread/orchestrator/events';
import { EVENT_VERSION } from '@golden-thread/shapes/codes';
import { Presets, SingleBar } from 'cli-progress';
import { pino } from 'pino';
import { grouped } from './table.ts';

/** Prints a night's events: JSON lines for machines, a bar and lines on a terminal, plain lines otherwise. */
export function eventPrinter(options: { readonly json: boolean; readonly interactive: boolean; readonly quiet?: boolean }): EventSink {
  if (options.json) {
    const log = pino({ base: { version: EVENT_VERSION }, messageKey: 'message' }, pino.destination({ dest: 1, sync: true }));
    return (event) => {
      if (event.event !== 'step.progress' && event.event !== 'source.progress') log.info(event);
    };
  }
  if (options.quiet === true) return () => {};
  return options.interactive ? withBar() : (event) => print(eventLine(event));
}

function withBar(): EventSink {
  const bar = new SingleBar(
    { format: '  {step} {scope} [{bar}] {value}', hideCursor: true, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let running = false;
  return (event) => {
    if (event.event === 'step.progress' || event.event === 'source.progress') {
      const shown = event.event === 'step.progress' ? { step: event.step, scope: event.scope } : { step: 'fetch', scope: event.source };
      if (!running) bar.start(event.of ?? event.done, event.done, shown);
      running = true;
      bar.setTotal(event.of ?? event.done);
      bar.update(event.done, shown);
      return;
    }
    if (running) bar.stop();
    running = false;
    print(eventLine(event));
  };
}

const print = (line: string | null): void => {
  if (line !== null) process.stdout.write(`${line}\n`);
};

/** One event as a line, or `null` when a person needs none. */
export function eventLine(event: NightEvent): string | null {
  switch (event.event) {
    case 'night.began':
      return `night ${event.run} ${event.resumed ? 'goes on' : 'begins'}: builds ${event.publication} on ${event.base === 'p0' ? 'nothing' : event.base}`;
    case 'night.undone':
      return `  ${event.publication} undone: ${event.because}`;
    case 'night.reverted':
      return `  tables brought back to ${event.to}`;
    case 'source.left_out':
      return `  ${event.source.padEnd(16)} left out: ${event.because}`;
    case 'source.fetched':
      return event.files + event.unchanged === 0
        ? null
        : `  ${event.source.padEnd(16)} fetched ${counted(event.files)}, ${grouped(event.bytes)} bytes${event.unchanged === 0 ? '' : `; ${counted(event.unchanged)} here already`}  (${(event.ms / 1000).toFixed(1)} s)`;
    case 'source.try_again':
      return `  ${event.source.padEnd(16)} ${event.because} Tried again in ${event.waitSeconds} s.`;
    case 'source.out_of_reach':
      return `  ${event.source.padEnd(16)} out of reach: ${event.because} ${event.remedy}`;
    case 'source.not_pruned':
      return `  ${event.source.padEnd(16)} spool not cleared: ${event.because}`;
    case 'delivery.state':
      return `  ${event.source.padEnd(16)} ${event.part.padEnd(5)} ${event.delivery.padEnd(5)} ${event.state}${event.because === null ? '' : `: ${event.because}`}${event.counts === null ? '' : `  ${countsLine(event.counts)}`}`;
    case 'gate.outcome':
      return event.outcome === 'passed'
        ? null
        : `  gate ${event.gate}${event.delivery === null ? '' : ` of ${event.delivery}`} ${event.outcome}: ${event.words}`;
    case 'step.done':
      return event.step === 'take' ? null : `  ${event.step.padEnd(8)} ${countsLine(event.counts)}  (${(event.ms / 1000).toFixed(1)} s)`;
    case 'night.ended':
      return `night ${event.run}: ${event.words}`;
    case 'step.began':
    case 'step.progress':
    case 'source.progress':
    case 'source.pruned':
      return null;
    default:
      return event satisfies never;
  }
}

const countsLine = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name.replaceAll('_', ' ')} ${grouped(count)}`)
    .join(', ');

const counted = (files: number): string => (files === 1 ? '1 file' : `${grouped(files)} files`);
