import { printPerson } from '@golden-thread/shapes/references';
import { createTestDatabase } from '@golden-thread/test-kit/test-database';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openClient } from '../connect.ts';
import { printPersonSql } from './print-person.ts';

test('SQL prints a person key exactly as the code does', async () => {
  const database = await createTestDatabase();
  const client = await openClient(database.url);
  const keys = [0, 1, 31, 32, 2 ** 32, 2 ** 49 - 1, ...fc.sample(fc.integer({ min: 0, max: 2 ** 49 - 1 }), { numRuns: 500, seed: 1 })];
  const { rows } = await client.query<{ printed: string }>(
    `select ${printPersonSql('k.key')} as printed from unnest($1::bigint[]) with ordinality k (key, at) order by k.at`,
    [keys],
  );
  expect(rows.map((row) => row.printed)).toEqual(keys.map(printPerson));
  await client.end();
  await database.drop();
});
