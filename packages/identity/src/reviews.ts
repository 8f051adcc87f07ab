import { REVIEW_KINDS, type ReviewKind } from '@golden-thread/shapes/codes';
import { SAME_FORENAME } from '@golden-thread/shapes/pair-facts';
import { recordKey } from '@golden-thread/shapes/references';
import type { EdgeReadings, Judged } from './edge-readings.ts';
import { EDGE_OUTCOMES, type EdgeOutcome, type ReviewItem } from './resolution.ts';
import type { IndexPair, ResolveInput } from './resolve-input.ts';

/** Kinds from the one to be asked about first, where several hold between two clusters. */
const URGENCY: readonly ReviewKind[] = ['attention', 'margin', 'identifier', 'twins', 'contradiction', 'weight'];

interface Candidate {
  readonly kind: ReviewKind;
  readonly edge: number;
  readonly reason: string;
}

/**
 * The open questions: at most one for two clusters, asked by way of its strongest edge, and one inside a cluster whose
 * UPNs disagree. Nothing is asked where people have answered, and nothing ever shows where a never-link stands.
 */
export function reviewsOf(
  input: ResolveInput,
  judged: Judged,
  readings: EdgeReadings,
  cluster: Int32Array,
  outcome: Uint8Array,
  contradictions: readonly IndexPair[],
): readonly ReviewItem[] {
  const { edges } = input;
  const code = (a: number, b: number): number => {
    const [x, y] = [cluster[a] as number, cluster[b] as number];
    return Math.min(x, y) * input.size + Math.max(x, y);
  };
  const answered = new Set([...judged.never, ...judged.different].map(([a, b]) => code(a, b)));
  const settled = settledByIdentifiers(input, readings, cluster, code);
  const found = new Map<number, Candidate>();
  for (let edge = 0; edge < edges.count; edge++) {
    const candidate = questionOf(input, readings, edge, EDGE_OUTCOMES[outcome[edge] as number] ?? 'below');
    if (candidate === null) continue;
    const [a, b] = [edges.a[edge] as number, edges.b[edge] as number];
    const clusters = code(a, b);
    if (answered.has(clusters) || judged.sameByJudgement(a, b)) continue;
    if (candidate.kind !== 'identifier' && settled.byNumbers(a, b)) continue;
    if (candidate.kind === 'twins' && settled.byIdentifiers(clusters)) continue;
    const known = found.get(clusters);
    if (known === undefined || compareCandidates(input, candidate, known) < 0) found.set(clusters, candidate);
  }
  const items: Asked[] = [...found.values()].map((it) => ({
    kind: it.kind,
    a: edges.a[it.edge] as number,
    b: edges.b[it.edge] as number,
    weight: edges.weight[it.edge] as number,
    reason: it.reason,
  }));
  for (const [a, b] of contradictions) items.push({ kind: 'attention', a, b, weight: null, reason: 'judgements_contradict' });
  items.sort((p, q) => REVIEW_KINDS.indexOf(p.kind) - REVIEW_KINDS.indexOf(q.kind) || p.a - q.a || p.b - q.b);
  return items.map(({ kind, a, b, weight, reason }) => ({
    kind,
    a: recordKey(input.recordKeys[a] as number),
    b: recordKey(input.recordKeys[b] as number),
    weight,
    reason,
  }));
}

interface Asked {
  readonly kind: ReviewKind;
  readonly a: number;
  readonly b: number;
  readonly weight: number | null;
  readonly reason: string;
}

/** The question that one edge raises, if any. Below the review line none is raised. */
function questionOf(input: ResolveInput, readings: EdgeReadings, edge: number, outcome: EdgeOutcome): Candidate | null {
  if ((input.edges.weight[edge] as number) < input.policy.review) return null;
  const kind = kindOf(readings, edge, outcome);
  return kind === null ? null : { kind, edge, reason: outcome === 'joined' ? 'upn_differs' : outcome };
}

function kindOf(readings: EdgeReadings, edge: number, outcome: EdgeOutcome): ReviewKind | null {
  const { facts } = readings.reading(edge);
  switch (outcome) {
    case 'joined':
      return facts.upn === 'differ' ? 'identifier' : null;
    case 'verified_numbers':
    case 'refused_verified_numbers':
      return SAME_FORENAME.has(facts.forename) ? 'identifier' : null;
    case 'twins_same_identifier':
      return 'identifier';
    case 'twins_review':
      return readings.reading(edge).forenamesDiffer ? 'twins' : 'identifier';
    case 'refused_twins':
      return 'twins';
    case 'listed_apart':
    case 'refused_listed_apart':
      return facts.forename === 'silent' || facts.birth === 'silent' ? null : 'twins';
    case 'few_evidence':
    case 'contradictions':
    case 'refused_generation':
      return 'contradiction';
    case 'ambiguous':
    case 'margin':
      return 'margin';
    case 'review':
      return 'weight';
    case 'below':
    case 'never_link':
    case 'judged_different':
    case 'distinct':
    case 'generation':
    case 'twins':
    case 'refused_never_link':
    case 'refused_judged_different':
    case 'refused_distinct':
    case 'attention':
      return null;
    default:
      return outcome satisfies never;
  }
}

interface Settled {
  /** An identifier disagrees on an edge between two clusters: enough to tell twins. */
  readonly byIdentifiers: (clusters: number) => boolean;
  /** The verified numbers of two clusters differ: only an identifier can be in question. */
  readonly byNumbers: (a: number, b: number) => boolean;
}

function settledByIdentifiers(
  input: ResolveInput,
  readings: EdgeReadings,
  cluster: Int32Array,
  code: (a: number, b: number) => number,
): Settled {
  const { edges } = input;
  const differ = new Set<number>();
  for (let edge = 0; edge < edges.count; edge++) {
    if (readings.reading(edge).identifiersDiffer) differ.add(code(edges.a[edge] as number, edges.b[edge] as number));
  }
  const number = new Int32Array(input.size).fill(-1);
  input.verifiedNhs.forEach((verified, record) => {
    if (verified >= 0) number[cluster[record] as number] = verified;
  });
  return {
    byIdentifiers: (clusters) => differ.has(clusters),
    byNumbers: (a, b) => {
      const [one, other] = [number[cluster[a] as number] as number, number[cluster[b] as number] as number];
      return one >= 0 && other >= 0 && one !== other;
    },
  };
}

function compareCandidates(input: ResolveInput, one: Candidate, other: Candidate): number {
  const { a, b, weight } = input.edges;
  return (
    URGENCY.indexOf(one.kind) - URGENCY.indexOf(other.kind) ||
    (weight[other.edge] as number) - (weight[one.edge] as number) ||
    (a[one.edge] as number) - (a[other.edge] as number) ||
    (b[one.edge] as number) - (b[other.edge] as number)
  );
}
