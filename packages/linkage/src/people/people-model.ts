import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import type { KnownNames } from '../facts/forename-relation.ts';
import { matchColumnsOf } from '../facts/match-columns.ts';
import type { LinkagePlan, ModelParameters, PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { Model } from '../score/predict.ts';
import { termFrequenciesOf } from '../score/term-frequencies.ts';
import type { TaskContext } from '../workers/task.ts';
import { givenFrequencies, occurrencesByNumber, type TermFrequencies } from './term-frequency.ts';

/** An approved model as it is used on records of people: what pairs are weighed by, and what facts know of names. */
export interface PeopleModel extends Model {
  readonly names: KnownNames;
}

/** @throws DeclarationError `linkage.model_mismatch` when the model was trained for other comparisons than the plan's. */
export function peopleModel({ plan, prepared }: TaskContext, model: LinkageModel, frequencies: TermFrequencies): PeopleModel {
  return {
    parameters: parametersOf(plan, model),
    shares: termFrequenciesOf(prepared, plan, givenFrequencies(plan, frequencies)),
    names: knownNames(prepared, frequencies),
  };
}

/** What the model's frequencies know of the names of prepared records. */
export function knownNames(prepared: Prepared, { columns }: TermFrequencies): KnownNames {
  const { texts } = matchColumnsOf(prepared);
  const known = (name: 'forename_key' | 'surname_key') => occurrencesByNumber(texts(name), columns.get(name));
  return { asForename: known('forename_key'), asSurname: known('surname_key') };
}

/** Probabilities by gamma of a model, whose levels stand best first. @throws as `peopleModel`. */
function parametersOf({ comparisons }: LinkagePlan, model: LinkageModel): ModelParameters {
  const wanted = comparisons.map((one) => `${one.name}/${levelsOf(one)}`).join(' ');
  const found = model.comparisons.map((one) => `${one.name}/${one.levels.length}`).join(' ');
  if (wanted !== found)
    throw new DeclarationError({
      code: 'linkage.model_mismatch',
      message: `The model ${model.name} was trained for other comparisons than the linkage declares.`,
      remedy: 'Train a model with `gt train` and name it in pipeline.ts.',
    });
  const byGamma = (of: 'm' | 'u') => model.comparisons.map(({ levels }) => Float64Array.from(levels, (level) => level[of]).reverse());
  return { lambda: model.lambda, m: byGamma('m'), u: byGamma('u') };
}

/** Levels of a comparison without its silence. */
const levelsOf = ({ levels }: PlannedComparison): number => levels.filter(({ gamma }) => gamma >= 0).length;
