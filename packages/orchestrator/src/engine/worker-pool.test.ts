import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTable } from '@golden-thread/connectors/tables/read-table';
import { predict } from '@golden-thread/linkage/predict-pairs';
import { prepare } from '@golden-thread/linkage/prepare';
import { inlineRunner } from '@golden-thread/linkage/runner';
import { scorePairs } from '@golden-thread/linkage/score-pairs';
import { readSettings } from '@golden-thread/linkage/settings';
import { stackRecords } from '@golden-thread/linkage/stack-records';
import { startingParameters } from '@golden-thread/linkage/starting-parameters';
import type { TaskContext } from '@golden-thread/linkage/task';
import { termFrequenciesOf } from '@golden-thread/linkage/term-frequencies';
import { seededRandom } from '@golden-thread/shapes/random';
import { beforeAll, describe, expect, test } from 'vitest';
import { startWorkers } from './worker-pool.ts';

const SETTINGS = {
  link_type: 'dedupe_only',
  probability_two_random_records_match: 0.01,
  blocking_rules_to_generate_predictions: ['l.family = r.family', 'l.forename = r.forename', 'l.born = r.born'],
  comparisons: [
    {
      output_column_name: 'forename',
      comparison_levels: [
        { sql_condition: 'forename_l IS NULL OR forename_r IS NULL', is_null_level: true },
        { sql_condition: 'forename_l = forename_r', m_probability: 0.8, u_probability: 0.05, tf_adjustment_column: 'forename' },
        { sql_condition: 'jaro_winkler_similarity(forename_l, forename_r) >= 0.8', m_probability: 0.15, u_probability: 0.1 },
        { sql_condition: 'ELSE', m_probability: 0.05, u_probability: 0.85 },
      ],
    },
    {
      output_column_name: 'born',
      comparison_levels: [
        { sql_condition: 'born_l IS NULL OR born_r IS NULL', is_null_level: true },
        { sql_condition: 'born_l = born_r', m_probability: 0.9, u_probability: 0.01 },
        { sql_condition: 'ELSE', m_probability: 0.1, u_probability: 0.99 },
      ],
    },
  ],
};
const FORENAMES = ['Ines', 'Inez', 'Bo', 'Beau', 'Noor', 'Nora', 'Sol', ''];

/** Some hundreds of people who share names and birthdays. */
async function people(): Promise<TaskContext> {
  const random = seededRandom('worker pool');
  const one = (words: readonly string[]): string => words[Math.floor(random.next() * words.length)] ?? '';
  const rows = Array.from(
    { length: 600 },
    (_, i) => `p${i},${one(FORENAMES)},family ${one(['1', '2', '3', '4', ''])},2012-01-${one(['01', '02', '03', '04'])}`,
  );
  const path = join(mkdtempSync(join(tmpdir(), 'golden-thread-pool-')), 'people.csv');
  writeFileSync(path, `unique_id,forename,family,born\n${rows.join('\n')}\n`);
  const plan = readSettings(SETTINGS);
  return { plan, prepared: prepare(stackRecords([await readTable(path, { name: 'people' })], plan), plan) };
}

describe('a pool of workers', () => {
  let context: TaskContext;
  let model: { parameters: ReturnType<typeof startingParameters>; shares: ReturnType<typeof termFrequenciesOf> };
  beforeAll(async () => {
    context = await people();
    model = { parameters: startingParameters(context.plan), shares: termFrequenciesOf(context.prepared, context.plan) };
  });

  test.each([1, 2, 4])('%i workers answer byte for byte what one thread answers', async (count) => {
    const pool = startWorkers(count);
    try {
      const pooled = pool.runner(context.prepared, context.plan);
      const inline = inlineRunner(context);
      const options = { floor: 2, pairsPerTask: 1000 };
      const wanted = await predict(inline, model, { floor: 2 });
      expect(wanted.count).toBeGreaterThan(1000);
      expect(await predict(pooled, model, options)).toEqual(wanted);
      const all = { l: wanted.l, r: wanted.r };
      expect(await scorePairs(pooled, model, all)).toEqual(wanted.weight);
    } finally {
      await pool.close();
    }
  });

  test('outputs come in the order of the inputs, and every input is told of once', async () => {
    const pool = startWorkers(3);
    try {
      const inputs = Array.from({ length: 40 }, (_, i) => ({
        l: new Int32Array(i === 0 ? 200_000 : 1).fill(i),
        r: new Int32Array(i === 0 ? 200_000 : 1).fill(i + 1),
      }));
      const told: number[] = [];
      const outputs = await pool.runner(context.prepared, context.plan).run('scorePairs', inputs, (done) => told.push(done), model);
      expect(outputs).toEqual(await inlineRunner(context).run('scorePairs', inputs, undefined, model));
      expect(told).toEqual(Array.from(inputs, (_, i) => i + 1));
    } finally {
      await pool.close();
    }
  });

  test('an error in a worker arrives with its class, code and message, as in one thread; the pool goes on', async () => {
    const pool = startWorkers(2);
    try {
      const runner = pool.runner(context.prepared, context.plan);
      const broken = { parameters: model.parameters, shares: null as never };
      const inputs = [{ l: Int32Array.of(0), r: Int32Array.of(1) }];
      const inThread: unknown = await inlineRunner(context)
        .run('scorePairs', inputs, undefined, broken)
        .catch((error: unknown) => error);
      const inPool: unknown = await runner.run('scorePairs', inputs, undefined, broken).catch((error: unknown) => error);
      expect(inThread).toBeInstanceOf(TypeError);
      expect(inPool).toBeInstanceOf(TypeError);
      expect(inPool).toMatchObject({ message: inThread instanceof Error ? inThread.message : '' });
      expect(await runner.run('scorePairs', inputs, undefined, model)).toHaveLength(1);
    } finally {
      await pool.close();
    }
  });

  test('runs that are asked for at the same time answer as each does by itself, and an error stays with its own', async () => {
    const pool = startWorkers(2);
    try {
      const runner = pool.runner(context.prepared, context.plan);
      const broken = { parameters: model.parameters, shares: null as never };
      const inputsOf = (many: number) =>
        Array.from({ length: many }, (_, i) => ({ l: Int32Array.of(i, i + 1), r: Int32Array.of(i + 2, i + 3) }));
      const told: number[] = [];
      const sizes = [1, 30, 0, 7, 3];
      const runs = sizes.map((many) => runner.run('scorePairs', inputsOf(many), () => told.push(many), model));
      const failing = runner.run('scorePairs', inputsOf(5), undefined, broken);
      const after = runner.run('scorePairs', inputsOf(4), undefined, model);
      await expect(failing).rejects.toBeInstanceOf(TypeError);
      const inline = inlineRunner(context);
      for (const [k, many] of sizes.entries())
        expect(await runs[k]).toEqual(await inline.run('scorePairs', inputsOf(many), undefined, model));
      expect(await after).toEqual(await inline.run('scorePairs', inputsOf(4), undefined, model));
      expect(told.sort((x, y) => x - y)).toEqual(sizes.sort((x, y) => x - y).flatMap((many) => Array.from({ length: many }, () => many)));
    } finally {
      await pool.close();
    }
  });

  test('a pool that is closed while it works rejects what it was at, and whatever is asked afterwards', async () => {
    const pool = startWorkers(2);
    const runner = pool.runner(context.prepared, context.plan);
    const inputs = Array.from({ length: 50 }, () => ({ l: new Int32Array(100_000), r: new Int32Array(100_000).fill(1) }));
    const working = runner.run('scorePairs', inputs, undefined, model);
    const ended = expect(working).rejects.toMatchObject({ name: 'TerminalError', code: 'engine.worker_ended' });
    await pool.close();
    await ended;
    await expect(runner.run('scorePairs', inputs, undefined, model)).rejects.toMatchObject({ code: 'engine.worker_ended' });
  });
});
