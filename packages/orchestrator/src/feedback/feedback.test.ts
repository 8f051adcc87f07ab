import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRecord, printRecord } from '@golden-thread/shapes/references';
import { raiseNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { naturalKeysOf } from '@golden-thread/warehouse/queries/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsafeAgain } from '../files/formula-safe.ts';
import { transact } from '../night/warehouse-handle.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { askFeedback, type FeedbackReport, type FeedbackSettings, type Finding } from './feedback.ts';
import { FEEDBACK_COLUMNS, writeFeedback } from './feedback-files.ts';
import { findingsOfNight } from './night-by-night.fixture.ts';

const ALL = { owner: null, kind: null, days: 30 } as const;
const nameOf = ({ kind, record, field, code }: Finding) => `${kind} ${record} ${field} ${code}`;

describe('what owners of sources are told', () => {
  let council: TestCouncil;
  let nights: TestNights;
  let report: FeedbackReport;
  const settings = (over: Partial<FeedbackSettings> = {}): FeedbackSettings => ({
    warehouse: nights.warehouse,
    pipeline: nights.pipeline,
    now: () => new Date('2026-03-05T09:00:00Z'),
    ...over,
  });
  const ask = (over: Partial<FeedbackSettings> = {}) => askFeedback(settings(over), ALL);

  beforeAll(async () => {
    council = await makeCouncil({ people: 400 });
    nights = await openNights(await referencePipeline());
    for (const [i, date] of DATES.entries()) await nights.run(council.night(i + 1), date);
    report = await ask();
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });

  it('is what a look at each night alone finds, from the first night on which it was so to the last', async () => {
    const byNight = await Promise.all([1, 2, 3].map((publication) => findingsOfNight(nights, publication)));
    const told = DATES.map((date) => new Set(report.findings.filter((it) => it.firstSeen <= date && date <= it.lastSeen).map(nameOf)));
    for (const [i, expected] of byNight.entries()) expect([...(told[i] ?? [])].toSorted()).toEqual([...expected].toSorted());
    expect(new Set(report.findings.map((it) => it.kind)).size).toBe(5);
    for (const it of report.findings) {
      const next = DATES.map(String)[DATES.map(String).indexOf(it.lastSeen) + 1] ?? null;
      expect([it.endedOn, it.state === 'open']).toEqual([next, next === null]);
    }
  });

  it('F02: a date of birth with day and month exchanged is a near miss of both owners until it is mended, and then the two are joined', async () => {
    const lines = readFileSync(join(council.directory, 'truth', 'families.csv'), 'utf8').split('\n');
    const [head = '', ...rows] = lines;
    const at = (name: string) => head.split(',').indexOf(name);
    const exchanged = rows.map((line) => line.split(',')).filter((cells) => cells[at('family')] === 'F02');
    const { rows: records } = await nights.warehouse.pool.query<{ record: number; named: string }>(
      `select r.record_key as record, concat_ws('/', s.name, r.part, r.source_record_id) as named from core.record r join core.source s using (source)`,
    );
    const keys = exchanged.map((cells) => {
      const named = ['source', 'part', 'source_record_id'].map((name) => cells[at(name)]).join('/');
      return printRecord(records.find((it) => it.named === named)?.record ?? 0);
    });
    expect(keys.length).toBeGreaterThan(1);
    for (const record of keys)
      expect(report.findings.filter((it) => it.record === record && it.kind === 'near_miss')).toEqual([
        expect.objectContaining({
          field: 'birth_date',
          firstSeen: '2026-03-02',
          lastSeen: '2026-03-02',
          state: 'mended',
          endedOn: '2026-03-03',
          relinked: true,
        }),
      ]);
  });

  it('stands in a file for each owner that holds the owner’s ids and values and no other, and no cell that a spreadsheet would run', async () => {
    const open = report.findings.find((it) => it.kind === 'placeholder' && it.state === 'open' && it.field === 'forename');
    const planted = '=HYPERLINK("http://x.example";"x")';
    const owner = await nights.asOwner();
    await owner.query('update core.person_version set raw[1] = $1 where record_key = $2', [planted, parseRecord(open?.record ?? '')]);
    const folder = mkdtempSync(join(tmpdir(), 'golden-thread-feedback-'));
    const { files } = await writeFeedback(settings(), ALL, { folder, byName: null });
    const { rows: known } = await owner.query<{ record: string; organisation: string; id: string }>(
      `select 'r' || r.record_key as record, s.organisation, r.source_record_id as id from core.record r join core.source s using (source)`,
    );
    const { rows: audited } = await owner.query("select subject from audit.entry where act = 'feedback.write' order by entry");
    expect(readdirSync(folder).toSorted()).toEqual(files.map((it) => it.file).toSorted());
    expect(audited).toEqual(files.map((it) => ({ subject: it.owner })));
    let seen = '';
    for (const { owner: organisation, file, findings } of files) {
      expect(file).toBe(`feedback-${organisation}-2026-03-04.csv`);
      const text = readFileSync(join(folder, file), 'utf8');
      seen += text;
      const rows = cellsOf(text);
      expect([rows[0], rows.length]).toEqual([[...FEEDBACK_COLUMNS], findings + 1]);
      for (const cells of rows) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      for (const record of text.match(/\br[0-9]+\b/g) ?? [])
        expect(known.find((it) => it.record === record)?.organisation).toBe(organisation);
      for (const cells of rows.slice(1)) {
        const named = known.find((it) => it.record === cells[FEEDBACK_COLUMNS.indexOf('record')]);
        expect(unsafeAgain(cells[FEEDBACK_COLUMNS.indexOf('id')] ?? '')).toBe(named?.id);
      }
    }
    expect(cellsOf(seen).flat().map(unsafeAgain)).toContain(planted);
    await owner.end();
    rmSync(folder, { recursive: true });
  });

  it('says nothing of a source whose agreement is not live, neither to its owner nor through others’ records', async () => {
    const { register } = nights.pipeline;
    const agreements = register.agreements.map((it) => (it.id === 'isa_school_mis' ? { ...it, status: 'suspended' as const } : it));
    const told = await ask({ pipeline: { ...nights.pipeline, register: { ...register, agreements } } });
    const schools = told.owners.find((it) => it.owner === 'wessexmoor_schools');
    expect([schools?.open, schools?.leftOut]).toEqual([0, ['school_mis']]);
    const withSchool = (it: FeedbackReport) => it.findings.filter(({ kind }) => kind === 'near_miss').length;
    expect(withSchool(told)).toBeLessThan(
      withSchool(report) - report.findings.filter((it) => it.kind === 'near_miss' && it.source === 'school_mis').length,
    );
    expect(told.findings.some((it) => it.source === 'school_mis')).toBe(false);
  });

  it('tells only what was asked for, and names what there is where nothing is', async () => {
    const council = await askFeedback(settings(), { owner: 'wessexmoor_council', kind: 'placeholder', days: 30 });
    expect(council.findings).toEqual(report.findings.filter((it) => it.owner === 'wessexmoor_council' && it.kind === 'placeholder'));
    const now = await askFeedback(settings(), { ...ALL, days: 0 });
    expect(now.findings.filter((it) => it.state === 'open')).toEqual(report.findings.filter((it) => it.state === 'open'));
    expect(now.findings.every((it) => it.endedOn === null || it.endedOn === '2026-03-04')).toBe(true);
    await expect(askFeedback(settings(), { ...ALL, owner: 'nobody' })).rejects.toMatchObject({ code: 'feedback.unknown' });
  });

  it('under a never-link holds nothing of either person until a publication that knew it, and nothing that rests on others ever after', async () => {
    const near = report.findings.filter((it) => it.kind === 'near_miss' && it.state === 'open');
    const { rows: edges } = await nights.warehouse.pool.query<{ a: number; b: number }>(
      'select a, b from link.edge where a = any ($1) and b = any ($1) and to_publication = 2147483647 and not held limit 1',
      [near.map((it) => parseRecord(it.record))],
    );
    const pair = [edges[0]?.a ?? 0, edges[0]?.b ?? 0];
    const spoken = (told: FeedbackReport) => told.findings.filter((it) => pair.includes(parseRecord(it.record)));
    expect(spoken(report).length).toBeGreaterThan(1);
    const [a = '', b = ''] = [...(await naturalKeysOf(nights.warehouse.db, pair)).values()].toSorted();
    await transact(nights.warehouse, (tx) =>
      raiseNeverLinks(tx.db, [{ a, b, kind: 'refuge', later: null }], 'test', '2026-03-04T05:00:00Z'),
    );
    expect(spoken(await ask())).toEqual([]);
    await nights.run(council.night(3), '2026-03-05');
    const after = await ask();
    const bySelf = new Set(['identifier', 'placeholder', 'value']);
    expect(spoken(after).map(nameOf)).toEqual(
      spoken(report)
        .filter((it) => bySelf.has(it.kind) && it.code !== 'shared')
        .map(nameOf),
    );
    expect(after.findings.length).toBeGreaterThan(report.findings.length / 2);
  });
});

/** Cells of CSV, read as RFC 4180 says and by no code of the product. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n"]*))(,|\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
