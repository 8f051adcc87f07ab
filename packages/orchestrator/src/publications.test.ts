import { withLogin } from '@golden-thread/test-kit/database-url';
import { openClient } from '@golden-thread/warehouse/connect';
import { VERSIONED_TABLES } from '@golden-thread/warehouse/versioned/tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { republish, withdraw } from './acts/publication-acts.ts';
import { nightInChild } from './crash.fixture.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

const ACT = { byName: 'test', reason: 'tried by a test' };

describe('publish, withdraw, publish again', () => {
  let council: TestCouncil;
  let nights: TestNights;
  const built: string[] = [];

  beforeAll(async () => {
    council = await makeCouncil();
    nights = await openNights(await referencePipeline());
    for (const [i, date] of DATES.entries()) {
      await nights.run(council.night(i + 1), date);
      built.push(await openRows(nights));
    }
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });

  it('shows a reader who polls through a hundred acts whole publications only', async () => {
    const readers = await Promise.all([1, 2].map(() => openClient(withLogin(nights.url, readerLogin(nights.url)))));
    const [single, repeatable] = readers;
    if (single === undefined || repeatable === undefined) throw new TypeError('no readers');
    const seen = new Map<number, Set<string>>();
    let going = true;
    let polls = 0;
    const pollSingle = async (): Promise<void> => {
      while (going) {
        const { rows } = await single.query(
          `select (select max(number) from bi_core.publication) as number, md5(coalesce(string_agg(d::text, '|' order by person), '')) as print from bi_core.dim_person d`,
        );
        note(seen, rows[0]);
        polls++;
      }
    };
    const broken: string[] = [];
    const pollRepeatable = async (): Promise<void> => {
      while (going) {
        await repeatable.query('begin isolation level repeatable read read only');
        const first = await repeatable.query(
          'select max(number) as number, (select count(*)::int from bi_core.dim_person) as people from bi_core.publication',
        );
        const second = await repeatable.query(
          'select (select max(number) from bi_core.publication) as number, count(distinct person)::int as people from bi_core.bridge_person_record',
        );
        await repeatable.query('commit');
        const [a, b] = [first.rows[0], second.rows[0]];
        if (a?.['number'] !== b?.['number'] || Number(b?.['people']) > Number(a?.['people'])) broken.push(JSON.stringify([a, b]));
        polls++;
      }
    };
    const polling = [pollSingle(), pollRepeatable()];
    const settings = nights.settings(council.night(3));
    for (let i = 0; i < 50; i++) {
      await withdraw(settings, i % 2 === 0 ? 3 : 2, ACT);
      await republish(settings, 3, ACT);
    }
    going = false;
    await Promise.all(polling);
    for (const reader of readers) await reader.end();
    expect(polls).toBeGreaterThan(50);
    expect(broken).toEqual([]);
    expect([...seen.keys()].sort()).toEqual(expect.arrayContaining([3]));
    for (const prints of seen.values()) expect(prints.size).toBe(1);
  });

  it('brings the tables to the pointer at the start of the next run, after two withdrawals in a row', async () => {
    const settings = nights.settings(council.night(3));
    await withdraw(settings, 3, ACT);
    await withdraw(settings, 2, ACT);
    const killed = await nightInChild(nights, {
      drop: council.night(2),
      businessDate: DATES[1],
      killAt: 'admit:@after_commit',
      clock: Date.UTC(2026, 3, 1),
    });
    expect(killed.signal).toBe('SIGKILL');
    expect(await openRows(nights)).toBe(built[0]);
  });

  it('takes the withdrawn nights again and builds what they built', async () => {
    await nights.run(council.night(2), DATES[1], { now: () => new Date(Date.UTC(2026, 3, 2)) });
    expect(await openRows(nights)).toBe(built[1]);
    await nights.run(council.night(3), DATES[2], { now: () => new Date(Date.UTC(2026, 3, 3)) });
    expect(await openRows(nights)).toBe(built[2]);
  });

  it('takes a withdrawn night again from what was kept, when the files are gone', async () => {
    await withdraw(nights.settings(council.night(3)), 5, ACT);
    await nights.run('/nowhere', DATES[2], { now: () => new Date(Date.UTC(2026, 3, 4)) });
    expect(await openRows(nights)).toBe(built[2]);
  });

  it('refuses to publish what was withdrawn once another night has begun', async () => {
    await expect(republish(nights.settings(council.night(3)), 3, ACT)).rejects.toMatchObject({ exit: 'usage' });
  });

  it('refuses to withdraw what is not in use, naming the remedy', async () => {
    await expect(withdraw(nights.settings(council.night(3)), 99, ACT)).rejects.toMatchObject({
      code: 'publication.not_in_use',
      remedy: expect.stringContaining('gt status'),
    });
  });
});

function note(seen: Map<number, Set<string>>, row: Readonly<Record<string, unknown>> | undefined): void {
  const number = Number(row?.['number']);
  seen.set(number, (seen.get(number) ?? new Set()).add(String(row?.['print'])));
}

/** Every row that is valid now, without the publications that say since when. Lineage and claims name their nights: those columns are left out. */
async function openRows(nights: TestNights): Promise<string> {
  const parts: string[] = [];
  for (const table of VERSIONED_TABLES) {
    const columns = table.columns.map((column) => column.name).filter((name) => !['delivery', 'night', 'minted'].includes(name));
    const { rows } = await nights.warehouse.pool.query<{ line: string }>(
      `select line from (select row(${columns.map((name) => `"${name}"`).join(', ')})::text as line from ${table.name} where to_publication = 2147483647) as rows order by line collate "C"`,
    );
    parts.push(`# ${table.name}`, ...rows.map((row) => row.line));
  }
  return parts.join('\n');
}

const readerLogin = (url: string): string => `gt_reader_${new URL(url.replace(/@[^/]*\//, '@host/')).pathname.slice(1)}_analyst`;
