import { describe, expect, it } from 'vitest';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { gammasOf } from '../score/gammas-of.ts';
import { linkByRules, linkNewAgainstOld } from '../score/predict.ts';
import { scorePairs, selfWeights } from '../score/score-pairs.ts';
import { type GivenFrequencies, termFrequenciesOf } from '../score/term-frequencies.ts';
import { unlinkablesOf } from '../score/unlinkables.ts';
import { expectNear, expectWeights } from './agreement.fixture.ts';
import { engineCase } from './engine.fixture.ts';
import { answered, type RecordedCase, recordedGroups, runsOf } from './recorded.fixture.ts';

describe('a given pair weighs what it weighs in Splink', () => {
  it.each(runsOf(recordedGroups, 'score_pairs'))('$title', async ({ one, version }) => {
    const { runner, model, plan, ends } = engineCase(one, version);
    const rows = one.tables[0]?.rows ?? [];
    const record = (row: number): number => ends.indexOf(Number(rows[row]?.[0]));
    for (const { options, answer } of answered(one, 'score_pairs', version)) {
      const pairs = { l: Int32Array.from(options.pairs, ([l]) => record(l)), r: Int32Array.from(options.pairs, ([, r]) => record(r)) };
      const weights = [...(await scorePairs(runner, model, pairs))];
      expectWeights(
        weights,
        answer.map(({ weight }) => weight),
      );
      expectNear(
        weights.map(probabilityOfBits),
        answer.map(({ probability }) => probability),
        1e-9,
      );
      const gammas = await gammasOf(runner, pairs);
      expect([...gammas]).toEqual(answer.flatMap(({ gamma }) => plan.comparisons.map(({ name }) => gamma[name])));
      const made = await linkByRules(runner);
      const together = new Set(Array.from(made.l, (l, p) => `${l} ${made.r[p]}`));
      const found = Array.from(pairs.l, (l, p) => together.has(`${l} ${pairs.r[p]}`) || together.has(`${pairs.r[p]} ${l}`));
      expect(found).toEqual(answer.map((pair) => pair.found_by_rules));
    }
  });
});

describe('new records meet the old ones as in Splink', () => {
  it.each(runsOf(recordedGroups, 'new_records'))('$title', async ({ one, version }) => {
    for (const { options, answer } of answered(one, 'new_records', version)) {
      const [table] = one.tables;
      if (table === undefined) continue;
      const both: RecordedCase = { ...one, tables: [{ name: table.name, rows: [...table.rows, ...options.rows] }] };
      const { runner, plan, model, ends } = engineCase(both, version, { blocking_rules_to_generate_predictions: options.rules });
      const fresh = new Set(options.rows.map(([id]) => Number(id)));
      const changed = Uint8Array.from(ends, (end) => (fresh.has(Number(end)) ? 1 : 0));
      const shares = termFrequenciesOf(runner.prepared, plan, frequenciesOfOld(one));
      const pairs = await linkNewAgainstOld(
        runner,
        { ...model, shares },
        { floor: options.threshold_match_weight, changed, amongChanged: false },
      );
      const gammas = await gammasOf(runner, pairs);
      const width = plan.comparisons.length;
      const ours = Array.from(pairs.l, (l, p) => {
        const [x, y] = [Number(ends[l]), Number(ends[pairs.r[p] ?? -1])];
        return {
          pair: fresh.has(x) ? [y, x] : [x, y],
          weight: pairs.weight[p] ?? 0,
          gammas: [...gammas.subarray(p * width, (p + 1) * width)],
        };
      });
      const key = (pair: readonly number[]): string => pair.join(' ');
      const theirs = new Map(answer.map(([old, added, weight, , levels]) => [key([old, added]), { weight, levels }]));
      expect(new Map(ours.map(({ pair, gammas: levels }) => [key(pair), levels]))).toEqual(
        new Map([...theirs].map(([k, { levels }]) => [k, levels])),
      );
      expectWeights(
        ours.map(({ weight }) => weight),
        ours.map(({ pair }) => theirs.get(key(pair))?.weight ?? Number.NaN),
      );
    }
  });
});

describe('records that could never be linked are as many as in Splink', () => {
  it.each(runsOf(recordedGroups, 'unlinkables'))('$title', async ({ one, version }) => {
    const { runner, model } = engineCase(one, version);
    for (const { answer } of answered(one, 'unlinkables', version)) {
      const ours = unlinkablesOf(await selfWeights(runner, model));
      // Splink's shares are single floats.
      expectNear(
        ours.flatMap(({ weight, probability, share, cumulativeShare }) => [weight, probability, share, cumulativeShare]),
        answer.flat(),
        1e-6,
      );
    }
  });
});

/** The frequencies of the old records alone, as a table that was registered: a value that it does not know has none. */
function frequenciesOfOld({ columns, tables }: RecordedCase): ReadonlyMap<string, GivenFrequencies> {
  const rows = tables.flatMap((table) => table.rows);
  return new Map(
    columns.map(([name], at) => {
      const values = rows.flatMap((row) => (row[at] === null || row[at] === undefined ? [] : [String(row[at])]));
      const shares = new Map<string, number>();
      for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1 / values.length);
      return [name, { shares, records: null }];
    }),
  );
}
