import { waterfallChart } from '@golden-thread/linkage/charts/waterfall';
import { counted } from '@golden-thread/linkage/charts/words';
import { LOGIC_VERSION } from '@golden-thread/linkage/logic-version';
import type { ComparedPair } from '../compare-files/comparison.ts';
import type { RecordName } from '../link-files/named-pairs.ts';
import { chartFigure } from './chart-figure.ts';
import { pageHtml } from './page.ts';

/**
 * Pairs that somebody asked about, each from the prior to its weight. Pairs are numbered; they are named where values were to
 * be shown. The same input gives the same bytes, on every machine.
 */
export async function renderComparison(pairs: readonly ComparedPair[], named: boolean): Promise<string> {
  const figures = [];
  for (const [p, pair] of pairs.entries()) {
    const title = `Pair ${p + 1}${named ? `: ${nameOf(pair.left)} and ${nameOf(pair.right)}` : ''}`;
    const figure = await chartFigure({ id: `pair-${p + 1}`, draw: (options) => waterfallChart(pair, { ...options, title }) });
    figures.push({ ...figure, sentence: `${figure.sentence} ${ruleSentence(pair)}` });
  }
  return pageHtml({
    title: 'Comparison report',
    subtitle: counted(pairs.length, 'pair'),
    sections: [{ id: 'pairs', title: 'Why pairs weigh what they weigh', intro: INTRO, figures }],
    footer: `Made by Golden Thread, linkage engine ${LOGIC_VERSION}.${named ? '' : ' This report holds no value of any record.'}`,
  });
}

const INTRO =
  '<p>A match weight is evidence in bits: each bit doubles the odds that two records are the same, each bit below 0 halves them. A pair begins with what is believed before anything is compared.</p>';

const nameOf = ({ source, id }: RecordName): string => `${source}:${id}`;

const ruleSentence = ({ rule }: ComparedPair): string =>
  rule === null ? 'No blocking rule makes it, so that it is never linked directly.' : `Blocking rule ${rule.number} makes it.`;
