import { assembleGolden } from '@golden-thread/golden/assemble';
import { PERSON_ATTRIBUTE_NAMES, type PersonValues } from '@golden-thread/shapes/dictionary/person';
import { DOUBTS } from '@golden-thread/shapes/field-issue';
import { OPEN, printRecord, recordKey } from '@golden-thread/shapes/references';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPerson } from './ask/person.ts';
import { judge } from './judgements/judge.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

describe('golden rows after nights of changes', () => {
  let council: TestCouncil;
  let nights: TestNights;
  beforeAll(async () => {
    council = await makeCouncil();
    nights = await openNights(await referencePipeline());
    for (const [i, date] of DATES.entries()) await nights.run(council.night(i + 1), date);
    const { rows } = await nights.warehouse.pool.query<{ a: number; b: number }>(
      `select min(record_key) as a, max(record_key) as b from golden.further_value where to_publication = ${OPEN}
       group by person_key having count(distinct record_key) > 1
       union all select min(record_key), max(record_key) from link.membership where to_publication = ${OPEN} group by person_key having count(*) = 2 limit 2`,
    );
    for (const { a, b } of rows)
      await judge(nights.settings(council.night(3)), 'different', a, b, { byName: 'test', reason: 'seen both', expires: null });
    await nights.run(council.night(3), '2026-03-05');
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });

  /** Every live record with its person, as the tables hold it. */
  const live = async () => {
    const { rows } = await nights.warehouse.pool.query<{
      person: number;
      record: number;
      natural_key: string;
      source: number;
      scope: number;
      true_at: string | null;
      since: (string | null)[];
      issues: string[];
      values: PersonValues;
    }>(
      `select m.person_key::float8 as person, v.record_key as record, r.natural_key, r.source, g.scope, to_json(v.since) as since, v.issues,
         to_char(v.true_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as true_at,
         json_build_object(${PERSON_ATTRIBUTE_NAMES.map((name) => `'${name}', v.${name}::text`).join(', ')}) as values
       from core.person_version v join link.membership m using (record_key) join core.record r using (record_key) join golden.scope g on g.source = r.source
       where v.to_publication = ${OPEN} and m.to_publication = ${OPEN} order by random()`,
    );
    return Map.groupBy(rows, (row) => row.person);
  };

  it('are what the pure function makes of the live records, further values and provenance included, whatever came before', async () => {
    const { rows: sources } = await nights.warehouse.pool.query<{ source: number; name: string }>('select source, name from core.source');
    const sourceNames: string[] = [];
    for (const { source, name } of sources) sourceNames[source] = name;
    const { rows: stored } = await nights.warehouse.pool.query<{ person: number; row: unknown }>(
      `select person_key::float8 as person, json_build_object('values', json_build_object(${PERSON_ATTRIBUTE_NAMES.map((name) => `'${name}', ${name}::text`).join(', ')}),
         'recordKey', record_key, 'source', source, 'since', to_json(since), 'differs', differs, 'scopes', scopes,
         'further', coalesce((select json_agg(json_build_object('position', position, 'value', value, 'recordKey', f.record_key, 'source', f.source, 'since', f.since::text) order by position, f.record_key)
            from golden.further_value f where f.person_key = p.person_key and f.to_publication = ${OPEN}), '[]')) as row
       from golden.person p where to_publication = ${OPEN}`,
    );
    const persons = await live();
    expect(stored.length).toBe(persons.size);
    let further = 0;
    for (const { person, row } of stored) {
      const records = (persons.get(person) ?? []).map((it) => ({
        recordKey: recordKey(it.record),
        naturalKey: it.natural_key,
        source: it.source,
        trueAt: it.true_at,
        values: it.values,
        since: it.since,
        doubts: PERSON_ATTRIBUTE_NAMES.flatMap((name, i) =>
          it.issues.some((issue) => issue.startsWith(`${name}:`) && DOUBTS.has(issue.split(':')[1] ?? '')) ? [i] : [],
        ),
        untimed: it.true_at === null && it.issues.some((issue) => issue.startsWith('true_at:')),
        scope: it.scope,
      }));
      const expected = assembleGolden(records, nights.pipeline.survivorship, { sourceNames, businessDate: '2026-03-05' });
      further += expected.further.length;
      expect(row).toEqual({
        ...expected,
        further: expected.further.toSorted((a, b) => a.position - b.position || a.recordKey - b.recordKey),
      });
    }
    expect(further).toBeGreaterThan(0);
  });

  it('are told with the full origin of each value', async () => {
    const { rows } = await nights.warehouse.pool.query<{ person: number; record: number; value: string }>(
      `select person_key::float8 as person, record_key as record, value from golden.further_value where to_publication = ${OPEN} order by 1, position limit 1`,
    );
    const { person = 0, record = 0, value = '' } = rows[0] ?? {};
    const report = await askPerson(nights.warehouse, nights.pipeline, person, null);
    expect(report.values.flatMap((it) => it.further)).toContainEqual(expect.objectContaining({ value, record: printRecord(record) }));
    for (const it of report.values) {
      expect(it.provenance === null).toBe(it.value === null);
      if (it.provenance === null) continue;
      const { label, changed, delivered, agreement, purposes, rule, joined } = it.provenance;
      for (const said of [label, changed, delivered, agreement, rule, joined]) expect(said).not.toBe('');
      expect(purposes.length).toBeGreaterThan(0);
      expect([...DATES, '2026-03-05']).toContain(changed);
      expect((it.since ?? '') <= (changed ?? '')).toBe(true);
    }
  });
});
