import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, type Pool } from '../connect.ts';
import type { CopyRow } from '../copy/encode.ts';
import { identifiers, qualified } from '../tables/identifiers.ts';
import { withTransaction } from '../transaction.ts';
import { revertToPointer } from './revert.ts';
import { type VersionedTable, versionedTable } from './tables.ts';
import { undoPublication } from './undo.ts';
import { writeDiff } from './write-diff.ts';

/** Content of one table, by the text of its key. */
type Content = ReadonlyMap<string, CopyRow>;
type Contents = readonly Content[];

const EDGE = versionedTable('link.edge'); // two key columns, all kinds of number
const CASE = versionedTable('core.case_version'); // text in the key, nulls in the values
const BAR = versionedTable('link.claim_bar'); // nothing but a key
const TABLES: readonly VersionedTable[] = [EDGE, CASE, BAR];

const smallKey = fc.integer({ min: 1, max: 4 });
const rowOf: readonly fc.Arbitrary<CopyRow>[] = [
  fc.tuple(
    smallKey,
    smallKey,
    fc.constantFrom(1.5, -0.25, 3e-7),
    smallKey,
    smallKey,
    fc.boolean(),
    fc.constantFrom('blocking', 'completion'),
    fc.constantFrom(null, 'twins'),
  ),
  fc.tuple(
    smallKey,
    fc.constantFrom('', 'a\tb'),
    smallKey,
    fc.constantFrom(null, '', 'family\\support'),
    ...Array.from({ length: 7 }, () => fc.constant(null)),
  ),
  fc.tuple(smallKey, smallKey),
];
const keyTextOf = (table: VersionedTable, row: CopyRow): string => JSON.stringify(row.slice(0, table.key.length));

/** One write of one step: upserts and deletes of one table. */
const write = fc.nat({ max: TABLES.length - 1 }).chain((index) => {
  const row = rowOf[index] ?? fc.constant([]);
  const key = row.map((one) => one.slice(0, TABLES[index]?.key.length));
  return fc.record({
    index: fc.constant(index),
    upserts: fc.uniqueArray(row, { maxLength: 6, selector: (one) => JSON.stringify(one.slice(0, TABLES[index]?.key.length)) }),
    deletes: fc.array(key, { maxLength: 4 }),
  });
});
type Write = typeof write extends fc.Arbitrary<infer Value> ? Value : never;
const night = fc.record({
  kind: fc.constant('night' as const),
  writes: fc.array(write, { minLength: 1, maxLength: 4 }),
  /** Undone before it was published. */
  undone: fc.boolean(),
});
const withdraw = fc.record({ kind: fc.constant('withdraw' as const) });
const history = fc.array(fc.oneof({ weight: 3, arbitrary: night }, { weight: 1, arbitrary: withdraw }), { minLength: 4, maxLength: 14 });

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('every publication stays readable as it was, through nights, undos, withdrawals and reverts', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (acts) => {
      await pool.query(`truncate ${TABLES.map((table) => qualified(table.name)).join(', ')}`);
      const publications = new Map<number, { readonly base: number; readonly contents: Contents }>([
        [0, { base: 0, contents: TABLES.map(() => new Map()) }],
      ]);
      let [pointer, built, last] = [0, 0, 0];
      for (const act of acts) {
        if (act.kind === 'withdraw') {
          pointer = publications.get(pointer)?.base ?? 0;
        } else {
          const publication = ++last;
          const contents = await runNight(act.writes, publications.get(pointer)?.contents ?? [], { pointer, built, publication });
          if (act.undone) {
            await withTransaction(pool, (tx) => undoPublication(tx, publication, TABLES));
          } else {
            publications.set(publication, { base: pointer, contents });
            [pointer, built] = [publication, publication];
          }
        }
        for (const [number, { contents }] of publications) expect(await readAsOf(number)).toEqual(contents.map(sortedRows));
      }
    }),
    { numRuns: 20, seed: 365, interruptAfterTimeLimit: 40_000 },
  );
}, 60_000);

/** Runs a night on the tables and, by itself, on the maps. */
async function runNight(
  writes: readonly Write[],
  base: Contents,
  at: { pointer: number; built: number; publication: number },
): Promise<Contents> {
  const reverted =
    at.built !== at.pointer && (await withTransaction(pool, (tx) => revertToPointer(tx, at.pointer, at.publication, TABLES)));
  const contents = base.map((content) => new Map(content));
  const written = new Set<number>();
  for (const { index, upserts, deletes } of writes) {
    const table = TABLES[index];
    const content = contents[index];
    if (table === undefined || content === undefined) continue;
    const changed = upserts.filter((row) => JSON.stringify(content.get(keyTextOf(table, row))) !== JSON.stringify(row)).length;
    const done = await withTransaction(pool, (tx) =>
      writeDiff(tx, table, at.publication, { upserts, deletes, firstWrite: !reverted && !written.has(index) }),
    );
    expect(done.unchanged).toBe(upserts.length - changed);
    written.add(index);
    for (const key of deletes) content.delete(JSON.stringify(key));
    for (const row of upserts) content.set(keyTextOf(table, row), row);
  }
  return contents;
}

async function readAsOf(publication: number): Promise<string[][]> {
  const all: string[][] = [];
  for (const table of TABLES) {
    const columns = identifiers(table.columns.map((column) => column.name));
    const found = await pool.query<unknown[]>({
      text: `select ${columns} from ${qualified(table.name)} where from_publication <= $1 and to_publication > $1`,
      values: [publication],
      rowMode: 'array',
    });
    all.push(found.rows.map((row) => JSON.stringify(row)).sort());
  }
  return all;
}

const sortedRows = (content: Content): string[] => [...content.values()].map((row) => JSON.stringify(row)).sort();
