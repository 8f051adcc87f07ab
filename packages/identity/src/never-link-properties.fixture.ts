import { FORENAME_RELATIONS, type PairFacts, RELATIONS } from '@golden-thread/shapes/pair-facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claim, edgeTable, facts, graph, SILENT, TWINS } from './graph.fixture.ts';
import type { Resolution } from './resolution.ts';
import { resolve } from './resolve.ts';
import type { EdgeTable, IndexPair, ResolveInput } from './resolve-input.ts';

const MOST_RECORDS = 14;

const someFacts: fc.Arbitrary<PairFacts> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(facts()) },
  { weight: 1, arbitrary: fc.constantFrom(TWINS, SILENT) },
  {
    weight: 1,
    arbitrary: fc.record({
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
  },
);

/** Records that mostly hang together, never-links among them, and every threshold, judgement, number and id of last night. */
const crossedGraph: fc.Arbitrary<ResolveInput> = fc.integer({ min: 3, max: MOST_RECORDS }).chain((size) => {
  const record = fc.nat(size - 1);
  const eachRecord = <Of>(arbitrary: fc.Arbitrary<Of>) => fc.array(arbitrary, { minLength: size, maxLength: size });
  const pair = fc.tuple(record, record);
  return fc
    .record({
      edges: fc.array(fc.tuple(pair, fc.integer({ min: 0, max: 12 }), someFacts, fc.boolean(), fc.nat(5)), {
        minLength: size,
        maxLength: size * 2,
      }),
      never: fc.array(pair, { minLength: 1, maxLength: 4 }),
      severed: fc.array(pair, { maxLength: 2 }),
      same: fc.array(pair, { maxLength: 4 }),
      different: fc.array(pair, { maxLength: 2 }),
      distinct: eachRecord(fc.constantFrom(-1, -1, -1, -1, 0)),
      nhs: eachRecord(fc.constantFrom(-1, -1, -1, -1, 1, 2)),
      person: eachRecord(fc.constantFrom(0, 11, 11, 12, 13)),
      anchors: fc.tuple(record, record, record),
      join: fc.integer({ min: 0, max: 10 }),
      gap: fc.constantFrom(0, 0, 3),
      margin: fc.constantFrom(0, 0, 1, 2),
    })
    .map((it) => {
      const names = Array.from({ length: size }, (_, at) => `n${String(at).padStart(2, '0')}`);
      const severed = upward(it.severed);
      return {
        ...graph({ records: names, claims: it.anchors.map((anchor, at) => claim(11 + at, names[anchor] ?? '', 1 + at)) }),
        edges: edgeTable(
          [...new Map(it.edges.filter(([[a, b]]) => a !== b).map((edge) => [String(upward([edge[0]])), edge])).values()].map(
            ([[a, b], weight, said, heldBefore, completed]) => [
              [Math.min(a, b), Math.max(a, b)],
              { weight, facts: said, heldBefore, completion: completed === 0 },
            ],
          ),
        ),
        never: [...upward(it.never), ...severed],
        severed,
        mustLinks: upward(it.same),
        cannotLinks: upward(it.different),
        distinctGroup: Int32Array.from(it.distinct),
        verifiedNhs: Int32Array.from(it.nhs),
        before: { person: Float64Array.from(it.person) },
        policy: { floor: -5, review: Math.min(1, it.join - it.gap), break: it.join - it.gap, join: it.join, margin: it.margin },
        publication: 9,
      };
    });
});

/** Lower record first, and no record with itself. */
function upward(pairs: readonly (readonly [number, number])[]): readonly IndexPair[] {
  return pairs.filter(([a, b]) => a !== b).map(([a, b]): IndexPair => [Math.min(a, b), Math.max(a, b)]);
}

/**
 * Whether any way leads from one record to another in what a night would store: over joined edges, over the links by which
 * records joined, and over ids, from a record to the id that it stands under, from an id to whom it resolves, and on to
 * everybody who stands under that. Breadth first, over plain lists; it knows nothing of components or constraints.
 * From the earlier identity of an adoption or a flight, the id of last night is a way too.
 */
function leads(input: ResolveInput, answer: Resolution, [from, to]: IndexPair, severed: boolean): boolean {
  const recordOf = new Map([...input.recordKeys].map((key, record) => [key, record]));
  const holderOf = new Map([...input.claims, ...answer.claims].map(({ person, holder }) => [`id ${person}`, `id ${holder}`]));
  const ways = new Map<string, string[]>();
  const way = (one: string, other: string) => ways.set(one, [...(ways.get(one) ?? []), other]);
  const both = (one: string, other: string) => {
    way(one, other);
    way(other, one);
  };
  for (let record = 0; record < input.size; record++) {
    both(`record ${record}`, `id ${answer.person[record]}`);
    const by = recordOf.get(answer.via.record[record] ?? -1);
    if (by !== undefined) both(`record ${record}`, `record ${by}`);
  }
  for (let e = 0; e < input.edges.count; e++) if (answer.outcome[e] === 0) both(`record ${input.edges.a[e]}`, `record ${input.edges.b[e]}`);
  for (const [id, holder] of holderOf) way(id, holder);
  const seen = new Set([`record ${from}`]);
  if (severed && input.before.person[from] !== 0) seen.add(`id ${input.before.person[from]}`);
  for (const place of seen) for (const next of ways.get(place) ?? []) seen.add(next);
  return seen.has(`record ${to}`);
}

/** The never-links of a graph across which a way leads. */
function crossed(input: ResolveInput, answer: Resolution): readonly IndexPair[] {
  const severed = new Set(input.severed.map(String));
  return input.never.filter((pair) => leads(input, answer, pair, severed.has(String(pair))));
}

/** A planted fault: what a night would resolve instead of its input. */
type Fault = (input: ResolveInput) => ResolveInput;

const noWay = (fault: Fault = (input) => input) =>
  fc.property(crossedGraph, (input) => {
    expect(crossed(input, resolve(fault(input)))).toEqual([]);
  });

const FAULTS: readonly (readonly [string, Fault])[] = [
  [
    'never-links that bar the pair alone, and not its clusters',
    (input) => ({ ...input, edges: withoutPairs(input.edges, input.never), never: [], severed: [] }),
  ],
  [
    'a signed "same" that is put above a never-link',
    (input) => ({ ...input, never: input.never.filter((pair) => !input.mustLinks.some((same) => String(same) === String(pair))) }),
  ],
  ['never-links that are read by one direction only', (input) => ({ ...input, never: input.never.filter(([a]) => a % 2 === 0) })],
  ['an adoption that is taken for any other never-link', (input) => ({ ...input, severed: [] })],
];

function withoutPairs(edges: EdgeTable, pairs: readonly IndexPair[]): EdgeTable {
  const barred = new Set(pairs.map(String));
  const kept = [...edges.a.keys()].filter((e) => !barred.has(`${edges.a[e]},${edges.b[e]}`));
  return {
    count: kept.length,
    a: Int32Array.from(kept, (e) => edges.a[e] ?? 0),
    b: Int32Array.from(kept, (e) => edges.b[e] ?? 0),
    weight: Float64Array.from(kept, (e) => edges.weight[e] ?? 0),
    facts: Int32Array.from(kept, (e) => edges.facts[e] ?? 0),
    heldBefore: Uint8Array.from(kept, (e) => edges.heldBefore[e] ?? 0),
    completion: Uint8Array.from(kept, (e) => edges.completion[e] ?? 0),
  };
}

/** What never-links promise of every graph, under every threshold, tried on so many random ones. */
export function neverLinkProperties(graphs: number): void {
  describe('a never-link', () => {
    test('is crossed by no way, over records, links or ids, whatever the weights, thresholds, judgements and former ids', () => {
      fc.assert(noWay(), { numRuns: graphs });
    });

    test('asks each question once, whatever judgements contradict it', () => {
      fc.assert(
        fc.property(crossedGraph, (input) => {
          const asked = resolve(input).reviews.map(({ kind, a, b }) => `${kind} ${a} ${b}`);
          expect(asked).toEqual([...new Set(asked)]);
        }),
        { numRuns: Math.min(graphs, 20_000) },
      );
    });

    test('stands in graphs of which at least a third would cross it, were it not there', () => {
      const sample = fc.sample(crossedGraph, { numRuns: Math.min(graphs, 2000), seed: 5 });
      const would = sample.filter((input) => crossed(input, resolve({ ...input, never: [], severed: [] })).length > 0);
      expect(would.length).toBeGreaterThan(sample.length / 3);
    });

    test.each(FAULTS)('the oracle finds %s', (_, fault) => {
      expect(fc.check(noWay(fault), { numRuns: 2000, seed: 5, endOnFailure: true }).failed).toBe(true);
    });
  });
}
