import { fold } from '../text/fold.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Endings of street names as people shorten them. */
const STREET_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    RD: 'ROAD',
    ST: 'STREET',
    STR: 'STREET',
    AVE: 'AVENUE',
    AV: 'AVENUE',
    CL: 'CLOSE',
    CLS: 'CLOSE',
    CRES: 'CRESCENT',
    CRESC: 'CRESCENT',
    CT: 'COURT',
    CRT: 'COURT',
    DR: 'DRIVE',
    DRV: 'DRIVE',
    GDNS: 'GARDENS',
    GDN: 'GARDEN',
    GRN: 'GREEN',
    GR: 'GROVE',
    GRV: 'GROVE',
    HSE: 'HOUSE',
    LN: 'LANE',
    PDE: 'PARADE',
    PK: 'PARK',
    PL: 'PLACE',
    SQ: 'SQUARE',
    TER: 'TERRACE',
    TERR: 'TERRACE',
    WK: 'WALK',
    WY: 'WAY',
    BLDG: 'BUILDING',
    BLDGS: 'BUILDINGS',
  }),
);
const STREET_WORDS = words(
  'ROAD STREET AVENUE CLOSE CRESCENT COURT DRIVE GARDENS GARDEN GREEN GROVE LANE PARADE PARK PLACE SQUARE TERRACE WALK WAY HILL RISE ROW MEWS VIEW END YARD WHARF QUAY CIRCUS',
);
const NUMBER_WORDS = words('NO NUMBER');
const FLAT_WORDS = words('FLAT APT APARTMENT UNIT ROOM MAISONETTE');
/** Words before a house number may be a house's name, but not a whole second address. */
const WORDS_BEFORE_NUMBER = 4;

/**
 * House number or name with street, folded: `Flat 3, 12 High St, Wells` gives FLAT3X12HIGHSTREET. A missing flat makes
 * another key, for neighbours are no evidence. Town and postcode stay out: they are spelt in too many ways. `null` when
 * the segments hold too little.
 */
export function addressKey(segments: readonly string[]): string | null {
  const tokens: string[] = [];
  const segmentOf: number[] = [];
  segments.forEach((segment, s) => {
    for (const word of segment.split(' ')) {
      const token = fold(word);
      if (token === '') continue;
      tokens.push(token);
      segmentOf.push(s);
    }
  });
  const start = NUMBER_WORDS.has(tokens[0] ?? '') ? 1 : 0;
  const flat = tokens.length > start + 2 && FLAT_WORDS.has(tokens[start] ?? '');
  const prefix = flat ? `FLAT${tokens[start + 1] ?? ''}X` : '';
  const from = start + (flat ? 2 : 0);
  for (let i = from; i < Math.min(tokens.length, from + WORDS_BEFORE_NUMBER); i++) {
    const token = tokens[i] ?? '';
    if (!isHouseNumber(token)) continue;
    const street = streetFrom(tokens, segmentOf, i + 1);
    return street === '' ? null : prefix + token + street;
  }
  const first = segmentOf[from];
  const second = first === undefined ? -1 : segmentOf.findIndex((segment) => segment > first);
  if (second < 0) return null;
  return prefix + joined(tokens.slice(from, second)) + joined(tokens.filter((_, i) => segmentOf[i] === segmentOf[second]));
}

/** Up to four digits and perhaps a letter; a range counts by its two numbers. */
const isHouseNumber = (token: string): boolean => {
  const first = token.charCodeAt(0);
  return first >= 48 && first <= 57 && /^[0-9]{1,4}[A-Z]?(?:[0-9]{1,4}[A-Z]?)?$/.test(token);
};

/** Words from a place on, up to a street's type or the end of their segment. */
function streetFrom(tokens: readonly string[], segmentOf: readonly number[], from: number): string {
  let to = from;
  while (to < tokens.length && segmentOf[to] === segmentOf[from]) {
    const token = tokens[to] ?? '';
    to++;
    if (to - from > 1 && STREET_WORDS.has(STREET_TYPES.get(token) ?? token)) break;
  }
  return joined(tokens.slice(from, to));
}

/** Words as one, the last written out if it is a street's type. */
function joined(tokens: readonly string[]): string {
  let key = '';
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    key += i > 0 && i === tokens.length - 1 ? (STREET_TYPES.get(token) ?? token) : token;
  }
  return key;
}
