import { smallRegister } from '@golden-thread/test-kit/access/small-register';
import { SMALL_SOURCES } from '@golden-thread/test-kit/access/small-warehouse';
import { withLogin } from '@golden-thread/test-kit/database-url';
import { createTestDatabase } from '@golden-thread/test-kit/test-database';
import { expect, test } from 'vitest';
import { openClient } from '../connect.ts';
import { readerLogin } from '../roles/reader-logins.ts';
import { secureDatabase } from '../roles/secure-database.ts';
import { syncRegister } from '../roles/sync-register.ts';

const PEOPLE = 200_000;
const CASES = 120_000;
const SOURCES = 3;

/** A star at the size of a city: policies, masks and barriers must leave the planner a hash join. */
test('a star query over 200,000 people answers within its limit, with the right count', async () => {
  const database = await createTestDatabase();
  const owner = await openClient(database.url);
  await secureDatabase(owner);
  await owner.query("insert into ops.setting (name, value) values ('time_zone', 'Europe/London'), ('freshness_as_of', 'clock')");
  for (const [at, source] of SMALL_SOURCES.entries()) {
    await owner.query(
      "insert into core.source select $1::int, $2::text, $2, 'partner', $2, 'people', 'day', '06:00', 3, 'Europe/London', 'x'",
      [at + 1, source],
    );
    await owner.query('insert into golden.scope (scope, agreement, source) values ($1, $2, $3)', [at + 1, source, at + 1]);
  }
  await owner.query(
    "insert into ops.publication (number, run, base, business_date, status, published_at) values (1, 1, 0, '2026-03-02', 'published', now())",
  );
  await owner.query('update ops.current_publication set number = 1');
  await owner.query(
    `insert into core.record select g, 'k' || g, 1 + g % ${SOURCES}, 'people', '', g::text, '', 0 from generate_series(1, ${PEOPLE}) g`,
  );
  await owner.query(
    `insert into link.membership (record_key, person_key, via_kind, from_publication, to_publication) select g, 1000000000000 + g, 'anchor', 1, 2147483647 from generate_series(1, ${PEOPLE}) g`,
  );
  await owner.query(`insert into core.case_version (record_key, reference, delivery, kind, opened, from_publication, to_publication)
    select g, 'c', 1, (array['cin', 'cp', 'eh', 'excl'])[1 + g % 4], date '2018-01-01' + g % 2800, 1, 2147483647 from generate_series(1, ${CASES}) g`);
  await owner.query(`insert into golden.person (person_key, sex, birth_date, record_key, source, since, differs, scopes, from_publication, to_publication)
    select 1000000000000 + g, (array['M', 'F'])[1 + g / 4 % 2], date '2005-01-01' + g % 6500, array_fill(g, array[19]), array_fill((1 + g % ${SOURCES})::smallint, array[19]),
           array_fill(date '2026-03-02', array[19]), array_fill(0::smallint, array[19]), array[1 + g % ${SOURCES}], 1, 2147483647 from generate_series(1, ${PEOPLE}) g`);
  await owner.query(
    "insert into governance.withheld (kind, subject, because, raised_at) select 'person', 1000000000000 + g * 50, 'test', now() from generate_series(1, 1000) g",
  );
  await syncRegister(owner, smallRegister());
  await owner.query('analyze');

  const expected = Array.from({ length: CASES }, (_, at) => at + 1).filter((g) => {
    const withheld = g % 50 === 0 && g <= 50_000;
    return (
      !withheld &&
      ['cp', 'excl'].includes(['cin', 'cp', 'eh', 'excl'][g % 4] ?? '') &&
      Math.floor(g / 4) % 2 === 1 &&
      g % 6500 >= 2000 &&
      g % 2800 >= 1000
    );
  }).length;
  const reader = await openClient(withLogin(database.url, readerLogin(database.name, 'everything')));
  await reader.query("set statement_timeout = '20s'"); // nested loops took beyond 120 s
  const { rows } = await reader.query(
    `select count(*)::int as cases from bi_core.fact_case c join bi_core.dim_person d using (person)
     where d.sex = 'F' and d.birth_date >= date '2005-01-01' + 2000 and c.opened >= date '2018-01-01' + 1000 and c.kind in ('cp', 'excl')`,
  );
  expect(rows).toEqual([{ cases: expected }]);
  await reader.end();
  await owner.end();
  await database.drop();
});
