import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPEN, parsePerson, printPerson } from '@golden-thread/shapes/references';
import { adminQuery } from '@golden-thread/test-kit/admin-query';
import { withLogin } from '@golden-thread/test-kit/database-url';
import { readerLogin } from '@golden-thread/warehouse/roles/reader-logins';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPerson } from './ask/person.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

describe('who stands beside a person', () => {
  let council: TestCouncil;
  let nights: TestNights;
  beforeAll(async () => {
    council = await makeCouncil();
    nights = await openNights(await referencePipeline());
    for (const [i, date] of DATES.slice(0, 2).entries()) await nights.run(council.night(i + 1), date);
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });
  const readAs = (grant: string, statement: string) => adminQuery(withLogin(nights.url, readerLogin(nights.name, grant)), statement);

  /** The rows of the newest housing file, cell by cell. */
  const housing = (): Record<string, string>[] => {
    const folder = join(council.night(2), 'housing');
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
    return lines.map((line) => Object.fromEntries(head.split('|').map((name, i) => [name, line.split('|')[i] ?? ''])));
  };
  const parted = async (): Promise<ReadonlySet<string>> => {
    const { rows } = await nights.warehouse.pool.query<{ person: number }>(
      `select m.person_key::float8 as person from link.never_link n join core.record r on r.natural_key in (n.a, n.b) join link.membership m using (record_key) where m.to_publication = ${OPEN}`,
    );
    return new Set(rows.map(({ person }) => printPerson(person)));
  };

  it('households are those that the housing source keeps, with the role and dates of its rows, and of nobody under a never-link', async () => {
    const hidden = await parted();
    expect(hidden.size).toBeGreaterThan(0);
    const { rows: records } = await nights.warehouse.pool.query<{ record: string; id: string; person: number }>(
      `select 'r' || record_key as record, source_record_id as id, person_key::float8 as person
       from core.record join core.source s using (source) join link.membership using (record_key) where s.name = 'housing' and to_publication = ${OPEN}`,
    );
    const day = (written: string | undefined) => (written === undefined || written === '' ? null : written.split('/').reverse().join('-'));
    const expected = housing().flatMap((row) => {
      const known = records.find(({ id }) => id === row['person_ref']);
      if (known === undefined || hidden.has(printPerson(known.person))) return [];
      const [person, record] = [printPerson(known.person), known.record];
      return [
        {
          person,
          record,
          reference: row['tenancy_ref'],
          role: row['relationship'],
          began: day(row['tenancy_start']),
          ended: day(row['tenancy_end']),
        },
      ];
    });
    const shown = await readAs('ig_lead', 'select person, record, reference, role, began, ended from bi_core.fact_household');
    const byRecord = (rows: readonly Record<string, unknown>[]) =>
      rows.toSorted((a, b) => (String(a['record']) < String(b['record']) ? -1 : 1));
    expect(byRecord(shown)).toEqual(byRecord(expected));
    expect(new Set(expected.map((it) => it.reference)).size).toBeLessThan(expected.length);
    expect(await readAs('early_help', 'select from bi_core.fact_household')).toEqual([]);
  });

  it('whom a school or health names is told with what they are to the child, to readers whom the source shares it with', async () => {
    const rows = await readAs('ig_lead', 'select person, source, kind, name from bi_core.fact_relationship');
    const hidden = await parted();
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => hidden.has(String(row['person'])))).toEqual([]);
    expect(new Set(rows.map((row) => row['source']))).toEqual(new Set(['health', 'school_mis']));
    expect(rows.every((row) => row['name'] !== null)).toBe(true);
    expect(new Set((await readAs('early_help', 'select source from bi_core.fact_relationship')).map((row) => row['source']))).toEqual(
      new Set(['school_mis']),
    );
  });

  it('everybody who is involved is named once, with the lead professional of each case; an open case comes first', async () => {
    const shown = await readAs(
      'ig_lead',
      'select person, source, status, service, lead_professional, lead_contact from bi_core.person_involvement order by person',
    );
    const sources = await readAs('ig_lead', 'select distinct person, source from bi_core.bridge_person_record');
    const pair = (row: Record<string, unknown>) => `${String(row['person'])} ${String(row['source'])}`;
    expect(new Set(shown.map(pair))).toEqual(new Set(sources.map(pair)));
    expect(shown.some((row) => row['status'] === 'open' && row['lead_professional'] !== null && row['lead_contact'] !== null)).toBe(true);
    const [one] = shown.filter((row) => row['status'] === 'open' && row['lead_professional'] !== null);
    const report = await askPerson(nights.warehouse, nights.pipeline, parsePerson(String(one?.['person'])), null);
    const all = shown.filter((row) => row['person'] === one?.['person']);
    expect(report.involved.length).toBe(all.length);
    expect(report.involved.map((it) => it.lead_professional)).toContain(one?.['lead_professional']);
    const closed = report.involved.filter((it) => it.service !== null || it.opened !== null).map((it) => it.closed !== null);
    expect(closed).toEqual(closed.toSorted((a, b) => Number(a) - Number(b)));
  });
});
