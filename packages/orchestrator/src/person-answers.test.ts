import { OPEN, printPerson, printRecord } from '@golden-thread/shapes/references';
import { raiseNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { naturalKeysOf } from '@golden-thread/warehouse/queries/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdraw } from './acts/publication-acts.ts';
import { askPerson } from './ask/person.ts';
import { CHANGE_KINDS, personChanges } from './ask/person-changes.ts';
import { whyPerson } from './ask/person-why.ts';
import { judge } from './judgements/judge.ts';
import { transact } from './night/warehouse-handle.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

describe('what is told of a person', () => {
  let council: TestCouncil;
  let nights: TestNights;
  /** Two records of one person, judged different before the last night. */
  let parted: readonly [number, number];

  beforeAll(async () => {
    council = await makeCouncil();
    nights = await openNights(await referencePipeline());
    for (const [i, date] of DATES.entries()) await nights.run(council.night(i + 1), date);
    const { rows } = await nights.warehouse.pool.query<{ a: number; b: number }>(
      `select min(record_key) as a, max(record_key) as b from link.membership where to_publication = ${OPEN} group by person_key having count(*) = 2 order by 1 limit 1`,
    );
    parted = [rows[0]?.a ?? 0, rows[0]?.b ?? 0];
    await judge(nights.settings(council.night(3)), 'different', ...parted, { byName: 'test', reason: 'seen both', expires: null });
    await nights.run(council.night(3), '2026-03-05');
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });

  /** Persons as of a publication, with their records in a list. */
  const personsAt = async (publication: number): Promise<ReadonlyMap<number, readonly string[]>> => {
    const { rows } = await nights.warehouse.pool.query<{ person: number; records: number[] }>(
      'select person_key::float8 as person, array_agg(record_key order by record_key) as records from link.membership where from_publication <= $1 and to_publication > $1 group by 1 order by 1',
      [publication],
    );
    return new Map(rows.map((row) => [row.person, row.records.map((key) => printRecord(key))]));
  };

  it('names every record once, each after the one it joined through', async () => {
    for (const [person, records] of await personsAt(4)) {
      const { formed } = await whyPerson(nights.warehouse, person, null);
      const order = formed.map((it) => it.record);
      expect(order.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(records);
      for (const [i, it] of formed.entries()) if (it.through !== null) expect(order.slice(0, i)).toContain(it.through);
      expect(formed.filter((it) => it.through === null)).toHaveLength(1);
    }
  });

  it('came and left, one after the other, give the records of each publication; changed values give the golden record', async () => {
    const seen = new Set<string>();
    for (const [person, records] of await personsAt(4)) {
      const changes = await personChanges(nights.warehouse, person, null);
      const held = new Set<string>();
      for (const { kind, record } of changes) {
        seen.add(kind);
        if (kind === 'record_came') held.add(record ?? '');
        else if (kind === 'record_left') held.delete(record ?? '');
      }
      expect([...held].toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(records);
      const first = changes[0]?.publication.slice(1);
      const values = new Map<string, string | null>(
        (await askPerson(nights.warehouse, nights.pipeline, person, Number(first))).values.map((v) => [v.attribute, v.value]),
      );
      for (const it of changes) {
        if (it.kind !== 'value_changed' || it.attribute === null) continue;
        expect(values.get(it.attribute) ?? null).toBe(it.was);
        values.set(it.attribute, it.is);
      }
      const now = (await askPerson(nights.warehouse, nights.pipeline, person, null)).values;
      expect(Object.fromEntries(values)).toEqual(Object.fromEntries(now.map((v) => [v.attribute, v.value])));
    }
    expect([...seen].toSorted()).toEqual(CHANGE_KINDS.toSorted());
  });

  it('a judgement that parts two is told on either side, with why their ids changed', async () => {
    const { rows } = await nights.warehouse.pool.query<{ person: number }>(
      `select person_key::float8 as person from link.membership where record_key = any ($1) and to_publication = ${OPEN}`,
      [parted],
    );
    const stays = await Promise.all(rows.map(({ person }) => personChanges(nights.warehouse, person, null)));
    expect(stays.flat().filter((it) => it.kind === 'record_left')).toEqual([
      expect.objectContaining({ publication: 'p4', words: expect.stringMatching(/left: it belongs to gt_/) }),
    ]);
    for (const { person } of rows) {
      expect((await whyPerson(nights.warehouse, person, null)).judgements).toEqual([expect.objectContaining({ reason: 'seen both' })]);
      const { history } = await askPerson(nights.warehouse, nights.pipeline, person, null);
      expect(history.map((it) => it.words).join(' ')).toMatch(/parted from gt_\w+: what linked their records no longer holds\./);
    }
  });

  it('says what people decided, and no word of a never-link or of whom it hides', async () => {
    const persons = await personsAt(4);
    const all = [...persons.keys()];
    let found: { readonly person: number; readonly record: number; readonly neighbour: number; readonly other: string } | null = null;
    for (const person of all) {
      const [first] = (await whyPerson(nights.warehouse, person, null)).refused;
      if (first === undefined) continue;
      found = { person, record: Number(first.record.slice(1)), neighbour: Number(first.neighbour.slice(1)), other: first.person };
      break;
    }
    if (found === null) throw new TypeError('nobody has a neighbour');
    const { person, record, neighbour, other } = found;
    await judge(nights.settings(council.night(3)), 'different', record, neighbour, {
      byName: 'test',
      reason: 'tried by a test',
      expires: null,
    });
    expect((await whyPerson(nights.warehouse, person, null)).judgements).toEqual([
      expect.objectContaining({ verdict: 'different', reason: 'tried by a test' }),
    ]);
    const keys = await naturalKeysOf(nights.warehouse.db, [record, neighbour]);
    const [a = '', b = ''] = [...keys.values()].toSorted();
    await transact(nights.warehouse, (tx) =>
      raiseNeverLinks(tx.db, [{ a, b, kind: 'adoption', later: null }], 'test', '2026-03-04T05:00:00Z'),
    );
    const told = await whyPerson(nights.warehouse, person, null);
    expect(told.refused.map((it) => it.person)).not.toContain(other);
    expect(told.judgements).toEqual([]);
    expect(JSON.stringify([told, await personChanges(nights.warehouse, person, null)])).not.toMatch(/never|adoption/i);
    expect(persons.has(person) && other !== printPerson(person)).toBe(true);
  });

  it('a night that was withdrawn has left no trace in the history', async () => {
    const [person = 0] = [...(await personsAt(3)).keys()];
    const before = await personChanges(nights.warehouse, person, 3);
    await withdraw(nights.settings(council.night(3)), 4, { byName: 'test', reason: 'tried by a test' });
    expect(await personChanges(nights.warehouse, person, null)).toEqual(before);
  });
});
