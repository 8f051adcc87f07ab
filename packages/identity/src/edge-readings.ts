import { rootOf, separate, unite } from './components.ts';
import { type FactsReading, type PairStanding, pairOutcome, readFacts } from './pair-verdict.ts';
import { EDGE_OUTCOMES } from './resolution.ts';
import type { IndexPair, ResolveInput } from './resolve-input.ts';

export const JOINED = EDGE_OUTCOMES.indexOf('joined');

/** What each edge says by itself, before clusters are formed. */
export interface EdgeReadings {
  /** 1 where the pair is permitted and its weight holds it: the latch. */
  readonly held: Uint8Array;
  /** Position in `EDGE_OUTCOMES`. */
  readonly outcome: Uint8Array;
  readonly reading: (edge: number) => FactsReading;
  readonly inOneList: InOneList;
}

/** Judgements and never-links in the form in which pairs are looked up. */
export interface Judged {
  /** Must-links in force, `a < b`, ordered; those that a never-link overrides are left out. */
  readonly must: readonly IndexPair[];
  readonly never: readonly IndexPair[];
  readonly different: readonly IndexPair[];
  readonly isNever: (a: number, b: number) => boolean;
  readonly isDifferent: (a: number, b: number) => boolean;
  /** Whether must-links join two records, directly or through others. */
  readonly sameByJudgement: (a: number, b: number) => boolean;
}

type JudgedInput = Pick<ResolveInput, 'size' | 'never' | 'mustLinks' | 'cannotLinks'>;

export function readJudgements(input: JudgedInput): Judged {
  const { size } = input;
  const never = ordered(input.never);
  const different = ordered(input.cannotLinks);
  const neverCodes = new Set(never.map(([a, b]) => a * size + b));
  const differentCodes = new Set(different.map(([a, b]) => a * size + b));
  const must = ordered(input.mustLinks).filter(([a, b]) => !neverCodes.has(a * size + b));
  const code = (a: number, b: number) => (a < b ? a * size + b : b * size + a);
  const groups = must.length === 0 ? null : separate(size);
  if (groups !== null) for (const [a, b] of must) unite(groups, a, b);
  return {
    must,
    never,
    different,
    isNever: (a, b) => neverCodes.size > 0 && neverCodes.has(code(a, b)),
    isDifferent: (a, b) => differentCodes.size > 0 && differentCodes.has(code(a, b)),
    sameByJudgement: (a, b) => groups !== null && rootOf(groups, a) === rootOf(groups, b),
  };
}

type EdgesInput = Pick<ResolveInput, 'edges' | 'distinctGroup' | 'verifiedNhs' | 'policy'>;

/** Whether two records stand in one list of people. */
export type InOneList = (a: number, b: number) => boolean;

export function readEdges(input: EdgesInput, judged: Judged, inOneList: InOneList): EdgeReadings {
  const { edges, policy } = input;
  const held = new Uint8Array(edges.count);
  const outcome = new Uint8Array(edges.count);
  const readings = new Map<number, FactsReading>();
  const reading = (edge: number): FactsReading => {
    const code = edges.facts[edge] as number;
    const known = readings.get(code) ?? readFacts(code);
    readings.set(code, known);
    return known;
  };
  for (let e = 0; e < edges.count; e++) {
    const [a, b] = [edges.a[e] as number, edges.b[e] as number];
    const evident = standingOf(input, judged, a, b);
    const standing = evident === 'none' && reading(e).lookalike && inOneList(a, b) ? 'one_list' : evident;
    const weight = { weight: edges.weight[e] as number, heldBefore: edges.heldBefore[e] === 1 };
    const verdict = EDGE_OUTCOMES.indexOf(pairOutcome(reading(e), standing, weight, policy));
    outcome[e] = verdict;
    held[e] = verdict === JOINED ? 1 : 0;
  }
  return { held, outcome, reading, inOneList };
}

/** Which records stand in one list of people, as declared, or else by dataset and part. */
export function listsOf({ list, naturalKeys }: Pick<ResolveInput, 'list' | 'naturalKeys'>): InOneList {
  if (list === undefined) return (a, b) => listOf(naturalKeys[a] ?? '') === listOf(naturalKeys[b] ?? '');
  return (a, b) => (list[a] as number) >= 0 && list[a] === list[b];
}

/** Source, dataset and part: a natural key up to its third slash. */
function listOf(naturalKey: string): string {
  let at = -1;
  for (let part = 0; part < 3; part++) at = naturalKey.indexOf('/', at + 1);
  return naturalKey.slice(0, at);
}

function standingOf(input: Pick<ResolveInput, 'distinctGroup' | 'verifiedNhs'>, judged: Judged, a: number, b: number): PairStanding {
  if (judged.isNever(a, b)) return 'never_link';
  if (judged.isDifferent(a, b)) return 'judged_different';
  if (judged.sameByJudgement(a, b)) return 'judged_same';
  const group = input.distinctGroup[a] as number;
  if (group >= 0 && group === input.distinctGroup[b]) return 'distinct';
  const [one, other] = [input.verifiedNhs[a] as number, input.verifiedNhs[b] as number];
  if (one < 0 || other < 0) return 'none';
  return one === other ? 'same_verified_number' : 'verified_numbers';
}

function ordered(pairs: readonly IndexPair[]): readonly IndexPair[] {
  const upward = pairs.map(([x, y]): IndexPair => (x < y ? [x, y] : [y, x])).filter(([x, y]) => x !== y);
  return upward.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
}
