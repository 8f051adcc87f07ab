import { expect } from 'vitest';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { gammasOf } from '../score/gammas-of.ts';
import { predict } from '../score/predict.ts';
import type { ScoredPairs } from '../score/scored-pairs.ts';
import { expectNear, expectWeights } from './agreement.fixture.ts';
import type { EngineCase } from './engine.fixture.ts';
import { type End, numberOf, type PairsAnswer } from './recorded.fixture.ts';

/** All pairs of the settings' rules are those of the answer, with its gammas, match keys, weights and probabilities. */
export async function expectAnswer(engine: EngineCase, answer: PairsAnswer): Promise<void> {
  await expectPairs(engine, await predict(engine.runner, engine.model, { floor: Number.NEGATIVE_INFINITY }), answer);
}

export async function expectPairs(engine: EngineCase, pairs: ScoredPairs, answer: PairsAnswer): Promise<void> {
  const ours = keyed(engine, pairs);
  expect(ours).toEqual(keyedAnswer(answer));
  const at = new Map(answer.l.map((l, p) => [pairKey(l, answer.r[p]), p]));
  const order = [...ours.keys()].map((key) => at.get(key) ?? -1);
  const gammas = await gammasOf(engine.runner, pairs);
  const width = engine.plan.comparisons.length;
  for (const [c, { name }] of engine.plan.comparisons.entries()) {
    const found = order.map((_, p) => gammas[p * width + c]);
    expect(found, name).toEqual(order.map((p) => answer.gamma[name]?.[p]));
  }
  expectWeights(
    [...pairs.weight],
    order.map((p) => numberOf(answer.weight[p] ?? Number.NaN)),
  );
  expectNear(
    [...pairs.weight].map(probabilityOfBits),
    order.map((p) => numberOf(answer.probability[p] ?? Number.NaN)),
    1e-9,
  );
}

/** The match key of each pair, by its ends, in our order. */
export function keyed({ ends }: EngineCase, pairs: ScoredPairs): ReadonlyMap<string, string> {
  return new Map(Array.from(pairs.l, (l, p) => [pairKey(ends[l], ends[pairs.r[p] ?? 0]), String(pairs.rule[p])]));
}

/** The same of what Splink answered. */
export function keyedAnswer({ l, r, key }: Pick<PairsAnswer, 'l' | 'r' | 'key'>): ReadonlyMap<string, string | undefined> {
  return new Map(l.map((end, p) => [pairKey(end, r[p]), key[p]]));
}

const pairKey = (l: End | undefined, r: End | undefined): string => JSON.stringify([l, r]);
