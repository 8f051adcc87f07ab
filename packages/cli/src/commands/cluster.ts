import { type ClusterRequest, clusterFiles, type NodesFile } from '@golden-thread/orchestrator/cluster-files';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Command, InvalidArgumentError } from 'commander';
import { run } from '../command.ts';
import { collected, numbers, oneOf } from '../option-values.ts';
import { counted, grouped } from '../render/table.ts';

const METHODS = ['components', 'average', 'single-best'] as const;
const TIES = ['lowest-id', 'drop'] as const;
type TiesName = (typeof TIES)[number];

interface ClusterOptions {
  readonly pairs: string;
  readonly clusters: string;
  readonly clusterWeight: readonly number[];
  readonly clusterMethod: (typeof METHODS)[number];
  readonly duplicateFree?: readonly string[];
  readonly ties?: TiesName;
  readonly nodes?: readonly NodesFile[];
  readonly idColumn: string;
  readonly sourceColumn: string;
}

const EXAMPLE = `
Example:
  gt cluster --pairs pairs.csv --clusters clusters.csv --cluster-weight 5 --cluster-weight 10 --nodes people.csv
Pairs are a table with match_weight, source_dataset_l, unique_id_l, source_dataset_r and unique_id_r, as gt link --pairs writes it, or what
Splink's predict gave: of one source it needs no source_dataset_l, and ids may stand in <id column>_l.
Without --nodes a record of no pair is in no cluster.`;

export function cluster(program: Command, root: string): void {
  program
    .command('cluster')
    .description('join scored pairs of a file into clusters, without the records and the model that they were made of')
    .requiredOption('--pairs <file>', 'scored pairs')
    .requiredOption('--clusters <file>', 'write the clusters')
    .requiredOption('--cluster-weight <bits>', 'join pairs of this match weight and more (may be given several times)', weights)
    .option('--cluster-method <method>', 'components, average or single-best', oneOf(METHODS), 'components')
    .option('--duplicate-free <source>', 'a source that holds nobody twice, for --cluster-method single-best (several times)', collected)
    .option('--ties <method>', 'of equal single best links into such a source: lowest-id or drop (default: "lowest-id")', oneOf(TIES))
    .option('--nodes <[source=]file>', 'all records, those of no pair too, which stand alone (several times)', nodesFile)
    .option('--id-column <column>', 'column of ids in --nodes; with _l and _r, in pairs that have no unique_id_l', 'unique_id')
    .option('--source-column <column>', 'column of sources in --nodes, where no source= names it', 'source_dataset')
    .addHelpText('after', EXAMPLE)
    .action(async (options: ClusterOptions, command: Command) => {
      await run(root, command, async ({ show }) => {
        const { records, pairs, clusters, written } = await clusterFiles(requestOf(options));
        const lines = [
          `${counted(pairs, 'pair')} of ${counted(records, 'record')}`,
          ...clusters.map(
            ({ weight, clusters: count, linked, largest }) =>
              `${counted(count, 'cluster')} at ${weight}: ${counted(linked, 'record')} in clusters of two and more, the largest of ${grouped(largest)}`,
          ),
          ...written.map((path) => `  written: ${path}`),
        ];
        show(lines.join('\n'), { event: 'cluster.ended', records, pairs, clusters, written });
      });
    });
}

function requestOf({ pairs, clusters, clusterWeight, nodes = [], idColumn, sourceColumn, ...options }: ClusterOptions): ClusterRequest {
  return {
    pairs,
    clusters,
    weights: clusterWeight,
    method: methodOf(options),
    nodes,
    idColumn,
    sourceColumn,
  };
}

function methodOf({
  clusterMethod: kind,
  duplicateFree = [],
  ties,
}: Pick<ClusterOptions, 'clusterMethod' | 'duplicateFree' | 'ties'>): ClusterRequest['method'] {
  if (kind === 'single-best') return { kind: 'single_best', duplicateFree, ties: ties === 'drop' ? 'drop' : 'lowest_id' };
  if (duplicateFree.length > 0 || ties !== undefined)
    throw new DeclarationError({
      code: 'option.duplicate_free',
      message: '--duplicate-free and --ties say something of single best links only.',
      remedy: 'Add --cluster-method single-best.',
    });
  return { kind };
}

function nodesFile(text: string, before: readonly NodesFile[] = []): readonly NodesFile[] {
  const at = text.indexOf('=');
  const path = text.slice(at + 1);
  if (at === 0 || path === '') throw new InvalidArgumentError('Write it as file, or as source=file, as in --nodes west=west.csv.');
  return [...before, { source: at < 0 ? null : text.slice(0, at), path }];
}

function weights(text: string, before?: readonly number[]): readonly number[] {
  if (text === 'auto')
    throw new InvalidArgumentError('Only gt link has auto: it asks the model, which a file of pairs does not bring. Give a number.');
  return numbers(text, before);
}
