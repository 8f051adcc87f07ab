import type { AlikeThresholds } from '@golden-thread/linkage/charts/comparator-thresholds';
import { damerauLevenshtein, jaccard, jaro, jaroWinkler, levenshtein, symbolsIn } from '@golden-thread/linkage/comparators';
import { doubleMetaphone } from 'double-metaphone';
import { checkFiles } from '../link-files/check-files.ts';
import { writeText } from '../link-files/write-text.ts';

/** What comparators say of two texts that somebody gave as an example. */
export interface TextScore {
  readonly left: string;
  readonly right: string;
  /** Similarities, 0 to 1. */
  readonly jaro: number;
  readonly jaroWinkler: number;
  readonly jaccard: number;
  /** Distances, in edits. */
  readonly levenshtein: number;
  readonly damerauLevenshtein: number;
  /** They share a code of double metaphone. */
  readonly soundsAlike: boolean;
}

export interface TextScores {
  readonly texts: readonly {
    readonly text: string;
    /** Codes of double metaphone: the first, and another where there is one. *Source*: Philips 2000. */
    readonly soundsLike: readonly string[];
  }[];
  readonly pairs: readonly TextScore[];
  /** Paths of the files written. */
  readonly written: readonly string[];
}

/**
 * How like each two of some texts are, as levels of comparisons would see them, and how each of them sounds. `alike` is what
 * the report takes for alike.
 */
export async function scoreTexts(texts: readonly string[], report: string | null, alike: AlikeThresholds): Promise<TextScores> {
  checkFiles({ read: [], tables: [], texts: [report] });
  const pairs = texts.flatMap((left, k) => texts.slice(k + 1).map((right) => scoreOf(left, right)));
  const scores = {
    texts: texts.map((text) => ({ text, soundsLike: soundsOf(text) })),
    pairs,
    written: report === null ? [] : [report],
  };
  if (report !== null) {
    const { renderTextScores } = await import('../report/render-text-scores.ts');
    await writeText(report, await renderTextScores(pairs, alike));
  }
  return scores;
}

function scoreOf(left: string, right: string): TextScore {
  const [x, y] = [symbolsIn(left, 'code_points'), symbolsIn(right, 'code_points')];
  const sounds = new Set(soundsOf(left));
  return {
    left,
    right,
    jaro: jaro(x, y),
    jaroWinkler: jaroWinkler(x, y),
    jaccard: jaccard(x, y),
    levenshtein: levenshtein(x, y),
    damerauLevenshtein: damerauLevenshtein(x, y),
    soundsAlike: soundsOf(right).some((code) => sounds.has(code)),
  };
}

/** A text without a letter sounds like nothing. */
const soundsOf = (text: string): readonly string[] => [...new Set(doubleMetaphone(text))].filter((code) => code !== '');
