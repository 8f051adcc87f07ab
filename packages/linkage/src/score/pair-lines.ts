import { type CsvLines, type CsvTexts, csvLines } from '@golden-thread/shapes/csv-lines';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { NO_RULE } from '../pair-chunk.ts';
import type { TaskContext } from '../workers/task.ts';
import { gammasTask } from './gammas-of.ts';
import type { ScoredPairs } from './scored-pairs.ts';

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
 * out again), rule, and the columns that are retained.
 */
export function pairLinesTask(context: TaskContext, { from, to }: PairRange, file: PairFile): Uint8Array<ArrayBuffer> {
  const { pairs, scored, sources, uniqueIds, retained } = file;
  const width = context.plan.comparisons.length;
  const gammas = gammasTask(context, { l: pairs.l.subarray(from, to), r: pairs.r.subarray(from, to) }, undefined);
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
