import { linkFiles } from '@golden-thread/orchestrator/link-files';
import type { LinkRequest, NamedFile } from '@golden-thread/orchestrator/link-request';
import type { LinkSummary } from '@golden-thread/orchestrator/link-summary';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Command } from 'commander';
import { businessDateFrom, run } from '../command.ts';
import { atLeastOne, collected, delimiter, fileWithName, number, oneOf, probability, whole } from '../option-values.ts';
import { linkEventPrinter } from '../render/link-events.ts';
import { linkText } from '../render/link-result.ts';

const METHODS = ['components', 'average', 'single-best'] as const;
const TIES = ['lowest-id', 'drop'] as const;
type TiesName = (typeof TIES)[number];
type MethodName = (typeof METHODS)[number];

interface LinkCommandOptions {
  readonly settings: string;
  readonly input: readonly NamedFile[];
  readonly train?: boolean;
  readonly thresholdWeight?: number;
  readonly thresholdProbability?: number;
  readonly pairs?: string;
  readonly clusters?: string;
  readonly clusterWeight?: readonly (number | 'auto')[];
  readonly clusterMethod: MethodName;
  readonly duplicateFree?: readonly string[];
  readonly ties?: TiesName;
  readonly modelOut?: string;
  readonly report?: string;
  readonly tf?: string;
  readonly tfOut?: string;
  readonly labels?: string;
  readonly unlinkables?: string;
  readonly graphMetrics?: string;
  readonly completeClusters?: string;
  readonly retain?: readonly string[];
  readonly retainWeights?: boolean;
  readonly new?: readonly string[];
  readonly deterministic?: boolean;
  readonly dryRun?: boolean;
  readonly showValues?: boolean;
  readonly trim?: boolean;
  readonly delimiter?: string;
  readonly missingColumns: 'refuse' | 'allow';
  readonly pairBudget: number;
  readonly workers?: number;
  readonly seed: number;
  readonly date?: string;
}

/** What a rule that pairs nearly everybody with everybody reaches soon, and an honest job of some millions does not. */
const PAIR_BUDGET = 2e9;

const EXAMPLE = `
Example:
  gt link --settings model.json --input a=a.csv --input b=b.parquet --train --threshold-weight 5 \\
          --pairs pairs.csv --clusters clusters.csv --cluster-weight 10 --model-out trained.json
Files end in .csv or .parquet. Labels are Splink's table: source_dataset_l, unique_id_l, source_dataset_r, unique_id_r, and
clerical_match_score, where a half and more is a match. No database is touched. Exit codes: 0 done, 1 failed, 2 wrong usage, settings or data, 3 over the pair budget.`;

export function link(program: Command, root: string): void {
  program
    .command('link')
    .description("link the records of files by Splink's settings: pairs with match weights, and clusters")
    .requiredOption('--settings <file>', "Splink's settings or a model, as JSON")
    .requiredOption('--input <name=file>', 'a file of records and the name of its source (may be given several times)', fileWithName)
    .option('--train', 'estimate the model first, as "training" in the settings says')
    .option('--labels <file>', 'pairs that people have judged: --train estimates m from those that match, too')
    .option('--threshold-weight <bits>', 'keep pairs of this match weight and more', number)
    .option('--threshold-probability <p>', 'the same as a match probability', probability)
    .option('--pairs <file>', 'write the scored pairs')
    .option('--clusters <file>', 'write the clusters; needs --cluster-weight')
    .option('--cluster-weight <bits>', 'join pairs of this match weight and more; may be given several times; "auto" chooses one', weight)
    .option('--cluster-method <method>', 'components, average or single-best', oneOf(METHODS), 'components')
    .option('--duplicate-free <source>', 'a source that holds nobody twice, for --cluster-method single-best (several times)', collected)
    .option('--ties <method>', 'of equal single best links into such a source: lowest-id or drop (default: "lowest-id")', oneOf(TIES))
    .option('--model-out <file>', 'write the model: settings that Splink reads, with what they were made of')
    .option('--report <file>', 'write a report with charts, as one HTML file')
    .option('--tf <file>', 'weigh by these term frequencies (written by --tf-out) instead of those of the input')
    .option('--tf-out <file>', 'write the term frequencies')
    .option('--complete-clusters <file>', 'write, scored, the pairs inside clusters that are not among the pairs: mostly no rule made them')
    .option('--graph-metrics <folder>', 'write how clusters hang together: nodes.csv, edges.csv and clusters.csv')
    .option('--unlinkables <file>', 'write which share of the records holds too little to be linked, by weight')
    .option('--retain <column>', 'write this column of both records beside each pair (several times)', collected)
    .option('--retain-weights', 'write beside each pair what each comparison adds to its weight: mw_…, mw_tf_adj_…')
    .option('--new <source>', 'a source that is new: pairs of two records of other sources are not made (several times)', collected)
    .option('--deterministic', 'take every pair that a blocking rule makes for a link; nothing is scored')
    .option('--dry-run', 'only count the candidate pairs of each rule')
    .option('--show-values', 'say in --json too what the records of the largest blocks share, which are values of records')
    .option('--trim', 'take away spaces around cells')
    .option(
      '--missing-columns <what>',
      'a file without a column that others have and the settings need: refuse or allow',
      oneOf(['refuse', 'allow'] as const),
      'refuse',
    )
    .option('--delimiter <character>', 'what parts cells in CSV files, where it is no comma', delimiter)
    .option('--pair-budget <pairs>', 'stop before scoring when the rules make more candidate pairs', whole, PAIR_BUDGET)
    .option('--workers <threads>', 'threads that work (default: as the machine has, for large files)', atLeastOne)
    .option('--seed <number>', 'seed of whatever is sampled', whole, 1)
    .option('--date <yyyy-mm-dd>', "date in the model (default: today's in UTC)")
    .addHelpText('after', EXAMPLE)
    .action(async (options: LinkCommandOptions, command: Command) => {
      await run(root, command, async ({ config, json, show }) => {
        const request = requestOf(options);
        const summary = await linkFiles(request, linkEventPrinter({ json, interactive: config.interactive }));
        const { stopped, ...figures } = summary;
        show(linkText(request, summary), { event: 'link.ended', ...(options.showValues === true ? figures : withoutValues(figures)) });
        if (stopped !== null) throw stopped;
      });
    });
}

/** The figures alone: whoever keeps a log of events keeps no value of a record. */
function withoutValues<Figures extends Pick<LinkSummary, 'candidates'>>(figures: Figures): Figures {
  const rules = figures.candidates.rules.map((rule) => ({
    ...rule,
    largestBlocks: rule.largestBlocks.map(({ records, pairs }) => ({ records, pairs })),
  }));
  return { ...figures, candidates: { ...figures.candidates, rules } };
}

function requestOf(options: LinkCommandOptions): LinkRequest {
  const weights = options.clusterWeight ?? [];
  if (options.clusters !== undefined && weights.length === 0 && options.deterministic !== true)
    throw usage(
      'option.cluster_weight',
      '--clusters needs to know how much a pair must weigh.',
      'Add --cluster-weight 10, or --cluster-weight auto.',
    );
  if (options.thresholdWeight !== undefined && options.thresholdProbability !== undefined)
    throw usage('option.threshold', '--threshold-weight and --threshold-probability say the same thing.', 'Give one of them.');
  checkFurther(options, weights);
  if (weights.includes('auto') && weights.length > 1)
    throw usage('option.cluster_weight', '--cluster-weight auto stands alone.', 'Give weights, or auto.');
  return {
    settings: options.settings,
    inputs: options.input,
    train: options.train === true,
    seed: options.seed,
    labels: options.labels ?? null,
    date: businessDateFrom(options.date, 'UTC'),
    thresholdWeight: options.thresholdWeight ?? options.thresholdProbability ?? null,
    pairBudget: options.pairBudget,
    deterministic: options.deterministic === true,
    newSources: options.new ?? [],
    countOnly: options.dryRun === true,
    clusterWeights: weights.includes('auto') ? 'auto' : weights.filter((given) => given !== 'auto'),
    clusterMethod: methodOf(options),
    trim: options.trim === true,
    delimiter: options.delimiter ?? null,
    allowMissingColumns: options.missingColumns === 'allow',
    workers: options.workers ?? null,
    retain: options.retain ?? [],
    retainWeights: options.retainWeights === true,
    termFrequencies: options.tf ?? null,
    out: {
      pairs: options.pairs ?? null,
      clusters: options.clusters ?? null,
      model: options.modelOut ?? null,
      report: options.report ?? null,
      termFrequencies: options.tfOut ?? null,
      unlinkables: options.unlinkables ?? null,
      graphMetrics: options.graphMetrics ?? null,
      missingPairs: options.completeClusters ?? null,
    },
  };
}

/** Options that say nothing by themselves. */
function checkFurther(options: LinkCommandOptions, weights: readonly unknown[]): void {
  const { labels, train, deterministic, completeClusters, graphMetrics, unlinkables, retainWeights } = options;
  if (labels !== undefined && train !== true) throw usage('option.labels', '--labels says something of training only.', 'Add --train.');
  if (deterministic === true && (completeClusters ?? unlinkables ?? retainWeights) !== undefined)
    throw usage(
      'option.deterministic',
      'In a deterministic link nothing is scored, and --complete-clusters, --unlinkables and --retain-weights are of scores.',
      'Leave out --deterministic, or these.',
    );
  const clusters = completeClusters === undefined ? (graphMetrics === undefined ? null : '--graph-metrics') : '--complete-clusters';
  if (clusters !== null && weights.length !== 1 && deterministic !== true)
    throw usage('option.cluster_weight', `${clusters} is of clusters at one weight.`, 'Give --cluster-weight once, as a number or auto.');
}

function methodOf({ clusterMethod: kind, duplicateFree = [], ties }: LinkCommandOptions): LinkRequest['clusterMethod'] {
  if (kind === 'single-best') return { kind: 'single_best', duplicateFree, ties: ties === 'drop' ? 'drop' : 'lowest_id' };
  if (duplicateFree.length > 0 || ties !== undefined)
    throw usage(
      'option.duplicate_free',
      '--duplicate-free and --ties say something of single best links only.',
      'Add --cluster-method single-best.',
    );
  return { kind };
}

const usage = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });

const weight = (text: string, before: readonly (number | 'auto')[] = []): readonly (number | 'auto')[] => [
  ...before,
  text === 'auto' ? 'auto' : number(text),
];
