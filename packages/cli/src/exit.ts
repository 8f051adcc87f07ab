import type { ExitCodeName } from '@golden-thread/shapes/codes';
import { GoldenThreadError } from '@golden-thread/shapes/errors';

/** The documented exit code of an error; whatever was not foreseen is a failure. */
export const exitNameOf = (error: unknown): ExitCodeName => (error instanceof GoldenThreadError ? error.exit : 'failed');
