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
      if (event.event !== 'step.progress') log.info(event);
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
    if (event.event === 'step.progress') {
      if (!running) bar.start(event.of ?? event.done, event.done, { step: event.step, scope: event.scope });
      running = true;
      bar.setTotal(event.of ?? event.done);
      bar.update(event.done, { step: event.step, scope: event.scope });
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
