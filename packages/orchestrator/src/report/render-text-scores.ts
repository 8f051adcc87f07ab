import { comparatorScoresChart } from '@golden-thread/linkage/charts/comparator-scores';
import {
  type AlikeThresholds,
  type ComparatorVerdict,
  comparatorThresholdsChart,
} from '@golden-thread/linkage/charts/comparator-thresholds';
import { counted } from '@golden-thread/linkage/charts/words';
import { LOGIC_VERSION } from '@golden-thread/linkage/logic-version';
import type { TextScore } from '../explore-files/text-scores.ts';
import { chartFigure } from './chart-figure.ts';
import { pageHtml } from './page.ts';

/** Texts that somebody gave as examples, as comparators see them; a report of nothing else. */
export async function renderTextScores(pairs: readonly TextScore[], alike: AlikeThresholds): Promise<string> {
  const scores = pairs.flatMap(({ left, right, jaro, jaroWinkler, jaccard }) =>
    Object.entries({ Jaro: jaro, 'Jaro-Winkler': jaroWinkler, Jaccard: jaccard }).map(([comparator, similarity]) => ({
      left,
      right,
      comparator,
      similarity,
    })),
  );
  const figures = [
    await chartFigure({ id: 'scores', draw: (options) => comparatorScoresChart(scores, options) }),
    await chartFigure({ id: 'thresholds', draw: (options) => comparatorThresholdsChart(pairs.flatMap(verdictsOf), alike, options) }),
  ];
  const intro = '<p>How like texts are, from 0 (nothing in common) to 1 (the same), by the comparators that levels may ask.</p>';
  return pageHtml({
    title: 'Comparators',
    subtitle: counted(pairs.length, 'pair of texts', 'pairs of texts'),
    sections: [{ id: 'texts', title: 'These texts', intro, figures }],
    footer: `Made by Golden Thread, linkage engine ${LOGIC_VERSION}. It shows the texts that it was given.`,
  });
}

function verdictsOf({ left, right, ...scores }: TextScore): readonly ComparatorVerdict[] {
  const verdict = (comparator: string, kind: ComparatorVerdict['kind'], score: number) => ({ left, right, comparator, kind, score });
  return [
    verdict('Jaro', 'similarity', scores.jaro),
    verdict('Jaro-Winkler', 'similarity', scores.jaroWinkler),
    verdict('Jaccard', 'similarity', scores.jaccard),
    verdict('Levenshtein', 'distance', scores.levenshtein),
    verdict('Damerau-Levenshtein', 'distance', scores.damerauLevenshtein),
  ];
}
