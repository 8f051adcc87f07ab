import { compareFiles } from '@golden-thread/orchestrator/compare-files';
import type { CompareRequest } from '@golden-thread/orchestrator/comparison';
import type { NamedFile } from '@golden-thread/orchestrator/link-request';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Command, InvalidArgumentError } from 'commander';
import { run } from '../command.ts';
import { delimiter, fileWithName } from '../option-values.ts';
import { comparisonText } from '../render/comparison.ts';

type NamedPair = CompareRequest['pairs'][number];

interface CompareOptions {
  readonly settings: string;
  readonly input: readonly NamedFile[];
  readonly pair?: readonly NamedPair[];
  readonly pairsFile?: string;
  readonly pairs?: string;
  readonly retainWeights?: boolean;
  readonly report?: string;
  readonly tf?: string;
  readonly showValues?: boolean;
  readonly trim?: boolean;
  readonly delimiter?: string;
}

/** Pairs that are told part by part; a file of them may hold millions. */
const MOST_TOLD = 20;

const EXAMPLE = `
Examples:
  gt compare --settings model.json --input a=a.csv --input b=b.parquet --pair a:1,b:7 --show-values
  gt compare --settings model.json --input a=a.csv --pairs-file labels.csv --pairs scored.csv
A pair is two records, each as source:id; with one input the id alone will do. A file of pairs has the columns source_dataset_l,
unique_id_l, source_dataset_r and unique_id_r, as labels have. The first ${MOST_TOLD} pairs are told part by part; --pairs writes them all.
A pair is scored whether a blocking rule makes it or not. Values are shown only with --show-values: they are personal.`;

export function compare(program: Command, root: string): void {
  program
    .command('compare')
    .description('score given pairs by a model, and tell part by part why they weigh what they weigh')
    .requiredOption('--settings <file>', "a model, or Splink's settings, as JSON")
    .requiredOption('--input <name=file>', 'a file of records and the name of its source (may be given several times)', fileWithName)
    .option('--pair <pair>', 'two records, as in a:1,b:7 (several times)', pairs)
    .option('--pairs-file <file>', 'a file of pairs')
    .option('--show-values', 'show the values that were compared')
    .option('--pairs <file>', 'write the scored pairs, as gt link writes them')
    .option('--retain-weights', 'write there what each comparison adds to the weight: mw_…, mw_tf_adj_…')
    .option('--report <file>', 'write a chart of each pair, as one HTML file')
    .option('--tf <file>', 'weigh by these term frequencies (written by gt link --tf-out) instead of those of the input')
    .option('--trim', 'take away spaces around cells')
    .option('--delimiter <character>', 'what parts cells in CSV files, where it is no comma', delimiter)
    .addHelpText('after', EXAMPLE)
    .action(async (options: CompareOptions, command: Command) => {
      await run(root, command, async ({ json, show }) => {
        const warn = (words: string): void =>
          void process.stdout.write(json ? `${JSON.stringify({ event: 'compare.warning', words })}\n` : `  warning: ${words}\n`);
        const compared = await compareFiles(requestOf(options), warn);
        show(comparisonText(compared), { event: 'compare.ended', ...compared });
      });
    });
}

function requestOf(options: CompareOptions): CompareRequest {
  if (options.pair === undefined && options.pairsFile === undefined)
    throw new DeclarationError({
      code: 'option.pair',
      message: 'There is no pair to compare.',
      remedy: 'Name pairs with --pair a:1,b:7, or a file of them with --pairs-file.',
    });
  return {
    settings: options.settings,
    inputs: options.input,
    pairs: options.pair ?? [],
    pairsFile: options.pairsFile ?? null,
    termFrequencies: options.tf ?? null,
    trim: options.trim === true,
    delimiter: options.delimiter ?? null,
    showValues: options.showValues === true,
    retainWeights: options.retainWeights === true,
    most: MOST_TOLD,
    out: { pairs: options.pairs ?? null, report: options.report ?? null },
  };
}

function pairs(text: string, before: readonly NamedPair[] = []): readonly NamedPair[] {
  const [left, right, ...more] = text.split(',');
  if (left === undefined || right === undefined || left === '' || right === '' || more.length > 0)
    throw new InvalidArgumentError('Write it as two records, as in --pair a:1,b:7; pairs of ids with commas stand in a --pairs-file.');
  return [...before, [record(left), record(right)]];
}

function record(text: string): NamedPair[0] {
  const at = text.indexOf(':');
  return at < 0 ? { source: null, id: text } : { source: text.slice(0, at), id: text.slice(at + 1) };
}
