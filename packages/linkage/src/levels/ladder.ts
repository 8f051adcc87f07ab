import type { Expression } from '../expression/expression.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { commonOfMarks } from '../similarity/common-symbols.ts';
import { MARKS, NO_LENGTH, type Symbols } from '../similarity/symbols.ts';
import { type Bar, barIn, rangeOf } from './comparison-operators.ts';
import { type LevelStage, OPEN, stillOpen } from './level-stage.ts';
import { bothSides, type SideValues } from './side-values.ts';
import { isMeasuring, type MeasuringComparator, neededOrEqual, rowOf, textMeasure } from './text-measure.ts';

/** One level of a ladder: a comparator of two texts against a constant. */
export interface Rung {
  readonly comparator: MeasuringComparator;
  readonly first: SideValues;
  readonly second: SideValues;
  readonly bar: Bar;
  readonly gamma: number;
}

/** What is answered on the way, so that a column is read once: gammas where a value is missing and where both are the same. */
export interface Beforehand {
  readonly missing: number | null;
  readonly same: number | null;
}

/** A level as a rung, or `null` where it is something else. */
export function rungOf(prepared: Prepared, condition: Expression, gamma: number): Rung | null {
  const found = barIn(condition);
  if (found === null || found.bar.op === '<>' || found.of.kind !== 'call' || !isMeasuring(found.of.name)) return null;
  const [one, other] = found.of.args;
  const sides = bothSides(prepared, one, other);
  if (sides === null || !prepared.spellings.has(sides.first.key) || !prepared.spellings.has(sides.second.key)) return null;
  return { comparator: found.of.name, ...sides, bar: found.bar, gamma };
}

/** Whether two rungs stand on one ladder: the same comparator on the same columns, so that its answer serves both. */
export const onOneLadder = (one: Rung, other: Rung): boolean =>
  one.comparator === other.comparator &&
  one.first.key === other.first.key &&
  one.first.end === other.first.end &&
  one.second.key === other.second.key;

/**
 * Levels of one ladder in turn, and those answered beforehand. A pair reaches the comparator, once for all rungs, only
 * where it has symbols enough in common for the lowest bar. Pairs of one record that follow each other are taken together.
 * `rest` is the gamma of pairs that reach no bar where no level follows, and `null` where one does.
 */
export function ladderStage(
  prepared: Prepared,
  rungs: readonly [Rung, ...Rung[]],
  { missing, same }: Beforehand,
  rest: number | null,
): LevelStage {
  const [{ comparator, first, second }] = rungs;
  const left = symbolsAt(prepared, first);
  const right = symbolsAt(prepared, second);
  const bars = rungs.map(({ bar }) => bar);
  const measure = textMeasure(comparator, left, right, bars);
  const needed = same === null ? measure.needed : neededOrEqual(measure.needed);
  const { ids: firstIds, end: firstEnd } = first;
  const { ids: secondIds, end: secondEnd } = second;
  const { marks: firstMarks } = left;
  const { marks: secondMarks } = right;
  const restGamma = rest ?? OPEN;
  const missingGamma = missing ?? restGamma;
  const climb = climber(rungs, measure.value, same, restGamma);
  /** Of pairs that are not near, by the length in the mark: only null's is told apart. */
  const farGammas = new Int8Array(NO_LENGTH + 1).fill(restGamma).fill(missingGamma, NO_LENGTH);
  const near = new Int32Array(CHUNK_PAIRS + 1);

  return (chunk, gammas, from, count, to) => {
    const firstRecords = chunk[firstEnd];
    const secondRecords = chunk[secondEnd];
    // Imported names and constants are read anew in each turn of a loop: hence the local name, and 1 and 127 for the layout of marks.
    const commonOf = commonOfMarks;
    let nearCount = 0;
    for (let k = 0; k < count; ) {
      const record = firstRecords[from[k] as number] as number;
      const x = MARKS * (firstIds[record] as number);
      if (x === 0) {
        for (; k < count && firstRecords[from[k] as number] === record; k++) gammas[from[k] as number] = missingGamma;
        continue;
      }
      const word = firstMarks[x] as number;
      const remainder = firstMarks[x + 1] as number;
      const row = rowOf(remainder);
      for (; k < count; k++) {
        const p = from[k] as number;
        if (firstRecords[p] !== record) break;
        const y = (secondIds[secondRecords[p] as number] as number) << 1;
        const other = secondMarks[y + 1] as number;
        const common = commonOf(word, remainder, secondMarks[y] as number, other);
        const column = other & 127;
        gammas[p] = farGammas[column] as number;
        near[nearCount] = p;
        // The sign counts a near pair in without a branch, which could not be foretold.
        nearCount -= ((needed[row + column] as number) - 1 - common) >> 31;
      }
    }
    climb(chunk, gammas, near, nearCount);
    return rest === null ? stillOpen(gammas, from, count, to) : 0;
  };
}

/** Asks the comparator of the near pairs; those that are the same, or that reach a bar, get its gamma. */
function climber(rungs: readonly [Rung, ...Rung[]], value: (x: number, y: number) => number, same: number | null, rest: number) {
  const [{ first, second }] = rungs;
  const { ids: firstIds, end: firstEnd } = first;
  const { ids: secondIds, end: secondEnd } = second;
  const sameGamma = same ?? rest;
  const sameCounts = same !== null;
  const lowest = Float64Array.from(rungs, ({ bar }) => rangeOf(bar)[0]);
  const highest = Float64Array.from(rungs, ({ bar }) => rangeOf(bar)[1]);
  const gammaAt = Int8Array.from([...rungs.map(({ gamma }) => gamma), rest]);
  return (chunk: PairChunk, gammas: Int8Array, near: Int32Array, nearCount: number): void => {
    const firstRecords = chunk[firstEnd];
    const secondRecords = chunk[secondEnd];
    for (let k = 0; k < nearCount; k++) {
      const p = near[k] as number;
      const x = firstIds[firstRecords[p] as number] as number;
      const y = secondIds[secondRecords[p] as number] as number;
      // Null needs more than all but the longest texts have.
      if (y === 0) continue;
      if (x === y && sameCounts) {
        gammas[p] = sameGamma;
        continue;
      }
      const answer = value(x, y);
      let r = 0;
      while (r < lowest.length && !(answer >= (lowest[r] as number) && answer <= (highest[r] as number))) r++;
      gammas[p] = gammaAt[r] as number;
    }
  };
}

function symbolsAt(prepared: Prepared, { key }: SideValues): Symbols {
  const symbols = prepared.spellings.get(key);
  if (symbols === undefined) throw new Error(`No symbols of ${key} were prepared.`);
  return symbols;
}
