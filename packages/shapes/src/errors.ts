import type { ExitCodeName } from './codes.ts';

/** What a person is told when something cannot go on: what happened, and what to do about it. */
export interface Trouble {
  /** Stable code for logs and tests, e.g. `source.header_unknown`. */
  readonly code: string;
  /** One sentence without personal values. */
  readonly message: string;
  /** What to do next, as an instruction. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/** Base of every error that the product raises on purpose. Its class decides retry and exit code. */
export abstract class GoldenThreadError extends Error {
  readonly code: string;
  readonly remedy: string;
  abstract readonly exit: ExitCodeName;

  constructor(trouble: Trouble) {
    super(trouble.message, trouble.cause === undefined ? undefined : { cause: trouble.cause });
    this.code = trouble.code;
    this.remedy = trouble.remedy;
    this.name = new.target.name;
  }
}

/** A declaration, an argument or a configuration value is wrong: found when it loads, with the fix. */
export class DeclarationError extends GoldenThreadError {
  readonly exit = 'usage';
}

/** The world failed in a way that may pass: the same call may be tried again. */
export class TransientError extends GoldenThreadError {
  readonly exit = 'failed';
}

/** The world failed in a way that will not pass by itself. Never retried. */
export class TerminalError extends GoldenThreadError {
  readonly exit = 'failed';
}

/** A gate holds the night: people decide with `gt accept` or `gt reject`. */
export class GateError extends GoldenThreadError {
  readonly exit = 'stopped';
}

/** Another run holds the lease. */
export class AlreadyRunningError extends GoldenThreadError {
  readonly exit = 'running';
}

/** Nothing is due. */
export class NothingDueError extends GoldenThreadError {
  readonly exit = 'nothing_due';
}

/** The database is missing, newer than this code, or somebody else's. */
export class DatabaseError extends GoldenThreadError {
  readonly exit = 'database';
}
