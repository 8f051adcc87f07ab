import { seededRandom } from '@golden-thread/shapes/random';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../expression/expression.ts';
import type { PlannedComparison, PlannedLevel, TermFrequencyUse } from '../plan/linkage-plan.ts';
import { type GammaPatterns, mergePatterns } from './gamma-patterns.ts';
import { type EmOptions, type EmParameters, maximiseExpectation, NOT_OBSERVED } from './maximise-expectation.ts';
import { patternLayout } from './pattern-layout.ts';
import { wordCounter } from './word-counter.ts';

const OPTIONS = { fixLambda: false, fixM: false, fixU: true, convergence: 0.0001, iterations: 25 };

/** One pair: its gammas, and of each comparison weight · log2(frequency), 0 where none applies. */
interface Pair {
  readonly gammas: readonly number[];
  readonly frequency: readonly number[];
}

describe('expectation maximisation over counted patterns', () => {
  it('recovers the parameters that pairs were made from: m .7 and .3, u .1 and .9, λ .5', () => {
    const comparisons = [comparison('a', 2), comparison('b', 2), comparison('c', 2)];
    const u = comparisons.map(() => Float64Array.of(0.9, 0.1));
    const pairs = drawn(40_000, 'known', { lambda: 0.5, m: comparisons.map(() => Float64Array.of(0.3, 0.7)), u });
    const start = { lambda: 0.3, m: comparisons.map(() => Float64Array.of(0.05, 0.95)), u };
    const found = maximiseExpectation(patternsOf(comparisons, pairs), start, {
      comparisons,
      ...OPTIONS,
      convergence: 1e-7,
      iterations: 500,
    });
    expect(found.converged).toBe(true);
    expect(Math.abs(found.lambda - 0.5)).toBeLessThan(0.01);
    for (const m of found.m) expect(Math.abs((m[1] ?? 0) - 0.7)).toBeLessThan(0.01);
  });

  it('recovers u as well where it may move', () => {
    const comparisons = [comparison('a', 2), comparison('b', 2), comparison('c', 2), comparison('d', 3)];
    const true_ = {
      lambda: 0.5,
      m: [Float64Array.of(0.3, 0.7), Float64Array.of(0.2, 0.8), Float64Array.of(0.1, 0.9), Float64Array.of(0.1, 0.2, 0.7)],
      u: [Float64Array.of(0.9, 0.1), Float64Array.of(0.8, 0.2), Float64Array.of(0.95, 0.05), Float64Array.of(0.9, 0.06, 0.04)],
    };
    const start = { lambda: 0.3, m: comparisons.map(startM), u: comparisons.map(flat) };
    const options = { comparisons, ...OPTIONS, fixU: false, convergence: 1e-8, iterations: 2000 };
    const found = maximiseExpectation(patternsOf(comparisons, drawn(200_000, 'free', true_)), start, options);
    expect(Math.abs(found.lambda - 0.5)).toBeLessThan(0.02);
    found.m.forEach((m, c) => expect(furthest(m, true_.m[c])).toBeLessThan(0.02));
    found.u.forEach((u, c) => expect(furthest(u, true_.u[c])).toBeLessThan(0.02));
  });

  it('goes the same way, iteration by iteration, as pair by pair with Bayes factors and term frequencies', () => {
    for (const free of [{}, { fixLambda: true }, { fixU: false }, { fixM: true, fixU: false }]) {
      const { comparisons, pairs, start } = weighedCase();
      const options = { comparisons, ...OPTIONS, ...free };
      const found = maximiseExpectation(patternsOf(comparisons, pairs), start, options);
      const plain = pairByPair(comparisons, pairs, start, options);
      expect(found.history).toHaveLength(plain.length);
      found.history.forEach((at, step) => {
        expect(at.lambda).toBeCloseTo(plain[step]?.lambda ?? Number.NaN, 12);
        at.m.forEach((m, c) => expect(furthest(m, plain[step]?.m[c])).toBeLessThan(1e-12));
        at.u.forEach((u, c) => expect(furthest(u, plain[step]?.u[c])).toBeLessThan(1e-12));
      });
    }
  });

  it('never falls in likelihood where frequencies play no part and u is fixed', () => {
    for (const seed of ['one', 'two', 'three']) {
      const comparisons = [comparison('a', 3), comparison('b', 2), comparison('c', 4)];
      const truth = { lambda: 0.2, m: comparisons.map(startM), u: comparisons.map((c) => startM(c).reverse()) };
      const start = { lambda: 0.7, m: comparisons.map(flat), u: truth.u };
      const { logLikelihood } = maximiseExpectation(patternsOf(comparisons, drawn(5_000, seed, truth)), start, {
        comparisons,
        ...OPTIONS,
        iterations: 60,
        convergence: 0,
      });
      expect(logLikelihood).toHaveLength(61);
      logLikelihood.slice(1).forEach((after, k) => expect(after).toBeGreaterThanOrEqual((logLikelihood[k] ?? 0) - 1e-6));
    }
  });

  it('leaves what is fixed as it was, parameter by parameter and level by level', () => {
    const comparisons = [comparison('a', 3, { fixM: [1], fixU: [0] }), comparison('b', 2)];
    const truth = { lambda: 0.4, m: comparisons.map(startM), u: comparisons.map((c) => startM(c).reverse()) };
    const patterns = patternsOf(comparisons, drawn(3_000, 'fixed', truth));
    const start = { lambda: 0.3, m: comparisons.map(flat), u: comparisons.map(flat) };
    const byLevel = maximiseExpectation(patterns, start, { comparisons, ...OPTIONS, fixU: false });
    expect(byLevel.m[0]?.[1]).toBe(1 / 3);
    expect(byLevel.u[0]?.[0]).toBe(1 / 3);
    expect(byLevel.m[0]?.[2]).not.toBe(1 / 3);
    const all = maximiseExpectation(patterns, start, { comparisons, ...OPTIONS, fixLambda: true, fixM: true });
    expect(all).toMatchObject({ lambda: 0.3, m: start.m, u: start.u, iterations: 1, converged: true });
  });

  it('gives a level that no pair has the stand-in for "not observed", and lets it disturb nothing', () => {
    const comparisons = [comparison('a', 3), comparison('b', 2)];
    const pairs = [pair([2, 1]), pair([2, 1]), pair([0, 0]), pair([-1, 1]), pair([0, 1])];
    const start = { lambda: 0.3, m: comparisons.map(startM), u: comparisons.map((c) => startM(c).reverse()) };
    const found = maximiseExpectation(patternsOf(comparisons, pairs), start, { comparisons, ...OPTIONS });
    expect(found.m[0]?.[1]).toBe(NOT_OBSERVED);
    expect((found.m[0]?.[0] ?? 0) + (found.m[0]?.[2] ?? 0)).toBeCloseTo(1, 12);
    expect(found.pairs[0]).toEqual(Float64Array.of(2, 0, 2));
  });

  it('stops at the given number of iterations and says that it has not converged', () => {
    const { comparisons, pairs, start } = weighedCase();
    const found = maximiseExpectation(patternsOf(comparisons, pairs), start, {
      comparisons,
      ...OPTIONS,
      iterations: 2,
      convergence: 1e-12,
    });
    expect(found).toMatchObject({ iterations: 2, converged: false });
    expect(found.history).toHaveLength(3);
  });

  it('takes a u of nought for certainty, even where another level speaks against', () => {
    const comparisons = [comparison('a', 2), comparison('b', 2)];
    const start = {
      lambda: 0.5,
      m: [Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0)],
      u: [Float64Array.of(1, 0), Float64Array.of(0.5, 0.5)],
    };
    const found = maximiseExpectation(patternsOf(comparisons, [pair([1, 1]), pair([1, 0])]), start, {
      comparisons,
      ...OPTIONS,
      iterations: 1,
    });
    expect(found.lambda).toBe(1);
  });
});

/** Splink's procedure, pair by pair in Bayes factors. *Source*: `reference/splink.md` 2.5–2.7. */
function pairByPair(
  comparisons: readonly PlannedComparison[],
  pairs: readonly Pair[],
  start: EmParameters,
  { fixLambda, fixM, fixU, convergence, iterations }: EmOptions,
): EmParameters[] {
  const history = [start];
  for (let i = 0; i < iterations; i++) {
    const now = history.at(-1) ?? start;
    const p = pairs.map(({ gammas, frequency }) => {
      let factor = now.lambda / (1 - now.lambda);
      gammas.forEach((gamma, c) => {
        if (gamma < 0) return;
        factor *= (now.m[c]?.[gamma] ?? 0) / (now.u[c]?.[gamma] ?? 0);
        const use = comparisons[c]?.levels.find((level) => level.gamma === gamma)?.termFrequency;
        if (use) factor *= ((now.u[c]?.at(-1) ?? 0) / 2 ** ((frequency[c] ?? 0) / use.weight)) ** use.weight;
      });
      return factor / (1 + factor);
    });
    const next = (of: 'm' | 'u', fixed: boolean) =>
      now[of].map((levels, c) =>
        levels.map((before, gamma) => {
          const weight = (k: number) => (of === 'm' ? (p[k] ?? 0) : 1 - (p[k] ?? 0));
          const sum = (which: (g: number) => boolean) =>
            pairs.reduce((total, { gammas }, k) => total + (which(gammas[c] ?? -1) ? weight(k) : 0), 0);
          if (fixed) return before;
          return pairs.some(({ gammas }) => gammas[c] === gamma) ? sum((g) => g === gamma) / sum((g) => g >= 0) : NOT_OBSERVED;
        }),
      );
    const lambda = fixLambda ? now.lambda : p.reduce((total, one) => total + one, 0) / p.length;
    const after = { lambda, m: next('m', fixM), u: next('u', fixU) };
    history.push(after);
    const moves = [
      Math.abs(lambda - now.lambda),
      ...after.m.map((m, c) => furthest(m, now.m[c])),
      ...after.u.map((u, c) => furthest(u, now.u[c])),
    ];
    if (Math.max(...moves) < convergence) break;
  }
  return history;
}

function weighedCase() {
  const comparisons = [
    comparison('a', 3, {
      weighed: [
        [2, 1],
        [1, 0.5],
      ],
    }),
    comparison('b', 2, { weighed: [[1, 0.7]] }),
    comparison('c', 2),
  ];
  const truth = {
    lambda: 0.3,
    m: [Float64Array.of(0.1, 0.2, 0.7), Float64Array.of(0.2, 0.8), Float64Array.of(0.1, 0.9)],
    u: [Float64Array.of(0.8, 0.15, 0.05), Float64Array.of(0.9, 0.1), Float64Array.of(0.8, 0.2)],
  };
  const random = seededRandom('frequencies');
  const pairs = drawn(400, 'weighed', truth).map(({ gammas }) => ({
    gammas,
    frequency: gammas.map((gamma, c) => {
      const use = comparisons[c]?.levels.find((level) => level.gamma === gamma)?.termFrequency;
      return use ? use.weight * Math.log2((1 + random.below(5)) / 50) : 0;
    }),
  }));
  const start = { lambda: 0.1, m: comparisons.map(startM), u: truth.u };
  return { comparisons, pairs, start };
}

function patternsOf(comparisons: readonly PlannedComparison[], pairs: readonly Pair[]): GammaPatterns {
  const layout = patternLayout(comparisons, true);
  const withTermFrequencies = layout.weighed.some((gammas) => gammas.length > 0);
  const words = layout.words + (withTermFrequencies ? 2 : 0);
  const counter = wordCounter(words);
  for (const { gammas, frequency } of pairs) {
    const key = new Int32Array(words);
    gammas.forEach((gamma, c) => {
      key[0] = (key[0] ?? 0) + (gamma + 1) * (layout.strides[c] ?? 0);
    });
    const sum = Float64Array.of(frequency.reduce((total, bits) => total + bits, 0));
    if (withTermFrequencies) key.set(new Int32Array(sum.buffer), layout.words);
    counter.add(key, 0, 1);
  }
  return mergePatterns([{ layout, withTermFrequencies, counted: counter.counted() }]);
}

function drawn(count: number, seed: string, { lambda, m, u }: EmParameters): Pair[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const levels = random.next() < lambda ? m : u;
    return pair(
      levels.map((shares) => {
        let at = random.next();
        return Math.max(
          0,
          shares.findIndex((share) => {
            at -= share;
            return at < 0;
          }),
        );
      }),
    );
  });
}

const pair = (gammas: readonly number[]): Pair => ({ gammas, frequency: gammas.map(() => 0) });

interface Flags {
  readonly fixM?: readonly number[];
  readonly fixU?: readonly number[];
  readonly weighed?: readonly (readonly [gamma: number, weight: number])[];
}

function comparison(name: string, gammas: number, { fixM = [], fixU = [], weighed = [] }: Flags = {}): PlannedComparison {
  const levels = Array.from({ length: gammas }, (_, k): PlannedLevel => {
    const gamma = gammas - 1 - k;
    const weight = weighed.find(([weighedGamma]) => weighedGamma === gamma)?.[1];
    return {
      condition: gamma === 0 ? null : gamma === gammas - 1 ? same(name) : { kind: 'literal', value: true },
      label: String(gamma),
      gamma,
      m: null,
      u: null,
      fixM: fixM.includes(gamma),
      fixU: fixU.includes(gamma),
      termFrequency: weight === undefined ? null : frequencyOf(name, weight),
    };
  });
  return { name, describes: name, levels };
}

const same = (name: string): Expression => ({
  kind: 'binary',
  op: '=',
  left: { kind: 'column', name, side: 'l' },
  right: { kind: 'column', name, side: 'r' },
});
const frequencyOf = (column: string, weight: number): TermFrequencyUse => ({
  column,
  weight,
  minimumU: 0,
  againstOwnU: false,
  of: 'value',
});
const gammasOf = ({ levels }: PlannedComparison) => levels.length;
const flat = (of: PlannedComparison) => new Float64Array(gammasOf(of)).fill(1 / gammasOf(of));
const startM = (of: PlannedComparison) => flat(of).map((_, gamma) => (gamma === gammasOf(of) - 1 ? 0.95 : 0.05 / (gammasOf(of) - 1)));
const furthest = (x: Float64Array, y: Float64Array | undefined) =>
  x.reduce((most, value, k) => Math.max(most, Math.abs(value - (y?.[k] ?? Number.NaN))), 0);
