import type { NAME_ORDERS } from '@golden-thread/shapes/declare/combinators';
import { cleanText } from '../text/clean-text.ts';
import { fold } from '../text/fold.ts';
import { GENERATIONS, O_SURNAMES, PARTICLES, TITLES } from './name-words.ts';
import { isOrganisation, isTwoPeople } from './not-one-person.ts';
import { isPlaceholderForename } from './placeholder-names.ts';
import { prepareName } from './prepare-name.ts';

export type NameOrder = (typeof NAME_ORDERS)[number];

/** A whole name taken apart, each part still as it was written. */
export interface NameParts {
  readonly forename: string | null;
  readonly middle_names: string | null;
  readonly surname: string | null;
}

/**
 * Takes a whole name apart by the order that the source declares; a comma always comes after the surname. Titles are
 * dropped in front of a name and at the end of the forenames (Jack Lord stays Lord). Particles keep with the surname
 * (`Tom Van de Weghe`, `Rosa Hicks-van den Berg`), but the first word is never one (`Van Nguyen`), nor is an initial. A name
 * that is not one person's stays whole, for the field's own rule to say so.
 */
export function splitFullName(raw: string, order: NameOrder): NameParts {
  const text = prepareName(raw).text ?? cleanText(raw);
  if (text === null) return { forename: null, middle_names: null, surname: null };
  if (isTwoPeople(text)) return { forename: text, middle_names: null, surname: null };
  if (isOrganisation(text)) return { forename: null, middle_names: null, surname: text };
  const comma = text.indexOf(',');
  if (comma >= 0) return surnameFirst(words(text.slice(0, comma)), withoutLastTitles(words(text.slice(comma + 1))));
  const all = text.split(' ');
  if (order === 'surname, forenames') {
    const title = all.findIndex((word, i) => i > 0 && i < all.length - 1 && isTitle(word));
    if (title > 0) return surnameFirst(words(all.slice(0, title).join(' ')), words(all.slice(title).join(' ')));
    const bare = words(text);
    let end = 0;
    while (end < bare.length - 1 && PARTICLES.has(fold(bare[end] ?? ''))) end++;
    return surnameFirst(bare.slice(0, end + 1), bare.slice(end + 1));
  }
  return forenamesFirst(words(text));
}

function surnameFirst(surname: readonly string[], forenames: readonly string[]): NameParts {
  const given = forenames.join(' ');
  if (given !== '' && isPlaceholderForename(given)) return { surname: surname.join(' ') || null, forename: given, middle_names: null };
  return { surname: surname.join(' ') || null, forename: forenames[0] ?? null, middle_names: forenames.slice(1).join(' ') || null };
}

function forenamesFirst(names: readonly string[]): NameParts {
  const generation = names.length > 2 && GENERATIONS.has(fold(names.at(-1) ?? '')) ? 1 : 0;
  let from = names.length - 1 - generation;
  while (from > 1 && belongsToNext(names[from - 1] ?? '', names[from] ?? '')) from--;
  if (from < 1) return { forename: names[0] ?? null, middle_names: null, surname: null };
  return { forename: names[0] ?? null, middle_names: names.slice(1, from).join(' ') || null, surname: names.slice(from).join(' ') };
}

/** A particle, or a compound that ends in one: `Hicks-van` before `den Berg`; O before Neill and its like. */
function belongsToNext(word: string, next: string): boolean {
  const key = fold(word.slice(word.lastIndexOf('-') + 1));
  return PARTICLES.has(key) || (key === 'O' && O_SURNAMES.has(fold(next)));
}

const isTitle = (word: string): boolean => TITLES.has(word.toUpperCase());

function words(text: string): string[] {
  const all = text.split(' ').filter((word) => word !== '');
  let from = 0;
  while (from < all.length - 1 && isTitle(all[from] ?? '')) from++;
  return all.slice(from);
}

function withoutLastTitles(forenames: readonly string[]): readonly string[] {
  let to = forenames.length;
  while (to > 1 && isTitle(forenames[to - 1] ?? '')) to--;
  return forenames.slice(0, to);
}
