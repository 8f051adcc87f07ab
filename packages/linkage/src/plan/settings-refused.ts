import { DeclarationError } from '@golden-thread/shapes/errors';

/** Settings that the engine cannot follow: where, and what to do. */
export function settingsRefused(message: string, remedy: string): DeclarationError {
  return new DeclarationError({ code: 'linkage.settings_invalid', message: `The settings cannot be followed: ${message}`, remedy });
}
