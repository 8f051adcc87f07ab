import { thresholdTable, truthTable } from '@golden-thread/linkage/truth-table';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { checkFiles } from '../link-files/check-files.ts';
import { writeText } from '../link-files/write-text.ts';
import type { EvaluateRequest, Evaluation, PairEvaluation } from './evaluation.ts';
import { judgeByLabels } from './judge-by-labels.ts';
import { judgeByTruth } from './judge-by-truth.ts';
import type { JudgedPairsFile } from './judged.ts';
import { writeErrors } from './write-errors.ts';
import { writeThresholdTable } from './write-threshold-table.ts';

/** Thresholds that are shown where nobody names some. */
const ROUND = [-10, -5, 0, 5, 10, 15, 20];

/** Thresholds of a tenth of a bit, each with the pairs that weigh as much and more. */
const BY_TENTHS = { roundTo: 0.1, down: true };

/**
 * Compares the clusters of a file, and scored pairs if they are given, with the truth of other files or with labels, and
 * writes what was asked for. Touches no database.
 * @throws DeclarationError when a file lacks a column or names a record that the others do not have.
 */
export async function evaluateFiles(request: EvaluateRequest): Promise<Evaluation> {
  checkRequest(request);
  const { by } = request;
  const { pairs: judged, ...figures } = await (by.kind === 'truth' ? judgeByTruth(request, by) : judgeByLabels(request, by));
  const evaluation: Evaluation = {
    ...figures,
    pairs: judged === null ? null : pairFigures(judged, request),
    linkWeight: request.linkWeight,
    written: Object.values(request.out).filter((path) => path !== null),
  };
  const { errors, thresholdTable: table, report } = request.out;
  if (judged !== null && errors !== null) await writeErrors(errors, judged);
  if (judged !== null && table !== null) await writeThresholdTable(table, evaluation);
  if (report !== null) await writeReport(report, evaluation, judged);
  return evaluation;
}

/** @throws DeclarationError */
function checkRequest({ by, pairs, out, thresholds }: EvaluateRequest): void {
  checkFiles({
    read: [by.clusters, pairs, ...(by.kind === 'labels' ? [by.labels.path] : by.truth.files.map(({ path }) => path))],
    tables: [out.errors, out.thresholdTable],
    texts: [out.report],
  });
  if (pairs === null && thresholds !== null)
    throw new DeclarationError({ code: 'option.pairs', message: 'Thresholds are of scored pairs.', remedy: 'Name them with --pairs.' });
  const wants = out.errors !== null || out.thresholdTable !== null ? 'The errors and the table of thresholds are' : null;
  if (pairs === null && wants !== null)
    throw new DeclarationError({ code: 'option.pairs', message: `${wants} of scored pairs.`, remedy: 'Name them with --pairs.' });
  if (by.kind === 'labels' && pairs === null && by.clusters === null)
    throw new DeclarationError({
      code: 'option.pairs',
      message: 'There is nothing to hold against the labels.',
      remedy: 'Name scored pairs with --pairs, or clusters with --clusters, or both.',
    });
}

function pairFigures(judged: JudgedPairsFile, { thresholds, linkWeight }: EvaluateRequest): PairEvaluation {
  const { count, weight } = judged.file.pairs;
  const lightest = count === 0 ? null : weight.reduce((least, one) => Math.min(least, one));
  return {
    scored: judged.file.pairs.count,
    lightest,
    thresholds: thresholdTable(judged.all, thresholds ?? ROUND.filter((weight) => lightest === null || weight >= lightest)),
    table: truthTable(judged.all, BY_TENTHS),
    errors: judged.errors(0).counts,
    groups: judged.groups.flatMap(({ group, judged: own }) => {
      const [linked] = thresholdTable(own, [linkWeight]);
      return linked === undefined ? [] : [{ group, linked, table: truthTable(own, BY_TENTHS) }];
    }),
  };
}

/** The charts' library is loaded where there is a report only. */
async function writeReport(path: string, evaluation: Evaluation, judged: JudgedPairsFile | null): Promise<void> {
  const { renderEvaluation } = await import('../report/render-evaluation.ts');
  await writeText(path, await renderEvaluation(evaluation, judged));
}
