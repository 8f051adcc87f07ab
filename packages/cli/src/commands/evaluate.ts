import { basename, extname } from 'node:path';
import { type EvaluateRequest, evaluateFiles } from '@golden-thread/orchestrator/evaluate-files';
import type { NamedFile } from '@golden-thread/orchestrator/link-request';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Command, InvalidArgumentError } from 'commander';
import { run } from '../command.ts';
import { evaluationText } from '../render/evaluation.ts';

interface EvaluateOptions {
  readonly clusters: string;
  readonly truth: readonly NamedFile[];
  readonly truthColumn?: string;
  readonly truthExpression?: string;
  readonly idColumn: string;
  readonly sourceColumn: string;
  readonly by?: string;
  readonly pairs?: string;
  readonly threshold?: readonly number[];
  readonly acrossSources?: boolean;
  readonly trim?: boolean;
}

const THRESHOLDS = [-10, -5, 0, 5, 10, 15, 20];

const EXAMPLE = `
Examples:
  gt evaluate --clusters clusters.csv --truth a.csv --truth-column person --pairs pairs.csv
  gt evaluate --clusters clusters.csv --truth people.csv --id-column rec_id --truth-expression "regexp_extract(rec_id, 'rec-([0-9]+)', 1)"
Every true pair that is not in one cluster counts as missed, whether blocking ever made it or not.`;

export function evaluate(program: Command, root: string): void {
  program
    .command('evaluate')
    .description('compare clusters, and scored pairs, with the truth: pairwise and B-cubed precision, recall and F1')
    .requiredOption('--clusters <file>', 'clusters as gt link writes them')
    .requiredOption('--truth <name=file>', 'records whose true entity is known (may be given several times)', fileWithName)
    .option('--truth-column <column>', 'column of the truth that names the entity')
    .option('--truth-expression <sql>', 'an expression of its columns instead')
    .option('--id-column <column>', 'column of ids in the truth', 'unique_id')
    .option('--source-column <column>', 'column of sources in the truth, if it has one', 'source_dataset')
    .option('--by <column>', 'give the figures for each value of this column of the truth too')
    .option('--pairs <file>', 'scored pairs as gt link writes them: figures by threshold')
    .option('--threshold <bits>', 'a match weight whose figures are shown (several times)', numbers)
    .option('--across-sources', 'only pairs of two sources count, as where files were linked')
    .option('--trim', 'take away spaces around cells of the truth')
    .addHelpText('after', EXAMPLE)
    .action(async (options: EvaluateOptions, command: Command) => {
      await run(root, command, async ({ show }) => {
        const evaluation = await evaluateFiles(requestOf(options));
        show(evaluationText(evaluation), { event: 'evaluate.ended', ...evaluation });
      });
    });
}

function requestOf(options: EvaluateOptions): EvaluateRequest {
  const { truthColumn, truthExpression } = options;
  if ((truthColumn === undefined) === (truthExpression === undefined))
    throw new DeclarationError({
      code: 'option.truth',
      message: 'The truth is a column or an expression.',
      remedy: 'Give --truth-column or --truth-expression, and not both.',
    });
  return {
    clusters: options.clusters,
    truth: {
      files: options.truth,
      idColumn: options.idColumn,
      sourceColumn: options.sourceColumn,
      truth: truthExpression ?? `"${(truthColumn ?? '').replaceAll('"', '""')}"`,
      by: options.by ?? null,
      trim: options.trim === true,
    },
    pairs: options.pairs ?? null,
    acrossSources: options.acrossSources === true,
    thresholds: options.threshold ?? THRESHOLDS,
  };
}

function fileWithName(text: string, before: readonly NamedFile[] = []): readonly NamedFile[] {
  const at = text.indexOf('=');
  const path = text.slice(at + 1);
  if (path === '') throw new InvalidArgumentError('Write it as name=file, or as a file.');
  return [...before, { name: at < 0 ? basename(path, extname(path)) : text.slice(0, at), path }];
}

function numbers(text: string, before: readonly number[] = []): readonly number[] {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('That is not a number.');
  return [...before, value];
}
