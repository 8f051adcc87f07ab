import type { RuleCandidates as CandidatesOfRule, LinkEvent, LinkEventSink } from '@golden-thread/linkage/link-events';

/** See `linkage/link-events`. */
export type RuleCandidates = CandidatesOfRule;

/** A job's events with the time that each finished step took. */
export type TimedLinkEvent =
  | Exclude<LinkEvent, { readonly event: 'link.step.done' }>
  | (LinkEvent & { readonly event: 'link.step.done'; readonly ms: number });

/** Adds to each step that is done how long it took. */
export function timed(emit: (event: TimedLinkEvent) => void): LinkEventSink {
  let began = performance.now();
  return (event) => {
    if (event.event === 'link.step.began') began = performance.now();
    emit(event.event === 'link.step.done' ? { ...event, ms: Math.round(performance.now() - began) } : event);
  };
}
