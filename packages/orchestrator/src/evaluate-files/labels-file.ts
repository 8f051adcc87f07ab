import type { LabelledRecords } from '@golden-thread/linkage/label-errors';
import type { ScoredPairs } from '@golden-thread/linkage/pairs';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type NamedPair, type RecordName, readNamedPairs } from '../link-files/named-pairs.ts';
import type { LabelSource } from './evaluation.ts';
import type { NamedRecords } from './named-records.ts';
import { pairKey } from './pairs-file.ts';

/** Labels of a file by the numbers of their records. */
export type NumberedLabels = Pick<LabelledRecords, 'l' | 'r' | 'clericalScore'>;

/**
 * Reads a table of labels, see `readNamedPairs`. Where `known` is true a label of a record that the records do not have is an
 * error; otherwise it is added to them.
 * @throws DeclarationError
 */
export async function readLabels(
  { path, idColumn, sourceColumn }: LabelSource,
  records: NamedRecords,
  known: boolean,
): Promise<NumberedLabels> {
  const pairs = await readNamedPairs(path, { id: idColumn, source: sourceColumn });
  const only = records.onlySource();
  const sources = records.sources();
  const numberOf = ({ source, id }: RecordName, row: number): number => {
    const named = source ?? only;
    if (named === null) throw withoutSource(path);
    if (sources.length > 0 && !sources.includes(named)) throw strangeSource(path, row, sources);
    const record = known ? records.find(named, id) : records.add(named, id);
    if (record === undefined) throw strangeLabel(path, row);
    return record;
  };
  const both = pairs.map(({ left, right }: NamedPair, row) => [numberOf(left, row), numberOf(right, row)] as const);
  return {
    l: Int32Array.from(both, ([x, y]) => Math.min(x, y)),
    r: Int32Array.from(both, ([x, y]) => Math.max(x, y)),
    clericalScore: Float64Array.from(pairs, ({ score }) => score),
  };
}

/** Labels beside what the pairs weigh; a pair that is not among them was not found by blocking. */
export function weighedLabels(labels: NumberedLabels, pairs: ScoredPairs): LabelledRecords {
  const { l, r } = labels;
  const wanted = new Map<string, number | null>(Array.from(l, (left, k) => [pairKey(left, r[k] as number), null]));
  for (let p = 0; p < pairs.count; p++) {
    const key = pairKey(pairs.l[p] as number, pairs.r[p] as number);
    if (wanted.has(key)) wanted.set(key, pairs.weight[p] as number);
  }
  const weights = Array.from(l, (left, k) => wanted.get(pairKey(left, r[k] as number)) ?? null);
  return {
    ...labels,
    weight: Float64Array.from(weights, (weight) => weight ?? Number.NaN),
    foundByBlocking: Uint8Array.from(weights, (weight) => (weight === null ? 0 : 1)),
  };
}

const withoutSource = (path: string): DeclarationError =>
  new DeclarationError({
    code: 'link.label_source',
    message: `${path} does not name the sources of its records, and there are several.`,
    remedy: 'Add the columns source_dataset_l and source_dataset_r.',
  });

const strangeSource = (path: string, row: number, sources: readonly string[]): DeclarationError =>
  new DeclarationError({
    code: 'link.unknown_source',
    message: `Line ${row + 2} of ${path} names a source that pairs and clusters do not have.`,
    remedy: `Call sources as gt link called them: ${sources.join(', ')}.`,
  });

const strangeLabel = (path: string, row: number): DeclarationError =>
  new DeclarationError({
    code: 'link.strange_pair',
    message: `Line ${row + 2} of ${path} names a record that the clusters do not have.`,
    remedy: 'Give labels of the records that were linked.',
  });
