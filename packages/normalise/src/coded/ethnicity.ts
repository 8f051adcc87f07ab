import { cleanText } from '../text/clean-text.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

const MAIN = 'WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH CHNE BCRB BAFR BOTH OOTH REFU NOBT'.split(' ');

/** DfE extended codes by the main code that they roll up to: by table, never by first letter. */
const EXTENDED: Readonly<Record<string, string>> = {
  WBRI: 'WENG WSCO WWEL WNIR WCOR WOWB',
  WOTH: 'WALB WBOS WCRO WGRE WGRK WGRC WITA WKOS WPOR WSER WTUR WTUK WTUC WEUR WEEU WWEU WOTW',
  MWAS: 'MWAP MWAI MWAO',
  MOTH: 'MABL MACH MAOE MBOE MCOE MWCH MWOE MOTM',
  APKN: 'AMPK AKPA AOPK',
  AOTH: 'AAFR AKAO ANEP ASNL ASLT ASRO AOTA',
  BAFR: 'BANN BCON BGHA BNGN BSLN BSOM BSUD BAOF',
  BOTH: 'BEUR BNAM BOTB',
  CHNE: 'CHKC CMAL CSNG CTWN COCH',
  OOTH: 'OAFG OARA OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM OLEB OLIB OMAL OMRC OPOL OTHA OVIE OYEM OOEG',
};

const WORDS: Readonly<Record<string, string>> = {
  'WHITE BRITISH': 'WBRI',
  'WHITE - BRITISH': 'WBRI',
  'WHITE IRISH': 'WIRI',
  'WHITE - IRISH': 'WIRI',
  'TRAVELLER OF IRISH HERITAGE': 'WIRT',
  'GYPSY / ROMA': 'WROM',
  'GYPSY/ROMA': 'WROM',
  'ANY OTHER WHITE BACKGROUND': 'WOTH',
  'WHITE AND BLACK CARIBBEAN': 'MWBC',
  'WHITE AND BLACK AFRICAN': 'MWBA',
  'WHITE AND ASIAN': 'MWAS',
  'ANY OTHER MIXED BACKGROUND': 'MOTH',
  INDIAN: 'AIND',
  PAKISTANI: 'APKN',
  BANGLADESHI: 'ABAN',
  'ANY OTHER ASIAN BACKGROUND': 'AOTH',
  CHINESE: 'CHNE',
  'BLACK CARIBBEAN': 'BCRB',
  'BLACK AFRICAN': 'BAFR',
  'ANY OTHER BLACK BACKGROUND': 'BOTH',
  'ANY OTHER ETHNIC GROUP': 'OOTH',
  REFUSED: 'REFU',
  'NOT OBTAINED': 'NOBT',
  UNKNOWN: 'NOBT',
  'NOT KNOWN': 'NOBT',
  UNKN: 'NOBT',
};

const CODES: ReadonlyMap<string, string> = new Map([
  ...MAIN.map((code): [string, string] => [code, code]),
  ...Object.entries(EXTENDED).flatMap(([main, codes]) => codes.split(' ').map((code): [string, string] => [code, main])),
  ...Object.entries(WORDS),
]);

/** Ethnic group as a DfE main code. Whatever the tables do not hold is reported, never guessed. */
export function normaliseEthnicity(raw: string | null): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const code = CODES.get(text.toUpperCase());
  return code === undefined ? faulty('unmapped') : standard(code);
}
