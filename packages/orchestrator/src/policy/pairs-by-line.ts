import { OUTCOME_WORDS } from '@golden-thread/identity/outcome-words';
import { EDGE_OUTCOMES, type EdgeOutcome } from '@golden-thread/identity/resolution';
import type { WeighedBin } from '@golden-thread/linkage/charts/policy-lines';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { decodeFacts } from '@golden-thread/shapes/pair-facts';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { printRecord } from '@golden-thread/shapes/references';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import { edgeBins, edgesNearest, type LineSide, type NearEdge } from '@golden-thread/warehouse/queries/policy-lines';
import { inWords } from '../ask/explain.ts';
import type { PolicyPass } from '../join/policy-pass.ts';

/** A pair near a line, by references and words, never by values. */
export interface SamplePair {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
  readonly words: string;
  readonly outcome: string;
}

/** The pairs nearest to a line on either side. */
export interface LineSamples {
  readonly line: string;
  readonly above: readonly SamplePair[];
  readonly below: readonly SamplePair[];
}

const SAMPLES = 5;
const SAMPLED = ['join', 'review', 'break'] as const;
/** Bits from a line within which pairs are sought, one after another until there are enough: they lie dense. */
const SOUGHT_WITHIN = [0.25, 4, Number.POSITIVE_INFINITY] as const;

export const outcomeAt = (position: number | undefined): EdgeOutcome => EDGE_OUTCOMES[position ?? 0] ?? 'below';

/** Pairs by whole bits, from the lightest to the heaviest: as stored, but for those that the pass resolved anew. */
export async function binsOf(db: Db, { joined, scope, gone, isNew }: PolicyPass): Promise<readonly WeighedBin[]> {
  const bins = new Map((await edgeBins(db)).map(({ bit, joined: together, apart }) => [bit, { joined: together, apart }]));
  const count = (weight: number, outcome: string | null, by: 1 | -1): void => {
    const bit = Math.floor(weight);
    const bin = bins.get(bit) ?? { joined: 0, apart: 0 };
    bins.set(bit, bin);
    if (outcome === 'joined') bin.joined += by;
    else bin.apart += by;
  };
  for (const edge of [...gone, ...joined.edges.filter((one) => !isNew(one))]) count(edge.weight, edge.outcome, -1);
  scope.edges.forEach((edge, i) => {
    count(edge.weight, outcomeAt(scope.resolution.outcome[i]), 1);
  });
  const bits = [...bins].flatMap(([bit, bin]) => (bin.joined + bin.apart > 0 ? [bit] : []));
  if (bits.length === 0) return [];
  const [first, last] = [bits.reduce((x, y) => Math.min(x, y)), bits.reduce((x, y) => Math.max(x, y))];
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    from: first + at,
    to: first + at + 1,
    ...(bins.get(first + at) ?? { joined: 0, apart: 0 }),
  }));
}

/** Pairs nearest to each line; a never-link stays hidden. */
export async function samplesOf(db: Db, pass: PolicyPass, lines: MatchPolicy): Promise<readonly LineSamples[]> {
  const anew = resolvedAnew(pass);
  const leftOut = Array.from(pass.scope.records, (index) => pass.joined.records.recordKeys[index] ?? 0);
  const sides = SAMPLED.flatMap((name): LineSide[] => [
    { line: lines[name], above: true },
    { line: lines[name], above: false },
  ]);
  const stored = await nearest(db, sides, leftOut);
  const pairs = sides.map(({ line, above }, side): readonly SamplePair[] =>
    [...anew.filter(({ weight }) => weight >= line === above), ...(stored[side] ?? [])]
      .sort((x, y) => Math.abs(x.weight - line) - Math.abs(y.weight - line) || byKeys(x, y))
      .slice(0, SAMPLES)
      .map(sampleOf),
  );
  return SAMPLED.map((line, at) => ({ line, above: pairs[2 * at] ?? [], below: pairs[2 * at + 1] ?? [] }));
}

/** The pairs of the pass as it leaves them, but for never-links. */
function resolvedAnew({ joined, scope }: PolicyPass): readonly NearEdge[] {
  const { recordKeys, naturalKeys } = joined.records;
  return scope.edges.flatMap(({ a, b, weight, facts }, i): NearEdge[] => {
    const outcome = outcomeAt(scope.resolution.outcome[i]);
    if (outcome.endsWith('never_link')) return [];
    return [
      {
        a: recordKeys[a] ?? 0,
        b: recordKeys[b] ?? 0,
        natural_a: naturalKeys[a] ?? '',
        natural_b: naturalKeys[b] ?? '',
        weight,
        facts,
        outcome,
      },
    ];
  });
}

/** By side: the nearest stored pairs, sought farther where there are too few. */
async function nearest(db: Db, sides: readonly LineSide[], leftOut: readonly number[]): Promise<readonly (readonly NearEdge[])[]> {
  const found = sides.map((): readonly NearEdge[] => []);
  for (const within of SOUGHT_WITHIN) {
    const short = [...sides.keys()].filter((side) => (found[side] ?? []).length < SAMPLES);
    if (short.length === 0) break;
    const asked = short.flatMap((side) => sides[side] ?? []);
    const rows = await edgesNearest(db, asked, { within, most: SAMPLES }, leftOut);
    for (const [at, side] of short.entries()) found[side] = rows.filter((row) => row.side === at);
  }
  return found;
}

const byKeys = (x: NearEdge, y: NearEdge): number =>
  compareCodePoints(x.natural_a, y.natural_a) || compareCodePoints(x.natural_b, y.natural_b);

const sampleOf = ({ a, b, weight, facts, outcome }: NearEdge): SamplePair => ({
  a: printRecord(a),
  b: printRecord(b),
  weight,
  words: inWords(decodeFacts(facts)),
  outcome: OUTCOME_WORDS[EDGE_OUTCOMES.find((name) => name === outcome) ?? 'below'],
});
