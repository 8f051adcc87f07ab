import { replayOf } from './replay.ts';

/** `REPLAY=seed/path` begins with one case of a property: every property of the run begins there, so name one with `-t`. */
const replay = replayOf(process.env['REPLAY']);
if (replay !== null) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ ...replay, endOnFailure: true });
}
