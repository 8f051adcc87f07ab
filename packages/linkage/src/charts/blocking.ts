import type { RuleCount } from '../candidates/count-candidates.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { PALETTE } from './palette.ts';
import { ruleWords } from './rule-words.ts';
import { counted, grouped, percent } from './words.ts';

const TITLE = 'Pairs that the rules bring together';
const BESIDE = 96;

/** What each blocking rule adds to the pairs of those before it. `possible` is the number of all pairs there are. */
export function blockingChart(
  rules: readonly PlannedRule[],
  counts: readonly RuleCount[],
  possible: number,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const rows = counts.map(({ rule, pairs, cumulative, isExact }) => ({
    rule: `${rule + 1}. ${wordsOf(rules[rule])}`,
    written: rules[rule]?.text ?? '',
    pairs,
    before: cumulative - pairs,
    cumulative,
    isExact,
    said: `${isExact ? '+' : 'at most '}${grouped(pairs)}`,
    group: '',
  }));
  const total = counts.at(-1)?.cumulative ?? 0;
  const spec = groupedRows(
    {
      group: 'group',
      label: 'rule',
      rows,
      rowHeight: 26,
      axisX: { title: 'Pairs, added up from rule to rule', format: '~s', tickCount: 4 },
      layers: ({ width, axis }) => [
        {
          mark: { type: 'bar', color: PALETTE.blue },
          encoding: {
            x: {
              field: 'before',
              type: 'quantitative',
              scale: { domain: [0, Math.max(1, total)], nice: false, range: [0, width - BESIDE] },
              axis,
            },
            x2: { field: 'cumulative' },
          },
        },
        {
          mark: { type: 'text', align: 'left', dx: 4 },
          encoding: { x: { field: 'cumulative', type: 'quantitative' }, text: { field: 'said' } },
        },
      ],
    },
    options,
  );
  const exact = counts.every(({ isExact }) => isExact);
  return {
    title: TITLE,
    sentence: `Of ${counted(possible, 'possible pair')} the rules bring ${exact ? '' : 'at most '}${counted(total, 'pair')} together${possible === 0 ? '' : ` (${percent(total / possible)})`}; nobody looks at the others.`,
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'rule', title: 'Rule', kind: 'text' },
        { field: 'written', title: 'As written', kind: 'text' },
        { field: 'pairs', title: 'Pairs it adds', kind: 'count' },
        { field: 'cumulative', title: 'Pairs so far', kind: 'count' },
        { field: 'isExact', title: 'Counted exactly', kind: 'text' },
      ],
      rows,
    },
  };
}

const wordsOf = (rule: PlannedRule | undefined): string => (rule === undefined ? 'all pairs' : ruleWords(rule));
