import { readerOf } from '@golden-thread/linkage/column-reader';
import { explainPair } from '@golden-thread/linkage/explain';
import { columnsOf } from '@golden-thread/linkage/expression-columns';
import { NO_RULE } from '@golden-thread/linkage/pair-chunk';
import type { PlannedComparison } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import type { ColumnValue } from '@golden-thread/shapes/columns';
import type { RecordName } from '../link-files/named-pairs.ts';
import { recordNames } from '../link-files/record-names.ts';
import { shownValue } from '../link-files/table-cells.ts';
import type { AskedPairs } from './compare-files.ts';
import type { ComparedColumn, ComparedPair, CompareRequest } from './comparison.ts';

/** The first pairs, part by part. */
export function explainedPairs(
  { records, runner, model, pairs }: AskedPairs,
  { most, showValues }: Pick<CompareRequest, 'most' | 'showValues'>,
): readonly ComparedPair[] {
  const { comparisons, rules } = runner.plan;
  const { idOf, sourceOf } = recordNames(records);
  const nameOf = (record: number): RecordName => ({ source: sourceOf(record), id: idOf(record) });
  return Array.from({ length: Math.min(most, pairs.count) }, (_, p): ComparedPair => {
    const [l, r, rule] = [pairs.l[p] as number, pairs.r[p] as number, pairs.rule[p] as number];
    const explained = explainPair(runner, model, l, r);
    const values = (comparison: PlannedComparison | undefined): ComparedColumn['values'] =>
      showValues && comparison !== undefined ? valuesOf(records, comparison, l, r) : null;
    return {
      left: nameOf(l),
      right: nameOf(r),
      rule: rule === NO_RULE ? null : { number: rule + 1, text: rules[rule]?.text ?? '1=1' },
      ...explained,
      comparisons: explained.comparisons.map((own, c) => ({ ...own, values: values(comparisons[c]) })),
    };
  });
}

function valuesOf({ columns }: RecordTable, { levels }: PlannedComparison, l: number, r: number): NonNullable<ComparedColumn['values']> {
  const names = new Set(levels.flatMap(({ condition }) => (condition === null ? [] : columnsOf(condition).map(({ name }) => name))));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const column = columns.get(name) ?? [...columns].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
      if (column === undefined) return [];
      const read = readerOf(column);
      const shown = (record: number): ColumnValue => shownValue(read(column.ids[record] as number), column.type);
      return [[name, [shown(l), shown(r)] as const]];
    }),
  );
}
