import { type CompiledRules, compileRules } from '@golden-thread/linkage/compile-rules';
import { completenessOf } from '@golden-thread/linkage/completeness';
import { countCandidates } from '@golden-thread/linkage/count-candidates';
import { columnsOf } from '@golden-thread/linkage/expression-columns';
import { parseExpression } from '@golden-thread/linkage/parse-expression';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import { planOfRules } from '@golden-thread/linkage/plan-of-rules';
import { prepare } from '@golden-thread/linkage/prepare';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { type ColumnProfile, profileColumn } from '@golden-thread/linkage/profile-column';
import type { Column, ColumnTable } from '@golden-thread/shapes/columns';
import { blockValues } from '../link-files/block-values.ts';
import { checkFiles } from '../link-files/check-files.ts';
import { readTables } from '../link-files/read-tables.ts';
import { shownValue } from '../link-files/table-cells.ts';
import { writeText } from '../link-files/write-text.ts';
import { possiblePairs } from '../report/possible-pairs.ts';
import type { Exploration, ExploreRequest } from './exploration.ts';
import { exploredColumns } from './explored-columns.ts';
import { stackRows } from './stack-rows.ts';

/**
 * Looks at the records of files before anything is linked: how complete their columns are, how often values stand, and what
 * blocking rules would make. Records need no ids for that. Touches no database.
 * @throws DeclarationError for files, columns and rules that are not there or cannot be followed.
 */
export async function exploreFiles(request: ExploreRequest): Promise<Exploration> {
  checkFiles({ read: request.inputs.map(({ path }) => path), tables: [], texts: [request.report] });
  const linkType = request.linkType ?? (request.inputs.length === 1 ? 'dedupe_only' : 'link_and_dedupe');
  const plan = planOfRules(request.rules, { linkType, uniqueIdColumn: '', sourceColumn: request.sourceColumn });
  const tables = await readTables(request.inputs, { ...request, columns: columnsToRead(request, plan) });
  const records = stackRows(tables, plan);
  const columns = exploredColumns(records, request.columns ?? namesOf(tables));
  const compiled = request.rules.length === 0 ? null : compileRules(prepare(records, plan), plan.rules, plan);
  const exploration: Exploration = {
    records: records.size,
    sources: records.sources,
    completeness: completenessOf({ ...records, columns }),
    columns: [...columns].map(([column, own]) => ({
      column,
      type: own.type,
      ...profileOf(own, request),
    })),
    blocking:
      compiled === null ? null : { linkType, possible: possiblePairs(plan, records), rules: exploredRules(records, compiled, request) },
    written: request.report === null ? [] : [request.report],
  };
  if (request.report !== null) {
    const { renderExploration } = await import('../report/render-exploration.ts');
    await writeText(request.report, await renderExploration(exploration, plan));
  }
  return exploration;
}

function profileOf(column: Column, { top, showValues }: ExploreRequest): ColumnProfile {
  const profile = profileColumn(column, { top, withValues: showValues });
  const shown = profile.top.map((held) => (held.value === undefined ? held : { ...held, value: shownValue(held.value, column.type) }));
  return { ...profile, top: shown };
}

/** `null`: all. */
function columnsToRead({ columns, sourceColumn }: ExploreRequest, { rules }: LinkagePlan): readonly string[] | null {
  if (columns === null) return null;
  const named = [
    ...columns.flatMap((text) => columnsOf(parseExpression(text, 'record'))),
    ...rules.flatMap(({ condition }) => (condition === null ? [] : columnsOf(condition))),
  ].map(({ name }) => name);
  return [...new Set([...named, ...rules.flatMap(({ explode }) => explode), sourceColumn])];
}

/** Every column, each once, as an expression: its quoted name. */
function namesOf(tables: readonly ColumnTable[]): readonly string[] {
  const names = new Set(tables.flatMap(({ columns }) => [...columns.keys()]));
  return [...names].map((name) => `"${name.replaceAll('"', '""')}"`);
}

function exploredRules(
  records: RecordTable,
  compiled: CompiledRules,
  { top, showValues }: ExploreRequest,
): NonNullable<Exploration['blocking']>['rules'] {
  const { rules } = compiled.index;
  return countCandidates(compiled, { changed: null, largest: top }).map(({ rule, bound, pairs, isExact, cumulative, largestBlocks }) => {
    const holds = blockValues(records, rules[rule]);
    return {
      text: rules[rule]?.text ?? '1=1',
      bound,
      pairs,
      isExact,
      cumulative,
      largestBlocks: largestBlocks.map((block) => ({
        records: block.records,
        pairs: block.pairs,
        holds: showValues ? holds(block.example) : null,
      })),
    };
  });
}
