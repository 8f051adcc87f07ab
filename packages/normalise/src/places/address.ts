import { cleanText } from '../text/clean-text.ts';
import { fold } from '../text/fold.ts';
import type { IssueCode } from '@golden-thread/shapes/field-issue';

export interface AddressReading {
  /** The lines, separated by comma and space, for display. */
  readonly value: string | null;
  /** House number or name with street, folded: what two spellings of one address share. */
  readonly keys: readonly string[];
  readonly issues: readonly IssueCode[];
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Endings of street names as people shorten them. */
const STREET_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    RD: 'ROAD', ST: 'STREET', STR: 'STREET', AVE: 'AVENUE', AV: 'AVENUE', CL: 'CLOSE', CLS: 'CLOSE', CRES: 'CRESCENT', CRESC: 'CRESCENT', CT: 'COURT', CRT: 'COURT', DR: 'DRIVE', DRV: 'DRIVE',
    GDNS: 'GARDENS', GDN: 'GARDEN', GRN: 'GREEN', GR: 'GROVE', GRV: 'GROVE', HSE: 'HOUSE', LN: 'LANE', PDE: 'PARADE', PK: 'PARK', PL: 'PLACE', SQ: 'SQUARE', TER: 'TERRACE', TERR: 'TERRACE', WK: 'WALK', WY: 'WAY', BLDG: 'BUILDING', BLDGS: 'BUILDINGS',
  }),
);
const STREET_WORDS = words('ROAD STREET AVENUE CLOSE CRESCENT COURT DRIVE GARDENS GARDEN GREEN GROVE LANE PARADE PARK PLACE SQUARE TERRACE WALK WAY HILL RISE ROW MEWS VIEW END YARD WHARF QUAY CIRCUS');
const FLAT_WORDS = words('FLAT APT APARTMENT UNIT ROOM MAISONETTE');
const NOWHERE = words('NFA NOFIXEDABODE NOFIXEDADDRESS UNKNOWN NOTKNOWN ADDRESSUNKNOWN NOTKNOWNATTHISADDRESS NA NONE NULL TBC ASABOVE SAMEASABOVE SAMEASMOTHER HOMELESS ADDRESSNOTKNOWN NK X XX XXX');
const HOUSE_NUMBER = /^[0-9]{1,4}[A-Z]?(?:[-/][0-9]{1,4}[A-Z]?)?$/;

/** Reads an address written as lines, as one string, or with line breaks inside the cell. */
export function readAddress(raw: string): AddressReading {
  const text = cleanText(/[\r\n]/.test(raw) ? raw.replace(/[\r\n]+/g, ', ') : raw);
  if (text === null) return { value: null, keys: [], issues: [] };
  const segments = text.split(',').map((part) => part.trim()).filter((part) => fold(part) !== '');
  if (segments.length === 0) return /^[ ,.?*_\-/]+$/.test(text) ? { value: null, keys: [], issues: ['placeholder'] } : { value: text, keys: [], issues: ['implausible'] };
  const whole = fold(segments.join(''));
  if (NOWHERE.has(whole)) return { value: null, keys: [], issues: ['placeholder'] };
  const value = (isShouted(text) ? segments.map(calm) : segments).join(', ');
  const key = addressKey(segments);
  return { value, keys: key === null ? [] : [key], issues: [] };
}

/**
 * `Flat 3, 12 High St, Wells` gives FLAT3X12HIGHSTREET: a missing flat is another key, for neighbours are no evidence.
 * Town and postcode stay out: they are spelt in too many ways.
 */
function addressKey(segments: readonly string[]): string | null {
  const tokens = segments.flatMap((segment, s) => segment.split(/[ .]+/).map((word) => ({ word: word.toUpperCase(), segment: s }))).filter(({ word }) => fold(word) !== '');
  let flat = '';
  let at = 0;
  if (FLAT_WORDS.has(fold(tokens[0]?.word ?? '')) && tokens.length > 2) {
    flat = `FLAT${fold(tokens[1]?.word ?? '')}X`;
    at = 2;
  }
  const numberAt = tokens.findIndex(({ word }, i) => i >= at && i < at + 4 && HOUSE_NUMBER.test(word));
  if (numberAt >= 0) {
    const rest = tokens.slice(numberAt + 1);
    const street = streetOf(rest);
    return street === '' ? null : flat + fold(tokens[numberAt]?.word ?? '') + street;
  }
  const first = segments[at > 0 ? 1 : 0];
  const second = segments[at > 0 ? 2 : 1];
  if (first === undefined || second === undefined) return null;
  return flat + foldStreet(first.split(/[ .]+/)) + foldStreet(second.split(/[ .]+/));
}

/** Words up to the end of the street: its type, or the end of the segment. */
function streetOf(tokens: readonly { readonly word: string; readonly segment: number }[]): string {
  const street: string[] = [];
  const segment = tokens[0]?.segment;
  for (const token of tokens) {
    if (token.segment !== segment) break;
    street.push(token.word);
    const type = STREET_TYPES.get(fold(token.word)) ?? fold(token.word);
    if (street.length > 1 && STREET_WORDS.has(type)) break;
  }
  return foldStreet(street);
}

function foldStreet(streetWords: readonly string[]): string {
  const keys = streetWords.map(fold).filter((word) => word !== '');
  return keys.map((word, i) => (i > 0 && i === keys.length - 1 ? (STREET_TYPES.get(word) ?? word) : word)).join('');
}

const isShouted = (text: string): boolean => text === text.toUpperCase() && /[A-Z]{3}/.test(text);

function calm(segment: string): string {
  return segment
    .split(' ')
    .map((word) => (/[0-9]/.test(word) || word.length < 2 ? word : word.slice(0, 1) + word.slice(1).toLowerCase()))
    .join(' ');
}
