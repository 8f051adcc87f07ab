import type { ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf } from '../expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import { CHUNK_PAIRS, NO_RULE } from '../pair-chunk.ts';
import type { LinkagePlan, PlannedRule } from '../plan/linkage-plan.ts';
import { prepare } from '../prepare/prepare.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { smallPlan } from '../test-support/small-plans.ts';
import { tableOfRows } from '../test-support/tables-of-rows.ts';
import { candidateTasks } from './candidate-tasks.ts';
import { type CompiledRules, compileRules, openRules } from './compile-rules.ts';
import { countCandidates } from './count-candidates.ts';
import { type CandidateScope, enumerateTask } from './enumerate-task.ts';
import { pairSetOf } from './pair-set.ts';
import { rulesOfPairs } from './rules-of-pairs.ts';

type Row = Readonly<Record<string, ColumnValue>>;

const TYPES: Readonly<Record<string, ColumnType>> = { a: 'text', b: 'text', n: 'integer', list: 'text[]', more: 'text[]' };
const text = fc.option(fc.constantFrom('x', 'xy', 'y', 'yx', 'é'), { nil: null, freq: 3 });
const list = fc.option(fc.array(fc.option(fc.constantFrom('x', 'y', 'xy', 'z'), { nil: null, freq: 6 }), { maxLength: 3 }), {
  nil: null,
  freq: 4,
});
const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({ a: text, b: text, n: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }), list, more: list }),
  { minLength: 1, maxLength: 12 },
);

/** Rules of every shape: list columns to explode after a bar. */
const RULES = [
  'l.a = r.a',
  'l.a = r.a and l.b = r.b',
  'r.n = l.n',
  'substr(l.a, 1, 1) = substr(r.a, 1, 1) and l.n = r.n',
  'l.a = r.b',
  'l.a = r.b and l.b = r.a',
  'l.a = r.a or l.b = r.b',
  'l.n = r.n and (l.a = r.a or l.b = r.b)',
  'l.n = r.n and (l.a = r.a or levenshtein(l.b, r.b) < 2)',
  'not (l.a <> r.a)',
  'not (l.a <> r.a or l.b <> r.b)',
  'l.a is not distinct from r.a and l.n = r.n',
  "l.a = r.a and l.b = 'x'",
  "l.a = r.a and l.b = 'x' and r.b = 'x'",
  'l.a = r.a and l.b is not null',
  'l.b = r.b and l.n < r.n',
  'l.n < r.n',
  'l.a <> r.a',
  '1=1',
  'l.a = r.a and 1=0',
  'l.a = r.a or 1=1',
  '1',
  'l.a = r.a and 1',
  'l.a = r.a and not 0',
  'l.a = r.a and l.n',
  'l.b = r.b and (l.n - r.n)',
  'l.a = r.a and array_length(list_intersect(l.list, r.more))',
  'list_has_any(l.list, r.list)',
  'list_has_any(l.list, r.more) and l.n = r.n',
  'list_contains(l.list, r.a)',
  'list_has_any(l.list, r.list) or l.b = r.b',
  'list_has_any(l.list, r.list) and l.n <= r.n',
  'l.list = r.list | list',
  'l.list = r.list and l.a = r.a | list',
  'l.list = r.a | list',
  'l.list = r.more | list more',
  'l.list = r.list and l.more = r.more | list more',
  'substr(l.list, 1, 1) = substr(r.list, 1, 1) | list',
  'l.n = r.n and levenshtein(l.list, r.list) = 1 | list',
  "l.list = r.list and l.list <> 'x' | list",
  'l.list = r.list or l.a = r.list | list',
] as const;

const ruleOf = (written: string): PlannedRule => {
  const [sql = '', explode = ''] = written.split(' | ');
  return { text: sql, condition: parseExpression(sql, 'rule'), explode: explode.split(' ').filter((name) => name !== '') };
};

const SOURCES = ['p', 'q', 's'];
type Policy = Pick<LinkagePlan, 'linkType' | 'sourcePairs'>;
const policies: fc.Arbitrary<Policy> = fc.oneof(
  fc.constantFrom<Policy['linkType']>('dedupe_only', 'link_only', 'link_and_dedupe').map((linkType) => ({ linkType, sourcePairs: null })),
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...SOURCES), fc.constantFrom(...SOURCES)), { maxLength: 5 })
    .map((sourcePairs) => ({ linkType: 'link_and_dedupe' as const, sourcePairs })),
);

interface Setting {
  readonly rows: readonly Row[];
  readonly sourceOf: readonly number[];
  readonly rules: readonly PlannedRule[];
  readonly policy: Policy;
}

const settings: fc.Arbitrary<Setting> = rows.chain((all) =>
  fc.record({
    rows: fc.constant(all),
    sourceOf: fc.array(fc.nat(SOURCES.length - 1), { minLength: all.length, maxLength: all.length }).map((of) => of.sort((x, y) => x - y)),
    rules: fc.array(fc.constantFrom(...RULES), { maxLength: 4 }).map((written) => written.map(ruleOf)),
    policy: policies,
  }),
);

function recordsOf({ rows: all, sourceOf }: Setting): RecordTable {
  const ids = tableOfRows(
    'ids',
    all.map((_, i) => ({ id: String(i) })),
    { id: 'text' },
  ).columns.get('id');
  if (ids === undefined) throw new TypeError('There is no row.');
  return {
    size: all.length,
    sources: SOURCES,
    sourceOf: Uint16Array.from(sourceOf),
    uniqueIds: ids,
    columns: tableOfRows('t', all, TYPES).columns,
  };
}

function compiledOf(setting: Setting): CompiledRules {
  const plan = smallPlan({ ...setting.policy, rules: setting.rules });
  return compileRules(prepare(recordsOf(setting), plan), plan.rules, plan);
}

/** Rows in which each exploded list is one of its members, as `unnest` gives them. */
function unnested(row: Row, lists: readonly string[]): Row[] {
  const [name, ...others] = lists;
  if (name === undefined) return [row];
  const members = row[name];
  return Array.isArray(members) ? members.flatMap((member: ColumnValue) => unnested({ ...row, [name]: member }, others)) : [];
}

function isTrue({ condition, explode }: PlannedRule, l: Row, r: Row): boolean {
  if (condition === null) return true;
  return unnested(l, explode).some((left) =>
    unnested(r, explode).some(
      (right) =>
        conditionOf(condition, { countedBy: 'code_points' })({ l: (name) => left[name] ?? null, r: (name) => right[name] ?? null }) ===
        true,
    ),
  );
}

function mayMeet({ linkType, sourcePairs }: Policy, s: number, t: number): boolean {
  const named = (x: number, y: number) => sourcePairs?.some(([one, other]) => one === SOURCES[x] && other === SOURCES[y]);
  return sourcePairs === null ? linkType !== 'link_only' || s !== t : named(s, t) === true || named(t, s) === true;
}

/** All pairs, each asked of every rule in turn. */
function bruteForce(setting: Setting, wanted: (i: number, j: number) => boolean): string[] {
  const found: string[] = [];
  setting.rows.forEach((l, i) => {
    setting.rows.forEach((r, j) => {
      if (j <= i || !wanted(i, j) || !mayMeet(setting.policy, setting.sourceOf[i] ?? 0, setting.sourceOf[j] ?? 0)) return;
      const rule = setting.rules.length === 0 ? 0 : setting.rules.findIndex((one) => isTrue(one, l, r));
      if (rule >= 0) found.push(`${i}–${j} by ${rule}`);
    });
  });
  return found.sort();
}

function made(compiled: CompiledRules, scope: CandidateScope, pairsPerTask: number): string[] {
  const found: string[] = [];
  for (const task of candidateTasks(compiled, pairsPerTask))
    enumerateTask(compiled, task, scope, ({ a, b, rule, count }) => {
      for (let p = 0; p < count; p++) found.push(`${a[p]}–${b[p]} by ${rule[p]}`);
    });
  return found.sort();
}

const EVERY: CandidateScope = { changed: null, barred: null };

describe('candidate pairs', () => {
  it('are those for which a rule is true, each once, under its first rule, however tasks are cut', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 30 }), (setting, pairsPerTask) => {
        expect(made(compiledOf(setting), EVERY, pairsPerTask)).toEqual(bruteForce(setting, () => true));
      }),
      { numRuns: 400 },
    );
  });

  it.each(RULES)('are those for which %s is true', (written) => {
    fc.assert(
      fc.property(settings, (setting) => {
        const only = { ...setting, rules: [ruleOf(written)] };
        expect(made(compiledOf(only), EVERY, 100)).toEqual(bruteForce(only, () => true));
      }),
      { numRuns: 40 },
    );
  });

  it('hold a changed record, and not two, when that is asked, and are never barred ones', () => {
    fc.assert(
      fc.property(
        settings,
        fc.nat(4095),
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 4 }),
        (setting, mask, amongChanged, bars) => {
          const size = setting.rows.length;
          const changed = Uint8Array.from({ length: size }, (_, i) => (mask >> i) & 1);
          const pairs = bars.filter(([x, y]) => x < size && y < size && x !== y);
          const isBarred = (i: number, j: number) => pairs.some(([x, y]) => (x === i && y === j) || (x === j && y === i));
          const wanted = (i: number, j: number) => {
            const news = (changed[i] ?? 0) + (changed[j] ?? 0);
            return (news === 1 || (news === 2 && amongChanged)) && !isBarred(i, j);
          };
          const scope = { changed, amongChanged, barred: pairSetOf(size, pairs) };
          expect(made(compiledOf(setting), scope, 5)).toEqual(bruteForce(setting, wanted));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are all made where they are many more than a chunk holds', () => {
    const size = 180;
    const at = (values: readonly ColumnValue[], i: number, step: number): ColumnValue => values[(i * step) % values.length] ?? null;
    const all = Array.from({ length: size }, (_, i) => ({
      a: at(['x', 'y', null], i, 1),
      b: at(['x', 'xy', 'y', 'yx', null], i, 2),
      n: i % 4,
      list: i % 7 === 0 ? null : [at(['x', 'y'], i, 1), at(['xy', 'z', 'x'], i, 5)],
      more: null,
    }));
    const setting: Setting = {
      rows: all,
      sourceOf: all.map((_, i) => Math.floor((3 * i) / size)),
      rules: [
        'l.b = r.b',
        'l.n < r.n and l.a = r.b',
        'list_has_any(l.list, r.list) and l.n = r.n',
        'l.n <> r.n and levenshtein(l.list, r.list) = 1 | list',
        '1=1',
      ].map(ruleOf),
      policy: { linkType: 'link_only', sourcePairs: null },
    };
    const expected = bruteForce(setting, () => true);
    expect(expected.length).toBe((size * size) / 3);
    const compiled = compiledOf(setting);
    for (const pairsPerTask of [500, 100_000]) expect(made(compiled, EVERY, pairsPerTask)).toEqual(expected);
    let chunks = 0;
    for (const task of candidateTasks(compiled))
      enumerateTask(compiled, task, EVERY, ({ count }) => {
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThanOrEqual(CHUNK_PAIRS);
        chunks++;
      });
    expect(chunks).toBeGreaterThan(5);
  });

  it('are the same from rules that were posted to another thread', () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const compiled = compiledOf(setting);
        const posted = structuredClone({ prepared: compiled.prepared, index: compiled.index });
        expect(made(openRules(posted.prepared, posted.index), EVERY, 7)).toEqual(made(compiled, EVERY, 7));
      }),
      { numRuns: 50 },
    );
  });

  it('are known as such when they are given: each pair belongs to the first rule that is true for it, or to none', () => {
    fc.assert(
      fc.property(settings, (setting) => {
        const all = setting.rows.flatMap((_, i) => setting.rows.flatMap((__, j) => (i < j ? [[i, j] as const] : [])));
        const [l, r] = [Int32Array.from(all, ([i]) => i), Int32Array.from(all, ([, j]) => j)];
        const rules = rulesOfPairs(compiledOf(setting), { l, r });
        const known = all.flatMap(([i, j], p) => (rules[p] === NO_RULE ? [] : [`${i}–${j} by ${rules[p]}`]));
        expect(known.sort()).toEqual(bruteForce(setting, () => true));
      }),
      { numRuns: 200 },
    );
  });

  it('are counted before they are made: exactly where that is affordable, and never too few', () => {
    fc.assert(
      fc.property(settings, fc.nat(4095), fc.boolean(), (setting, mask, all) => {
        const changed = all ? null : Uint8Array.from(setting.rows, (_, i) => (mask >> i) & 1);
        const compiled = compiledOf(setting);
        const expected = made(compiled, { changed, barred: null }, 1000).map((pair) => Number(pair.split(' ').at(-1)));
        const counts = countCandidates(compiled, { changed });
        let cumulative = 0;
        for (const [rule, count] of counts.entries()) {
          const pairs = expected.filter((by) => by === rule).length;
          cumulative += pairs;
          expect(count).toMatchObject({ rule, pairs, cumulative, isExact: true });
          expect(count.bound).toBeGreaterThanOrEqual(pairs);
        }
        for (const count of countCandidates(compiled, { changed, exactUpTo: 0 })) {
          expect(count.pairs).toBeGreaterThanOrEqual(expected.filter((by) => by === count.rule).length);
          if (!count.isExact) expect(count.pairs).toBe(count.bound);
        }
      }),
      { numRuns: 100 },
    );
  });
});
