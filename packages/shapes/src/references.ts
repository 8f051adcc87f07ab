import { DeclarationError } from './errors.ts';

/** References that people type and read. Natural keys never stand in arguments, logs or file names. */

declare const brand: unique symbol;
type Branded<Of, Name extends string> = Of & { readonly [brand]: Name };

/** Database key of one source record, `r123` in print. */
export type RecordKey = Branded<number, 'RecordKey'>;
/** 49 bits of an HMAC: at most 15 digits, safe in JavaScript and in Excel. `gt_…` in print. */
export type PersonKey = Branded<number, 'PersonKey'>;
/** One delivery of one source, `d45` in print. */
export type DeliveryKey = Branded<number, 'DeliveryKey'>;
/** A publication number, `p17` in print. */
export type PublicationNumber = Branded<number, 'PublicationNumber'>;

export const recordKey = (value: number): RecordKey => value as RecordKey;
export const personKey = (value: number): PersonKey => value as PersonKey;
export const deliveryKey = (value: number): DeliveryKey => value as DeliveryKey;
export const publicationNumber = (value: number): PublicationNumber => value as PublicationNumber;

/** `to_publication` of a row that is still valid. */
export const OPEN = 2147483647;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: no i, l, o, u
const PERSON_DIGITS = 10;

export const printRecord = (key: number): string => `r${key}`;
export const printDelivery = (key: number): string => `d${key}`;
export const printPublication = (number: number): string => `p${number}`;
/** A run's reference: `n` + business date + attempt, e.g. `n2026-03-14.1`. */
export const printRun = (businessDate: string, attempt: number): string => `n${businessDate}.${attempt}`;

export function printPerson(key: number): string {
  let rest = key;
  let digits = '';
  for (let i = 0; i < PERSON_DIGITS; i++) {
    digits = (ALPHABET[rest % 32] ?? '') + digits;
    rest = Math.floor(rest / 32);
  }
  return `gt_${digits}`;
}

/** Reads `gt_…` back. @throws DeclarationError when it is not one. */
export function parsePerson(text: string): PersonKey {
  if (!/^gt_[0-9a-hjkmnp-tv-z]{10}$/.test(text)) throw wrong('person', 'gt_ and ten letters or digits');
  let key = 0;
  for (const digit of text.slice(3)) key = key * 32 + ALPHABET.indexOf(digit);
  return personKey(key);
}

export const parseRecord = (text: string): RecordKey => recordKey(numbered(text, 'r', 'record'));
export const parseDelivery = (text: string): DeliveryKey => deliveryKey(numbered(text, 'd', 'delivery'));
export const parsePublication = (text: string): PublicationNumber => publicationNumber(numbered(text, 'p', 'publication'));

function numbered(text: string, letter: string, what: string): number {
  if (text.length > 12 || !new RegExp(`^${letter}[0-9]+$`).test(text)) throw wrong(what, `${letter} and a number, as in ${letter}12`);
  return Number(text.slice(1));
}

function wrong(what: string, form: string): DeclarationError {
  return new DeclarationError({
    code: 'reference.malformed',
    message: `That is not a reference to a ${what}.`,
    remedy: `Write ${form}; natural keys such as a UPN are never typed here.`,
  });
}
