import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePipeline, type PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { defineRegister } from '@golden-thread/shapes/declare/register';
import { defineSource } from '@golden-thread/shapes/declare/source';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NightEvent } from './night/events.ts';
import { DATES, dataLines, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

interface Case {
  readonly name: string;
  readonly source: string;
  /** What happens to the bytes of the source's only file, or to its folder. */
  readonly spoil: (file: string, bytes: Buffer) => Buffer | null;
  readonly state: 'refused' | 'left out' | 'taken';
  readonly because: RegExp;
}

const text = (change: (text: string) => string) => (_file: string, bytes: Buffer) =>
  Buffer.from(change(bytes.toString('latin1')), 'latin1');
const CASES: readonly Case[] = [
  { name: 'an empty file', source: 'social_care', spoil: () => Buffer.alloc(0), state: 'refused', because: /no byte|empty/i },
  {
    name: 'a file cut in the middle of a record',
    source: 'voluntary',
    spoil: text((t) => t.slice(0, Math.floor(t.length / 2)).replace(/\r\n[^\r]*$/, '\r\n1;"cut')),
    state: 'refused',
    because: /middle|quote|gone|budget|%/i,
  },
  {
    name: 'a file in another encoding',
    source: 'housing',
    spoil: (_f, b) => Buffer.concat([b.subarray(0, 400), Buffer.from([0xff, 0xfe, 0xe9]), b.subarray(400)]),
    state: 'refused',
    because: /utf-8|encoding/i,
  },
  {
    name: 'a column twice in the header',
    source: 'housing',
    spoil: text((t) => t.replace('person_ref', 'tenancy_ref')),
    state: 'refused',
    because: /tenancy_ref/,
  },
  {
    name: 'a column missing from the header',
    source: 'housing',
    spoil: text((t) =>
      t
        .split('\n')
        .map((l) => l.split('|').slice(0, -1).join('|'))
        .join('\n'),
    ),
    state: 'refused',
    because: /ni_no/,
  },
  {
    name: 'an unknown column',
    source: 'housing',
    spoil: text((t) =>
      t
        .split('\n')
        .map((l, i) => (l === '' ? l : `${l}|${i === 0 ? 'hair_colour' : 'brown'}`))
        .join('\n'),
    ),
    state: 'refused',
    because: /hair_colour/,
  },
  {
    name: 'a file with a header and nothing else',
    source: 'housing',
    spoil: text((t) => `${t.split('\n')[0]}\n`),
    state: 'refused',
    because: /gone|expects/,
  },
  { name: 'the same bytes under a new name', source: 'housing', spoil: (_f, b) => b, state: 'taken', because: /^$/ },
  { name: 'a file that is still being written', source: 'housing', spoil: () => null, state: 'left out', because: /part|whole/ },
];

const RELAXED = { personCountChange: 9, idChurn: 1, largestPerson: 99 };

describe('bad input costs one clear message, and its own source at most', () => {
  let council: TestCouncil;
  let pipeline: PipelineDeclaration;
  let nights: TestNights;
  let before: readonly string[];
  let day = 3;

  beforeAll(async () => {
    council = await makeCouncil({ nights: 1 });
    pipeline = await referencePipeline();
    nights = await openNights(pipeline);
    await nights.run(council.night(1), DATES[0]);
    before = dataLines(await nights.dump());
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });

  const nextDate = (): string => `2026-03-${String(day++).padStart(2, '0')}`;
  const eventsOf = (from: number): readonly NightEvent[] => nights.events.slice(from);

  it.each(CASES.map((c) => [c.name, c] as const))('%s', async (_name, { source, spoil, state, because }) => {
    const date = nextDate();
    const drop = mkdtempSync(join(tmpdir(), 'golden-thread-bad-'));
    const declared = pipeline.sources.find((s) => s.name === source);
    const folder = join(drop, declared?.location ?? '');
    mkdirSync(folder, { recursive: true });
    const from = join(council.night(1), declared?.location ?? '');
    const original = readdirSync(from)[0] ?? '';
    const file = original.replace('20260302', date.replaceAll('-', ''));
    const bytes = spoil(file, readFileSync(join(from, original)));
    writeFileSync(join(folder, bytes === null ? `${file}.part` : file), bytes ?? 'half a fi');
    const seen = nights.events.length;
    const report = await nights.run(drop, date);
    rmSync(drop, { recursive: true, force: true });
    expect(report.exit).toBe('done');
    const told = eventsOf(seen).flatMap((e) =>
      e.event === 'delivery.state' && e.source === source
        ? [`${e.state}: ${e.because ?? ''}`]
        : e.event === 'source.left_out' && e.source === source
          ? [`left out: ${e.because}`]
          : [],
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.startsWith(`${state}: `)).toBe(true);
    expect(told[0]?.slice(state.length + 2)).toMatch(because);
    expect(dataLines(await nights.dump())).toEqual(before);
  });

  it('a folder that is not there leaves the source out and the night goes on', async () => {
    const seen = nights.events.length;
    const drop = mkdtempSync(join(tmpdir(), 'golden-thread-one-folder-'));
    mkdirSync(join(drop, pipeline.sources[0]?.location ?? ''));
    const report = await nights.run(drop, nextDate());
    expect(report.exit).toBe('done');
    expect(eventsOf(seen).filter((e) => e.event === 'source.left_out')).toHaveLength(pipeline.sources.length);
    expect(dataLines(await nights.dump())).toEqual(before);
  });

  it('where no source has a folder the night stops before it begins, and says where it looked', async () => {
    await expect(nights.run('/nowhere/at/all', nextDate())).rejects.toMatchObject({
      code: 'night.no_drop_folder',
      exit: 'usage',
      message: expect.stringContaining('/nowhere/at/all/'),
      remedy: expect.stringMatching(/--drop or GT_DROP/),
    });
    expect(dataLines(await nights.dump())).toEqual(before);
  });

  it('a source without a live agreement does not flow, and what it gave leaves the golden records', async () => {
    const { hash: _hash, ...register } = pipeline.register;
    const agreement = pipeline.sources.find((s) => s.name === 'voluntary')?.agreement;
    const ended = definePipeline({
      ...pipeline,
      register: defineRegister({
        ...register,
        agreements: register.agreements.map((a) => (a.id === agreement ? { ...a, status: 'terminated' as const } : a)),
      }),
    });
    const seen = nights.events.length;
    await nights.run(council.night(1), nextDate(), { pipeline: ended });
    expect(eventsOf(seen).find((e) => e.event === 'source.left_out' && e.source === 'voluntary')).toMatchObject({
      because: expect.stringContaining('agreement'),
    });
    const { rows } = await nights.warehouse.pool.query<{ n: number }>(
      `select count(*)::int as n from core.person_version v join core.record r using (record_key) join core.source s using (source) where s.name = 'voluntary' and v.to_publication = 2147483647`,
    );
    expect(rows[0]?.n).toBe(0);
    await nights.run(council.night(1), nextDate());
    const { rows: back } = await nights.warehouse.pool.query<{ n: number }>(
      `select count(*)::int as n from core.person_version v join core.record r using (record_key) join core.source s using (source) where s.name = 'voluntary' and v.to_publication = 2147483647`,
    );
    expect(back[0]?.n).toBeGreaterThan(0);
  });

  it('an agreement without a purpose that permits linkage lets its records flow, and matches them with nobody', async () => {
    const { hash: _hash, ...register } = pipeline.register;
    const agreement = pipeline.sources.find((s) => s.name === 'voluntary')?.agreement;
    const counting = { id: 'counting', statement: 'Counting how many people a service reaches.', permitsLinkage: false };
    const unlinkable = definePipeline({
      ...pipeline,
      gates: RELAXED,
      register: defineRegister({
        ...register,
        purposes: [...register.purposes, counting],
        agreements: register.agreements.map((a) => (a.id === agreement ? { ...a, purposes: ['counting'] } : a)),
      }),
    });
    const shared = async () => {
      const { rows } = await nights.warehouse.pool.query<{ n: number }>(
        `select count(*)::int as n from link.membership m join core.record r using (record_key) join core.source s using (source)
         where s.name = 'voluntary' and m.to_publication = 2147483647
           and exists (select from link.membership o where o.person_key = m.person_key and o.record_key <> m.record_key and o.to_publication = 2147483647)`,
      );
      return rows[0]?.n ?? 0;
    };
    expect(await shared()).toBeGreaterThan(0);
    await nights.run(council.night(1), nextDate(), { pipeline: unlinkable });
    expect(await shared()).toBe(0);
    await nights.run(council.night(1), nextDate(), { pipeline: definePipeline({ ...pipeline, gates: RELAXED }) });
    expect(await shared()).toBeGreaterThan(0);
  });

  it('what is kept of a delivery is read by the names of its columns when the mapping has changed and the file is gone', async () => {
    const mapped = (items: (person: Readonly<Record<string, unknown>>) => object) =>
      definePipeline({
        ...pipeline,
        gates: RELAXED,
        sources: pipeline.sources.map((source) => {
          if (source.name !== 'voluntary') return source;
          const { hash: _hash, ...declared } = source;
          return defineSource({ ...declared, maps: { ...declared.maps, person: items({ ...declared.maps.person }) } });
        }),
      });
    const without = mapped(({ forename: _forename, ...rest }) => rest);
    const whole = mapped((person) => person);
    const values = async () =>
      (
        await nights.warehouse.pool.query(
          `select r.source_record_id, v.forename, v.surname, v.birth_date, v.postcode from core.person_version v join core.record r using (record_key)
           join core.source s using (source) where s.name = 'voluntary' and v.to_publication = 2147483647 order by 1`,
        )
      ).rows;
    await nights.run(council.night(1), nextDate(), { pipeline: whole });
    const before = await values();
    expect(before.length).toBeGreaterThan(3);
    const drop = mkdtempSync(join(tmpdir(), 'golden-thread-bad-'));
    cpSync(council.night(1), drop, { recursive: true });
    for (const name of readdirSync(join(drop, 'voluntary'))) rmSync(join(drop, 'voluntary', name));
    await nights.run(drop, nextDate(), { pipeline: without });
    expect(await values()).toEqual(before.map((row) => ({ ...row, forename: null })));
    await nights.run(drop, nextDate(), { pipeline: whole });
    expect(await values()).toEqual(before);
    rmSync(drop, { recursive: true, force: true });
  });

  it('a key that repeats or is missing is set aside with its place, a value that does not parse is kept raw with an issue, and no value is told', async () => {
    const date = nextDate();
    const drop = mkdtempSync(join(tmpdir(), 'golden-thread-bad-'));
    cpSync(join(council.night(1), 'social-care'), join(drop, 'social-care'), { recursive: true });
    const name = readdirSync(join(drop, 'social-care'))[0] ?? '';
    const path = join(drop, 'social-care', name.replace('20260302', date.replaceAll('-', '')));
    cpSync(join(drop, 'social-care', name), path);
    rmSync(join(drop, 'social-care', name));
    const header = readFileSync(path, 'latin1').split('\r\n')[0]?.split(',') ?? [];
    const row = (values: Readonly<Record<string, string>>) => `${header.map((column) => values[column] ?? '').join(',')}\r\n`;
    for (let i = 0; i < 80; i++) appendFileSync(path, row({ PERSON_ID: String(77780000 + i), SURNAME: 'Filling' }));
    appendFileSync(path, row({ PERSON_ID: '77770001', FORENAME: 'Canarya', SURNAME: 'Canaryb', BIRTH_DTTM: '31/31/2031' }));
    appendFileSync(path, row({ FORENAME: 'Canaryg', SURNAME: 'Canaryh' }));
    appendFileSync(
      path,
      row({ PERSON_ID: '77770002', FORENAME: 'Canaryc', SURNAME: 'Canaryd' }) +
        row({ PERSON_ID: '77770002', FORENAME: 'Canarye', SURNAME: 'Canaryf' }),
    );
    const seen = nights.events.length;
    await nights.run(drop, date, {
      pipeline: definePipeline({ ...pipeline, gates: RELAXED }),
    });
    rmSync(drop, { recursive: true, force: true });
    const { rows } = await nights.warehouse.pool.query<{ code: string; field: string | null }>(
      `select q.code, q.field from ops.quarantine q join ops.delivery d using (delivery) where d.file_date = $1 order by q.place desc limit 3`,
      [date],
    );
    expect(rows.map((r) => r.code)).toEqual(['record.key_repeated', 'record.key_repeated', 'field.key_empty']);
    const { rows: unparsed } = await nights.warehouse.pool.query(
      `select v.birth_date, v.raw[6] as raw, v.issues from core.person_version v join core.record r using (record_key) where r.source_record_id = '77770001'`,
    );
    expect(unparsed).toEqual([{ birth_date: null, raw: '31/31/2031', issues: expect.arrayContaining(['birth_date:unparsable']) }]);
    expect(JSON.stringify(eventsOf(seen))).not.toMatch(/canary/i);
  });
});
