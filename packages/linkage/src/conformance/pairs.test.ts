import { describe, expect, it } from 'vitest';
import { compileRules } from '../candidates/compile-rules.ts';
import { countCandidates } from '../candidates/count-candidates.ts';
import { bitsOfProbability } from '../fellegi-sunter.ts';
import { linkByRules, predict } from '../score/predict.ts';
import { expectPairs, keyed, keyedAnswer } from './answered-pairs.fixture.ts';
import { engineCase } from './engine.fixture.ts';
import { answered, recordedGroups, runsOf } from './recorded.fixture.ts';

describe('pairs, gammas, match keys and weights are those of Splink', () => {
  it.each(runsOf(recordedGroups, 'predict'))('$title', async ({ one, version }) => {
    const engine = engineCase(one, version);
    for (const { options, answer } of answered(one, 'predict', version)) {
      const { threshold_match_weight: weight, threshold_match_probability: probability } = options;
      const floor = weight ?? (probability === undefined ? Number.NEGATIVE_INFINITY : bitsOfProbability(probability));
      await expectPairs(engine, await predict(engine.runner, engine.model, { floor }), answer);
    }
  });
});

describe('a deterministic link has the pairs that Splink has', () => {
  it.each(runsOf(recordedGroups, 'deterministic'))('$title', async ({ one, version }) => {
    const engine = engineCase(one, version);
    for (const { answer } of answered(one, 'deterministic', version))
      expect(keyed(engine, await linkByRules(engine.runner))).toEqual(keyedAnswer(answer));
  });
});

describe('pairs are counted beforehand as Splink counts them', () => {
  it.each(runsOf(recordedGroups, 'counts'))('$title', ({ one, version }) => {
    const { plan, runner } = engineCase(one, version);
    const count = (rules: typeof plan.rules) => countCandidates(compileRules(runner.prepared, rules, plan), { changed: null });
    for (const { answer } of answered(one, 'counts', version)) {
      const counted = count(plan.rules);
      expect(counted.map(({ pairs }) => pairs)).toEqual(answer.marginal);
      expect(counted.every(({ isExact }) => isExact)).toBe(true);
      if (answer.alone !== null) expect(plan.rules.map((rule) => count([rule])[0]?.pairs)).toEqual(answer.alone);
    }
  });
});
