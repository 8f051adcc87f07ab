import { existsSync } from 'node:fs';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { nearestWord } from '@golden-thread/shapes/nearest-word';
import { checkFiles } from './check-files.ts';
import type { LinkRequest } from './link-request.ts';
import { graphMetricsFiles } from './write-graph-metrics.ts';

/**
 * Checks before anything is read what would otherwise be found out when everything is done.
 * @throws DeclarationError
 */
export function checkRequest({ settings, inputs, termFrequencies, labels, out, retain, retainWeights }: LinkRequest): void {
  if (out.pairs === null && (retainWeights || retain.length > 0))
    throw refused(
      'link.nothing_to_retain_in',
      `${retainWeights ? '--retain-weights' : '--retain'} adds columns to the file of pairs, and none is written.`,
      'Name one with --pairs, or leave the option out.',
    );
  const folder = out.graphMetrics;
  checkFiles({
    read: [...inputs.map((input) => input.path), termFrequencies, labels],
    alsoRead: [settings],
    tables: [out.pairs, out.clusters, out.termFrequencies, out.unlinkables, out.missingPairs],
    texts: [out.model, out.report, ...(folder !== null && existsSync(folder) ? Object.values(graphMetricsFiles(folder)) : [])],
    folders: [folder],
  });
}

/** @throws DeclarationError when a source or a column that the request names is not among the records. */
export function checkNames({ newSources, clusterMethod, retain }: LinkRequest, { sources, columns }: RecordTable): void {
  const duplicateFree = clusterMethod.kind === 'single_best' ? clusterMethod.duplicateFree : [];
  const source = [...newSources, ...duplicateFree].find((name) => !sources.includes(name));
  if (source !== undefined)
    throw refused('link.unknown_source', `There is no source ${source}.`, `Name one that there is: ${sources.join(', ')}.`);
  const column = retain.find((name) => !columns.has(name));
  if (column !== undefined)
    throw refused(
      'link.unknown_column',
      `No input has a column ${column}.`,
      'Name a column of the inputs with --retain, and in additional_columns_to_retain.',
    );
}

/** A file of a header alone is mostly the wrong one. @throws DeclarationError `linkage.no_records` */
export function checkFilled(tables: readonly Pick<ColumnTable, 'name' | 'size'>[]): void {
  const empty = tables.find(({ size }) => size === 0);
  if (empty === undefined) return;
  throw refused(
    'linkage.no_records',
    `${empty.name} holds no records.`,
    tables.length === 1 ? 'Check that the file is the right one.' : 'Check that the file is the right one, or leave out its --input.',
  );
}

/**
 * @throws DeclarationError where source_pairs names a source that there is not, and where records of two sources are to be
 * linked and there is one.
 */
export function checkSources({ linkType, sourcePairs, sourceColumn }: LinkagePlan, { sources }: Pick<RecordTable, 'sources'>): void {
  const strange = sourcePairs?.flat().find((name) => !sources.includes(name));
  if (strange !== undefined) {
    const meant = nearestWord(strange, sources);
    throw refused(
      'link.unknown_source',
      `source_pairs of the settings names a source "${strange.slice(0, 80)}", and there is none.`,
      `${meant === null ? '' : `Did you mean "${meant}"? `}The sources are ${sources.join(', ')}.`,
    );
  }
  if (linkType !== 'link_only' || sourcePairs !== null || sources.length > 1) return;
  throw refused(
    'link.one_source',
    `The settings link records of different sources (link_only), and there is one: ${sources.join()}.`,
    `Give another --input, or a column ${sourceColumn} that names the sources; or set link_type to dedupe_only, to link records within the one.`,
  );
}

/** Tells where a model is used that nobody has trained. */
export function warnOfUntrained(
  { train, deterministic, countOnly }: LinkRequest,
  { comparisons, training }: LinkagePlan,
  warn: (words: string) => void,
): void {
  if (train || deterministic || countOnly) return;
  const untrained = comparisons.flatMap(({ name, levels }) =>
    levels.some(({ gamma, m, u }) => gamma >= 0 && (m === null || u === null)) ? [name] : [],
  );
  if (untrained.length === 0) return;
  const todo =
    training === null
      ? 'train a model first ("training" in the settings, and --train)'
      : 'add --train, or give the model that --model-out wrote';
  warn(`Levels without m or u take default values that nothing was learned from, in ${untrained.join(', ')}: ${todo}.`);
}

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
