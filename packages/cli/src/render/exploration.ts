import type { Exploration } from '@golden-thread/orchestrator/exploration';
import type { TextScores } from '@golden-thread/orchestrator/text-scores';
import { counted, grouped, table } from './table.ts';

/** What records hold, for people. */
export function explorationText(exploration: Exploration): string {
  const { records, sources, columns, blocking, written } = exploration;
  const values = columns.flatMap(({ column, top }) =>
    top.flatMap(({ value, records: held, share }) => (value === undefined ? [] : [[column, JSON.stringify(value), held, percent(share)]])),
  );
  return [
    `${counted(records, 'record')} of ${sources.join(', ')}`,
    columnsTable(exploration),
    ...(values.length === 0 ? [] : [table(['column', 'value', 'records', 'share'], values)]),
    ...(blocking === null ? [] : [rulesText(blocking)]),
    ...written.map((path) => `  written: ${path}`),
  ].join('\n');
}

function columnsTable({ columns, completeness, sources }: Exploration): string {
  const filled = (column: string): string[] =>
    sources.map((source) => percent(completeness.find((row) => row.column === column && row.source === source)?.share ?? 0));
  const rows = columns.map(({ column, type, distinct, once, top }) => [
    column,
    type,
    ...filled(column),
    distinct,
    once,
    top.map(({ share }) => percent(share)).join(', '),
  ]);
  const titles = sources.length === 1 ? ['filled'] : sources.map((source) => `filled in ${source}`);
  return table(['column', 'type', ...titles, 'values', 'held once', 'the most frequent, of those filled'], rows);
}

function rulesText({ linkType, possible, rules }: NonNullable<Exploration['blocking']>): string {
  const isExact = rules.every((rule) => rule.isExact);
  const total = rules.at(-1)?.cumulative ?? 0;
  const blocks = rules.flatMap(({ text, largestBlocks }) =>
    largestBlocks.map(({ records, pairs, holds }) => [text, ...(holds === null ? [] : [heldText(holds)]), records, pairs]),
  );
  const shown = rules.some(({ largestBlocks }) => largestBlocks.some(({ holds }) => holds !== null));
  return [
    `Of ${counted(possible, 'possible pair')} (${linkType}) the rules bring ${isExact ? '' : 'at most '}${grouped(total)} together`,
    table(
      ['rule', 'in its blocks', 'pairs it adds', 'so far', 'of all'],
      rules.map(({ text, bound, pairs, isExact: exact, cumulative }) => [
        text,
        bound,
        `${exact ? '' : '≤ '}${grouped(pairs)}`,
        cumulative,
        percent(possible === 0 ? 0 : cumulative / possible),
      ]),
    ),
    ...(blocks.length === 0 ? [] : ['The largest blocks:', table(['rule', ...(shown ? ['of'] : []), 'records', 'pairs'], blocks)]),
  ].join('\n');
}

type Held = NonNullable<NonNullable<Exploration['blocking']>['rules'][number]['largestBlocks'][number]['holds']>;

const heldText = (holds: Held): string =>
  Object.entries(holds)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');

/** What comparators make of texts, for people. */
export function textScoresText({ texts, pairs, written }: TextScores): string {
  return [
    table(
      ['', '', 'Jaro', 'Jaro-Winkler', 'Jaccard', 'Levenshtein', 'Damerau', 'sound alike'],
      pairs.map(({ left, right, jaro, jaroWinkler, jaccard, levenshtein, damerauLevenshtein, soundsAlike }) => [
        left,
        right,
        ...[jaro, jaroWinkler, jaccard].map((similarity) => similarity.toFixed(4)),
        levenshtein,
        damerauLevenshtein,
        soundsAlike ? 'yes' : 'no',
      ]),
    ),
    table(
      ['', 'double metaphone'],
      texts.map(({ text, soundsLike }) => [text, soundsLike.join(', ')]),
    ),
    ...written.map((path) => `  written: ${path}`),
  ].join('\n');
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
