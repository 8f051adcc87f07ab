import type { Standing } from './exam.ts';
import type { LeftOver } from './left-over.ts';

/** One who sat the exam, at a threshold in bits. */
export interface Named {
  readonly name: string;
  readonly bits: number;
  readonly standing: Standing;
}

/** A group is told apart where it lies so far below the whole. */
const FAR_BELOW = 0.02;

/** A table, a column each: the first is ours, and false joins are told as a share of the second's. */
export function sideBySide(sat: readonly Named[]): readonly string[] {
  const row = (title: string, say: (one: Named) => string): string =>
    `  ${title.padEnd(28)}${sat.map((one) => say(one).padStart(14)).join('')}`;
  const [ours, plain] = sat;
  const share = (ours?.standing.falseJoins ?? 0) / Math.max(1, plain?.standing.falseJoins ?? 0);
  return [
    row('', ({ name }) => name),
    row('threshold, bits', ({ bits }) => String(bits)),
    row('precision', ({ standing }) => standing.precision.toFixed(5)),
    row('recall of all true pairs', ({ standing }) => standing.recall.toFixed(4)),
    row('recall of linkable pairs', ({ standing }) => standing.linkableRecall.toFixed(4)),
    row('false joins', ({ standing }) => String(standing.falseJoins)),
    row('persons exactly right', ({ standing }) => `${(standing.exactlyRight * 100).toFixed(2)} %`),
    row('twins merged, both named', ({ standing }) => String(standing.twinsMergedByName)),
    row('twins merged by a nameless', ({ standing }) => String(standing.twinsMergedBySilence)),
    ...(plain === undefined ? [] : [`  our false joins are ${share.toFixed(4)} of those of ${plain.name}`]),
  ];
}

/** Recall of linkable pairs by subgroup; ours more than two points below our whole is marked. */
export function subgroupLines(sat: readonly Named[]): readonly string[] {
  const [ours] = sat;
  if (ours === undefined) return [];
  const recallIn = ({ standing }: Named, group: string): string =>
    (standing.subgroups.find((one) => one.group === group)?.recall ?? Number.NaN).toFixed(4).padStart(14);
  return [
    '  recall of linkable pairs by subgroup of 300 pairs and more',
    ...ours.standing.subgroups.map(
      ({ group, pairs, recall }) =>
        `    ${group.padEnd(26)}${sat.map((one) => recallIn(one, group)).join('')}${String(pairs).padStart(9)} pairs${recall < ours.standing.linkableRecall - FAR_BELOW ? '  more than 2 points below' : ''}`,
    ),
  ];
}

/** What is left, by kind, with the evidence that would settle it. */
export const leftOverLines = (title: string, rows: readonly LeftOver[]): readonly string[] => [
  `  ${title}: ${rows.reduce((sum, { pairs }) => sum + pairs, 0)}`,
  ...rows.map(
    ({ kind, settle, pairs, persons }) =>
      `    ${String(pairs).padStart(6)} of ${String(persons).padStart(4)} people  ${kind}. Settled by: ${settle}`,
  ),
];
