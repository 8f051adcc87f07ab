import type { WrittenColumn } from '@golden-thread/connectors/tables/table-writer';
import { readerOf } from '@golden-thread/linkage/column-reader';
import { probabilityOfBits } from '@golden-thread/linkage/fellegi-sunter';
import { gammasOf } from '@golden-thread/linkage/gammas-of';
import type { LinkEventSink } from '@golden-thread/linkage/link-events';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { NO_RULE } from '@golden-thread/linkage/pair-chunk';
import type { PairFile, PairRange } from '@golden-thread/linkage/pair-lines';
import { weightParts } from '@golden-thread/linkage/weight-parts';
import type { Column, ColumnValue } from '@golden-thread/shapes/columns';
import { type CsvTexts, csvTexts, csvTextsOf } from '@golden-thread/shapes/csv-lines';
import type { LinkRequest } from './link-request.ts';
import { recordNames, recordTexts } from './record-names.ts';
import { isCsv, writeLines, writeRounds, writeTable } from './write-table.ts';

const PAIRS_PER_BATCH = 100_000;

export type WrittenPairs = Pick<LinkResult, 'runner' | 'records' | 'pairs' | 'model'>;
export type PairsRequest = Pick<LinkRequest, 'retain' | 'retainWeights' | 'deterministic'>;

type Cell = string | number | boolean | null;

/** A column of the pairs' file: its cells for the pairs `from` to `to − 1`. */
interface PairColumn extends WrittenColumn {
  readonly cells: (batch: Batch) => readonly Cell[];
}

interface Batch {
  readonly from: number;
  readonly l: Int32Array;
  readonly r: Int32Array;
  readonly gammas: Int8Array;
}

/**
 * Writes the pairs, by l, then r, under Splink's names: `match_weight, match_probability,
 * source_dataset_l, unique_id_l, source_dataset_r, unique_id_r, gamma_…, mw_… (where they are asked for), match_key`, and of each column to retain the values
 * of both records. A pair that no rule makes has an empty match key.
 */
export async function writePairs(path: string, result: WrittenPairs, request: PairsRequest, emit: LinkEventSink): Promise<void> {
  const { runner, pairs } = result;
  const columns = columnsOf(result, request);
  if (isCsv(path)) return writePairLines(path, columns, result, request, emit);
  await writeTable(path, columns, async (writer) => {
    for (let from = 0; from < pairs.count; from += PAIRS_PER_BATCH) {
      const [l, r] = [pairs.l.subarray(from, from + PAIRS_PER_BATCH), pairs.r.subarray(from, from + PAIRS_PER_BATCH)];
      const width = runner.plan.comparisons.length;
      const gammas = pairs.gammas?.subarray(from * width, (from + l.length) * width) ?? (await gammasOf(runner, { l, r }));
      const batch = { from, l, r, gammas };
      await writer.write(columns.map(({ cells }) => cells(batch)));
      emit({ event: 'link.step.progress', step: 'write', scope: 'pairs', done: from + l.length, of: pairs.count });
    }
  });
}

const PAIRS_PER_TASK = 16_384;

/** A CSV file's lines are made by the workers, as bytes. */
async function writePairLines(
  path: string,
  columns: readonly PairColumn[],
  { runner, records, pairs, model }: WrittenPairs,
  { retain, retainWeights, deterministic }: PairsRequest,
  emit: LinkEventSink,
): Promise<void> {
  const { sources, uniqueIds } = recordTexts(records);
  const retained = retain.flatMap((name) => {
    const column = records.columns.get(name);
    return column === undefined ? [] : [{ ids: column.ids, texts: textsOf(column) }];
  });
  const file: PairFile = { pairs, scored: !deterministic, sources, uniqueIds, parts: retainWeights ? model : null, retained };
  const make = (ranges: readonly PairRange[]) => runner.run('pairLines', ranges, undefined, file);
  await writeLines(path, columns, (write) =>
    writeRounds({ size: pairs.count, perTask: PAIRS_PER_TASK, workers: runner.workers, make }, write, (done) =>
      emit({ event: 'link.step.progress', step: 'write', scope: 'pairs', done, of: pairs.count }),
    ),
  );
}

/** Values of a column as cells, a list as JSON. */
function textsOf(column: Column): CsvTexts {
  if (column.values.kind === 'text') return csvTexts(column.values);
  const read = readerOf(column);
  return csvTextsOf(Array.from({ length: column.values.size }, (_, id) => textOf(read(id))));
}

function columnsOf(
  { records, runner, model, pairs: { weight, rule } }: WrittenPairs,
  { retain, retainWeights, deterministic }: PairsRequest,
): PairColumn[] {
  const { comparisons } = runner.plan;
  const width = comparisons.length;
  const { idOf, sourceOf } = recordNames(records);
  const text = (name: string, cells: PairColumn['cells']): PairColumn => ({ name, type: 'text', cells });
  const ofPairs = (from: number, count: number, cell: (pair: number) => number): number[] =>
    Array.from({ length: count }, (_, p) => cell(from + p));
  const scores: PairColumn[] = [
    { name: 'match_weight', type: 'number', cells: ({ from, l }) => ofPairs(from, l.length, (p) => weight[p] as number) },
    {
      name: 'match_probability',
      type: 'number',
      cells: ({ from, l }) => ofPairs(from, l.length, (p) => probabilityOfBits(weight[p] as number)),
    },
  ];
  return [
    ...(deterministic ? [] : scores),
    text('source_dataset_l', ({ l }) => Array.from(l, sourceOf)),
    text('unique_id_l', ({ l }) => Array.from(l, idOf)),
    text('source_dataset_r', ({ r }) => Array.from(r, sourceOf)),
    text('unique_id_r', ({ r }) => Array.from(r, idOf)),
    ...comparisons.map(
      ({ name }, c): PairColumn => ({
        name: `gamma_${name}`,
        type: 'integer',
        cells: ({ l, gammas }) => Array.from(l, (_, p) => gammas[p * width + c] as number),
      }),
    ),
    ...(retainWeights ? weightParts(runner, model) : []).map(
      ({ name, comparison, bits }): PairColumn => ({
        name,
        type: 'number',
        cells: ({ l, r, gammas }) => Array.from(l, (record, p) => bits(gammas[p * width + comparison] as number, record, r[p] as number)),
      }),
    ),
    text('match_key', ({ from, l }) => Array.from(l, (_, p) => (rule[from + p] === NO_RULE ? null : String(rule[from + p])))),
    ...retain.flatMap((name): PairColumn[] => {
      const column = records.columns.get(name);
      if (column === undefined) return [];
      const cell = cellsOf(column);
      return [text(`${name}_l`, ({ l }) => Array.from(l, cell)), text(`${name}_r`, ({ r }) => Array.from(r, cell))];
    }),
  ];
}

/** Values of a column as text, a list as JSON, each distinct value once. */
function cellsOf(column: Column): (record: number) => string | null {
  const read = readerOf(column);
  const known = new Map<number, string | null>();
  return (record) => {
    const id = column.ids[record] as number;
    let cell = known.get(id);
    if (cell === undefined) {
      cell = textOf(read(id));
      known.set(id, cell);
    }
    return cell;
  };
}

const textOf = (value: ColumnValue): string | null =>
  value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
