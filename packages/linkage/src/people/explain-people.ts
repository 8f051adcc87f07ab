import type { PairFacts } from '@golden-thread/shapes/pair-facts';
import { compileFacts } from '../facts/compile-facts.ts';
import { probabilityOfBits, roundBits } from '../fellegi-sunter.ts';
import { explainPair } from '../score/explain.ts';
import type { TaskContext } from '../workers/task.ts';
import type { PeopleModel } from './people-model.ts';

export interface Contribution {
  readonly comparison: string;
  /** What held, in words; `silent` where one of the two records has nothing to compare. */
  readonly level: string;
  readonly gamma: number;
  /** Weight of the level, in bits. */
  readonly bits: number;
  /** What the rarity of the value adds to it, in bits. */
  readonly termFrequencyBits: number;
}

export interface PairExplanation {
  /** Bits, prior included: what `linkPeople` and `scorePeople` give for the pair. */
  readonly weight: number;
  readonly probability: number;
  readonly prior: number;
  /** In the order of the declaration. */
  readonly contributions: readonly Contribution[];
  readonly facts: PairFacts;
}

/** Why two records weigh what they weigh. Names columns and levels, never a value. */
export function explainPeople(context: TaskContext, model: PeopleModel, a: number, b: number): PairExplanation {
  const [first, second] = a < b ? [a, b] : [b, a];
  const explained = explainPair(context, model, first, second);
  const weight = roundBits(explained.weight);
  return {
    weight,
    probability: probabilityOfBits(weight),
    prior: roundBits(explained.prior),
    contributions: explained.comparisons.map(({ name, level, gamma, bits, frequencyBits }) => ({
      comparison: name,
      level,
      gamma,
      bits: roundBits(bits),
      termFrequencyBits: roundBits(frequencyBits),
    })),
    facts: compileFacts(context.prepared, model.names).factsOf(first, second),
  };
}
