import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import type { GivenPairs } from '../score/given-pairs.ts';
import { type EngineRunner, inlineRunner } from '../workers/runner.ts';
import { blockPeople, type LinkPeopleOptions, linkPeople, type PeoplePairs, scorePeople } from './link-people.ts';
import { type PeopleModel, peopleModel } from './people-model.ts';
import { peopleOf } from './people-records.ts';
import { preparePeople } from './prepare-people.ts';
import { buildTermFrequencies, type TermFrequencies } from './term-frequency.ts';

/** Records ready to be linked in this thread. */
export interface ReadyPeople {
  readonly runner: EngineRunner;
  readonly model: PeopleModel;
  link(options?: Partial<LinkPeopleOptions>): Promise<PeoplePairs>;
  score(pairs: GivenPairs): Promise<PeoplePairs>;
}

/** `frequencies`: those of the model; otherwise the records' own. */
export function readyPeople(
  people: readonly PersonMatch[],
  linkage: LinkageDeclaration,
  model: LinkageModel,
  frequencies?: TermFrequencies,
): ReadyPeople {
  const records = peopleOf(people);
  const context = preparePeople(records, linkage, { training: false });
  const runner = inlineRunner(context);
  const used = peopleModel(context, model, frequencies ?? buildTermFrequencies(records, context.plan));
  return {
    runner,
    model: used,
    link: async (options = {}) =>
      linkPeople(runner, await blockPeople(runner), used, { floor: Number.NEGATIVE_INFINITY, changed: null, barred: [], ...options }),
    score: (pairs) => scorePeople(runner, used, pairs),
  };
}
