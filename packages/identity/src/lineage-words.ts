import type { LineageKind, LineageReason } from './resolution.ts';

/** What became of an id, as the middle of a sentence: `person` first, `other` second where there is one. */
const KIND_WORDS: { readonly [Kind in LineageKind]: (person: string, other: string) => string } = {
  minted: (person) => `${person} was given out`,
  merged: (person, other) => `${person} took in ${other}`,
  split: (person, other) => `${person} parted from ${other}`,
  redirected: (person, other) => `${person} became another name of ${other}`,
  ended: (person) => `${person} ended`,
  moved: (person, other) => `${person} took over records of ${other}`,
};

const REASON_WORDS: { readonly [Reason in LineageReason]: string } = {
  new: 'a person nobody had seen before',
  returned: 'records that had left came back',
  joined: 'their records were linked',
  parted: 'what linked their records no longer holds',
  records_gone: 'its last record left',
};

/** One line of an id's history as a sentence, with ids as they are printed. */
export const lineageWords = (kind: LineageKind, reason: LineageReason | null, person: string, other: string): string =>
  `${KIND_WORDS[kind](person, other)}${reason === null ? '' : `: ${REASON_WORDS[reason]}`}.`;
