import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { tableWriter, type WrittenColumn } from '@golden-thread/connectors/tables/table-writer';
import { describe, expect, test } from 'vitest';
import { filesIn, gt } from './link.fixture.ts';

type Cell = string | number | boolean | null;
interface Step {
  readonly do: 'lambda' | 'u' | 'em' | 'm_column' | 'm_labels';
  readonly rules?: readonly string[];
  readonly recall?: number;
  readonly rule?: string;
  readonly column?: string;
}
interface Case {
  readonly name: string;
  readonly settings: object;
  readonly columns: readonly (readonly [name: string, type: WrittenColumn['type'] | 'text[]'])[];
  readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly Cell[])[] }[];
  readonly tasks: readonly {
    readonly do: string;
    readonly steps: readonly Step[];
    readonly answers: readonly { readonly versions: readonly string[]; readonly answer: Answer }[];
  }[];
}
interface Answer {
  readonly error?: string;
  readonly lambda: number;
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
}
interface Model {
  readonly probability_two_random_records_match: number;
  readonly comparisons: readonly {
    readonly comparison_levels: readonly {
      readonly is_null_level?: boolean;
      readonly m_probability?: number;
      readonly u_probability?: number;
    }[];
  }[];
}

/** What Splink 5.0.0 came to, as the engine's own conformance tests hold every case to it. */
const RECORDED = new URL('../../linkage/src/conformance/recorded/training.json.gz', import.meta.url);
const VERSION = '5.0.0';
const CASES = 8;

const cases = (JSON.parse(gunzipSync(readFileSync(RECORDED)).toString('utf8')) as readonly Case[]).flatMap((one) => {
  const task = one.tasks.find((each) => each.do === 'train');
  const answer = task?.answers.find(({ versions }) => versions.includes(VERSION))?.answer;
  const isTold = answer !== undefined && answer.error === undefined && !task?.steps.some((step) => step.do === 'm_labels');
  return task === undefined || !isTold || one.columns.some(([, type]) => type.endsWith('[]')) ? [] : [{ one, steps: task.steps, answer }];
});

describe('gt link --train comes to the model that Splink came to', () => {
  test.each(cases.slice(0, CASES).map((each) => [each.one.name, each] as const))('%s', async (_, { one, steps, answer }) => {
    const at = filesIn({ 'settings.json': JSON.stringify({ ...one.settings, training: trainingOf(steps) }) });
    for (const { name, rows } of one.tables) await writeTable(at(`${name}.parquet`), one.columns, rows);
    const inputs = one.tables.flatMap(({ name }) => ['--input', `${name}=${at(`${name}.parquet`)}`]);
    const { exit, err } = await gt('link', '--settings', at('settings.json'), ...inputs, '--train', '--model-out', at('model.json'));
    expect(exit, err).toBe(0);
    const model = JSON.parse(readFileSync(at('model.json'), 'utf8')) as Model;
    const levels = model.comparisons.map(({ comparison_levels }) => comparison_levels.filter((level) => level.is_null_level !== true));
    expect(model.probability_two_random_records_match).toBeCloseTo(answer.lambda, 5);
    levels.forEach((own, c) => {
      own.forEach(({ m_probability, u_probability }, l) => {
        // A default is not written: it is one again when it is read.
        expect(m_probability ?? defaultM(l, own.length), `m of level ${l} of comparison ${c}`).toBeCloseTo(
          answer.m[c]?.[l] ?? Number.NaN,
          5,
        );
        expect(u_probability ?? defaultU(l, own.length), `u of level ${l} of comparison ${c}`).toBeCloseTo(
          answer.u[c]?.[l] ?? Number.NaN,
          5,
        );
      });
    });
  });

  test('most of these cases have a level that training never saw, which Splink leaves as it was', () => {
    const isUnseen = (levels: readonly number[]) => levels.some((m, l) => Math.abs(m - defaultM(l, levels.length)) < 1e-12);
    expect(cases.slice(0, CASES).filter(({ answer }) => answer.m.some(isUnseen)).length).toBeGreaterThanOrEqual(5);
  });
});

/** m of an untrained level, best first. */
const defaultM = (level: number, levels: number): number => (level === 0 ? 0.95 : 0.05 / (levels - 1));

/** u of one: the best level weighs 10 bits, the others 3 down to −5 in even steps. */
function defaultU(level: number, levels: number): number {
  const weight = level === 0 ? 10 : levels === 2 ? -5 : 3 - (8 * (level - 1)) / (levels - 2);
  return defaultM(level, levels) / 2 ** weight;
}

function trainingOf(steps: readonly Step[]): object {
  const prior = steps.find((step) => step.do === 'lambda');
  const sessions = steps.filter((step) => step.do === 'em');
  const { do: _, rule: __, ...flags } = sessions[0] ?? { do: 'em' };
  return {
    ...(prior === undefined ? {} : { deterministic_rules: prior.rules, recall: prior.recall }),
    em_blocking_rules: sessions.flatMap(({ rule }) => rule ?? []),
    combine: 'median',
    unobserved: 'splink',
    label_column: steps.find((step) => step.do === 'm_column')?.column ?? null,
    ...flags,
  };
}

async function writeTable(path: string, columns: Case['columns'], rows: readonly (readonly Cell[])[]): Promise<void> {
  const named = columns.flatMap(([name, type]) => (type === 'text[]' ? [] : [{ name, type }]));
  const writer = await tableWriter(path, named);
  await writer.write(named.map((_, c) => rows.map((row) => row[c] ?? null)));
  await writer.close();
}
