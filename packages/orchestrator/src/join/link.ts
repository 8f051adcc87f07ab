import { blockPeople, costOfRules, linkPeople, type PeoplePairs, type RuleCost, scorePeople } from '@golden-thread/linkage/link-people';
import { type PeopleModel, peopleModel } from '@golden-thread/linkage/people-model';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import { preparePeople } from '@golden-thread/linkage/prepare-people';
import type { EngineRunner } from '@golden-thread/linkage/runner';
import { buildTermFrequencies, type TermFrequencies, toRows } from '@golden-thread/linkage/term-frequency';
import { GateError } from '@golden-thread/shapes/errors';
import { analyseTables } from '@golden-thread/warehouse/analyse';
import { readAcceptances, setRunState, upsertGate } from '@golden-thread/warehouse/queries/ledger';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import { openEngine, whileOpen } from '../engine/open-engine.ts';
import { isFirstToJoin, type Night, worksOnAll } from '../night/night.ts';
import { writing, writingStep } from '../night/transaction.ts';
import { addScored, type Constraints, complete, type Edge, type Score } from './complete.ts';
import { distinctGroups } from './distinct-groups.ts';
import { edgeRow, pairCode, type StoredEdge, type StoredEdges } from './edges.ts';
import { allEdgesToLink, type EdgesToLink, edgesToLink } from './edges-to-link.ts';
import { withFirstOutcomes } from './first-outcomes.ts';
import { identifierChanges } from './identifier-changes.ts';
import { carriersOfValues, identifierStandings, verifiedNhsCodes } from './identifiers.ts';
import { asAtBase, joinContextOf } from './join-context.ts';
import { readJudgements } from './judgements.ts';
import { type IndexPair, readNeverLinks, spannedIn, withoutSpanning } from './never-links.ts';
import type { LiveRecords } from './records.ts';
import { readTermFrequencies } from './term-frequencies.ts';

/** Everything that a changed value makes new, and what else the weights rest on. */
const WHOLE_SCOPE_INPUTS = ['declaration:linkage', 'declaration:model', 'policy:floor', 'logic:linkage'] as const;

/** Fewer changed records are linked before workers have started. */
const WORTH_WORKERS = 100_000;

/**
 * Scores the pairs of which a side changed, and the missing pairs of the components that may form; writes the edges as
 * a difference. Term frequencies are counted once for a model and stay.
 */
export async function link(night: Night, records: LiveRecords): Promise<void> {
  const context = joinContextOf(night);
  const never = await readNeverLinks(context, records);
  const { table, carriers } = withoutSpanning(records.table, never);
  const matched: LiveRecords = { ...records, table };
  const whole = worksOnAll(night, WHOLE_SCOPE_INPUTS);
  const changed = whole ? null : changedMask(night, records, [...never.flat(), ...carriers, ...(await heldApartBefore(night, records))]);
  const prepared = preparePeople(table, night.pipeline.linkage, { training: false });
  const frequencies = await termFrequencies(night, matched, prepared.plan);
  const standings = identifierStandings(matched, night.pipeline, night.sources);
  const verified = new Set(standings.flatMap((s) => (s.kind === 'nhs_number' && s.verified ? [s.value] : [])));
  const constraints = {
    distinctGroup: distinctGroups(context, matched, (source) => source.distinct),
    verifiedNhs: verifiedNhsCodes(matched, verified),
    never,
    ...(await readJudgements(context, records)),
  };
  const engine = openEngine(prepared, (changed === null ? records.size : changed.reduce((count, one) => count + one, 0)) >= WORTH_WORKERS);
  const model = peopleModel(prepared, night.pipeline.model, frequencies.values);
  const identifiers = await identifierChanges(night.warehouse, standings);
  const readStored = (scored: PeoplePairs): Promise<EdgesToLink> =>
    changed === null
      ? allEdgesToLink(night, records, constraints)
      : edgesToLink(night, records, [...indicesIn(changed), ...carriersOfValues(records, identifiers.differing)], scored, constraints);
  const { edges, scored, completed, stored } = await whileOpen(engine, () =>
    scoredEdges(night, { engine, model }, readStored, changed, constraints),
  );

  const list = distinctGroups(context, matched, (source) => source.maps.event === undefined);
  const upserts = withFirstOutcomes(
    [...edges.values()].filter((edge) => !edge.stored),
    matched,
    { ...constraints, list },
    { policy: context.policy, latched: night.run.base === 0 },
  ).map((edge) => edgeRow(records, edge));
  const deletes = [
    ...stored.dangling,
    ...stored.live
      .filter((edge) => !edges.has(pairCode(records.size, edge.a, edge.b)))
      .map((edge) => [records.recordKeys[edge.a] ?? 0, records.recordKeys[edge.b] ?? 0]),
  ];
  await writingStep(night, 'link', '', async (tx) => {
    const { publication } = night.run;
    if (frequencies.fresh) {
      const rows = toRows(frequencies.values).map((row) => [night.pipeline.model.name, row.column_name, row.value, row.occurrences]);
      await writeDiff(tx.client, versionedTable('link.term_frequency'), publication, { upserts: rows, deletes: [], firstWrite: false });
    }
    const { upserts: standing, deletes: unheld } = identifiers;
    await writeDiff(tx.client, versionedTable('link.identifier'), publication, { upserts: standing, deletes: unheld, firstWrite: false });
    const written = await writeDiff(tx.client, versionedTable('link.edge'), publication, {
      upserts,
      deletes,
      firstWrite: isFirstToJoin(night),
    });
    if (night.run.base === 0)
      await analyseTables(tx.client, [
        'core.record',
        'core.person_version',
        'core.case_version',
        'core.event_version',
        'core.household_version',
        'core.relationship_version',
        'link.edge',
      ]);
    return { records: records.size, scored, completed, edges: edges.size, written: written.inserted, closed: written.closed };
  });
}

/** Records that a never-link of the base names, or stripped of a number: where it does no longer, their pairs are weighed again. */
async function heldApartBefore(night: Night, records: LiveRecords): Promise<readonly number[]> {
  const base = { ...joinContextOf(night), asAt: await asAtBase(night) };
  const before = await readNeverLinks(base, records);
  return [...before.flat(), ...carriersOfValues(records, await spannedIn(base, night.run.base))];
}

/** A record changed when its version is tonight's, or when a never-link names it or strips a number of it. */
function changedMask(night: Night, records: LiveRecords, named: readonly number[]): Uint8Array {
  const changed = Uint8Array.from(records.from, (from) => (from === night.run.publication ? 1 : 0));
  for (const index of named) changed[index] = 1;
  return changed;
}

function indicesIn(mask: Uint8Array): readonly number[] {
  const indices: number[] = [];
  mask.forEach((one, index) => {
    if (one === 1) indices.push(index);
  });
  return indices;
}

async function termFrequencies(
  night: Night,
  { table }: LiveRecords,
  plan: LinkagePlan,
): Promise<{ readonly values: TermFrequencies; readonly fresh: boolean }> {
  const kept = await readTermFrequencies(night.warehouse, night.pipeline.model.name);
  return kept.columns.size > 0 ? { values: kept, fresh: false } : { values: buildTermFrequencies(table, plan), fresh: true };
}

/** What weighs pairs. */
interface Scorer {
  readonly engine: EngineRunner;
  readonly model: PeopleModel;
}

/** The night's edges: as stored, or scored anew, and completed where components may form. */
interface NightEdges {
  readonly edges: Map<number, Edge>;
  readonly stored: StoredEdges;
  readonly scored: number;
  readonly completed: number;
}

async function scoredEdges(
  night: Night,
  { engine, model }: Scorer,
  readStored: (scored: PeoplePairs) => Promise<EdgesToLink>,
  changed: Uint8Array | null,
  constraints: Constraints,
): Promise<NightEdges> {
  const blocks = await blockPeople(engine);
  await withinBudget(night, costOfRules(blocks, changed));
  const { floor } = night.policy.lines;
  const scored = await linkPeople(engine, blocks, model, { floor, changed, barred: constraints.never });
  const score: Score = (pairs) =>
    scorePeople(engine, model, { l: Int32Array.from(pairs, (p) => p[0]), r: Int32Array.from(pairs, (p) => p[1]) });
  const { size } = engine.prepared;
  const stored = await readStored(scored);
  const { mustLinks, cannotLinks } = stored;
  const edges = await mergeEdges(size, stored.live, scored, changed, score);
  const completed = await complete(night.policy.lines, size, edges, { ...constraints, mustLinks, cannotLinks }, score);
  return { edges, stored, scored: scored.count, completed };
}

/** Candidate pairs are counted before anyone pays for them. @throws GateError when they pass the budget and nobody accepted. */
async function withinBudget(night: Night, perRule: readonly RuleCost[]): Promise<void> {
  const pairs = perRule.reduce((sum, rule) => sum + rule.pairs, 0);
  const { pairBudget } = night.pipeline.linkage;
  if (pairs <= pairBudget) return;
  const accepted = await readAcceptances(night.warehouse.db, night.run.run);
  if (accepted.some((a) => a.gate === 'block_budget' && a.run === night.run.run)) return;
  const worst = perRule.reduce((a, b) => (b.pairs > a.pairs ? b : a));
  const words = `blocking would make ${pairs} pairs, the budget is ${pairBudget}; rule ${worst.rule + 1} alone makes ${worst.pairs}`;
  await writing(night, 'link:stop', async (tx) => {
    await upsertGate(tx.db, night.run.run, {
      gate: 'block_budget',
      delivery: 0,
      outcome: 'failed',
      measured: pairs,
      allowed: pairBudget,
      words,
    });
    await setRunState(tx.db, night.run.run, 'stopped', 'block_budget');
  });
  night.emit({ event: 'gate.outcome', gate: 'block_budget', delivery: null, outcome: 'failed', words });
  throw new GateError({
    code: 'gate.block_budget',
    message: `The night stopped: ${words}.`,
    remedy: "Mend the blocking rule in linkage.ts, or let it pass once: gt accept --gate block_budget --reason '…'",
  });
}

/**
 * The night's edges by pair: those between unchanged records as stored, the others as scored; a latch follows its pair.
 * A completed pair with a changed side is scored again, for blocking may never find it.
 */
async function mergeEdges(
  size: number,
  stored: readonly StoredEdge[],
  scored: PeoplePairs,
  changed: Uint8Array | null,
  score: Score,
): Promise<Map<number, Edge>> {
  const before = new Map(stored.map((edge) => [pairCode(size, edge.a, edge.b), edge]));
  const edges = new Map<number, Edge>();
  const again: IndexPair[] = [];
  for (const [code, edge] of before) {
    if (changed !== null && changed[edge.a] === 0 && changed[edge.b] === 0) edges.set(code, { ...edge, stored: true });
    else if (edge.origin === 'completion') again.push([edge.a, edge.b]);
  }
  if (again.length > 0) addScored(size, edges, await score(again), 'completion', before);
  addScored(size, edges, scored, 'blocking', before);
  return edges;
}
