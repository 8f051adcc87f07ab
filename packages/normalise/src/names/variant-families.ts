import { fold } from '../text/fold.ts';
import { ARABIC_BOYS } from './families/arabic-boys.ts';
import { ARABIC_GIRLS } from './families/arabic-girls.ts';
import { ENGLISH_BOYS } from './families/english-boys.ts';
import { ENGLISH_GIRLS } from './families/english-girls.ts';
import { EUROPEAN } from './families/european.ts';
import { IRISH_SCOTTISH_WELSH } from './families/irish-scottish-welsh.ts';
import { SLAVIC_AND_BALTIC } from './families/slavic-and-baltic.ts';
import { SOUTH_ASIAN } from './families/south-asian.ts';
import { SPELLINGS } from './families/spellings.ts';
import { TURKISH_AND_KURDISH } from './families/turkish-and-kurdish.ts';
import { WEST_AND_EAST_AFRICAN } from './families/west-and-east-african.ts';
import { punjabiForm } from './punjabi-compounds.ts';
import { soundsOf } from './romanised.ts';

const LISTS = [
  ENGLISH_BOYS,
  ENGLISH_GIRLS,
  SPELLINGS,
  IRISH_SCOTTISH_WELSH,
  SLAVIC_AND_BALTIC,
  EUROPEAN,
  ARABIC_BOYS,
  ARABIC_GIRLS,
  SOUTH_ASIAN,
  TURKISH_AND_KURDISH,
  WEST_AND_EAST_AFRICAN,
];

const NONE: readonly string[] = Object.freeze([]);

/**
 * Families of known variants: forms under which one person may go. Two names are variants when they share a family, and
 * nothing follows from one family to the next: ALEX is in Alexander's and in Alexandra's, who are no variants.
 *
 * *Shape of the lists*: a line is `spellings: short forms | other short forms`. Each group of short forms makes a family of
 * its own with all the spellings, so that two unlike short forms (Beth, Libby) are both Elizabeth's and not each other's.
 * A line without a colon is one name in several spellings.
 */
export const VARIANT_FAMILIES: ReadonlyMap<string, readonly string[]> = new Map(readFamilies());

const familiesByName = indexByName();
const familiesBySound = indexBySound();
const familiesByForm = indexByForm();

/**
 * Ids of the families that a folded forename belongs to, sorted; none for a name that no list knows and that sounds like none.
 * A long vowel that is written double (Somali, Arabic: `Faadumo`, `Khaalid`) counts as the single one where only that is known;
 * then a Punjabi compound by its one form, whether listed or not (`Jaskaran`, `Jaskarn`); then a name from Arabic that sounds the
 * same (`Cabdi` like Abdi), where one family alone does.
 */
export function familiesOf(key: string): readonly string[] {
  const known = familiesByName.get(key) ?? (/AA|II|UU/.test(key) ? familiesByName.get(key.replace(/([AIU])\1/g, '$1')) : undefined);
  return known ?? familiesOfCompound(key) ?? familiesOfSound(key);
}

function familiesOfCompound(key: string): readonly string[] | undefined {
  const form = punjabiForm(key);
  return form === null ? undefined : (familiesByForm.get(form) ?? [form]);
}

function familiesOfSound(key: string): readonly string[] {
  for (const sound of soundsOf(key)) {
    const families = familiesBySound.get(sound) ?? NONE;
    if (families.length > 0) return families;
  }
  return NONE;
}

/** Whether two folded forenames are known variants of one another. */
export const areKnownVariants = (a: string, b: string): boolean => familiesOf(a).some((family) => familiesOf(b).includes(family));

function* readFamilies(): Generator<[string, readonly string[]]> {
  const used = new Map<string, number>();
  for (const line of LISTS.flatMap((list) => list.split('\n'))) {
    const [left = '', right] = line.split(':');
    const spellings = keysOf(left);
    const head = spellings[0];
    if (head === undefined) continue;
    const groups = right === undefined ? [[]] : right.split('|').map(keysOf);
    for (const group of groups) {
      const number = (used.get(head) ?? 0) + 1;
      used.set(head, number);
      yield [number === 1 ? head : `${head}${number}`, [...new Set([...spellings, ...group])]];
    }
  }
}

function indexByName(): Map<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const [family, names] of VARIANT_FAMILIES) {
    for (const name of names) {
      const families = index.get(name);
      if (families === undefined) index.set(name, [family]);
      else families.push(family);
    }
  }
  for (const families of index.values()) families.sort();
  return index;
}

/** The families of the listed Punjabi compounds. */
function indexByForm(): Map<string, readonly string[]> {
  const index = new Map<string, readonly string[]>();
  for (const [name, families] of familiesByName) {
    const form = punjabiForm(name);
    if (form !== null && !index.has(form)) index.set(form, families);
  }
  return index;
}

/** The families of the names from Arabic that sound alike: those that all of these have in common. */
function indexBySound(): Map<string, readonly string[]> {
  const index = new Map<string, readonly string[]>();
  for (const name of new Set([ARABIC_BOYS, ARABIC_GIRLS].flatMap((list) => keysOf(list.replace(/[:|]/g, ' '))))) {
    const own = familiesByName.get(name) ?? NONE;
    for (const sound of soundsOf(name))
      index.set(
        sound,
        (index.get(sound) ?? own).filter((family) => own.includes(family)),
      );
  }
  return index;
}

function keysOf(names: string): string[] {
  return names
    .trim()
    .split(/\s+/)
    .map(fold)
    .filter((key) => key !== '');
}
