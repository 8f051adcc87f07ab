import type { ColumnValue } from '@golden-thread/shapes/columns';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../expression/parse.ts';
import type { LinkType, PlannedRule } from '../plan/linkage-plan.ts';
import { prepare } from '../prepare/prepare.ts';
import { smallPlan, smallRule } from '../test-support/small-plans.ts';
import { tableOfRows } from '../test-support/tables-of-rows.ts';
import { candidateTasks } from './candidate-tasks.ts';
import { type CompiledRules, compileRules } from './compile-rules.ts';
import { countCandidates } from './count-candidates.ts';
import { enumerateTask } from './enumerate-task.ts';

type Rows = readonly Readonly<Record<string, ColumnValue>>[];

function compiled(tables: readonly Rows[], linkType: LinkType, rules: readonly PlannedRule[]): CompiledRules {
  const rows = tables.flat();
  const { size, columns } = tableOfRows('stacked', rows);
  const ids = tableOfRows(
    'ids',
    rows.map((_, i) => ({ id: String(i) })),
  ).columns.get('id');
  if (ids === undefined) throw new TypeError('There is no row.');
  const sourceOf = Uint16Array.from(tables.flatMap((table, t) => table.map(() => t)));
  const plan = smallPlan({ linkType, rules });
  const records = { size, sources: tables.map((_, t) => `t${t}`), sourceOf, uniqueIds: ids, columns };
  return compileRules(prepare(records, plan), rules, plan);
}

const counted = (tables: readonly Rows[], linkType: LinkType, rules: readonly string[]): number[] =>
  countCandidates(compiled(tables, linkType, rules.map(smallRule)), { changed: null }).map(({ pairs }) => pairs);

const anyone = (count: number): Rows => Array.from({ length: count }, () => ({ x: 1 }));

describe('all pairs', () => {
  // Figures: Splink, tests/test_total_comparison_count.py.
  it.each<[LinkType, number[], number]>([
    ['dedupe_only', [5], 10],
    ['dedupe_only', [8], 28],
    ['link_only', [2, 3, 5], 31],
    ['link_only', [5, 5, 5, 5], 150],
    ['link_and_dedupe', [2, 3], 10],
  ])('%s of tables of %j records are %i, with no rule and with one that is always true', (linkType, sizes, pairs) => {
    expect(counted(sizes.map(anyone), linkType, [])).toEqual([pairs]);
    expect(counted(sizes.map(anyone), linkType, ['1=1'])).toEqual([pairs]);
  });
});

describe('counts of a rule', () => {
  // Counts: Splink, tests/test_analyse_blocking.py: two of four share a forename; the second table holds both forenames that the first repeats.
  const first: Rows = [
    { forename: 'ADA', surname: 'OKORO' },
    { forename: 'BEN', surname: 'SINGH' },
    { forename: 'CAT', surname: 'EVANS' },
    { forename: 'ADA', surname: 'PATEL' },
  ];
  const second: Rows = [
    { forename: 'ADA', surname: 'OKORA' },
    { forename: 'BEN', surname: 'SINGH' },
    { forename: 'KAT', surname: 'EVENS' },
  ];

  it.each<[LinkType, readonly Rows[], string, number]>([
    ['dedupe_only', [first], '1=1', 6],
    ['dedupe_only', [first], 'l.forename = r.forename', 1],
    ['link_only', [first, second], '1=1', 12],
    ['link_only', [first, second], 'l.surname = r.surname', 1],
    ['link_only', [first, second], 'l.forename = r.forename', 3],
    ['link_and_dedupe', [first, second], '1=1', 21],
    ['link_and_dedupe', [first, second], 'l.forename = r.forename and l.surname = r.surname', 1],
  ])('%s of %j by %s are %i', (linkType, tables, rule, pairs) => {
    expect(counted(tables, linkType, [rule])).toEqual([pairs]);
  });
});

describe('a rule on an exploded list', () => {
  // Pairs and their rules: Splink, tests/test_array_based_blocking.py.
  it('comes in the order of the rules like any other', () => {
    const left: Rows = [
      { sex: 'm', code: ['C1', 'C2'] },
      { sex: 'm', code: ['C1', 'C3'] },
      { sex: 'f', code: ['C3'] },
    ];
    const right: Rows = [
      { sex: 'm', code: ['C3', 'C4'] },
      { sex: 'f', code: ['C2'] },
      { sex: 'm', code: ['C3', 'C1', 'C2'] },
    ];
    const exploded = { ...smallRule('l.sex = r.sex and l.code = r.code'), explode: ['code'] };
    const rules = compiled([left, right], 'link_only', [exploded, smallRule('l.sex = r.sex')]);
    const found: string[] = [];
    for (const task of candidateTasks(rules))
      enumerateTask(rules, task, { changed: null, barred: null }, ({ a, b, rule, count }) => {
        for (let p = 0; p < count; p++) found.push(`${a[p]}–${b[p]} by ${rule[p]}`);
      });
    expect(found.sort()).toEqual(['0–3 by 1', '0–5 by 0', '1–3 by 0', '1–5 by 0', '2–4 by 1']);
  });

  // Splink 5.0.0 asks the earlier rule of the members instead of the lists, finds it true of equal ones, and makes no pair at all.
  it.each(['l.code[1] = r.code[1]', 'l.code = r.code'])(
    'keeps its pairs where the earlier rule %s reads the list and is not true',
    (earlier) => {
      const rows: Rows = [{ code: ['C1', 'C2'] }, { code: ['C3', 'C2'] }];
      const exploded = { ...smallRule('l.code = r.code'), explode: ['code'] };
      const rules = compiled([rows], 'dedupe_only', [smallRule(earlier), exploded]);
      expect(countCandidates(rules, { changed: null }).map(({ pairs }) => pairs)).toEqual([0, 1]);
    },
  );

  // Case C035: counted as 0 beforehand by another tool, then thousands were made.
  it('is counted as what it makes: two who share two members are one pair', () => {
    const rows: Rows = [
      { code: ['C1', 'C2'] },
      { code: ['C2', 'C1', 'C5'] },
      { code: ['C3'] },
      { code: ['C3', 'C4'] },
      { code: [] },
      { code: null },
    ];
    const exploded: PlannedRule = { text: 'l.code = r.code', condition: parseExpression('l.code = r.code', 'rule'), explode: ['code'] };
    expect(countCandidates(compiled([rows], 'dedupe_only', [exploded]), { changed: null })).toMatchObject([{ pairs: 2, isExact: true }]);
  });

  it('is refused where the column holds no lists, with the rule and the column named', () => {
    const exploded: PlannedRule = { text: 'l.code = r.code', condition: parseExpression('l.code = r.code', 'rule'), explode: ['code'] };
    expect(() => compiled([[{ code: 'C1' }]], 'dedupe_only', [exploded])).toThrow(
      /l\.code = r\.code explodes column code, which does not hold lists/,
    );
  });
});
