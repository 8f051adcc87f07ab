import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { newKeyPair, openSftpServer, type SftpServer, type SftpServerOptions } from '@golden-thread/test-kit/servers/sftp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceOf } from '../source.fixture.ts';
import type { LocationKey } from '../spool/location-settings.ts';
import { type MirrorOptions, mirror } from '../spool/mirror.ts';
import { spoolOf } from '../spool/spool.ts';
import { openSftp } from './open-sftp.ts';

/** Debian's, from openssh-sftp-server. */
const SFTP_SERVER = [
  process.env['TEST_SFTP_SERVER'] ?? '',
  '/usr/lib/openssh/sftp-server',
  '/usr/libexec/openssh/sftp-server',
  '/usr/lib/ssh/sftp-server',
].find(existsSync);
const FILE = 'mis_s001_20260302.csv';
const transport = { kind: 'sftp', files: 'mis_{part}_{date}.csv', complete: 'rename', idleSeconds: 0.4 } as const;
const source = sourceOf({ transport });
const declared = source.transport.kind === 'sftp' ? source.transport : null;
const CONTENT = Array.from({ length: 20_000 }, (_, i) => `${i},Anna,Canary`).join('\n');

let directory: string;
let outgoing: string;
let server: SftpServer;
const opened: SftpServer[] = [];
async function serve(over: Partial<SftpServerOptions> = {}): Promise<SftpServer> {
  const next = await openSftpServer({ folder: directory, user: 'council', password: 'secret-canary', ...over });
  opened.push(next);
  return next;
}
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gt-sftp-'));
  outgoing = join(directory, 'outgoing');
  await mkdir(outgoing);
  server = await serve();
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await rm(directory, { recursive: true, force: true });
});

type Over = Partial<Record<LocationKey, string | null>>;
const settings = (over: Over = {}) => {
  const values: Over = {
    address: `sftp://council@127.0.0.1:${server.port}/outgoing`,
    host_key: server.fingerprint,
    password: 'secret-canary',
    ...over,
  };
  return { name: 'school-mis', get: (key: LocationKey) => values[key] ?? null };
};
const EVERYTHING: MirrorOptions = { choose: (offered) => offered, waitsSeconds: [0], withinMinutes: 1 };
const spool = () => spoolOf(join(directory, 'spool'), source);
async function run(over: Over = {}, options: Partial<MirrorOptions> = {}) {
  if (declared === null) throw new TypeError('another transport');
  return mirror(source, openSftp(declared, settings(over)), spool(), { ...EVERYTHING, ...options });
}
const put = async (name: string, content: string, seconds = 1_772_000_000) => {
  await writeFile(join(outgoing, name), content);
  await utimes(join(outgoing, name), seconds, seconds);
};
const got = async (name = FILE) => readFile(join(spool().files, name), 'utf8');
/** What a person or a log would see of an error. */
const shownOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${shownOf(error.cause)}` : '';
const failing = async (over: Over = {}, options: Partial<MirrorOptions> = {}) =>
  run(over, options).then(
    () => expect.unreachable(),
    (error: unknown) => {
      expect(shownOf(error)).not.toMatch(/canary|127\.0\.0\.1|mis_s001|council@127/i);
      return error;
    },
  );

describe('a server with a pinned key', () => {
  test('gives files whole, by password and by key, and links are not followed', async () => {
    await put(FILE, CONTENT);
    await symlink(join(outgoing, FILE), join(outgoing, 'mis_s002_20260302.csv'));
    await mkdir(join(outgoing, 'mis_s003_20260302.csv'));
    const { fetched, bytes, unfinished } = await run();
    expect({ fetched, bytes }).toEqual({ fetched: 1, bytes: CONTENT.length });
    expect(await got()).toBe(CONTENT);
    expect(unfinished.map(({ because }) => because)).toEqual([
      'it is a link, folder, pipe or device at its sender',
      'it is a link, folder, pipe or device at its sender',
    ]);
    const pair = newKeyPair('phrase-canary');
    server = await serve({ password: null, publicKey: pair.public });
    const key = { private_key: pair.private.trim(), passphrase: 'phrase-canary', password: null };
    expect(await run(key)).toMatchObject({ fetched: 0, unchanged: 1 });
    expect(await failing({ ...key, passphrase: 'another-canary' })).toMatchObject({ code: 'location.not_configured' });
  });

  test('whose key is another is not even told the password, and two keys are pinned while it changes', async () => {
    await put(FILE, 'x');
    const other = `SHA256:${'A'.repeat(43)}`;
    expect(await failing({ host_key: other })).toMatchObject({
      code: 'remote.host_key',
      message: "Location 'school-mis' shows another host key than the pinned one.",
    });
    expect(await run({ host_key: `${other} ${server.fingerprint}` })).toMatchObject({ fetched: 1 });
  });

  test('that is not there, does not answer, or does not let us in, is told apart', async () => {
    expect(await failing({ password: 'wrong-canary' })).toMatchObject({ code: 'remote.login' });
    expect(await failing({ address: `sftp://council@127.0.0.1:${server.port}/canary` })).toMatchObject({ code: 'remote.missing' });
    server.faults.deaf = true;
    expect(await failing()).toMatchObject({ code: 'remote.unreachable' });
    await server.close();
    expect(await failing()).toMatchObject({
      code: 'remote.unreachable',
      message: "Location 'school-mis' does not answer (ECONNREFUSED).",
    });
  });

  test.each<[string, Over, RegExp]>([
    ['no key is pinned', { host_key: null }, /GT_LOCATION_SCHOOL_MIS_HOST_KEY is not set/],
    ['the pin is no fingerprint', { host_key: 'MD5:00:canary' }, /no SHA256 fingerprint/],
    ['no secret is set', { password: null }, /GT_LOCATION_SCHOOL_MIS_PASSWORD is not set/],
    ['the key is none', { private_key: 'canary' }, /_PRIVATE_KEY is not a private key/],
    ['nothing is set', { address: null }, /GT_LOCATION_SCHOOL_MIS is not set/],
    ['no user is named', { address: 'sftp://host.example/x' }, /names no user/],
  ])('is not connected to where %s', async (_label, over, message) => {
    const error = await failing(over);
    expect(error).toBeInstanceOf(DeclarationError);
    expect(String(error)).toMatch(message);
  });
});

describe('a server that misbehaves', () => {
  test('drops in the middle of a file: the rest is fetched, not the whole again', async () => {
    await put(FILE, CONTENT);
    server.faults.dropAfter = 300_000;
    expect(await run()).toMatchObject({ fetched: 1, tries: 2 });
    expect(await got()).toBe(CONTENT);
    expect(server.sent()).toBeLessThan(CONTENT.length + 300_000);
  });

  test('falls silent in the middle of a file: it is given up after idleSeconds, and its half file never gets the name', async () => {
    await put(FILE, CONTENT);
    server.faults.stallAfter = 100_000;
    expect(await failing()).toMatchObject({ code: 'remote.stalled' });
    expect(await readdir(spool().files)).toEqual([]);
    server.faults.stallAfter = undefined;
    await run();
    expect(await got()).toBe(CONTENT);
  });

  test('sends less than it listed', async () => {
    await put(FILE, CONTENT);
    server.faults.truncateAt = 100_000;
    expect(await failing()).toMatchObject({ code: 'remote.short' });
    expect(await readdir(spool().files)).toEqual([]);
  });

  test('has its file replaced while it is read: the new one is fetched whole', async () => {
    await put(FILE, CONTENT);
    const mended = CONTENT.replaceAll('Anna', 'Emma');
    await writeFile(join(directory, 'next'), mended);
    server.faults.after = { bytes: 100_000, act: () => void rename(join(directory, 'next'), join(outgoing, FILE)) };
    expect(await run()).toMatchObject({ fetched: 1, tries: 2 });
    expect(await got()).toBe(mended);
  });

  test('is still being written to: what grows while it is read is not taken', async () => {
    await put(FILE, CONTENT);
    server.faults.after = { bytes: 100_000, act: () => void writeFile(join(outgoing, FILE), 'and more', { flag: 'a' }) };
    expect(await run()).toMatchObject({ fetched: 1, tries: 2 });
    expect(await got()).toBe(`${CONTENT}and more`);
  });

  test('lists names that lead elsewhere', async () => {
    server.faults.lies = ['../../secret', '/etc/passwd', 'mis_s001_20260302.csv/../../x', '..'];
    expect(await run()).toMatchObject({ fetched: 0, unfinished: [] });
    server.faults.lies = [FILE];
    expect(await failing()).toMatchObject({ code: 'remote.changed' });
    expect(await readdir(spool().files)).toEqual([]);
  });
});

test('OpenSSH’s own sftp-server speaks the same', async (context) => {
  if (SFTP_SERVER === undefined) {
    context.skip('no sftp-server of OpenSSH here');
    return;
  }
  server = await serve({ subsystem: SFTP_SERVER });
  await put(FILE, CONTENT);
  for (let i = 0; i < 300; i++) await put(`stranger ${i}`, '');
  const address = `sftp://council@127.0.0.1:${server.port}${outgoing}`;
  expect(await run({ address })).toMatchObject({ fetched: 1, bytes: CONTENT.length });
  expect(await got()).toBe(CONTENT);
  expect(await failing({ address: `${address}/nowhere` })).toMatchObject({ code: 'remote.missing' });
});
