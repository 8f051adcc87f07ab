import { GoldenThreadError } from '@golden-thread/shapes/errors';

/** What went wrong and what to do, without a stack trace; `debug` adds one. */
export function problemText(error: unknown, debug: boolean): string {
  const lines: string[] = [];
  if (error instanceof GoldenThreadError) {
    lines.push(`gt: ${error.message}`, `    ${error.remedy}`);
  } else {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
    lines.push(
      `gt: Something failed that Golden Thread did not foresee${code}.`,
      '    Run the same command again: a night goes on where it stopped. If it fails again, run it with --debug and report what it prints.',
    );
  }
  if (debug) lines.push('', stackOf(error));
  return lines.join('\n');
}

/** The same for machines. */
export function problemJson(error: unknown, exit: string): string {
  const known = error instanceof GoldenThreadError;
  return JSON.stringify({
    event: 'command.failed',
    exit,
    code: known ? error.code : 'unforeseen',
    message: known ? error.message : 'Something failed that Golden Thread did not foresee.',
    remedy: known ? error.remedy : 'Run it with --debug and report what it prints.',
  });
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
