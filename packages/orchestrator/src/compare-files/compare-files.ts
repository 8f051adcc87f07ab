import { columnsNeeded } from '@golden-thread/linkage/columns-needed';
import { openRules } from '@golden-thread/linkage/compile-rules';
import { indexedRules } from '@golden-thread/linkage/indexed-rules';
import type { ScoredPairs } from '@golden-thread/linkage/pairs';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { Model } from '@golden-thread/linkage/predict-pairs';
import { prepare } from '@golden-thread/linkage/prepare';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { rulesOfPairs } from '@golden-thread/linkage/rules-of-pairs';
import { type EngineRunner, inlineRunner } from '@golden-thread/linkage/runner';
import { scorePairs } from '@golden-thread/linkage/score-pairs';
import { stackRecords } from '@golden-thread/linkage/stack-records';
import { startingParameters } from '@golden-thread/linkage/starting-parameters';
import { checkFrequencies, termFrequenciesOf } from '@golden-thread/linkage/term-frequencies';
import { checkFiles } from '../link-files/check-files.ts';
import { checkFilled, checkSources } from '../link-files/check-request.ts';
import { findRecords } from '../link-files/find-records.ts';
import { type RecordName, readNamedPairs } from '../link-files/named-pairs.ts';
import { readSettingsFile } from '../link-files/read-settings-file.ts';
import { readTables } from '../link-files/read-tables.ts';
import { readTermFrequencies } from '../link-files/term-frequency-files.ts';
import { writePairs } from '../link-files/write-pairs.ts';
import { writeText } from '../link-files/write-text.ts';
import type { ComparedPairs, CompareRequest } from './comparison.ts';
import { explainedPairs } from './explained-pairs.ts';

/** Pairs that somebody asks about, scored, with all that they were scored by. */
export interface AskedPairs {
  readonly records: RecordTable;
  readonly runner: EngineRunner;
  readonly model: Model;
  /** In the order in which they were asked about; `NO_RULE` where no blocking rule makes them. */
  readonly pairs: ScoredPairs;
}

/**
 * Scores given pairs of the records of files, whether a blocking rule makes them or not, and tells why they weigh what they
 * weigh. Term frequencies are those of all the records, or of a file. Touches no database.
 * @throws DeclarationError for settings or data that cannot be compared, and for records that are not there.
 */
export async function compareFiles(request: CompareRequest, warn: (words: string) => void): Promise<ComparedPairs> {
  const { settings, inputs, termFrequencies, pairsFile, out } = request;
  checkFiles({
    read: [...inputs.map(({ path }) => path), termFrequencies, pairsFile],
    alsoRead: [settings],
    tables: [out.pairs],
    texts: [out.report],
  });
  const plan: LinkagePlan = { ...readSettingsFile(settings, warn), training: null };
  checkFrequencies(plan);
  const asked = await scored(request, plan);
  const pairs = explainedPairs(asked, request);
  if (out.pairs !== null)
    await writePairs(out.pairs, asked, { retain: [], retainWeights: request.retainWeights, deterministic: false }, () => {});
  if (out.report !== null) {
    const { renderComparison } = await import('../report/render-comparison.ts');
    await writeText(out.report, await renderComparison(pairs, request.showValues));
  }
  return { count: asked.pairs.count, pairs, written: [out.pairs, out.report].filter((path) => path !== null) };
}

async function scored(request: CompareRequest, plan: LinkagePlan): Promise<AskedPairs> {
  const { inputs, trim, delimiter, termFrequencies } = request;
  const needed = columnsNeeded(plan, { train: false, expressions: [] });
  const tables = await readTables(inputs, { columns: [plan.uniqueIdColumn, plan.sourceColumn, ...needed], trim, delimiter });
  checkFilled(tables);
  const records = stackRecords(tables, plan);
  checkSources(plan, records);
  const { l, r } = await numbersOf(request, records, plan);
  const runner = inlineRunner({ prepared: prepare(records, plan), plan });
  const given = termFrequencies === null ? new Map() : await readTermFrequencies(termFrequencies);
  const model = { parameters: startingParameters(plan), shares: termFrequenciesOf(runner.prepared, plan, given) };
  const rule = rulesOfPairs(openRules(runner.prepared, await indexedRules(runner, plan.rules)), { l, r });
  return { records, runner, model, pairs: { count: l.length, l, r, weight: await scorePairs(runner, model, { l, r }), rule } };
}

/** The pairs of the command line, then those of the file; of each the record that stands earlier first. */
async function numbersOf(
  { pairs, pairsFile }: CompareRequest,
  records: RecordTable,
  plan: LinkagePlan,
): Promise<{ l: Int32Array; r: Int32Array }> {
  const own = { id: plan.uniqueIdColumn, source: plan.sourceColumn };
  const named = pairsFile === null ? [] : await readNamedPairs(pairsFile, own);
  const all = [...pairs, ...named.map(({ left, right }) => [left, right] as const)];
  const placeOf = (k: number, side: 0 | 1): string =>
    `The ${side === 0 ? 'left' : 'right'} side of ${k < pairs.length ? `pair ${k + 1} of --pair` : `line ${k - pairs.length + 2} of ${pairsFile}`}`;
  const numbers = (side: 0 | 1): Int32Array =>
    findRecords(
      records,
      all.map((pair): RecordName => pair[side]),
      (k) => placeOf(k, side),
    );
  const [one, other] = [numbers(0), numbers(1)];
  return {
    l: one.map((record, k) => Math.min(record, other[k] as number)),
    r: one.map((record, k) => Math.max(record, other[k] as number)),
  };
}
