import { readFileSync } from 'node:fs';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import { readSettings } from '@golden-thread/linkage/settings';
import { DeclarationError } from '@golden-thread/shapes/errors';

/**
 * The plan of a settings file; `warn` is told, in words, of what is not followed.
 * @throws DeclarationError when the file is not there, is not JSON, or holds settings that the engine cannot follow.
 */
export function readSettingsFile(path: string, warn: (words: string) => void): LinkagePlan {
  return readSettings(withoutRecord(jsonOf(path, textOf(path))), warn);
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(path, text, error) : error;
  }
}

/** A model's record of what it was made of settles nothing. */
function withoutRecord(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || !('golden_thread' in settings)) return settings;
  const { golden_thread: _record, ...own } = settings;
  return own;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw missing(path, error);
  }
}

const missing = (path: string, cause: unknown): DeclarationError =>
  new DeclarationError({
    code: 'link.settings_missing',
    message: `There are no settings to be read at ${path}.`,
    remedy: 'Name the settings with --settings.',
    cause,
  });

/** What the reader expected, in its own words and without a word of the text. */
function reasonOf({ message }: SyntaxError): string {
  if (/^Unexpected end/.test(message)) return ': it ends too soon';
  if (/double-quoted property name/i.test(message)) return ': a key in double quotes is missing, perhaps after a comma too many';
  const [, wanted] = /^Expected (.+?) (?:in|after) .*JSON/.exec(message) ?? [];
  return wanted === undefined ? '' : `: ${wanted} is missing`;
}

function notJson(path: string, text: string, cause: SyntaxError): DeclarationError {
  const at = /position (\d+)/.exec(cause.message)?.[1];
  const line = at === undefined ? '' : ` (line ${text.slice(0, Number(at)).split('\n').length})`;
  return new DeclarationError({
    code: 'link.settings_not_json',
    message: `${path} is not JSON${line}${reasonOf(cause)}.`,
    remedy: "Mend it, or write it again: Splink's save_model_to_json, or gt link --model-out.",
    cause,
  });
}
