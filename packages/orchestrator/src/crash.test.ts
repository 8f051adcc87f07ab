import { adminQuery } from '@golden-thread/test-kit/admin-query';
import { openCluster } from '@golden-thread/test-kit/cluster';
import { withDatabase } from '@golden-thread/test-kit/database-url';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';
import { migrate } from '@golden-thread/warehouse/migrate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChildEnd, nightInChild, transactionsOf } from './crash.fixture.ts';
import { FAULT_MOMENTS } from './night/faults.ts';
import { DATES, makeCouncil, openNights, TEST_ID_KEY, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

describe('kill -9 at any point of a night, then the same command', () => {
  let council: TestCouncil;
  let undisturbed: TestNights;
  let whole: ChildEnd;
  let expected: readonly string[];

  beforeAll(async () => {
    council = await makeCouncil();
    undisturbed = await openNights(await referencePipeline());
    whole = await nightInChild(undisturbed, { drop: council.night(1), businessDate: DATES[0] });
    expected = await undisturbed.dump();
  });
  afterAll(async () => {
    await undisturbed.close();
    council.remove();
  });

  it('runs undisturbed in a process of its own', () => {
    expect(whole).toMatchObject({ exit: 0, signal: null, errors: '' });
  });

  it('passes the points of every transaction that the server wrote, and of no other', async () => {
    const alone = await openCluster({ kind: 'embedded' }); // a server of its own: nobody else's transactions are counted
    try {
      const url = withDatabase(alone.cluster.url, 'counted');
      await adminQuery(alone.cluster.url, 'create database counted');
      await adminQuery(alone.cluster.url, 'alter system set autovacuum = off');
      await adminQuery(alone.cluster.url, 'select pg_reload_conf()');
      await migrate(url, { pipeline: undisturbed.pipeline.name, idKeyFingerprint: fingerprintOfIdKey(TEST_ID_KEY) });
      const next = async () => Number((await adminQuery(url, 'select pg_snapshot_xmax(pg_current_snapshot())::text as next'))[0]?.['next']);
      const before = await next();
      const counted = await nightInChild({ url }, { drop: council.night(1), businessDate: DATES[0] });
      expect(transactionsOf(counted.points)).toHaveLength((await next()) - before);
    } finally {
      await alone.close();
    }
  });

  it('writes each step in one transaction', async () => {
    const { rows } = await undisturbed.warehouse.pool.query<{ name: string }>(
      "select step || ':' || scope as name from ops.step where run = 1 and step <> 'admit' order by done_at",
    );
    expect(transactionsOf(whole.points)).toEqual(['lease:', 'admit:', ...rows.map((row) => row.name)]);
  });

  const kinds = ['lease', 'admit', 'take', 'link', 'resolve', 'golden', 'check', 'publish'] as const;
  it.each(
    kinds.flatMap((kind) =>
      FAULT_MOMENTS.filter((moment) => kind !== 'lease' || moment !== 'before_commit').map((moment) => [kind, moment] as const),
    ),
  )('%s, %s', async (kind, moment) => {
    const names = transactionsOf(whole.points).filter((name) => name.startsWith(`${kind}:`));
    const name = names[Math.floor(names.length / 2)];
    expect(name).toBeDefined();
    const nights = await openNights(undisturbed.pipeline);
    try {
      const killed = await nightInChild(nights, { drop: council.night(1), businessDate: DATES[0], killAt: `${name}@${moment}` });
      expect(killed.signal).toBe('SIGKILL');
      await nights.run(council.night(1), DATES[0]);
      expect(await nights.dump()).toEqual(expected);
    } finally {
      await nights.close();
    }
  });
});
