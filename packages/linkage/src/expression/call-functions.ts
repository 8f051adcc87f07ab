import type { ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { castTo, textOf } from './casts.ts';
import {
  damerauLevenshtein,
  hamming,
  isInitial,
  isOneEdit,
  jaccard,
  jaro,
  jaroWinkler,
  levenshtein,
  type Symbols,
  symbolsIn,
} from './comparators.ts';
import { momentReader, momentText } from './date-format.ts';
import { boundariesBetween, datePart, later, monthsBetween, startOf, wholeUnitsBetween } from './date-functions.ts';
import { cosineSimilarity, extreme, flattened, hasAll, hasAny, intersection, unionOf, withoutRepeats } from './list-functions.ts';
import { datePrecision, isDayMonthSwapped, samePrecision, tokenSetSimilarity } from './own-functions.ts';
import { regexOf } from './regex.ts';
import {
  left,
  lower,
  padded,
  reverse,
  right,
  slice,
  split,
  splitPart,
  stripAccents,
  strpos,
  substr,
  translate,
  trimmed,
  upper,
} from './text-functions.ts';
import { memberType } from './types.ts';
import { asList, asMoment, asNumber, asText, Unfit } from './unfit.ts';
import { isList, order, same } from './values.ts';

/** What a call answers for its arguments, in their order. */
export type Answer = (...args: readonly ColumnValue[]) => ColumnValue;

/** What a call knows before it is asked. */
export interface CallSetting {
  readonly countedBy: CountedBy;
  readonly types: readonly (ColumnType | null)[];
  /** Arguments that are literals, `undefined` for the others. */
  readonly written: readonly (ColumnValue | undefined)[];
}

/** Functions that are asked even where an argument is null; all others are null then. */
export const ASKED_OF_NULL: ReadonlySet<string> = new Set(
  'coalesce nullif greatest least concat concat_ws list_concat any_of list_intersect list_contains list_position array_to_string split'.split(
    ' ',
  ),
);

const RADIAN = Math.PI / 180;

/** The answer of a function of the canonical name; `undefined`: it has none here (lambdas). */
export function answerOf(name: string, setting: CallSetting): Answer | undefined {
  return COMPARATORS[name] === undefined ? (SET_UP[name]?.(setting) ?? PLAIN[name]) : comparing(COMPARATORS[name], setting.countedBy);
}

const COMPARATORS: Readonly<Record<string, ((x: Symbols, y: Symbols) => ColumnValue) | undefined>> = {
  jaro_winkler_similarity: jaroWinkler,
  jaro_similarity: jaro,
  levenshtein,
  damerau_levenshtein: damerauLevenshtein,
  hamming,
  jaccard,
  one_edit: isOneEdit,
  is_initial: isInitial,
};

const PLAIN: Readonly<Record<string, Answer | undefined>> = {
  ...textAnswers(),
  ...listAnswers(),
  ...numberAnswers(),
  coalesce: (...args) => args.find((arg) => arg !== null) ?? null,
  nullif: (x = null, y = null) => (x !== null && y !== null && order(x, y) === 0 ? null : x),
  greatest: (...args) => extreme(args, 1),
  least: (...args) => extreme(args, -1),
  epoch: (moment) => asMoment(moment),
  date_part: (part, moment) => datePart(asText(part).toLowerCase(), asMoment(moment)),
  date_diff: (unit, from, to) => boundariesBetween(unitOf(unit), asMoment(from), asMoment(to)),
  date_sub: (unit, from, to) => wholeUnitsBetween(unitOf(unit), asMoment(from), asMoment(to)),
  date_trunc: (unit, moment) => startOf(unitOf(unit), asMoment(moment)),
  add_interval: (moment, count, unit) => later(unitOf(unit), asNumber(count), asMoment(moment)),
  months_between: (x, y) => monthsBetween(asMoment(x), asMoment(y)),
  day_month_swapped: (x, y) => isDayMonthSwapped(asText(x), asText(y)),
  date_precision: (x) => datePrecision(asText(x)),
  same_precision: (x, y) => samePrecision(asText(x), asText(y)),
  token_set_similarity: (x, y) => tokenSetSimilarity(asText(x), asText(y)),
};

/** Those that depend on types or on what is written out. */
const SET_UP: Readonly<Record<string, ((setting: CallSetting) => Answer) | undefined>> = {
  concat:
    ({ types }) =>
    (...args) =>
      args.some(isList) ? unionOf(args, true) : args.map((arg, k) => (arg === null ? '' : scalarText(arg, types[k] ?? null))).join(''),
  concat_ws:
    ({ types }) =>
    (separator = null, ...args) =>
      separator === null
        ? null
        : args.flatMap((arg, k) => (arg === null ? [] : [scalarText(arg, types[k + 1] ?? null)])).join(asText(separator)),
  array_to_string:
    ({ types }) =>
    (list = null, separator = null) =>
      list === null || (asList(list).every((one) => one === null) && asList(list).length > 0)
        ? null
        : asList(list)
            .flatMap((one) => (one === null ? [] : [scalarText(one, memberType(types[0] ?? null))]))
            .join(separator === null ? '' : asText(separator)),
  divide: ({ types }) => {
    // Of doubles it is a plain division.
    const isWhole = !types.includes('number');
    return (x, y) => {
      const [over, under] = [asNumber(x), asNumber(y)];
      if (!isWhole) return over / under;
      return under === 0 ? null : Math.trunc(over / under) + 0;
    };
  },
  as_float:
    ({ types }) =>
    (value = null) =>
      asFloat(value, types[0] ?? null, false),
  try_as_float:
    ({ types }) =>
    (value = null) =>
      asFloat(value, types[0] ?? null, true),
  strptime: (setting) => parsing(setting, false),
  try_strptime: (setting) => parsing(setting, true),
  strftime: ({ written }) => {
    const format = asText(written[1]);
    return (moment) => momentText(format, asMoment(moment));
  },
  regexp_extract: ({ written }) => {
    const pattern = patternIn(written[1]);
    return (text, _pattern, group = 0) => {
      const at = asNumber(group);
      const found = pattern.exec(asText(text));
      if (found !== null && (at < 0 || at >= found.length))
        throw new Unfit('a group that the pattern has', 'Name a group that the pattern has.');
      return found?.[at] ?? '';
    };
  },
  regexp_replace: ({ written }) => {
    const options = written[3] === undefined ? '' : asText(written[3]);
    const pattern = patternIn(written[1], options.replace(/[^gims]/g, ''));
    return (text, _pattern, replacement) => asText(text).replace(pattern, (...found) => filledIn(asText(replacement), found));
  },
  regexp_matches: ({ written }) => {
    const pattern = patternIn(written[1]);
    return (text) => pattern.test(asText(text));
  },
  regexp_full_match: ({ written }) => {
    const pattern = patternIn(written[1]);
    const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags);
    return (text) => whole.test(asText(text));
  },
};

function textAnswers(): Record<string, Answer> {
  const trimming =
    (ends: 'both' | 'left' | 'right'): Answer =>
    (text, characters) =>
      trimmed(asText(text), ends, characters === undefined ? undefined : asText(characters));
  return {
    lower: (text) => lower(asText(text)),
    upper: (text) => upper(asText(text)),
    trim: trimming('both'),
    ltrim: trimming('left'),
    rtrim: trimming('right'),
    substr: (text, from, length) => substr(asText(text), asNumber(from), length === undefined ? null : asNumber(length)),
    left: (text, count) => left(asText(text), asNumber(count)),
    right: (text, count) => right(asText(text), asNumber(count)),
    lpad: (text, length, filling) => padded(asText(text), asNumber(length), asText(filling), 'left'),
    rpad: (text, length, filling) => padded(asText(text), asNumber(length), asText(filling), 'right'),
    replace: (text, from, to) => (from === '' ? asText(text) : asText(text).replaceAll(asText(from), () => asText(to))),
    translate: (text, from, to) => translate(asText(text), asText(from), asText(to)),
    strip_accents: (text) => stripAccents(asText(text)),
    reverse: (text) => reverse(asText(text)),
    length: (of) => (isList(of) ? of.length : [...asText(of)].length),
    strpos: (text, sought) => strpos(asText(text), asText(sought)),
    contains: (of, sought = null) => (isList(of) ? of.some((one) => same(one, sought)) : asText(of).includes(asText(sought))),
    starts_with: (text, sought) => asText(text).startsWith(asText(sought)),
    ends_with: (text, sought) => asText(text).endsWith(asText(sought)),
    split: (text = null, separator = null) => (text === null ? null : separator === null ? [text] : split(asText(text), asText(separator))),
    split_part: (text, separator, place) => splitPart(asText(text), asText(separator), asNumber(place)),
  };
}

function listAnswers(): Record<string, Answer> {
  const cosine: Answer = (x, y) => cosineSimilarity(asList(x).map(asNumber), asList(y).map(asNumber));
  return {
    array_length: (list) => asList(list).length,
    list_contains: (list = null, sought = null) => {
      if (list === null) return null;
      if (sought === null) return asList(list).length === 0 ? false : null;
      return asList(list).some((one) => same(one, sought));
    },
    list_position: (list = null, sought = null) => {
      const at = list === null ? -1 : asList(list).findIndex((one) => same(one, sought));
      return at < 0 ? null : at + 1;
    },
    list_unique: (list) => withoutRepeats(asList(list)).length,
    list_intersect: (x = null, y = null) => (x === null ? null : intersection(asList(x), y === null ? [] : asList(y))),
    list_has_any: (x, y) => hasAny(asList(x), asList(y)),
    list_has_all: (x, y) => hasAll(asList(x), asList(y)),
    list_concat: (...lists) =>
      unionOf(
        lists.map((list) => (list === null ? null : asList(list))),
        true,
      ),
    list_distinct: (list) => withoutRepeats(asList(list)),
    list_sort: (list) =>
      [...asList(list)].sort((x, y) => (x === null || y === null ? Number(x === null) - Number(y === null) : order(x, y))),
    list_reverse: (list) => [...asList(list)].reverse(),
    list_min: (list) => extreme(asList(list), -1),
    list_max: (list) => extreme(asList(list), 1),
    list_sum: (list) => {
      const known = asList(list).filter((one) => one !== null);
      return known.length === 0 ? null : known.reduce((sum: number, one) => sum + asNumber(one), 0);
    },
    array_slice: (of, from, to) =>
      isList(of) ? slice(of, asNumber(from), asNumber(to)) : slice([...asText(of)], asNumber(from), asNumber(to)).join(''),
    array_cosine_similarity: cosine,
    list_cosine_similarity: cosine,
    flatten: (list) => flattened(asList(list)),
    any_of: (...values) => unionOf(values, false),
  };
}

function numberAnswers(): Record<string, Answer> {
  const ofNumber =
    (answer: (value: number) => number): Answer =>
    (value) =>
      answer(asNumber(value));
  return {
    abs: ofNumber(Math.abs),
    sign: ofNumber((value) => Math.sign(value) || 0),
    sqrt: ofNumber(Math.sqrt),
    exp: ofNumber(Math.exp),
    ln: ofNumber(Math.log),
    log2: ofNumber(Math.log2),
    log10: ofNumber(Math.log10),
    sin: ofNumber(Math.sin),
    cos: ofNumber(Math.cos),
    tan: ofNumber(Math.tan),
    asin: ofNumber(Math.asin),
    acos: ofNumber(Math.acos),
    atan: ofNumber(Math.atan),
    atan2: (y, x) => Math.atan2(asNumber(y), asNumber(x)),
    radians: ofNumber((value) => value * RADIAN),
    degrees: ofNumber((value) => value / RADIAN),
    pi: () => Math.PI,
    isnan: (value) => Number.isNaN(asNumber(value)),
    isinf: (value) => Math.abs(asNumber(value)) === Number.POSITIVE_INFINITY,
    isfinite: (value) => Number.isFinite(asNumber(value)),
    floor: ofNumber(Math.floor),
    ceil: ofNumber(Math.ceil),
    pow: (base, exponent) => asNumber(base) ** asNumber(exponent),
    round: (value, digits = 0) => rounded(asNumber(value), asNumber(digits)),
  };
}

/** Half away from zero. */
function rounded(value: number, digits: number): number {
  const scale = 10 ** Math.abs(digits);
  const scaled = digits < 0 ? value / scale : value * scale;
  const whole = Math.sign(scaled) * Math.round(Math.abs(scaled));
  const result = digits < 0 ? whole * scale : whole / scale;
  return Number.isFinite(result) ? result : value;
}

function comparing(compare: (x: Symbols, y: Symbols) => ColumnValue, countedBy: CountedBy): Answer {
  return (x, y) => compare(symbolsIn(asText(x), countedBy), symbolsIn(asText(y), countedBy));
}

function unitOf(value: ColumnValue | undefined): string {
  return asText(value).toLowerCase();
}

function scalarText(value: ColumnValue, type: ColumnType | null): string {
  if (value === null || isList(value)) throw new Unfit('text');
  return textOf(value, type);
}

function asFloat(value: ColumnValue, type: ColumnType | null, lenient: boolean): number | null {
  const number = castTo('number', value, type);
  if (number !== null) return Math.fround(asNumber(number));
  if (value !== null && !lenient) throw new Unfit('texts that are numbers throughout', 'Use TRY_CAST where some are not.');
  return null;
}

function parsing({ written }: CallSetting, lenient: boolean): Answer {
  const formats = isList(written[1]) ? written[1] : [written[1]];
  const readers = formats.map((format) => momentReader(asText(format)) ?? (() => null));
  return (text) => {
    for (const read of readers) {
      const moment = read(asText(text));
      if (moment !== null) return moment;
    }
    if (!lenient) throw new Unfit('texts in its format throughout', 'Use try_strptime where some are not.');
    return null;
  };
}

function patternIn(written: ColumnValue | undefined, flags = ''): RegExp {
  const pattern = regexOf(asText(written), flags);
  if (pattern === null) throw new Unfit('a regular expression of RE2', 'Lookaround and back-references are not supported.');
  return pattern;
}

/** `\1` of a replacement stands for the first group. */
function filledIn(replacement: string, found: readonly unknown[]): string {
  return replacement.replace(/\\(\d|\\)/g, (_, place: string) => {
    const group = place === '\\' ? '\\' : found[Number(place)];
    return typeof group === 'string' ? group : '';
  });
}
