import type { Comparison, LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { type LinkageModel, linkageModelSchema } from '@golden-thread/shapes/linkage-model';
import { describeRule } from './blocking/describe-rule.ts';
import { touches } from './compare/check-comparable.ts';
import { describeLevel } from './compare/describe-level.ts';
import type { EncodedTable } from './encode.ts';
import { LOGIC_VERSION } from './logic-version.ts';
import { dataFingerprint } from './train/data-fingerprint.ts';
import { type EmResult, type LevelProbabilities, maximiseExpectation } from './train/expectation-maximisation.ts';
import { countPatterns, type GammaPatterns } from './train/gamma-patterns.ts';
import { countLevels, type LevelCounts } from './train/level-counts.ts';
import { estimatePrior } from './train/prior.ts';

export interface TrainOptions {
  /** `model_YYYY_MM_DD`. */
  readonly name: string;
  /** Business date, `yyyy-mm-dd`. */
  readonly trainedOn: string;
  readonly seed: string;
}

/** One training session: its rule in words, what it trained, and how expectation maximisation went. */
export interface TrainingSession {
  readonly rule: string;
  readonly comparisons: readonly string[];
  readonly pairs: number;
  readonly result: EmResult;
}

/** u needs m (see `nonMatchProbabilities`) and m needs u: after so many rounds neither moves by a thousandth. */
const ROUNDS = 4;
/** m of the first level before training; the others share the rest. */
const FIRST_LEVEL_M = 0.9;
/** Added to every count, so that a level never seen is rare and not impossible. */
const SMOOTHING = 0.5;
/** At least this share of a level's pairs is taken to be chance, however many of them the matches explain. */
const CHANCE_AT_LEAST = 0.05;

/**
 * Trains a model without labels: λ from deterministic rules and their recall, u from all pairs, m by expectation
 * maximisation over every blocking rule of `emBlocking`, the sessions' expected counts added up. Holds no personal value.
 * @throws DeclarationError when the records give no prior.
 */
export function trainModel(encoded: EncodedTable, linkage: LinkageDeclaration, options: TrainOptions): LinkageModel {
  return trainWithHistory(encoded, linkage, options).model;
}

/** As `trainModel`, with the sessions of the last round. */
export function trainWithHistory(
  encoded: EncodedTable,
  linkage: LinkageDeclaration,
  { name, trainedOn, seed }: TrainOptions,
): { model: LinkageModel; sessions: readonly TrainingSession[] } {
  const { comparisons, training } = linkage;
  const lambda = estimatePrior(encoded, linkage);
  const counted = comparisons.map((comparison) => countLevels(encoded, comparison, { seed }));
  const blocks = training.emBlocking.map((rule) => {
    const active = comparisons.flatMap((comparison, c) => (touches(rule, comparison) ? [] : [c]));
    return {
      rule,
      active,
      patterns: countPatterns(
        encoded,
        rule,
        active.map((c) => comparisons[c] as Comparison),
      ),
    };
  });
  let m: LevelProbabilities = comparisons.map(startingM);
  let u: LevelProbabilities = [];
  let expected: LevelProbabilities = [];
  let sessions: TrainingSession[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    u = counted.map((counts, c) => nonMatchProbabilities(counts, m[c] as Float64Array, lambda));
    sessions = blocks.map(({ rule, active, patterns }) => ({
      rule: describeRule(rule),
      comparisons: active.map((c) => comparisons[c]?.name ?? ''),
      pairs: sum(patterns.counts),
      result: maximiseExpectation(patterns, {
        lambda: startingLambda(encoded, lambda, patterns),
        m: active.map((c) => startingM(comparisons[c] as Comparison)),
        u: active.map((c) => u[c] as Float64Array),
      }),
    }));
    expected = comparisons.map((comparison, c) =>
      addedUp(
        comparison,
        blocks.flatMap(({ active }, s) => sessions[s]?.result.expected[active.indexOf(c)] ?? []),
      ),
    );
    m = expected.map((counts, c) => matchProbabilities(counts, u[c] as Float64Array));
  }
  const model = linkageModelSchema.parse({
    format: 'golden-thread-model/1',
    name,
    trainedOn,
    engine: LOGIC_VERSION,
    seed,
    declaration: linkage.hash,
    dataFingerprint: dataFingerprint(encoded),
    records: encoded.size,
    lambda,
    comparisons: comparisons.map((comparison, c) => ({
      name: comparison.name,
      levels: comparison.levels.map((level, l) => {
        const gamma = comparison.levels.length - 1 - l;
        return { label: describeLevel(level), m: m[c]?.[gamma], u: u[c]?.[gamma], observed: (expected[c]?.[gamma] ?? 0) >= SMOOTHING };
      }),
    })),
    training: sessions.map(({ rule, pairs, result }) => ({
      session: rule,
      pairs,
      iterations: result.iterations,
      converged: result.converged,
      logLikelihood: result.logLikelihood.at(-1),
    })),
  });
  return { model, sessions };
}

/**
 * u of each gamma. All pairs are matches and non-matches together, so that `share = λ m + (1 − λ) u`: for a level that is
 * rarer than matches are (an identifier, a date of birth) the matches must be taken out of the count.
 */
function nonMatchProbabilities({ byGamma, pairs }: LevelCounts, m: Float64Array, lambda: number): Float64Array {
  const chance = byGamma.map((count, gamma) => Math.max(count - lambda * pairs * (m[gamma] as number), CHANCE_AT_LEAST * count));
  return smoothed(chance);
}

function startingM({ levels }: Comparison): Float64Array {
  return Float64Array.from(levels, (_, gamma) => (gamma === levels.length - 1 ? FIRST_LEVEL_M : (1 - FIRST_LEVEL_M) / (levels.length - 1)));
}

/** m of each gamma. A level that no match has shown never speaks for a match: its weight is 0 bits or less. */
function matchProbabilities(expected: Float64Array, u: Float64Array): Float64Array {
  return smoothed(expected).map((m, gamma) => ((expected[gamma] as number) < SMOOTHING ? Math.min(m, u[gamma] as number) : m));
}

/** As if every true pair were among the session's. */
function startingLambda({ size }: EncodedTable, lambda: number, { counts }: GammaPatterns): number {
  return Math.min(0.9, (lambda * size * (size - 1)) / 2 / Math.max(1, sum(counts)));
}

function addedUp({ levels }: Comparison, sessions: readonly Float64Array[]): Float64Array {
  return Float64Array.from(levels, (_, gamma) => sessions.reduce((total, expected) => total + (expected[gamma] as number), 0));
}

function smoothed(counts: Float64Array): Float64Array {
  const total = sum(counts) + SMOOTHING * counts.length;
  return counts.map((count) => (count + SMOOTHING) / total);
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
