import { rmSync } from 'node:fs';
import { definePipeline, type PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { OPEN } from '@golden-thread/shapes/references';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AddedRows, dropWith } from './added-rows.fixture.ts';
import { askPerson, type PersonReport } from './ask/person.ts';
import { personChanges } from './ask/person-changes.ts';
import { askFeedback } from './feedback/feedback.ts';
import { judge } from './judgements/judge.ts';
import { sign } from './judgements/signatures.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { openColleague } from './policy/policy.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

/** Rows of social care, of health and of the charity, each with the few cells that matter. */
const social = (id: string, forename: string, surname: string, born: string, more: Readonly<Record<string, string>> = {}) => ({
  ...{ PERSON_ID: id, FORENAME: forename, SURNAME: surname, BIRTH_DTTM: `${born} 00:00:00`, ADDRESS: '1 Elm Row' },
  ...{ POSTCODE: 'ZZ99 3VZ', LAST_UPDATED: '2026-02-01 09:00:00', ...more },
});
const health = (id: string, forename: string, surname: string, born: string, nhs: string) => ({
  ...{ PatientId: id, GivenName: forename, FamilyName: surname, BirthDate: born.replaceAll('-', ''), NhsNumber: nhs },
  ...{ PostCode: 'ZZ99 3VZ', LastChanged: '2026-02-02T09:00:00Z' },
});
const charity = (
  id: string,
  forename: string,
  surname: string,
  born: string,
  asOf: string,
  more: Readonly<Record<string, string>> = {},
) => ({
  ...{ 'Cms Id': id, 'First Name': forename, 'Last Name': surname, 'Date Of Birth ': born.split('-').reverse().join('/') },
  ...{ Address: '1 Elm Row', 'Post code': 'ZZ99 3VZ', 'Date Current As Of': asOf, ...more },
});

const AMARA = social('E101', 'Amara', 'Quenby', '2013-02-11');
const ZURI = social('S1', 'Zuri', 'Hallworth', '2012-06-17');
const MOVED = { ...ZURI, POSTCODE: 'ZZ99 1WZ', ADDRESS: '9 Oak Lane', LAST_UPDATED: '2026-03-03 09:00:00' };
const MENDED = health('H1', 'Zuri', 'Hallworth', '2012-06-17', '9990010021');
const ALWAYS = {
  social_care: [
    social('E102', 'Tom', 'Pikestaff', '2014-01-05', { POSTCODE: 'ZZ99 2WZ' }),
    social('P61', 'Bilal', 'Karimov', '2011-08-20'),
    social('P63', 'Nia', 'Brandreth', '2010-04-03'),
    social('P65', 'Ines', 'Valdrada', '2009-09-19', { NHS_NUMBER: '999-001-0005', UPN: 'w999999915001' }),
    social('Q65', 'Ines', 'Valdrada', '2009-09-19', { NHS_NUMBER: '9990010005', UPN: 'W999999915001' }),
  ],
  health: [health('H65', 'Ines', 'Valdrada', '2009-09-19', '999 001 0005')],
} as const;
const LATE_FORM = charity('V61', 'Bilal', 'Karimov', '2011-08-20', '10/05/2024', { 'Post code': 'ZZ99 1WZ' });
const FROM_THE_FUTURE = charity('V63', 'Nia', 'Brandrath', '2010-04-03', '01/01/2099');

/** What each night holds beside what all do. The fourth is the same, after two people signed that S1 and H1 are two. */
const NIGHTS: readonly AddedRows[] = [
  { social_care: [AMARA, ZURI], health: [health('H1', 'Zuri', 'Hallworth', '2002-01-30', '9990010021')] },
  { social_care: [ZURI], health: [MENDED], voluntary: [LATE_FORM, FROM_THE_FUTURE] },
  { social_care: [AMARA, MOVED], health: [MENDED], voluntary: [LATE_FORM, FROM_THE_FUTURE] },
  { social_care: [AMARA, MOVED], health: [MENDED], voluntary: [LATE_FORM, FROM_THE_FUTURE] },
];

/** Cases of the public log of bug reports, night after night through the pipeline, beside a council that stays as it is. */
describe('cases of the log, through the nights', () => {
  let council: TestCouncil;
  let pipeline: PipelineDeclaration;
  let nights: TestNights;
  /** By night, the person of each record by the source's own id. */
  const personsOf: Map<string, number>[] = [];
  const drops: string[] = [];

  beforeAll(async () => {
    council = await makeCouncil({ nights: 1 });
    const reference = await referencePipeline();
    pipeline = definePipeline({
      ...reference,
      gates: { personCountChange: 9, idChurn: 1, largestPerson: 99 },
      sources: reference.sources.map((source) => ({ ...source, contract: { ...source.contract, deleteGuard: 1 } })),
    });
    nights = await openNights(pipeline);
    for (const [i, more] of NIGHTS.entries()) {
      if (i === 3) await signedByTwo('S1', 'H1');
      const date = `2026-03-0${i + 2}`;
      const drop = dropWith(council.night(1), DATES[0], date, {
        social_care: [...ALWAYS.social_care, ...(more.social_care ?? [])],
        health: [...ALWAYS.health, ...(more.health ?? [])],
        voluntary: more.voluntary ?? [],
      });
      drops.push(drop);
      await nights.run(drop, date);
      const { rows } = await nights.warehouse.pool.query<{ id: string; person: number }>(
        `select r.source_record_id as id, m.person_key::float8 as person from core.record r join link.membership m using (record_key) where m.to_publication = ${OPEN}`,
      );
      personsOf.push(new Map(rows.map(({ id, person }) => [id, person])));
    }
  });
  afterAll(async () => {
    await nights.close();
    for (const drop of drops) rmSync(drop, { recursive: true });
    council.remove();
  });

  const recordOf = async (id: string): Promise<number> => {
    const { rows } = await nights.warehouse.pool.query<{ record: number }>(
      'select record_key as record from core.record where source_record_id = $1',
      [id],
    );
    return rows[0]?.record ?? 0;
  };
  const signedByTwo = async (a: string, b: string): Promise<void> => {
    const colleague = await openColleague(nights);
    const mine = nights.settings(council.night(1));
    const act = { byName: null, reason: 'seen both birth certificates' };
    const pair = [await recordOf(a), await recordOf(b)] as const;
    const { judgement } = await judge(mine, 'different', ...pair, { ...act, expires: null, never: true });
    await sign({ ...mine, warehouse: colleague.warehouse }, judgement, act);
    await colleague.close();
  };
  /** The person of a record as of a publication. */
  const told = (id: string, publication: number): Promise<PersonReport> =>
    askPerson(nights.warehouse, pipeline, personsOf[publication - 1]?.get(id) ?? 0, publication);
  const cellOf = (report: PersonReport, attribute: string) => report.values.find((it) => it.attribute === attribute);

  it('C057: a record that leaves and comes back exactly as it was is the same person, and both spells are told', async () => {
    const [there, gone, back] = personsOf.map((persons) => persons.get('E101'));
    expect([there === undefined, gone, back]).toEqual([false, undefined, there]);
    const changes = await personChanges(nights.warehouse, there ?? 0, 3);
    expect(changes.map(({ publication, kind }) => `${publication} ${kind}`)).toEqual([
      'p1 record_came',
      'p2 record_left',
      'p3 record_came',
    ]);
    const { rows } = await nights.warehouse.pool.query(
      "select (r.counts->>'new')::int as new from ops.delivery_run r join ops.delivery d using (delivery) join core.source s using (source) where s.name = 'social_care' and r.run = 3",
    );
    expect(rows).toEqual([{ new: 1 }]);
  });

  it('C059: a wrong merge is undone after something has changed: two people with their ids of night 1, and nothing of one in the other', async () => {
    const pairs = personsOf.map((persons) => [persons.get('S1'), persons.get('H1')]);
    expect(pairs.map(([s, h]) => s === h)).toEqual([false, true, true, false]);
    expect(pairs[3]).toEqual(pairs[0]);
    const joined = await told('S1', 3);
    expect([cellOf(joined, 'postcode')?.value, cellOf(joined, 'nhs_number')?.value]).toEqual(['ZZ99 1WZ', '9990010021']);
    const apart = [await told('S1', 4), await told('H1', 4)];
    expect(apart.map((it) => [cellOf(it, 'postcode')?.value, cellOf(it, 'nhs_number')?.value])).toEqual([
      ['ZZ99 1WZ', null],
      ['ZZ99 3VZ', '9990010021'],
    ]);
    for (const report of apart) {
      expect(report.records.length).toBe(1);
      for (const value of report.values) expect([value.differs, value.others, value.further]).toEqual([0, [], []]);
    }
  });

  it('C061: an old form that is loaded late does not replace the present address; it counts as one that differs', async () => {
    const report = await told('V61', 2);
    expect(report.records.length).toBe(2);
    const postcode = cellOf(report, 'postcode');
    expect([postcode?.value, postcode?.differs, postcode?.since]).toEqual(['ZZ99 3VZ', 1, '2026-03-02']);
    expect(postcode?.others).toEqual([{ source: 'voluntary', value: 'ZZ99 1WZ' }]);
  });

  it('C063: a time stamp in the future does not make a wrong value the most recent for ever; its owner is told', async () => {
    const report = await told('V63', 2);
    expect(report.records.length).toBe(2);
    expect(cellOf(report, 'surname')?.value).toBe('Brandreth');
    const { findings } = await askFeedback(
      { warehouse: nights.warehouse, pipeline, now: () => new Date('2026-03-06T09:00:00Z') },
      { owner: 'harbour_families', kind: 'value', days: 30 },
    );
    const record = `r${await recordOf('V63')}`;
    expect(findings.filter((it) => it.record === record)).toEqual([
      expect.objectContaining({ field: 'true_at', code: 'implausible', state: 'open' }),
    ]);
  });

  it('C065: one number in three spellings is one number, and nobody differs', async () => {
    const report = await told('H65', 1);
    expect(report.records.length).toBe(3);
    for (const [attribute, value] of [
      ['nhs_number', '9990010005'],
      ['upn', 'W999999915001'],
    ] as const) {
      const found = cellOf(report, attribute);
      expect([found?.value, found?.differs, found?.others]).toEqual([value, 0, []]);
    }
  });
});
