import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeclarationError, TerminalError, TransientError } from '@golden-thread/shapes/errors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { surveyFolder } from '../folder/survey-folder.ts';
import { sourceOf } from '../source.fixture.ts';
import { addressOf, variableOf } from './location-settings.ts';
import { lookAt, type MirrorOptions, mirror } from './mirror.ts';
import { prune } from './prune.ts';
import { REMOTE_TROUBLES, remoteTrouble } from './remote-trouble.ts';
import { outage, ScriptedRemote } from './scripted-remote.fixture.ts';
import { type Spool, spoolOf } from './spool.ts';

const FILE = 'mis_s001_20260302.csv';
const OTHER = 'mis_s002_20260302.csv';
const renamed = sourceOf({ transport: { kind: 'sftp', files: 'mis_{part}_{date}.csv', complete: 'rename' } });
const withManifest = sourceOf({ transport: { kind: 'sftp', files: 'mis_{part}_{date}.csv', complete: 'manifest' } });
const EVERYTHING: MirrorOptions = { choose: (offered) => offered, waitsSeconds: [0, 0], withinMinutes: 1 };

let directory: string;
let spool: Spool;
let remote: ScriptedRemote;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gt-spool-'));
  spool = spoolOf(directory, renamed);
  remote = new ScriptedRemote();
});
afterEach(() => rm(directory, { recursive: true, force: true }));
const run = (over: Partial<MirrorOptions> = {}, source = renamed) => mirror(source, remote.open, spool, { ...EVERYTHING, ...over });
const spooled = async () =>
  Object.fromEntries(
    await Promise.all((await readdir(spool.files)).sort().map(async (name) => [name, await readFile(join(spool.files, name), 'utf8')])),
  );

describe('the mirror', () => {
  test('fetches what is needed, and what is here with the same identity never again', async () => {
    remote.put(FILE, 'first');
    remote.put(OTHER, 'second');
    expect(await run()).toEqual({ fetched: 2, bytes: 11, unchanged: 0, unfinished: [], tries: 1 });
    expect(await run()).toEqual({ fetched: 0, bytes: 0, unchanged: 2, unfinished: [], tries: 1 });
    expect(remote.reads).toEqual([`${FILE}@0`, `${OTHER}@0`]);
    expect(await spooled()).toEqual({ [FILE]: 'first', [OTHER]: 'second' });
    expect(remote.closed).toBe(2);
  });

  test('a file that was replaced is fetched again, and one that vanished at its sender stays', async () => {
    remote.put(FILE, 'first');
    remote.put(OTHER, 'second');
    await run();
    remote.put(FILE, 'mended');
    remote.files.delete(OTHER);
    expect(await run()).toMatchObject({ fetched: 1, unchanged: 0 });
    expect(await spooled()).toEqual({ [FILE]: 'mended', [OTHER]: 'second' });
  });

  test('every read is another file where the sender names no identity', async () => {
    remote.put(FILE, 'first', null);
    await run();
    expect(await run()).toMatchObject({ fetched: 1 });
  });

  test('a connection that drops goes on where it stopped, within the declared tries', async () => {
    remote.put(FILE, 'abcdefghij');
    remote.drops.push(4, 3);
    const again: string[] = [];
    expect(await run({ onTryAgain: (error) => again.push(error.code) })).toMatchObject({ fetched: 1, bytes: 10, tries: 3 });
    expect(remote.reads).toEqual([`${FILE}@0`, `${FILE}@4`, `${FILE}@7`]);
    expect(again).toEqual(['remote.dropped', 'remote.dropped']);
    expect(await spooled()).toEqual({ [FILE]: 'abcdefghij' });
  });

  test('a file replaced between two tries is begun anew', async () => {
    remote.put(FILE, 'abcdefghij');
    remote.drops.push(4);
    remote.onList = (lists) => {
      if (lists === 1) remote.put(FILE, 'ABCDEFGHIJ');
    };
    await run();
    expect(remote.reads).toEqual([`${FILE}@0`, `${FILE}@0`]);
    expect(await spooled()).toEqual({ [FILE]: 'ABCDEFGHIJ' });
  });

  test('what an earlier process began is begun anew: nobody knows how much of it reached the disk', async () => {
    remote.put(FILE, 'abcdefghij');
    remote.drops.push(4);
    await expect(run({ waitsSeconds: [] })).rejects.toBeInstanceOf(TransientError);
    await run();
    expect(remote.reads).toEqual([`${FILE}@0`, `${FILE}@0`]);
  });

  test('a server out of reach is tried as often as declared, and then given up; what came before stays', async () => {
    remote.put(FILE, 'first');
    await run();
    remote.failures.push(outage(), outage(), outage(), outage());
    await expect(run()).rejects.toMatchObject({ code: 'remote.unreachable' });
    expect(remote.failures).toHaveLength(1);
    expect(await spooled()).toEqual({ [FILE]: 'first' });
  });

  test('what no further try can mend is not tried again', async () => {
    remote.failures.push(remoteTrouble('remote.host_key', 'school-mis'), outage());
    await expect(run()).rejects.toMatchObject({ code: 'remote.host_key' });
    expect(remote.failures).toHaveLength(1);
  });

  test.each([
    ['more', 3],
    ['fewer', 9],
  ])('a file that holds %s bytes than were listed never gets its name', async (_label, listedBytes) => {
    remote.files.set(FILE, { content: 'abcdef', identity: 'x', listedBytes });
    await expect(run()).rejects.toMatchObject({ code: 'remote.short' });
    expect(remote.reads).toEqual([`${FILE}@0`, `${FILE}@0`, `${FILE}@0`]);
    expect(await spooled()).toEqual({});
  });

  test('a file above the cap costs itself, whether its size is told or not', async () => {
    remote.put(FILE, 'abcdef');
    remote.put(OTHER, 'ok');
    remote.files.set('mis_s003_20260302.csv', { content: 'abcdef', identity: 'x', listedBytes: null });
    const { fetched, unfinished } = await run({ fileBytes: 4 });
    expect(fetched).toBe(1);
    expect(unfinished.map((file) => [file.part, file.because])).toEqual([
      ['s001', "it cannot be fetched: Location 'school-mis' offers more than may be fetched."],
      ['s003', "it cannot be fetched: Location 'school-mis' offers more than may be fetched."],
    ]);
    expect(await readdir(spool.fetching)).toEqual([]);
    expect(await spooled()).toEqual({ [OTHER]: 'ok' });
  });

  test('a manifest comes after its file, and both are replaced together', async () => {
    remote.put(FILE, 'first');
    expect((await run({}, withManifest)).unfinished).toMatchObject([{ fileName: FILE, because: 'its manifest is not here yet' }]);
    remote.put(`${FILE}.manifest.json`, '{"one":1}');
    await run({}, withManifest);
    remote.put(`${FILE}.manifest.json`, '{"two":2}');
    expect(await run({}, withManifest)).toMatchObject({ fetched: 1 });
    expect(await spooled()).toEqual({ [FILE]: 'first', [`${FILE}.manifest.json`]: '{"two":2}' });
  });

  test('without an agreement with its sender a file counts only if it is the same at a second look', async () => {
    const settled = sourceOf({
      transport: { kind: 'sftp', files: 'mis_{part}_{date}.csv', complete: 'settled', settleSeconds: 0.001 },
    });
    remote.put(FILE, 'grow');
    remote.put(OTHER, 'whole');
    remote.onList = (lists) => {
      if (lists === 1) remote.put(FILE, 'growing');
    };
    expect((await run({}, settled)).unfinished).toMatchObject([{ fileName: FILE, because: 'it is still being written' }]);
    expect(await spooled()).toEqual({ [OTHER]: 'whole' });
    expect(await run({}, settled)).toMatchObject({ fetched: 1, unfinished: [] });
    expect(await spooled()).toEqual({ [FILE]: 'growing', [OTHER]: 'whole' });
  });

  test('of a hostile list only plain files with the pattern are fetched, each once', async () => {
    const names = ['../mis_s001_20260302.csv', '/etc/passwd', '.', '..', '', 'mis_../x_20260302.csv', 'MIS_s001_20260302.CSV', '__proto__'];
    for (const name of names) remote.put(name, 'x');
    remote.put('mis_s003_20260302.csv', 'plain');
    remote.files.set('mis_s004_20260302.csv', { content: 'x', identity: 'x', plain: false });
    remote.put('mis_s005_20260302.csv.part', 'half');
    remote.put(FILE, 'x');
    remote.alsoListed.push({ name: FILE, plain: true, bytes: 1, identity: 'another' });
    const { unfinished } = await run();
    expect(remote.reads).toEqual(['mis_s003_20260302.csv@0']);
    expect(unfinished.map(({ part, because }) => `${part}: ${because}`)).toEqual([
      's001: its sender lists it twice',
      's004: it is a link, folder, pipe or device at its sender',
      's005: it still ends in .part: its sender is not done',
    ]);
  });

  test('only its owner can look into the spool, and a link planted in it is not followed', async () => {
    remote.put(FILE, 'secret');
    await run();
    expect((await stat(spool.files)).mode & 0o777).toBe(0o700);
    expect((await stat(spool.fetching)).mode & 0o777).toBe(0o700);
    expect((await stat(join(spool.files, FILE))).mode & 0o777).toBe(0o600);
    expect((await stat(spool.index)).mode & 0o777).toBe(0o600);
    const outside = join(directory, 'outside');
    await writeFile(outside, 'mine');
    await symlink(outside, `${spool.index}.next`);
    remote.put(OTHER, 'x');
    await expect(run()).rejects.toBeInstanceOf(TerminalError);
    expect(await readFile(outside, 'utf8')).toBe('mine');
  });

  test.each(['', '{', '{"version":2,"files":{}}', '{"version":1,"files":{"a":1}}'])('an index that reads %j is none', async (text) => {
    remote.put(FILE, 'first');
    await run();
    await writeFile(spool.index, text);
    expect(await run()).toMatchObject({ fetched: 1 });
  });

  test('a look fetches nothing and writes nothing', async () => {
    remote.put(FILE, 'first');
    expect(await lookAt(renamed, remote.open, spool, EVERYTHING)).toMatchObject({ fetch: [{ fileName: FILE, bytes: 5 }], unfinished: [] });
    expect(remote.reads).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
    await run();
    expect(await lookAt(renamed, remote.open, spool, EVERYTHING)).toMatchObject({ fetch: [] });
  });

  test('time for all tries together is bounded', async () => {
    remote.failures.push(outage(), outage());
    await expect(run({ waitsSeconds: [900], withinMinutes: 0.001 })).rejects.toMatchObject({ code: 'remote.late' });
  });

  test('what is pruned is remembered, and nothing but what is spent goes', async () => {
    remote.put(FILE, 'first');
    remote.put(OTHER, 'second');
    await run();
    expect(await prune(renamed, spool, ({ part }) => part === 's001')).toBe(1);
    expect(await spooled()).toEqual({ [OTHER]: 'second' });
    const offered: (string | null)[] = [];
    await run({
      choose: (files) => {
        offered.push(...files.map(({ sha256 }) => sha256));
        return [];
      },
    });
    expect(offered.filter((sha256) => sha256 !== null)).toHaveLength(2);
    expect((await surveyFolder(renamed, spool.files)).deliveries).toHaveLength(1);
  });
});

describe('words about a server', () => {
  test.each(Object.keys(REMOTE_TROUBLES))('%s names no more than the location and a code', (code) => {
    const known = Object.keys(REMOTE_TROUBLES).find((c): c is keyof typeof REMOTE_TROUBLES => c === code);
    const { message } = remoteTrouble(known ?? 'remote.late', 'x', 'sig=SECRET&name=Anna');
    expect(message).not.toMatch(/SECRET|Anna/);
    expect(remoteTrouble(known ?? 'remote.late', 'x', 'ECONNREFUSED').message).toContain('(ECONNREFUSED)');
  });

  test('a location that is not configured, or badly, is told by the name of its variable and never by its value', () => {
    const location = (address: string | null) => ({ name: 'school-mis', get: () => address });
    for (const address of [null, 'not a url', 'https://canary.example/', 'sftp://user:canary@host/'])
      try {
        addressOf(location(address), ['sftp:'], 'sftp://user@host/');
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(DeclarationError);
        expect(String(error)).toContain('GT_LOCATION_SCHOOL_MIS');
        expect(String(error)).not.toContain('canary');
      }
    expect(variableOf('school-mis', 'private_key')).toBe('GT_LOCATION_SCHOOL_MIS_PRIVATE_KEY');
  });
});
