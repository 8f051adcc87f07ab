import { nearestWord } from '@golden-thread/shapes/nearest-word';
import { settingsRefused } from './settings-refused.ts';

/** A column's name without the quotes that Splink leaves around it in saved models (`"\"email\""`). */
export function unquoted(name: string): string {
  const [first] = name;
  const isQuoted = name.length > 2 && (first === '"' || first === '`') && name.endsWith(first);
  return isQuoted ? name.slice(1, -1).replaceAll(first + first, first) : name;
}

/** Keys of an object that a schema has not. */
export function strangeKeys(value: object, shape: object): string[] {
  return Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
}

/**
 * Keys that a schema has not are told, and let through: later versions of Splink may have more. One that is near a known key is
 * misspelt.
 * @throws DeclarationError
 */
export function checkKeys(value: object, shape: object, called: string, warn: (warning: string) => void): void {
  for (const key of strangeKeys(value, shape)) {
    const { meant, remedy } = keyMeant(key, shape);
    if (meant !== null) throw settingsRefused(`${called} has a key "${key.slice(0, 80)}", which is not known.`, remedy);
    warn(`${called} has a key "${key.slice(0, 80)}", which is not known.`);
  }
}

/** What to do about a key that is not known: which one was meant, or which there are. */
export function keyMeant(key: string, shape: object): { readonly meant: string | null; readonly remedy: string } {
  const known = Object.keys(shape);
  const meant = nearestWord(key, known);
  return { meant, remedy: meant === null ? `Leave it out, or write one of ${known.join(', ')}.` : `Did you mean "${meant}"?` };
}
