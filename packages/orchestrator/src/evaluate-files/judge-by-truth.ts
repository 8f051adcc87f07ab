import { compareClusters, compareClustersBy } from '@golden-thread/linkage/compare-clusters';
import { type Labels, numberLabels } from '@golden-thread/linkage/contingency';
import { judgedByEntity } from '@golden-thread/linkage/judged-pairs';
import { predictionErrors } from '@golden-thread/linkage/prediction-errors';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { readClusters } from './clusters-file.ts';
import type { EvaluateRequest, Standard } from './evaluation.ts';
import type { Judged, JudgedPairsFile } from './judged.ts';
import type { NamedRecords } from './named-records.ts';
import { type PairsFile, readPairs } from './pairs-file.ts';
import { readTruth, type TrueRecord, type TrueRecords, type TruthSource } from './truth-records.ts';

/** Groups of records by number; a record of none has −1. */
interface Groups {
  readonly names: readonly string[];
  readonly groupOf: Int32Array;
}

/** Holds clusters and pairs against the true entities of records. @throws DeclarationError */
export async function judgeByTruth(request: EvaluateRequest, by: Extract<Standard, { kind: 'truth' }>): Promise<Judged> {
  const { records, columns } = await readClusters(by.clusters, by.truth.idColumn);
  const truth = await readTruth(by.truth);
  const size = records.size();
  const known = Array.from({ length: size }, (_, record) => truth.of(records.sourceOf(record), records.idOf(record)));
  checkTruth(by.truth, truth, records, known);
  const entities = numberLabels(size, (record) => known[record]?.entity ?? null);
  const across = request.acrossSources ? { acrossSources: numberLabels(size, records.sourceOf) } : {};
  const groups = by.truth.by === null ? null : groupsOf(known);
  const file =
    request.pairs === null
      ? null
      : await readPairs(request.pairs, records, {
          own: { id: by.truth.idColumn, source: by.truth.sourceColumn },
          known: true,
          all: request.out.errors !== null,
        });
  return {
    records: size,
    notClustered: truth.size - known.filter((one) => one !== null).length,
    clusters: columns.map(({ name, clusterOf }) => ({
      column: name,
      comparison: compareClusters(clusterOf, entities, across),
      groups: groups === null ? [] : compareClustersBy(clusterOf, entities, groups, across),
    })),
    labels: null,
    pairs: file === null ? null : { file, records, labels: null, ...judgedPairs(file, entities, groups, across, request) },
  };
}

/**
 * A truth that says nothing of the clusters' records would pass for one that they fully agree with.
 * @throws DeclarationError
 */
function checkTruth(
  { files, idColumn }: TruthSource,
  truth: TrueRecords,
  records: NamedRecords,
  known: readonly (TrueRecord | null)[],
): void {
  const sources = records.sources();
  const { sources: named } = truth;
  const strange = files.find(({ name }) => named?.has(name) === true && !sources.includes(name));
  if (strange !== undefined || (named !== null && !sources.some((source) => named.has(source))))
    throw new DeclarationError({
      code: 'link.unknown_source',
      message:
        strange === undefined
          ? 'No source of the truth is one of the clusters.'
          : `The clusters have no source ${strange.name}, which --truth names.`,
      remedy: `Call sources as gt link called them, as in --truth name=file: ${sources.join(', ')}.`,
    });
  if (records.size() > 0 && known.every((one) => one?.entity == null))
    throw new DeclarationError({
      code: 'link.no_truth',
      message: `The truth knows the entity of none of the ${records.size()} records that are in clusters: no id in its column ${idColumn} is one of theirs, or no entity stands beside it.`,
      remedy: 'Name the column of ids with --id-column, and the truth of the records that were linked.',
    });
}

function judgedPairs(
  { pairs }: PairsFile,
  entities: Labels,
  groups: Groups | null,
  across: { readonly acrossSources?: Int32Array },
  { linkWeight }: EvaluateRequest,
): Pick<JudgedPairsFile, 'all' | 'groups' | 'errors'> {
  return {
    all: judgedByEntity(pairs, entities, across),
    groups: (groups?.names ?? []).map((group, g) => ({
      group,
      judged: judgedByEntity(pairs, entities, { ...across, group: (record) => groups?.groupOf[record] === g }),
    })),
    errors: (most) => predictionErrors(pairs, entities, { threshold: linkWeight, most, ...across }),
  };
}

const MOST_GROUPS = 20;

/** Groups by name; of many those with the most records, and last all others together. */
function groupsOf(known: readonly (TrueRecord | null)[]): Groups {
  const sizes = new Map<string, number>();
  for (const one of known) if (one?.group != null) sizes.set(one.group, (sizes.get(one.group) ?? 0) + 1);
  const byName = [...sizes.keys()].sort();
  const shown = byName
    .toSorted((x, y) => (sizes.get(y) ?? 0) - (sizes.get(x) ?? 0))
    .slice(0, MOST_GROUPS)
    .sort();
  const others = byName.length - shown.length;
  const numbers = new Map(shown.map((name, number) => [name, number]));
  return {
    names: others === 0 ? shown : [...shown, `(${others === 1 ? '1 other value' : `${others} other values`} together)`],
    groupOf: Int32Array.from(known, (one) => (one?.group == null ? -1 : (numbers.get(one.group) ?? MOST_GROUPS))),
  };
}
