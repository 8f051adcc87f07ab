import { closeSync, openSync, writeSync } from 'node:fs';
import { type Random, seededRandom } from '@golden-thread/shapes/random';

const FORENAMES = 5_000;
const SURNAMES = 40_000;
/** Mandelbrot's shift, so that the commonest forename is borne by 1.7 % and the commonest surname by 0.76 %. */
const FORENAME_SHIFT = 8.3;
const SURNAME_SHIFT = 16;
const RECORDS_PER_POSTCODE = 11;
const FLUSH_AT = 1 << 20;

const SYLLABLES =
  'an ar be bo ca cha da de do el en er fa fin ga ge ha he in is ja jo ka ke la le li lo ma me mi mo na ne ni no o ol pa per ra re ri ro sa se sha sto ta te tho ti to u va vi wa wil ya zo'.split(
    ' ',
  );
const ENDINGS = ['', '', 'n', 's', 'a', 'e', 'ie', 'son', 'ton', 'y', 'er', 'ley'];
const AREAS =
  'AB B BA BD BS CB CF CR CV DE DH E EX G GU HD HU IP L LE LN LS M ME N NE NG NN NP NR NW OL OX PE PL PO RG S SE SN SO ST SW TN W WF WN WR WV YO'.split(
    ' ',
  );
const POSTCODE_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';
const PROVIDERS = ['mail.example', 'post.example', 'inbox.example', 'net.example', 'work.example'];

export interface PeopleFile {
  readonly path: string;
  readonly records: number;
  readonly seed: number;
}

export interface PeopleMade {
  readonly records: number;
  readonly people: number;
}

interface Person {
  readonly forename: string;
  readonly surname: string;
  readonly dob: string;
  readonly postcode: string;
  readonly email: string;
}

/**
 * Writes made-up adults as CSV: `unique_id, forename, surname, dob, postcode, email, person` (the truth), about 1.6 records
 * each. Names are as unevenly common as real ones; households share a postcode and mostly a surname; records have typing
 * errors, short forms, swapped and changed names, moves and gaps; two records in five have no e-mail address. The same seed
 * gives the same bytes; memory does not grow with the file.
 */
export function writePeople({ path, records, seed }: PeopleFile): PeopleMade {
  const random = seededRandom(`people ${seed}`);
  const world = {
    forenames: namesOf(random, FORENAMES),
    surnames: namesOf(random, SURNAMES),
    forename: commonness(FORENAMES, FORENAME_SHIFT),
    surname: commonness(SURNAMES, SURNAME_SHIFT),
    postcodes: Math.max(1, Math.round(records / RECORDS_PER_POSTCODE)),
  };
  const step = coprimeStep(records);
  const file = openSync(path, 'w');
  let text = 'unique_id,forename,surname,dob,postcode,email,person\n';
  let made = 0;
  let people = 0;
  while (made < records) {
    const household = householdOf(random, world);
    for (const person of household) {
      if (made === records) break;
      people++;
      for (let copies = copiesOf(random); copies > 0 && made < records; copies--) {
        const id = ((made * step) % records) + 1;
        text += `${id},${recordOf(random, person, world)},${people}\n`;
        made++;
      }
      if (text.length > FLUSH_AT) {
        writeSync(file, text);
        text = '';
      }
    }
  }
  writeSync(file, text);
  closeSync(file);
  return { records: made, people };
}

interface World {
  readonly forenames: readonly string[];
  readonly surnames: readonly string[];
  readonly forename: Float64Array;
  readonly surname: Float64Array;
  readonly postcodes: number;
}

function householdOf(random: Random, world: World): Person[] {
  const postcode = postcodeOf(random.below(world.postcodes));
  const surname = drawn(random, world.surnames, world.surname);
  const size = 1 + random.below(2) + random.below(3);
  return Array.from({ length: size }, () => {
    const forename = drawn(random, world.forenames, world.forename);
    const own = random.next() < 0.15 ? drawn(random, world.surnames, world.surname) : surname;
    return { forename, surname: own, dob: dateOf(random), postcode, email: emailOf(random, forename, own) };
  });
}

/** 1.6 on average. */
function copiesOf(random: Random): number {
  const at = random.next();
  if (at < 0.55) return 1;
  if (at < 0.87) return 2;
  return at < 0.98 ? 3 : 4;
}

/** The person's cells as one record has them. */
function recordOf(random: Random, person: Person, world: World): string {
  let { forename, surname, dob, postcode, email } = person;
  const chance = (share: number): boolean => random.next() < share;
  if (chance(0.05)) forename = typed(random, forename);
  if (chance(0.04)) forename = forename.slice(0, 3 + random.below(2));
  if (chance(0.04)) surname = typed(random, surname);
  if (chance(0.02)) surname = drawn(random, world.surnames, world.surname);
  if (chance(0.01)) [forename, surname] = [surname, forename];
  if (chance(0.03)) dob = misread(random, dob);
  if (chance(0.08)) postcode = postcodeOf(random.below(world.postcodes));
  if (chance(0.03)) email = typed(random, email);
  if (chance(0.05)) email = emailOf(random, forename, surname);
  if (chance(0.4)) email = '';
  if (chance(0.01)) forename = '';
  if (chance(0.01)) surname = '';
  if (chance(0.03)) dob = '';
  if (chance(0.03)) postcode = '';
  return `${forename},${surname},${dob},${postcode},${email}`;
}

function namesOf(random: Random, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const syllables = 2 + (random.next() < 0.55 ? 1 : 0);
    let name = '';
    for (let i = 0; i < syllables; i++) name += SYLLABLES[random.below(SYLLABLES.length)] ?? '';
    names.add(name + (ENDINGS[random.below(ENDINGS.length)] ?? ''));
  }
  return [...names];
}

/** Cumulative shares of ranks after Zipf and Mandelbrot: `1 / (rank + shift)`. */
function commonness(count: number, shift: number): Float64Array {
  const shares = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    sum += 1 / (rank + 1 + shift);
    shares[rank] = sum;
  }
  for (let rank = 0; rank < count; rank++) shares[rank] = (shares[rank] ?? 0) / sum;
  return shares;
}

function drawn(random: Random, names: readonly string[], shares: Float64Array): string {
  const at = random.next();
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 1) < at) low = middle + 1;
    else high = middle;
  }
  return names[low] ?? '';
}

/** 1930 to 2009. */
function dateOf(random: Random): string {
  return new Date(Date.UTC(1930, 0, 1 + random.below(29_220))).toISOString().slice(0, 10);
}

function postcodeOf(number: number): string {
  const area = AREAS[number % AREAS.length] ?? 'B';
  const within = Math.floor(number / AREAS.length);
  const district = 1 + (within % 24);
  const sector = Math.floor(within / 24) % 10;
  const unit = Math.floor(within / 240);
  const letters = POSTCODE_LETTERS.length;
  const last = `${POSTCODE_LETTERS[Math.floor(unit / letters) % letters] ?? 'A'}${POSTCODE_LETTERS[unit % letters] ?? 'A'}`;
  return `${area}${district} ${sector}${last}`;
}

function emailOf(random: Random, forename: string, surname: string): string {
  const number = random.next() < 0.7 ? String(random.below(100)) : '';
  const name = random.next() < 0.6 ? `${forename}.${surname}` : `${forename.slice(0, 1)}${surname}`;
  return `${name}${number}@${PROVIDERS[random.below(PROVIDERS.length)] ?? ''}`;
}

/** A letter left out, put in, replaced, or two that changed places. */
function typed(random: Random, text: string): string {
  const at = random.below(Math.max(1, text.length));
  const letter = String.fromCharCode(97 + random.below(26));
  switch (random.below(4)) {
    case 0:
      return text.length > 1 ? text.slice(0, at) + text.slice(at + 1) : text;
    case 1:
      return text.slice(0, at) + letter + text.slice(at);
    case 2:
      return text.slice(0, at) + letter + text.slice(at + 1);
    default:
      return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
  }
}

/** Another day of the month, day and month swapped where that is a date, or a year beside. */
function misread(random: Random, dob: string): string {
  const [year = '', month = '', day = ''] = dob.split('-');
  switch (random.below(3)) {
    case 0:
      return `${year}-${month}-${String(1 + random.below(28)).padStart(2, '0')}`;
    case 1:
      return Number(day) <= 12 ? `${year}-${day}-${month}` : `${year}-${month}-01`;
    default:
      return `${Number(year) + (random.next() < 0.5 ? 1 : -1)}-${month}-${day}`;
  }
}

/** A step that visits every number below `records` once: ids in no order of people. */
function coprimeStep(records: number): number {
  let step = Math.max(1, Math.floor(records * 0.618));
  while (greatestDivisor(step, records) !== 1) step++;
  return step;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
