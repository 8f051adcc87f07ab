import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { cleanText } from '../text/clean-text.ts';
import { fold } from '../text/fold.ts';

export interface SchoolReading {
  readonly value: string | null;
  /** The name folded, without the words that one office writes and the next leaves out. */
  readonly key: string | null;
  readonly issues: readonly IssueCode[];
}

const LEFT_OUT = new Set(['THE', 'SCHOOL', 'SCH', 'ACADEMY', 'CE', 'COFE', 'VC', 'VA', 'RC', 'OF', 'C', 'E']);
const WRITTEN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ST: 'SAINT',
    STS: 'SAINTS',
    PRI: 'PRIMARY',
    PRIM: 'PRIMARY',
    SEC: 'SECONDARY',
    INF: 'INFANT',
    INFANTS: 'INFANT',
    JNR: 'JUNIOR',
    JUN: 'JUNIOR',
    COMM: 'COMMUNITY',
    HS: 'HIGH',
  }),
);
const NO_SCHOOL = new Set([
  'NA',
  'NONE',
  'NULL',
  'NK',
  'UNKNOWN',
  'NOTKNOWN',
  'NOTATSCHOOL',
  'NOSCHOOL',
  'NOTAPPLICABLE',
  'TBC',
  'PRESCHOOLAGE',
  'X',
]);
const AT_HOME = new Set(['EHE', 'HOMEEDUCATED', 'ELECTIVELYHOMEEDUCATED', 'HOMEEDUCATION', 'ELECTIVEHOMEEDUCATION', 'HOMESCHOOLED']);

/** Reads the name of a school or setting. Home education is a fact and stays; it is no school to share. */
export function readSchool(raw: string): SchoolReading {
  const value = cleanText(raw);
  if (value === null) return { value: null, key: null, issues: [] };
  const whole = fold(value);
  if (whole === '' || NO_SCHOOL.has(whole)) return { value: null, key: null, issues: ['placeholder'] };
  if (AT_HOME.has(whole)) return { value, key: null, issues: [] };
  const tokens = value
    .replaceAll("'", '')
    .replaceAll('’', '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(fold)
    .filter((word) => word !== '' && !LEFT_OUT.has(word));
  return { value, key: tokens.map((word) => WRITTEN.get(word) ?? word).join('') || whole, issues: [] };
}
