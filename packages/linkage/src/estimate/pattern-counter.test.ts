import { seededRandom } from '@golden-thread/shapes/random';
import { describe, expect, it } from 'vitest';
import { emptyChunk } from '../pair-chunk.ts';
import type { PlannedComparison, TermFrequencyUse } from '../plan/linkage-plan.ts';
import { termFrequenciesOf } from '../score/term-frequencies.ts';
import { type GammaPatterns, mergePatterns } from './gamma-patterns.ts';
import { patternCounter } from './pattern-counter.ts';
import { comparisonOf, planOf, runnerOf } from './training.fixture.ts';

const NAME = weighed(comparisonOf('name', ['"a_l" IS NULL OR "a_r" IS NULL', '"a_l" = "a_r"', 'levenshtein("a_l", "a_r") <= 1']), {
  2: { column: 'a', weight: 1, minimumU: 0, againstOwnU: false, of: 'value' },
  1: { column: 'a', weight: 0.5, minimumU: 0.15, againstOwnU: false, of: 'value' },
});
const TOWN = weighed(comparisonOf('town', ['"b_l" = "b_r"'], false), {
  1: { column: 'c', weight: 0.7, minimumU: 0, againstOwnU: true, of: 'value' },
});
const PLAN = planOf([NAME, comparisonOf('other', ['"c_l" = "c_r"'], false), TOWN]);

describe('patterns counted with term frequencies', () => {
  it('are those of adding up every pair by itself: the larger frequency, not below the floor, nothing where both are missing', () => {
    const runner = runnerOf(PLAN, records());
    const found = patternsOf(runner, [0, 2]);
    const plain = new Map<string, number>();
    const { a, b, c } = records().columns;
    for (const [i, j] of everyPair(a.length)) {
      const name = nameGamma(a[i], a[j]);
      const town = Number(b[i] !== null && b[i] === b[j]);
      const sums = [
        name === 2 ? Math.log2(share(a, a[i])) : 0,
        name === 1 ? 0.5 * Math.log2(Math.max(share(a, a[i]), share(a, a[j]), 0.15)) : 0,
        town === 1 && (c[i] !== null || c[j] !== null) ? 0.7 * Math.log2(Math.max(share(c, c[i]), share(c, c[j]))) : 0,
      ];
      const isWeighed = [Number(name > 0), Number(town === 1 && (c[i] !== null || c[j] !== null))];
      const key = `${[name, town].join()} ${isWeighed.join()} ${sums.reduce((total, bits) => total + bits, 0).toFixed(9)}`;
      plain.set(key, (plain.get(key) ?? 0) + 1);
    }
    expect(listed(found)).toEqual(plain);
    expect(found.pairs).toBe((a.length * (a.length - 1)) / 2);
  });

  it('are the same however the pairs come in chunks and parts', () => {
    const runner = runnerOf(PLAN, records());
    const whole = patternsOf(runner, [0, 1, 2]);
    for (const parts of [2, 5, 9]) expect(patternsOf(runner, [0, 1, 2], parts)).toEqual(whole);
  });

  it('add up to the patterns counted without frequencies', () => {
    const runner = runnerOf(PLAN, records());
    const plain = patternsOf(runner, [0, 1, 2], 1, false);
    const byGammas = new Map<string, number>();
    for (const [key, count] of listed(patternsOf(runner, [0, 1, 2]))) {
      const gammas = key.split(' ')[0] ?? '';
      byGammas.set(gammas, (byGammas.get(gammas) ?? 0) + count);
    }
    expect(byGammas).toEqual(new Map([...listed(plain)].map(([key, count]) => [key.split(' ')[0], count])));
  });
});

function patternsOf(runner: ReturnType<typeof runnerOf>, active: readonly number[], parts = 1, withFrequencies = true): GammaPatterns {
  const frequencies = withFrequencies ? termFrequenciesOf(runner.prepared, runner.plan) : null;
  const counters = Array.from({ length: parts }, () => patternCounter(runner, active, frequencies));
  const chunk = emptyChunk();
  [...everyPair(runner.prepared.size)].forEach(([i, j], k) => {
    chunk.a[0] = i;
    chunk.b[0] = j;
    chunk.count = 1;
    counters[k % parts]?.add(chunk);
  });
  return mergePatterns(counters.map((counter) => counter.partial()));
}

const listed = ({ width, size, gammas, weighed: flags, starts, frequencyBits, counts }: GammaPatterns): Map<string, number> =>
  new Map(
    Array.from({ length: size }, (_, k) => k).flatMap((k) =>
      Array.from({ length: (starts[k + 1] ?? 0) - (starts[k] ?? 0) }, (_, at): [string, number] => {
        const e = (starts[k] ?? 0) + at;
        const of = (values: Int8Array | Uint8Array) => values.slice(k * width, k * width + width).join();
        return [`${of(gammas)} ${of(flags)} ${(frequencyBits[e] ?? 0).toFixed(9)}`, counts[e] ?? 0];
      }),
    ),
  );

function* everyPair(size: number): Generator<[number, number]> {
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) yield [i, j];
}

function records() {
  const random = seededRandom('patterns');
  const pick = (values: readonly (string | null)[]) => values[Math.floor(random.next() ** 2 * values.length)] ?? null;
  const column = (values: readonly (string | null)[]) => Array.from({ length: 70 }, () => pick(values));
  return {
    columns: {
      a: column(['ann', 'anne', 'bob', 'rob', null, 'roy', 'may']),
      b: column(['derby', 'leeds', null, 'truro']),
      c: column(['x', null, 'y', 'z']),
    },
  };
}

function nameGamma(x: string | null | undefined, y: string | null | undefined): number {
  if (x === null || y === null || x === undefined || y === undefined) return -1;
  if (x === y) return 2;
  return ['ann anne', 'bob rob', 'rob roy'].includes([x, y].sort().join(' ')) ? 1 : 0;
}

function share(values: readonly (string | null)[], value: string | null | undefined): number {
  if (value === null || value === undefined) return 0;
  return values.filter((other) => other === value).length / values.filter((other) => other !== null).length;
}

function weighed(comparison: PlannedComparison, uses: Readonly<Record<number, TermFrequencyUse>>): PlannedComparison {
  return { ...comparison, levels: comparison.levels.map((level) => ({ ...level, termFrequency: uses[level.gamma] ?? null })) };
}
