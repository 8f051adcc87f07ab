import { encodeFacts, FORENAME_RELATIONS, type PairFacts, RELATIONS } from '@golden-thread/shapes/pair-facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeTable, facts, graph, POLICY, TWINS } from './graph.fixture.ts';
import { missingPairs } from './missing-pairs.ts';
import { resolve } from './resolve.ts';
import type { EdgeTable, IndexPair, ResolveInput } from './resolve-input.ts';

const MOST = 9;

const pairsOf = (size: number): IndexPair[] =>
  Array.from({ length: size }, (_, a) => Array.from({ length: size - a - 1 }, (_, i): IndexPair => [a, a + i + 1])).flat();

/** Graphs whose weights all differ and whose facts are plain: what Kruskal with refusals does is then the whole answer. */
const plainGraph = fc.integer({ min: 3, max: MOST }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    edges: fc
      .shuffledSubarray(pairsOf(size))
      .chain((pairs) =>
        fc.tuple(
          ...pairs.map((pair) =>
            fc.record({ pair: fc.constant(pair), strength: fc.integer({ min: 0, max: 20 }), twins: fc.nat(5).map((n) => n === 0) }),
          ),
        ),
      ),
    never: fc.subarray(pairsOf(size), { maxLength: 3 }),
    different: fc.subarray(pairsOf(size), { maxLength: 2 }),
    same: fc.subarray(pairsOf(size), { maxLength: 2 }),
    distinct: fc.array(fc.constantFrom(-1, -1, -1, 0, 1), { minLength: size, maxLength: size }),
    nhs: fc.array(fc.constantFrom(-1, -1, -1, 1, 2), { minLength: size, maxLength: size }),
    join: fc.integer({ min: 0, max: 20 }),
  }),
);
type PlainGraph = typeof plainGraph extends fc.Arbitrary<infer Graph> ? Graph : never;

function inputOf(plain: PlainGraph, judgedSame: boolean): ResolveInput {
  const names = Array.from({ length: plain.size }, (_, at) => `n${at}`);
  const edges = plain.edges.map(
    ({ pair, strength, twins }, at) => [pair, { weight: strength + at / 100, facts: twins ? TWINS : facts() }] as const,
  );
  return {
    ...graph({ records: names }),
    edges: edgeTable(edges),
    never: plain.never,
    cannotLinks: judgedSame ? [] : plain.different,
    mustLinks: judgedSame ? plain.same : [],
    distinctGroup: Int32Array.from(judgedSame ? plain.distinct.map(() => -1) : plain.distinct),
    verifiedNhs: Int32Array.from(judgedSame ? plain.nhs.map(() => -1) : plain.nhs),
    policy: { ...POLICY, join: plain.join, break: plain.join, review: 0, floor: 0 },
  };
}

/** Kruskal with refusals on lists of lists, trying every pair of two clusters against every constraint. */
function oracle(input: ResolveInput): number[][] {
  const { edges } = input;
  const has = (pairs: readonly IndexPair[], p: number, q: number) => pairs.some(([a, b]) => (a === p && b === q) || (a === q && b === p));
  const isTwins = (p: number, q: number) =>
    [...edges.a].some((a, e) => ((a === p && edges.b[e] === q) || (a === q && edges.b[e] === p)) && edges.facts[e] === encodeFacts(TWINS));
  const differ = (list: Int32Array, p: number, q: number) => (list[p] ?? -1) >= 0 && (list[q] ?? -1) >= 0 && list[p] !== list[q];
  const equal = (list: Int32Array, p: number, q: number) => (list[p] ?? -1) >= 0 && list[p] === list[q];
  const parted = (p: number, q: number) =>
    has(input.never, p, q) ||
    has(input.cannotLinks, p, q) ||
    isTwins(p, q) ||
    differ(input.verifiedNhs, p, q) ||
    equal(input.distinctGroup, p, q);
  let people = Array.from({ length: input.size }, (_, at) => [at]);
  const join = (a: number, b: number) => {
    const [one, other] = [people.find((it) => it.includes(a)) ?? [], people.find((it) => it.includes(b)) ?? []];
    if (one === other || one.some((p) => other.some((q) => parted(p, q)))) return;
    people = [...people.filter((it) => it !== one && it !== other), [...one, ...other]];
  };
  for (const [a, b] of input.mustLinks) join(a, b);
  const order = [...edges.a.keys()].sort((e, f) => (edges.weight[f] ?? 0) - (edges.weight[e] ?? 0));
  for (const e of order) {
    const [a, b] = [edges.a[e] ?? 0, edges.b[e] ?? 0];
    if ((edges.weight[e] ?? 0) >= input.policy.join && !parted(a, b)) join(a, b);
  }
  return tidy(people);
}

const tidy = (people: readonly number[][]): number[][] =>
  people.map((it) => [...it].sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));

function answer(input: ResolveInput): number[][] {
  const found = new Map<number, number[]>();
  resolve(input).person.forEach((person, record) => found.set(person, [...(found.get(person) ?? []), record]));
  return tidy([...found.values()]);
}

/** What holds of every graph, tried on so many random ones. */
export function partitionProperties(graphs: number): void {
  const runs = { numRuns: graphs };
  describe('the partition', () => {
    test('is that of Kruskal with refusals, tried by brute force', () => {
      fc.assert(
        fc.property(plainGraph, (plain) => {
          const input = inputOf(plain, false);
          expect(answer(input)).toEqual(oracle(input));
        }),
        runs,
      );
    });

    test('puts signed links first', () => {
      fc.assert(
        fc.property(plainGraph, (plain) => {
          const input = inputOf({ ...plain, never: [], edges: plain.edges.map((edge) => ({ ...edge, twins: false })) }, true);
          expect(answer(input)).toEqual(oracle(input));
        }),
        runs,
      );
    });

    test('does not depend on the order of edges and judgements, and leaves no never-link path, whatever the facts, ties and margins', () => {
      fc.assert(
        fc.property(wildGraph, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (input, random) => {
          const reference = resolve(input);
          for (const [a, b] of input.never) expect(reference.person[a]).not.toBe(reference.person[b]);
          const order = shuffle([...input.edges.a.keys()], random);
          const again = resolve({
            ...input,
            edges: reordered(input.edges, order),
            never: shuffle(input.never, random),
            mustLinks: shuffle(input.mustLinks, random),
            cannotLinks: shuffle(input.cannotLinks, random),
          });
          expect([again.person, again.via, again.claims, again.lineage, again.reviews]).toEqual([
            reference.person,
            reference.via,
            reference.claims,
            reference.lineage,
            reference.reviews,
          ]);
          expect([...again.outcome]).toEqual(order.map((e) => reference.outcome[e]));
          expect([...again.held]).toEqual(order.map((e) => reference.held[e]));
        }),
        runs,
      );
    });

    test('comes from one tree for each person', () => {
      fc.assert(
        fc.property(wildGraph, (input) => {
          const { person, via } = resolve(input);
          const at = new Map([...input.recordKeys].map((key, record) => [key, record]));
          for (let record = 0; record < input.size; record++) {
            let top = record;
            for (let steps = 0; (via.record[top] ?? -1) >= 0; steps++) {
              expect(steps).toBeLessThan(input.size);
              top = at.get(via.record[top] ?? -1) ?? -1;
            }
            expect(top).toBe(person.indexOf(person[record] ?? 0));
          }
        }),
        runs,
      );
    });
  });

  describe('the missing pairs', () => {
    test('are those of each component that blocking made, tried by brute force', () => {
      fc.assert(
        fc.property(wildGraph, (input) => {
          const { a, b, stale } = missingPairs(input);
          const held = resolve(input).held;
          const linked = reach(input, held);
          const covered = new Set([...input.edges.a].map((x, e) => `${x} ${input.edges.b[e]}`));
          const expected = pairsOf(input.size).filter(([x, y]) => linked(x, y) && !covered.has(`${x} ${y}`));
          expect([...a].map((x, i) => [x, b[i]])).toEqual(expected);
          expect([...stale]).toEqual(
            [...input.edges.a.keys()].filter(
              (e) => input.edges.completion[e] === 1 && !linked(input.edges.a[e] ?? 0, input.edges.b[e] ?? 0),
            ),
          );
        }),
        runs,
      );
    });
  });
}

/** Whether two records are connected by held edges of blocking and must-links, by repeated squaring of reachability. */
function reach(input: ResolveInput, held: Uint8Array): (x: number, y: number) => boolean {
  const near = Array.from({ length: input.size }, (_, x) => Array.from({ length: input.size }, (_, y) => x === y));
  const link = (x: number, y: number) => {
    (near[x] ?? [])[y] = true;
    (near[y] ?? [])[x] = true;
  };
  for (let e = 0; e < input.edges.count; e++)
    if (held[e] === 1 && input.edges.completion[e] === 0) link(input.edges.a[e] ?? 0, input.edges.b[e] ?? 0);
  for (const [x, y] of input.mustLinks) if (!input.never.some(([p, q]) => p === x && q === y)) link(x, y);
  for (let k = 0; k < input.size; k++)
    for (let x = 0; x < input.size; x++) for (let y = 0; y < input.size; y++) if (near[x]?.[k] && near[k]?.[y]) link(x, y);
  return (x, y) => near[x]?.[y] ?? false;
}

const someFacts: fc.Arbitrary<PairFacts> = fc.oneof(
  fc.constant(facts()),
  fc.record({
    forename: fc.constantFrom(...FORENAME_RELATIONS),
    surname: fc.constantFrom(...RELATIONS),
    birth: fc.constantFrom(...RELATIONS),
    place: fc.constantFrom(...RELATIONS),
    contact: fc.constantFrom(...RELATIONS),
    nhs: fc.constantFrom(...RELATIONS),
    upn: fc.constantFrom(...RELATIONS),
    sex: fc.constantFrom(...RELATIONS),
    generationApart: fc.boolean(),
  }),
);

/** Any facts, tying weights, contradicting judgements, persons of last night, margins. */
const wildGraph: fc.Arbitrary<ResolveInput> = fc.integer({ min: 3, max: MOST }).chain((size) => {
  const eachRecord = <Of>(arbitrary: fc.Arbitrary<Of>) => fc.array(arbitrary, { minLength: size, maxLength: size });
  return fc
    .record({
      edges: fc
        .shuffledSubarray(pairsOf(size))
        .chain((pairs) =>
          fc.tuple(
            ...pairs.map((pair) =>
              fc.tuple(
                fc.constant(pair),
                fc.record({ weight: fc.integer({ min: 0, max: 6 }), facts: someFacts, heldBefore: fc.boolean(), completion: fc.boolean() }),
              ),
            ),
          ),
        ),
      never: fc.subarray(pairsOf(size), { maxLength: 3 }),
      different: fc.subarray(pairsOf(size), { maxLength: 2 }),
      same: fc.subarray(pairsOf(size), { maxLength: 3 }),
      distinct: eachRecord(fc.constantFrom(-1, -1, -1, 0, 1)),
      nhs: eachRecord(fc.constantFrom(-1, -1, -1, 1, 2)),
      person: eachRecord(fc.constantFrom(0, 11, 12, 13)),
      margin: fc.constantFrom(0, 0, 1, 2),
      gap: fc.constantFrom(0, 2),
    })
    .map((it) => ({
      ...graph({ records: Array.from({ length: size }, (_, at) => `n${at}`) }),
      edges: edgeTable(it.edges),
      never: it.never,
      cannotLinks: it.different,
      mustLinks: it.same,
      distinctGroup: Int32Array.from(it.distinct),
      verifiedNhs: Int32Array.from(it.nhs),
      before: { person: Float64Array.from(it.person) },
      policy: { floor: 0, review: 1, break: 3 - it.gap, join: 3, margin: it.margin },
    }));
});

function shuffle<Of>(list: readonly Of[], random: Iterator<number>): Of[] {
  const keyed = list.map((item) => ({ item, key: Number(random.next().value) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

function reordered(edges: EdgeTable, order: readonly number[]): EdgeTable {
  return {
    count: edges.count,
    a: Int32Array.from(order, (e) => edges.a[e] ?? 0),
    b: Int32Array.from(order, (e) => edges.b[e] ?? 0),
    weight: Float64Array.from(order, (e) => edges.weight[e] ?? 0),
    facts: Int32Array.from(order, (e) => edges.facts[e] ?? 0),
    heldBefore: Uint8Array.from(order, (e) => edges.heldBefore[e] ?? 0),
    completion: Uint8Array.from(order, (e) => edges.completion[e] ?? 0),
  };
}
