import { type CsvLines, type CsvTexts, csvLines } from '@golden-thread/shapes/csv-lines';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { NO_RULE } from '../pair-chunk.ts';
import type { TaskContext } from '../workers/task.ts';
import { gammasTask } from './gammas-of.ts';
import type { Model } from './predict.ts';
import type { ScoredPairs } from './scored-pairs.ts';
import { type WeightPart, weightParts } from './weight-parts.ts';

/** Texts of records: record *i* has the text `ids[i]`. */
export interface RecordTexts {
  readonly ids: Int32Array | Uint16Array;
  readonly texts: CsvTexts;
}

/** What lines are made of; all arrays are shared. */
export interface PairFile {
  readonly pairs: ScoredPairs;
  /** `false`: without weight and probability. */
  readonly scored: boolean;
  readonly sources: RecordTexts;
  readonly uniqueIds: RecordTexts;
  /** By which the parts of each weight are written; `null`: they are not. */
  readonly parts: Model | null;
  /** Columns of both records that stand at the end. */
  readonly retained: readonly RecordTexts[];
}

/** Pairs `from` to `to − 1`. */
export interface PairRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines of a CSV file of scored pairs, without its header: weight, probability, source and id of both records, gammas (worked
 * out again where they were not kept), parts of the weight, rule, and the columns that are retained.
 */
export function pairLinesTask(context: TaskContext, { from, to }: PairRange, file: PairFile): Uint8Array<ArrayBuffer> {
  const { pairs, scored, sources, uniqueIds, retained } = file;
  const width = context.plan.comparisons.length;
  const parts = partsOf(context, file);
  const gammas =
    pairs.gammas?.subarray(from * width, to * width) ??
    gammasTask(context, { l: pairs.l.subarray(from, to), r: pairs.r.subarray(from, to) }, undefined);
  const lines = csvLines();
  for (let p = from; p < to; p++) {
    const l = pairs.l[p] as number;
    const r = pairs.r[p] as number;
    if (scored) {
      const weight = pairs.weight[p] as number;
      lines.number(weight);
      lines.comma();
      lines.number(probabilityOfBits(weight));
      lines.comma();
    }
    cell(lines, sources, l);
    lines.comma();
    cell(lines, uniqueIds, l);
    lines.comma();
    cell(lines, sources, r);
    lines.comma();
    cell(lines, uniqueIds, r);
    for (let c = (p - from) * width, end = c + width; c < end; c++) {
      lines.comma();
      lines.number(gammas[c] as number);
    }
    for (const { comparison, bits } of parts) {
      lines.comma();
      lines.number(bits(gammas[(p - from) * width + comparison] as number, l, r));
    }
    lines.comma();
    if (pairs.rule[p] !== NO_RULE) lines.number(pairs.rule[p] as number);
    for (const column of retained) {
      lines.comma();
      cell(lines, column, l);
      lines.comma();
      cell(lines, column, r);
    }
    lines.endLine();
  }
  return lines.taken();
}

const cell = (lines: CsvLines, { ids, texts }: RecordTexts, record: number): void => lines.text(texts, ids[record] as number);

const known = new WeakMap<PairFile, readonly WeightPart[]>();

function partsOf(context: TaskContext, file: PairFile): readonly WeightPart[] {
  if (file.parts === null) return [];
  const parts = known.get(file) ?? weightParts(context, file.parts);
  known.set(file, parts);
  return parts;
}
