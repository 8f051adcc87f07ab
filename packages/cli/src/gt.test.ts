import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { adminQuery } from '@golden-thread/test-kit/admin-query';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import { acquireLease } from '@golden-thread/warehouse/lease';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = new URL('../bin/gt.js', import.meta.url).pathname;
const KEY = 'a public key for tests, of thirty-two bytes and more';

interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

async function gt(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), CI: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: string[][] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => out?.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => err?.push(chunk));
  const [exit]: (number | null)[] = await once(child, 'close');
  return { exit: exit ?? null, out: (out ?? []).join(''), err: (err ?? []).join('') };
}

/** References of the first two records of people. */
async function twoRecords(url: string): Promise<readonly [string, string]> {
  const rows = await adminQuery(url, 'select distinct record_key from core.person_version order by 1 limit 2');
  return [`r${rows[0]?.['record_key']}`, `r${rows[1]?.['record_key']}`];
}

describe('gt, as people run it', () => {
  let directory: string;
  let empty: TestDatabase;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'golden-thread-cli-'));
    await generateCouncil({ people: 60, nights: 2, seed: 7, out: join(directory, 'council'), start: '2026-03-02' });
    empty = await createTestDatabase({ from: 'empty' });
    environment = { DATABASE_URL: empty.url, GT_ID_KEY: KEY, GT_DROP: join(directory, 'council', 'night-01') };
  });
  afterAll(async () => {
    await empty.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([
    'nightly',
    'due',
    'plan',
    'status',
    'publish',
    'withdraw',
    'accept',
    'reject',
    'judge',
    'review',
    'feedback',
    'explain',
    'person',
    'describe',
    'dump',
    'quarantine',
    'train',
    'link',
    'evaluate',
    'compare',
    'explore',
    'db',
  ])('%s --help says what it does and exits 0', async (command) => {
    const { exit, out } = await gt([command, '--help']);
    expect(exit).toBe(0);
    expect(out).toMatch(/^Usage: gt /);
    expect(out.length).toBeGreaterThan(120);
  });

  it.each([
    ['nightly', /5 nothing/],
    ['train', /Exit codes: 0/],
    ['evaluate', /Exit codes: 0/],
    ['link', /Exit codes: 0/],
  ])('%s --help lists its exit codes', async (command, codes) => {
    expect((await gt([command, '--help'])).out.replaceAll(/\s+/g, ' ')).toMatch(codes);
  });

  it('a command that is not one exits 2 and names the remedy', async () => {
    const { exit, err } = await gt(['nihgtly']);
    expect(exit).toBe(2);
    expect(err).toContain('nightly');
  });

  it('a database that is not ready exits 6, before any night', async () => {
    const { exit, err } = await gt(['status'], environment);
    expect(exit).toBe(6);
    expect(err).not.toMatch(/at .*\.ts:/);
    expect(err.trim().split('\n')).toHaveLength(2);
  });

  it('a server that is down exits 6 with the remedy', async () => {
    const { exit, err } = await gt(['status'], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nothing', GT_ID_KEY: KEY });
    expect(exit).toBe(6);
    expect(err).toMatch(/DATABASE_URL/);
  });

  it('a missing id key exits 2', async () => {
    const { exit, err } = await gt(['status'], { DATABASE_URL: empty.url });
    expect(exit).toBe(2);
    expect(err).toContain('GT_ID_KEY');
  });

  it('plans a night and does nothing', async () => {
    const { exit, out } = await gt(['plan', '--date', '2026-03-02'], environment);
    expect(exit).toBe(0);
    expect(out).toContain('csc_children_20260302.csv');
    const status = await gt(['status', '--json'], environment);
    expect(JSON.parse(status.out)).toMatchObject({ published: null, runs: [] });
  });

  it('a first night without a drop folder exits 2, with nothing delivered 5; both say where files are looked for, and begin no run', async () => {
    const nowhere = await gt(['--drop', '/nowhere', 'nightly', '--date', '2026-03-02'], environment);
    expect(nowhere).toMatchObject({ exit: 2, err: expect.stringMatching(/\/nowhere\/[\s\S]*--drop or GT_DROP/) });
    const { exit, err } = await gt(['nightly', '--date', '2026-03-01'], environment);
    expect(exit).toBe(5);
    expect(err).toContain('--drop');
    expect(JSON.parse((await gt(['status', '--json'], environment)).out).runs).toEqual([]);
  });

  it('runs a night in plain lines, and then says that it is published', async () => {
    const first = await gt(['nightly', '--date', '2026-03-02'], environment);
    expect(first).toMatchObject({ exit: 0, err: '' });
    expect(first.out).toContain('p1 is published for 2026-03-02');
    expect(first.out).not.toContain('\u001b');
    const again = await gt(['nightly', '--date', '2026-03-02'], environment);
    expect(again.exit).toBe(0);
    expect(again.out).toContain('already published');
  });

  it('lists the records that were set aside, once each', async () => {
    const { exit, out } = await gt(['quarantine', '--json'], environment);
    const rows: readonly { delivery: number; place: number }[] = JSON.parse(out);
    const held = await adminQuery(empty.url, 'select count(*)::int as n from ops.quarantine');
    expect({ exit, rows: rows.length }).toEqual({ exit: 0, rows: held[0]?.['n'] });
    expect(new Set(rows.map(({ delivery, place }) => `${delivery}/${place}`)).size).toBe(rows.length);
  });

  it('prints every event as one JSON line with its version', async () => {
    const { exit, out } = await gt(
      ['--json', '--drop', join(directory, 'council', 'night-02'), 'nightly', '--date', '2026-03-03'],
      environment,
    );
    expect(exit).toBe(0);
    const events = out
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    expect(events.map((event) => event['event'])).toEqual(
      expect.arrayContaining(['night.began', 'delivery.state', 'step.done', 'night.ended']),
    );
    for (const event of events) expect(event['version']).toBe(1);
  });

  it('a second night beside a running one exits 4 and writes nothing', async () => {
    const before = await gt(['dump', '--hash'], environment);
    const lease = await acquireLease(empty.url, { run: null, holder: 'a test' });
    try {
      const { exit, err } = await gt(['nightly', '--date', '2026-03-04'], environment);
      expect(exit).toBe(4);
      expect(err).toContain('a test');
    } finally {
      await lease.release();
    }
    expect((await gt(['dump', '--hash'], environment)).out).toBe(before.out);
  });

  it('another id key exits 6', async () => {
    const { exit, err } = await gt(['nightly', '--date', '2026-03-04'], { ...environment, GT_ID_KEY: `${KEY} but another` });
    expect(exit).toBe(6);
    expect(err).toMatch(/key/i);
  });

  it('an id key may stand in a file', async () => {
    const path = join(directory, 'key');
    writeFileSync(path, `${KEY}\n`);
    const { GT_ID_KEY: _key, ...rest } = environment;
    expect((await gt(['status'], { ...rest, GT_ID_KEY_FILE: path })).exit).toBe(0);
  });

  it.each([
    [['nightly', '--date', '2026-02-30'], 2, /yyyy-mm-dd/],
    [['nightly', '--date', '2026-03-01'], 2, /withdraw/],
    [['nightly', '--scope', 'some'], 2, /affected/],
    [['withdraw', 'p99', '--reason', 'tried'], 2, /status/],
    [['withdraw', 'x1', '--reason', 'tried'], 2, /p12/],
    [['withdraw', 'p1'], 2, /reason/],
    [['withdraw', 'p1', '--reason', 'x'], 2, /3 letters at least; this one has 1/],
    [['withdraw', 'p99', '--reason', 'x'], 2, /p99 is not in use/],
    [['judge', 'same', 'r1', 'r999999', '--reason', ''], 2, /no record r999999/],
    [['train', '--out', '/nowhere/m.json'], 2, /m\.json cannot be written: its folder/],
    [['quarantine', '--source', 'nobody'], 2, /no source nobody[\s\S]*social_care/],
    [['train', '--seed', ''], 2, /seed is a number or a word/],
    [['nightly', '--date', '2026-13-40'], 2, /"2026-13-40" is not a day[\s\S]*2026-03-02/],
    [['accept', '--gate', 'no_such', '--reason', 'tried'], 2, /delete_guard/],
    [['accept', '--gate', 'never_link', '--reason', 'tried'], 2, /nobody/],
    [['reject', '--delivery', 'd999', '--reason', 'tried'], 2, /status/],
    [['explain', 'r1', 'r999999'], 2, /r12/],
    [['person', 'gt_0000000000'], 2, /reference/],
    [['judge', 'perhaps', 'r1', 'r2', '--reason', 'tried'], 2, /unknown command 'perhaps'/],
    [['--pipeline', '/nowhere', 'plan'], 2, /--pipeline/],
  ] as const)('%j exits %i with one clear message', async (args, exit, message) => {
    const ended = await gt(args, environment);
    expect(ended.exit).toBe(exit);
    expect(ended.err).toMatch(message);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });

  it('prints a stack trace only with --debug', async () => {
    const { err } = await gt(['--debug', 'withdraw', 'p99', '--reason', 'tried'], environment);
    expect(err).toMatch(/\n\s+at /);
  });

  it('says that a night is due, and what it makes up for', async () => {
    const { exit, out } = await gt(['due', '--json'], environment);
    expect({ exit, said: JSON.parse(out) }).toMatchObject({ exit: 0, said: { state: 'due', skipped: expect.any(Number) } });
  });

  it('explains two records and shows a person with where every value came from', async () => {
    const [a, b] = await twoRecords(empty.url);
    const explained = await gt(['explain', a, b], environment);
    expect(explained.exit).toBe(0);
    expect(explained.out).toMatch(/match weight/);
    const dump = await gt(['dump'], environment);
    expect(dump.out).toContain('# golden.person');
    const rows = await gt(['explain', a, b, '--json'], environment);
    const person: string = JSON.parse(rows.out).persons[0];
    const shown = await gt(['person', person, '--why', '--history', '--origin'], environment);
    expect(shown.exit).toBe(0);
    expect(shown.out).toContain('first record');
    expect(shown.out).toContain('Who is involved');
    expect(shown.out).toMatch(/seen since 2026-03-02, record changed 2026-03-02, delivered 2026-03-02\n {4}isa_\w+ for .*; chosen as: /);
    expect(shown.out).toContain('was given out: a person nobody had seen before');
  });

  it('counts what owners of sources are to mend, without values, and writes a file for each', async () => {
    const counted = await gt(['feedback'], environment);
    expect(counted).toMatchObject({ exit: 0, err: '' });
    expect(counted.out).toMatch(/wessexmoor_council +\d+/);
    const out = join(directory, 'feedback');
    const written = JSON.parse((await gt(['feedback', '--out', out, '--json'], environment)).out);
    for (const { file, owner } of written.files) {
      expect(file).toMatch(new RegExp(`^feedback-${owner}-2026-03-0\\d\\.csv$`));
      expect(readFileSync(join(out, file), 'utf8')).toMatch(/^source,part,id,record,kind,/);
    }
    expect(written.files.length).toBeGreaterThan(1);
    const unknown = await gt(['feedback', '--owner', 'nobody'], environment);
    expect(unknown.exit).toBe(2);
    expect(unknown.err).toContain('wessexmoor_schools');
  });

  it('records a judgement, and the next night holds to it', async () => {
    const [a, b] = await twoRecords(empty.url);
    const judged = await gt(['judge', 'different', a, b, '--reason', 'seen both birth certificates', '--by', 'a tester'], environment);
    expect(judged.exit).toBe(0);
    expect(judged.out).toContain('next night');
    const listed = await gt(['judge', 'list'], environment);
    expect(listed.out).toMatch(/1 {2}different {2}r\d+ r\d+ {2}binds/);
    const withdrawn = await gt(['judge', 'withdraw', '1', '--reason', 'the other certificate was wrong', '--json'], environment);
    expect(JSON.parse(withdrawn.out)).toEqual({ judgement: 1, withdrawn: true });
    expect((await gt(['judge', 'list'], environment)).out).toBe('Nothing is judged.\n');
  });

  it('lists what people are asked, and asks with keys only in a terminal', async () => {
    const listed = await gt(['review', 'list', '--limit', '2'], environment);
    expect(listed).toMatchObject({ exit: 0, err: '' });
    expect(listed.out).toMatch(/open question|Nobody is asked/);
    expect(JSON.parse((await gt(['review', 'list', '--kind', 'twins', '--json'], environment)).out)).toHaveProperty('items');
    const refused = await gt(['review'], environment);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('gt review list');
    const sample = join(directory, 'sample.csv');
    expect((await gt(['review', 'sample', '--size', '20', '--out', sample], environment)).exit).toBe(0);
    const text = readFileSync(sample, 'utf8').replaceAll(/^(r\d+,r\d+),/gm, '$1,same');
    writeFileSync(sample, text);
    const estimate = await gt(['review', 'estimate', sample], {});
    expect(estimate.out).toMatch(/false merges.* 0\.0 /);
  });

  it('trains a model without personal values, and never writes over one', async () => {
    const out = join(directory, 'model.json');
    const trained = await gt(['train', '--date', '2026-03-03', '--out', out], environment);
    expect(trained).toMatchObject({ exit: 0, err: '' });
    expect(trained.out).toMatch(/Beside the approved model_2026_11_25: \d+ levels of \d+ weigh otherwise\n {2}lambda .* → .* bits\)/);
    expect(trained.out).not.toMatch(/ -\d/);
    for (const line of trained.out.split('\n').filter((text) => text.includes(' → '))) expect(line.length).toBeLessThanOrEqual(100);
    expect(trained.out).toMatch(
      /By weight alone, of [\d,]+ stored edges:\n {2}join \(4 bits\): \d+ would rise to it, \d+ would fall below it/,
    );
    const model: { name: string; records: number } = JSON.parse(readFileSync(out, 'utf8'));
    expect(model.name).toBe('model_2026_03_03');
    expect(model.records).toBeGreaterThan(80);
    expect((await gt(['train', '--date', '2026-03-03', '--out', out], environment)).exit).toBe(2);
  });

  it('trains a model for comparisons that the approved one does not know, which everything else refuses', async () => {
    const changed = join(directory, 'changed-pipeline');
    const reference = new URL('../../../pipelines/single-view/', import.meta.url).href;
    const declare = new URL('../../shapes/src/declare/', import.meta.url).href;
    mkdirSync(changed);
    writeFileSync(
      join(changed, 'pipeline.ts'),
      `import { pipeline as reference } from '${reference}pipeline.ts';
import { defineLinkage } from '${declare}linkage.ts';
import { definePipeline } from '${declare}pipeline.ts';
const { hash, ...linkage } = reference.linkage;
const year = { name: 'year', describes: 'Is it the same year?', silentWithout: ['birth_year'], levels: [{ level: 'exact', column: 'birth_year' }, { level: 'else' }] };
export const pipeline = definePipeline({ ...reference, linkage: defineLinkage({ ...linkage, comparisons: [...linkage.comparisons, year] }) });
`,
    );
    const refused = await gt(['--pipeline', changed, 'plan'], environment);
    expect(refused).toMatchObject({ exit: 2 });
    expect(refused.err).toContain('gt train');
    const trained = await gt(['--pipeline', changed, 'train', '--date', '2026-03-03', '--dry-run'], environment);
    expect(trained).toMatchObject({ exit: 0, err: '' });
    expect(trained.out).toMatch(/none → +−?\d+\.\d\d +new {2}year: birth_year equal/);
    expect(trained.out).toContain('Nothing was written');
  });

  it('says which version it is', async () => {
    expect(await gt(['--version'])).toMatchObject({ exit: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('describes the pipeline and the closed lists', async () => {
    expect((await gt(['describe'])).out).toContain('source social_care');
    expect((await gt(['describe', '--codes'])).out).toContain('delete_guard');
  });
});
