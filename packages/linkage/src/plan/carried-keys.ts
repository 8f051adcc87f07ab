/** How a text begins that holds keys of our own. */
const BEGINNING = 'golden-thread ';

/**
 * Keys that Splink has not, as one text: `linker_uid` is the only place of its settings that takes any text, and that it keeps
 * when it saves a model. Any other key ends its loading in a TypeError.
 */
export function carriedText(keys: Readonly<Record<string, unknown>>): string {
  return `${BEGINNING}${JSON.stringify(keys)}`;
}

/** The keys in a `linker_uid`; none where it is one of Splink's own. */
export function carriedKeys(linkerUid: unknown): object {
  if (typeof linkerUid !== 'string' || !linkerUid.startsWith(BEGINNING)) return {};
  try {
    const keys: unknown = JSON.parse(linkerUid.slice(BEGINNING.length));
    return typeof keys === 'object' && keys !== null && !Array.isArray(keys) ? keys : {};
  } catch {
    return {};
  }
}
