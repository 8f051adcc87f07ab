import { DeclarationError } from '@golden-thread/shapes/errors';
import { type LinkageModel, linkageModelSchema } from '@golden-thread/shapes/linkage-model';
import { type TrainedModel, trainPlan } from '../estimate/train-plan.ts';
import { dataFingerprint } from '../job/fingerprints.ts';
import { LOGIC_VERSION } from '../logic-version.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import type { EngineRunner } from '../workers/runner.ts';

export interface TrainPeopleOptions {
  /** `model_YYYY_MM_DD`. */
  readonly name: string;
  /** Business date, `yyyy-mm-dd`. */
  readonly trainedOn: string;
  readonly seed: string;
  /** SHA-256 of the linkage declaration. */
  readonly declaration: string;
}

/** A level that fewer matches have shown was not observed. */
const SEEN = 0.5;

/**
 * Trains a model without labels, as `trainPlan` does, with what a council's records need besides: the matches are taken out
 * of u, for an identifier agrees in more matches than by chance, and half a pair is added to every level. Holds no personal
 * value.
 * @throws DeclarationError `linkage.prior` when the deterministic rules find no pair, and what `trainPlan` throws.
 */
export async function trainPeople(
  runner: EngineRunner,
  records: RecordTable,
  { name, trainedOn, seed, declaration }: TrainPeopleOptions,
): Promise<LinkageModel> {
  const trained = await trainPlan(runner, runner.plan, { seed, matchesOutOfU: true, smoothing: 'all' });
  const { parameters, sessions, model } = trained;
  if (model.prior === null || model.prior.warning !== null)
    throw new DeclarationError({
      code: 'linkage.prior',
      message: `The deterministic rules find ${model.prior?.observed ?? 0} pairs among ${records.size} records: that gives no prior.`,
      remedy: 'Train on more records, or mend training.deterministicRules or training.recall in linkage.ts.',
    });
  return linkageModelSchema.parse({
    format: 'golden-thread-model/1',
    name,
    trainedOn,
    engine: LOGIC_VERSION,
    seed,
    declaration,
    dataFingerprint: dataFingerprint(records),
    records: records.size,
    lambda: parameters.lambda,
    comparisons: runner.plan.comparisons.map((comparison, c) => ({
      name: comparison.name,
      levels: comparison.levels
        .filter(({ gamma }) => gamma >= 0)
        .map(({ label, gamma }) => ({
          label,
          m: parameters.m[c]?.[gamma],
          u: parameters.u[c]?.[gamma],
          observed: matchesAt(trained, c, gamma) >= SEEN,
        })),
    })),
    training: sessions.map(({ rule, pairs, result }) => ({
      session: rule.text,
      pairs,
      iterations: result.iterations,
      converged: result.converged,
      logLikelihood: result.logLikelihood.at(-1),
    })),
  });
}

/** Matches that all sessions expect at a level. */
const matchesAt = ({ model: { estimates } }: TrainedModel, comparison: number, gamma: number): number =>
  estimates
    .filter((estimate) => estimate.of === 'm' && estimate.comparison === comparison)
    .reduce((total, { probabilities, weight }) => total + (probabilities[gamma] ?? 0) * weight, 0);
