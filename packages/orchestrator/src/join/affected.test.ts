import { affectedRecords } from '@golden-thread/identity/affected';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import { openPool, type Pool } from '@golden-thread/warehouse/connect';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact, type Warehouse, warehouseOver } from '../night/warehouse-handle.ts';
import { reachOf } from './affected.ts';

const BREAK = 10;
const LINES = { floor: 0, review: 8, break: BREAK, join: 12, margin: 2 };
const RECORDS = 24;
const [BASE, TONIGHT] = [1, 2];

interface Graph {
  /** By record, counted from 0: its person in the base, 0 for none, which only a live record has. */
  readonly person: readonly number[];
  /** Whether each record is still there. */
  readonly live: readonly boolean[];
  readonly changed: readonly number[];
  readonly edges: readonly {
    readonly pair: readonly [number, number];
    readonly weight: number;
    readonly held: boolean;
    readonly closed: boolean;
  }[];
  readonly judged: readonly (readonly [number, number])[];
  /** Anchors from `RECORDS` on are records that went long ago. */
  readonly claims: readonly { readonly anchor: number; readonly holder: number }[];
}

const record = fc.nat(RECORDS - 1);
const pair = fc.tuple(record, record).filter(([a, b]) => a < b);
const graphs: fc.Arbitrary<Graph> = fc
  .record({
    person: fc.array(fc.nat(14), { minLength: RECORDS, maxLength: RECORDS }),
    live: fc.array(
      fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
      { minLength: RECORDS, maxLength: RECORDS },
    ),
    changed: fc.array(record, { maxLength: 3 }),
    edges: fc.uniqueArray(fc.record({ pair, weight: fc.integer({ min: 0, max: 14 }), held: fc.boolean(), closed: fc.boolean() }), {
      selector: (edge) => edge.pair.join(),
      maxLength: 14,
    }),
    judged: fc.array(pair, { maxLength: 2 }),
    claims: fc.array(fc.record({ anchor: fc.nat(RECORDS + 2), holder: fc.integer({ min: 1, max: 16 }) }), { maxLength: 5 }),
  })
  .map((graph) => ({ ...graph, person: graph.person.map((one, i) => (one === 0 && graph.live[i] === false ? 1 : one)) }));

let database: TestDatabase;
let pool: Pool;
let warehouse: Warehouse;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { role: 'gt_night' });
  warehouse = warehouseOver(database.url, pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const keyOf = (index: number): number => index + 1;

/** Puts a graph into empty tables: what the base left, and what tonight took out. */
async function store({ person, edges, claims }: Graph): Promise<void> {
  await pool.query('delete from link.edge; delete from link.membership; delete from link.claim');
  const edgeRows = edges.map(({ pair: [a, b], weight, held }) => [keyOf(a), keyOf(b), weight, 0, 0, held, 'blocking', null]);
  await transact(warehouse, async ({ client }) => {
    const put = (table: string, upserts: readonly (string | number | boolean | null)[][]) =>
      writeDiff(client, versionedTable(table), BASE, { upserts, deletes: [], firstWrite: true });
    await put('link.edge', edgeRows);
    await put(
      'link.membership',
      person.flatMap((one, i) => (one === 0 ? [] : [[keyOf(i), one, null, 'first', null]])),
    );
    await put(
      'link.claim',
      claims.map(({ anchor, holder }, i) => [100 + i, keyOf(anchor), 0, BASE, holder, false]),
    );
    const deletes = edges.flatMap(({ pair: [a, b], closed }) => (closed ? [[keyOf(a), keyOf(b)]] : []));
    await writeDiff(client, versionedTable('link.edge'), TONIGHT, { upserts: [], deletes, firstWrite: true });
  });
}

/** A record that had no person is new, and so changed. */
const changedIn = ({ changed, person }: Graph): ReadonlySet<number> =>
  new Set([...changed, ...person.flatMap((one, index) => (one === 0 ? [index] : []))]);

/** What the identity package finds with everything in memory. */
function inMemory(graph: Graph): Uint8Array {
  const { person, edges, judged, claims } = graph;
  const changed = changedIn(graph);
  const list = (chosen: Graph['edges']) => ({ a: Int32Array.from(chosen, (e) => e.pair[0]), b: Int32Array.from(chosen, (e) => e.pair[1]) });
  return affectedRecords({
    size: RECORDS,
    changed: Uint8Array.from({ length: RECORDS }, (_, i) => (changed.has(i) ? 1 : 0)),
    heldBefore: list(edges.filter(({ held }) => held)),
    edges: list(edges),
    mayHold: Uint8Array.from(edges, ({ weight, closed }) => (!closed && weight >= BREAK ? 1 : 0)),
    mayAsk: Uint8Array.from(edges, ({ weight }) => (weight >= LINES.review ? 1 : 0)),
    mustLinks: judged,
    person: Float64Array.from(person),
    claims: claims.filter(({ anchor }) => anchor < RECORDS),
  });
}

test('the tables, asked frontier by frontier, name the records that a search in memory names', async () => {
  const sizes: number[] = [];
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      await store(graph);
      const indices = [...Array(RECORDS).keys()];
      const reach = await reachOf({ db: warehouse.db, policy: LINES }, (key) => graph.live[key - 1] === true, {
        changed: new Set([...changedIn(graph)].map(keyOf)),
        departed: new Set(indices.filter((i) => graph.live[i] === false).map(keyOf)),
        closed: graph.edges.filter((e) => e.closed).map(({ pair: [a, b], weight, held }) => ({ a: keyOf(a), b: keyOf(b), weight, held })),
        judged: graph.judged.map(([a, b]) => [keyOf(a), keyOf(b)] as const),
      });
      const expected = inMemory(graph);
      const live = indices.filter((index) => graph.live[index] === true);
      const names = (keys: readonly number[]) => [...keys].sort((a, b) => a - b);
      expect(names(reach.live)).toEqual(live.filter((index) => expected[index] === 1).map(keyOf));
      sizes.push(reach.live.length);
    }),
    { numRuns: 60, seed: 5 },
  );
  const partial = sizes.filter((size) => size > 0 && size < RECORDS / 2).length;
  expect(partial).toBeGreaterThan(20);
});
