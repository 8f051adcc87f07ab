import { describe, expect, it } from 'vitest';
import { type JudgedPairs, judgedByLabels } from '../evaluate/judged-pairs.ts';
import { pairsAmong } from '../evaluate/measures.ts';
import { predictionErrors } from '../evaluate/prediction-errors.ts';
import { type TruthRow, truthTable } from '../evaluate/truth-table.ts';
import { linkByRules, predict } from '../score/predict.ts';
import { scorePairs } from '../score/score-pairs.ts';
import { type EngineCase, engineCase } from './engine.fixture.ts';
import { answered, type End, type Label, type RecordedCase, recordedGroups, runsOf, type TableAnswer } from './recorded.fixture.ts';

const COLUMNS: readonly (readonly [theirs: string, ours: keyof TruthRow])[] = [
  ['truth_threshold', 'threshold'],
  ['match_probability', 'probability'],
  ['total_clerical_labels', 'pairs'],
  ['p', 'p'],
  ['n', 'n'],
  ['tp', 'tp'],
  ['tn', 'tn'],
  ['fp', 'fp'],
  ['fn', 'fn'],
  ['P_rate', 'pRate'],
  ['N_rate', 'nRate'],
  ['tp_rate', 'tpRate'],
  ['tn_rate', 'tnRate'],
  ['fp_rate', 'fpRate'],
  ['fn_rate', 'fnRate'],
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['specificity', 'specificity'],
  ['npv', 'npv'],
  ['accuracy', 'accuracy'],
  ['f1', 'f1'],
  ['f2', 'f2'],
  ['f0_5', 'f05'],
  ['p4', 'p4'],
  ['phi', 'phi'],
];
/** Splink multiplies by steps, and divides some counts, as numbers of 32 bits. */
const PLACES = 5;

describe('truth tables are those of Splink', () => {
  it.each(runsOf(recordedGroups, 'accuracy'))('$title', async ({ one, version }) => {
    const engine = engineCase(one, version);
    for (const { options, answer } of answered(one, 'accuracy', version)) {
      const labels = options.labels ?? labelsOf(one, engine, await linkByRules(engine.runner));
      const asZero = options.labels !== undefined || options.blocked_as_zero !== false;
      const judged = await judge(engine, labels, !asZero);
      const unseen = options.labels === undefined ? possiblePairs(engine) - labels.length : 0;
      expectTable(truthTable({ ...judged, unseenNonMatches: judged.unseenNonMatches + unseen }, { roundTo: options.round_to }), answer);
    }
  });
});

describe('pairs decided wrongly are those that Splink names', () => {
  it.each(runsOf(recordedGroups, 'prediction_errors'))('$title', async ({ one, version }) => {
    const engine = engineCase(one, version);
    for (const { answer } of answered(one, 'prediction_errors', version)) {
      const pairs = await predict(engine.runner, engine.model, { floor: Number.NEGATIVE_INFINITY });
      const { falsePositives, falseNegatives } = predictionErrors(pairs, entitiesOf(one, engine), { threshold: 0, most: 1e6 });
      const ours = [...falsePositives, ...falseNegatives].map(({ l, r }) => [engine.ends[l], engine.ends[r]]);
      expect(ours.map((pair) => JSON.stringify(pair)).sort()).toEqual(answer.map((pair) => JSON.stringify(pair)).sort());
    }
  });
});

async function judge({ runner, model, ends }: EngineCase, labels: readonly Label[], scoreUnfound: boolean): Promise<JudgedPairs> {
  const numberOf = new Map(ends.map((end, record) => [JSON.stringify(end), record]));
  const record = (end: End): number => numberOf.get(JSON.stringify(end)) ?? -1;
  const both = labels.map(([l, r]) => [record(l), record(r)] as const);
  const pairs = { l: Int32Array.from(both, ([x, y]) => Math.min(x, y)), r: Int32Array.from(both, ([x, y]) => Math.max(x, y)) };
  const made = await linkByRules(runner);
  const found = new Set(Array.from(made.l, (l, p) => `${l} ${made.r[p]}`));
  return judgedByLabels(
    {
      clericalScore: Float64Array.from(labels, ([, , score]) => score),
      weight: await scorePairs(runner, model, pairs),
      foundByBlocking: Uint8Array.from(pairs.l, (l, p) => (found.has(`${l} ${pairs.r[p]}`) ? 1 : 0)),
    },
    { scoreUnfound },
  );
}

/** A column of true entities as labels: of the pairs that rules make, and of the true ones that they do not. */
function labelsOf(one: RecordedCase, engine: EngineCase, made: { readonly l: Int32Array; readonly r: Int32Array }): readonly Label[] {
  const entities = entitiesOf(one, engine);
  const pairs = new Map(Array.from(made.l, (l, p) => [`${l} ${made.r[p]}`, [l, made.r[p] ?? -1] as const]));
  for (let l = 0; l < entities.length; l++)
    for (let r = l + 1; r < entities.length; r++) if (entities[l] === entities[r] && mayMeet(engine, l, r)) pairs.set(`${l} ${r}`, [l, r]);
  return [...pairs.values()].map(([l, r]) => [engine.ends[l] ?? '', engine.ends[r] ?? '', entities[l] === entities[r] ? 1 : 0]);
}

/** The true entity of each record. Splink takes records whose entity is unknown for entities of their own. */
function entitiesOf(one: RecordedCase, { ends }: EngineCase): Int32Array {
  const at = one.columns.findIndex(([name]) => name === 'person');
  const known = new Map(
    one.tables.flatMap(({ name, rows }) =>
      rows.map((row) => [JSON.stringify(one.tables.length > 1 ? [name, row[0]] : row[0]), row[at] ?? null]),
    ),
  );
  return Int32Array.from(ends, (end, record) => Number(known.get(JSON.stringify(end)) ?? 100_000 + record));
}

function possiblePairs(engine: EngineCase): number {
  const { size, sources, sourceOf } = engine.records;
  const within = engine.plan.linkType === 'link_only' ? sources.map((_, source) => sourceOf.filter((own) => own === source).length) : [];
  return pairsAmong(size) - within.reduce((sum, records) => sum + pairsAmong(records), 0);
}

function mayMeet({ plan, records }: EngineCase, l: number, r: number): boolean {
  return plan.linkType !== 'link_only' || records.sourceOf[l] !== records.sourceOf[r];
}

function expectTable(ours: readonly TruthRow[], { columns, rows }: TableAnswer): void {
  // Splink has a row for pairs that no rule makes: all of them linked.
  const theirs = rows.filter((row) => Number(row[columns.indexOf('truth_threshold')]) > -900);
  expect(ours.length).toBe(theirs.length);
  for (const [name, own] of COLUMNS) {
    const at = columns.indexOf(name);
    const said = theirs.map((row) => (typeof row[at] === 'number' ? rounded(row[at]) : null));
    expect(
      ours.map((row) => (typeof row[own] === 'number' ? rounded(row[own]) : null)),
      name,
    ).toEqual(said);
  }
}

const rounded = (value: number): number => Number(value.toFixed(PLACES)) + 0;
