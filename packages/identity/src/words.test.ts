import { describe, expect, test } from 'vitest';
import { lineageWords } from './lineage-words.ts';
import { OUTCOME_WORDS } from './outcome-words.ts';
import { EDGE_OUTCOMES, LINEAGE_KINDS, LINEAGE_REASONS } from './resolution.ts';

const sentence = /^[A-Zg][^_]*\.$/;

describe('words', () => {
  test('every outcome of a pair has a sentence of its own', () => {
    const said = EDGE_OUTCOMES.map((outcome) => OUTCOME_WORDS[outcome]);
    expect(said.filter((words) => !sentence.test(words))).toEqual([]);
    expect(new Set(said).size).toBe(EDGE_OUTCOMES.length);
  });

  test('every kind and reason of lineage has a sentence of its own, which never shows the code', () => {
    const said = LINEAGE_KINDS.flatMap((kind) => [null, ...LINEAGE_REASONS].map((reason) => lineageWords(kind, reason, 'A', 'B')));
    expect(said.filter((words) => !sentence.test(words))).toEqual([]);
    expect(new Set(said).size).toBe(LINEAGE_KINDS.length * (LINEAGE_REASONS.length + 1));
  });

  test('says who took in whom', () => {
    expect(lineageWords('merged', 'joined', 'A', 'B')).toBe('A took in B: their records were linked.');
    expect(lineageWords('ended', 'records_gone', 'A', '')).toBe('A ended: its last record left.');
  });
});
