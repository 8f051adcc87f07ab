import { businessDateAt } from '@golden-thread/shapes/business-date';
import { EXIT_CODES } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Command } from 'commander';
import { type Config, readConfig } from './config.ts';
import { exitNameOf } from './exit.ts';
import type { LoadOptions } from './load-pipeline.ts';
import { problemJson, problemText } from './render/problem.ts';
import type { Session } from './session.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly pipeline?: string;
  readonly drop?: string;
  readonly data?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

export interface CommandContext {
  readonly config: Config;
  readonly json: boolean;
  readonly debug: boolean;
  /** Prints a result: text for people, one JSON line for machines. */
  show(text: string, value: unknown): void;
}

/** Runs a command's work, prints what went wrong if something does, and sets the documented exit code. */
export async function run(root: string, command: Command, work: (context: CommandContext) => Promise<void>): Promise<void> {
  const options: GlobalOptions = command.optsWithGlobals();
  const json = options.json === true;
  const debug = options.debug === true;
  try {
    const config = readConfig(root, { drop: options.drop, pipeline: options.pipeline, data: options.data });
    await work({ config, json, debug, show: (text, value) => void process.stdout.write(`${json ? JSON.stringify(value) : text}\n`) });
  } catch (error) {
    const exit = exitNameOf(error);
    if (json) process.stdout.write(`${problemJson(error, exit)}\n`);
    else process.stderr.write(`${problemText(error, debug)}\n`);
    process.exitCode = EXIT_CODES[exit];
  }
}

/** Opens the database for a command and closes it whatever happens. */
export async function withSession(
  config: Config,
  prepare: boolean,
  work: (session: Session) => Promise<void>,
  loading: LoadOptions = {},
): Promise<void> {
  const { openSession } = await import('./session.ts');
  const session = await openSession(config, { prepare, ...loading });
  try {
    await work(session);
  } finally {
    await session.close();
  }
}

/** A business date from an option, or today's in the pipeline's zone. */
export function businessDateFrom(given: string | undefined, timeZone: string): string {
  if (given === undefined) return businessDateAt(new Date(), timeZone);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(given) ||
    Number.isNaN(Date.parse(`${given}T00:00:00Z`)) ||
    new Date(`${given}T00:00:00Z`).toISOString().slice(0, 10) !== given
  ) {
    throw new DeclarationError({
      code: 'option.date',
      message: `${JSON.stringify(given)} is not a day of the calendar.`,
      remedy: 'Write a day as year, month and day (yyyy-mm-dd), as in 2026-03-02.',
    });
  }
  return given;
}
