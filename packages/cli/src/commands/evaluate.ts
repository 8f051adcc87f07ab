import { evaluateFiles } from '@golden-thread/orchestrator/evaluate-files';
import type { EvaluateRequest, Standard } from '@golden-thread/orchestrator/evaluation';
import type { NamedFile } from '@golden-thread/orchestrator/link-request';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Command } from 'commander';
import { run } from '../command.ts';
import { delimiter, fileWithName, number, numbers } from '../option-values.ts';
import { evaluationText } from '../render/evaluation.ts';

interface EvaluateOptions {
  readonly clusters?: string;
  readonly truth?: readonly NamedFile[];
  readonly truthColumn?: string;
  readonly truthExpression?: string;
  readonly labels?: string;
  readonly idColumn: string;
  readonly sourceColumn: string;
  readonly by?: string;
  readonly pairs?: string;
  readonly threshold?: readonly number[];
  readonly linkWeight: number;
  readonly acrossSources?: boolean;
  readonly trim?: boolean;
  readonly delimiter?: string;
  readonly report?: string;
  readonly errors?: string;
  readonly thresholdTable?: string;
}

const EXAMPLE = `
Examples:
  gt evaluate --clusters clusters.csv --truth a.csv --truth-column person --pairs pairs.csv \\
              --report report.html --errors errors.csv --threshold-table thresholds.csv
  gt evaluate --clusters clusters.csv --truth people.csv --id-column rec_id --truth-expression "regexp_extract(rec_id, 'rec-([0-9]+)', 1)"
  gt evaluate --labels labels.csv --pairs pairs.csv
A truth and labels call sources and ids as gt link did: the name of each --truth is that of its --input.
Pairs may also be what Splink's predict gave. Labels are Splink's table: source_dataset_l, unique_id_l, source_dataset_r, unique_id_r, and clerical_match_score, where a half
and more is a match. Every true pair that is not in one cluster counts as missed, whether blocking ever made it or not; so does
every true pair that is not among the pairs: write them with gt link and without a threshold.
Exit codes: 0 done, 1 failed, 2 wrong usage or data.`;

export function evaluate(program: Command, root: string): void {
  program
    .command('evaluate')
    .description('compare clusters, and scored pairs, with the truth: pairwise and B-cubed precision, recall and F1, at every threshold')
    .option('--clusters <file>', 'clusters as gt link writes them')
    .option(
      '--truth <name=file>',
      'records whose true entity is known, and their source as gt link has it (may be given several times)',
      fileWithName,
    )
    .option('--truth-column <column>', 'column of the truth that names the entity')
    .option('--truth-expression <sql>', 'an expression of its columns instead')
    .option('--labels <file>', 'pairs that people have judged, instead of a truth')
    .option('--id-column <column>', 'column of ids in the truth; with _l and _r, in pairs and labels that have no unique_id_l', 'unique_id')
    .option(
      '--source-column <column>',
      'column of sources in the truth, if it has one; pairs and labels of one source need none',
      'source_dataset',
    )
    .option(
      '--by <column>',
      'give the figures for each value of this column of the truth too (of many: the 20 commonest, and the others together)',
    )
    .option('--pairs <file>', 'scored pairs as gt link writes them: figures by threshold')
    .option('--threshold <bits>', 'a match weight whose figures are shown (several times)', numbers)
    .option('--link-weight <bits>', 'pairs of this match weight and more count as linked, in --errors and --report', number, 0)
    .option('--across-sources', 'only pairs of two sources count, as where files were linked')
    .option('--trim', 'take away spaces around cells of the truth')
    .option('--delimiter <character>', 'what parts cells in CSV files of the truth, where it is no comma', delimiter)
    .option('--report <file>', 'write charts of every threshold, as one HTML file')
    .option('--errors <file>', 'write the pairs that --link-weight decides wrongly')
    .option('--threshold-table <file>', "write the figures of every threshold, under Splink's names")
    .addHelpText('after', EXAMPLE)
    .action(async (options: EvaluateOptions, command: Command) => {
      await run(root, command, async ({ show }) => {
        const evaluation = await evaluateFiles(requestOf(options));
        show(evaluationText(evaluation), { event: 'evaluate.ended', ...evaluation });
      });
    });
}

function requestOf(options: EvaluateOptions): EvaluateRequest {
  return {
    by: options.labels === undefined ? truthOf(options) : labelsOf(options, options.labels),
    pairs: options.pairs ?? null,
    acrossSources: options.acrossSources === true,
    thresholds: options.threshold ?? null,
    linkWeight: options.linkWeight,
    out: { report: options.report ?? null, errors: options.errors ?? null, thresholdTable: options.thresholdTable ?? null },
  };
}

function truthOf(options: EvaluateOptions): Standard {
  const { clusters, truth, truthColumn, truthExpression, idColumn, sourceColumn, by, trim, delimiter: parts } = options;
  if (truth === undefined) throw usage('There is no truth.', 'Give records with --truth, or judged pairs with --labels.');
  if (clusters === undefined) throw usage('There are no clusters to hold against the truth.', 'Give them with --clusters.');
  if ((truthColumn === undefined) === (truthExpression === undefined))
    throw usage('The truth is a column or an expression.', 'Give --truth-column or --truth-expression, and not both.');
  return {
    kind: 'truth',
    clusters,
    truth: {
      files: truth,
      idColumn,
      sourceColumn,
      truth: truthExpression ?? `"${(truthColumn ?? '').replaceAll('"', '""')}"`,
      by: by ?? null,
      trim: trim === true,
      delimiter: parts ?? null,
    },
  };
}

function labelsOf(options: EvaluateOptions, labels: string): Standard {
  const { truth, truthColumn, truthExpression, by, acrossSources } = options;
  if (truth !== undefined || truthColumn !== undefined || truthExpression !== undefined)
    throw usage('There are a truth and labels.', 'Give one of --truth and --labels.');
  if (by !== undefined || acrossSources === true)
    throw usage('Labels say nothing of groups and sources.', 'Leave out --by and --across-sources, or give a truth instead.');
  return {
    kind: 'labels',
    clusters: options.clusters ?? null,
    labels: { path: labels, idColumn: options.idColumn, sourceColumn: options.sourceColumn },
  };
}

const usage = (message: string, remedy: string): DeclarationError => new DeclarationError({ code: 'option.truth', message, remedy });
