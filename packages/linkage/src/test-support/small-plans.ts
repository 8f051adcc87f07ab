import type { ColumnTable } from '@golden-thread/shapes/columns';
import { parseExpression } from '../expression/parse.ts';
import type { LinkagePlan, PlannedComparison, PlannedLevel, PlannedRule, TermFrequencyUse } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';

export interface SmallLevel {
  /** SQL; absent: the else-level. */
  readonly when?: string;
  readonly isNull?: boolean;
  readonly m?: number;
  readonly u?: number;
  readonly termFrequency?: Partial<TermFrequencyUse> & Pick<TermFrequencyUse, 'column'>;
}

/** A comparison of the given levels, gammas counted as Splink counts them. */
export function smallComparison(name: string, levels: readonly SmallLevel[]): PlannedComparison {
  let gamma = levels.filter(({ isNull }) => isNull !== true).length;
  return {
    name,
    describes: name,
    levels: levels.map(({ when, isNull, m, u, termFrequency }): PlannedLevel => {
      if (isNull !== true) gamma--;
      return {
        condition: when === undefined ? null : parseExpression(when, 'level'),
        label: when ?? 'else',
        gamma: isNull === true ? -1 : gamma,
        m: m ?? null,
        u: u ?? null,
        fixM: false,
        fixU: false,
        termFrequency: termFrequency === undefined ? null : { weight: 1, minimumU: 0, againstOwnU: false, of: 'value', ...termFrequency },
      };
    }),
  };
}

export const smallRule = (text: string): PlannedRule => ({ text, condition: parseExpression(text, 'rule'), explode: [] });

export function smallPlan(plan: Partial<LinkagePlan>): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.5,
    comparisons: [],
    rules: [],
    training: null,
    convergence: 0.0001,
    iterations: 25,
    additionalColumns: [],
    ...plan,
  };
}

/** Records of one table in its order, with raw columns only: enough where nothing but equality is asked. */
export function preparedOfTable({ name, size, columns }: ColumnTable): Prepared {
  return {
    size,
    sources: [name],
    sourceOf: new Uint16Array(size),
    columns: new Map([...columns].map(([column, values]) => [`"${column}"`, values])),
    spellings: new Map(),
    shared: new Map(),
  };
}
