import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerClient, ContainerSASPermissions, generateBlobSASQueryParameters, StorageSharedKeyCredential } from '@azure/storage-blob';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type BlobServer, openBlobServer } from '@golden-thread/test-kit/servers/blob-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceOf } from '../source.fixture.ts';
import type { LocationKey } from '../spool/location-settings.ts';
import { type MirrorOptions, mirror } from '../spool/mirror.ts';
import { spoolOf } from '../spool/spool.ts';
import { openAzureBlob } from './open-azure-blob.ts';

const FILE = 'mis_s001_20260302.csv';
const CONTENT = Array.from({ length: 20_000 }, (_, i) => `${i},Anna,Canary`).join('\n');
const SAS = 'sv=2025-01-05&sp=rl&sig=canary-signature';
const source = sourceOf({
  transport: { kind: 'azure-blob', files: 'mis_{part}_{date}.csv', complete: 'rename', idleSeconds: 0.5 },
});
const declared = source.transport.kind === 'azure-blob' ? source.transport : null;

let directory: string;
let server: BlobServer;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gt-azure-'));
  server = await openBlobServer('canary-signature');
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

type Over = Partial<Record<LocationKey, string | null>>;
const EVERYTHING: MirrorOptions = { choose: (offered) => offered, waitsSeconds: [0], withinMinutes: 1 };
const spool = () => spoolOf(directory, source);
async function run(over: Over = {}) {
  if (declared === null) throw new TypeError('another transport');
  const values: Over = { address: `${server.address}/out`, sas: `?${SAS}`, ...over };
  const location = { name: 'school-mis', get: (key: LocationKey) => values[key] ?? null };
  return mirror(source, openAzureBlob(declared, location), spool(), EVERYTHING);
}
const got = async () => readFile(join(spool().files, FILE), 'utf8');
/** What a person or a log would see of an error. */
const shownOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${shownOf(error.cause)}` : '';
const failing = async (over: Over = {}) =>
  run(over).then(
    () => expect.unreachable(),
    (error: unknown) => {
      expect(shownOf(error)).not.toMatch(/canary|127\.0\.0\.1|mis_s001|sig=/i);
      return error;
    },
  );

describe('a container', () => {
  test('gives the blobs of one folder, and none of the folders beside and below it', async () => {
    server.put(`out/${FILE}`, CONTENT);
    server.put('out/deeper/mis_s002_20260302.csv', 'x');
    server.put('mis_s003_20260302.csv', 'x');
    expect(await run()).toEqual({ fetched: 1, bytes: CONTENT.length, unchanged: 0, unfinished: [], tries: 1 });
    expect(await got()).toBe(CONTENT);
    expect(await run()).toMatchObject({ fetched: 0, unchanged: 1 });
    server.put(`out/${FILE}`, 'mended');
    await run();
    expect(await got()).toBe('mended');
  });

  test('whose blob is replaced between the list and the read gives the new one, never half of either', async () => {
    server.put(`out/${FILE}`, CONTENT);
    server.faults.beforeRead = () => server.put(`out/${FILE}`, 'new');
    expect(await run()).toMatchObject({ fetched: 1, tries: 2 });
    expect(await got()).toBe('new');
  });

  test('that drops in the middle of a blob goes on where it stopped', async () => {
    server.put(`out/${FILE}`, CONTENT);
    server.faults.dropAfter = 100_000;
    expect(await run()).toMatchObject({ fetched: 1, tries: 2 });
    expect(await got()).toBe(CONTENT);
    expect(server.reads[1]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  test('that falls silent is given up after idleSeconds', async () => {
    server.put(`out/${FILE}`, CONTENT);
    server.faults.stallAfter = 1000;
    expect(await failing()).toMatchObject({ code: 'remote.stalled' });
    expect(await readdir(spool().files)).toEqual([]);
  });

  test.each([
    [503, 'remote.failed'],
    [401, 'remote.login'],
    [404, 'remote.missing'],
  ])('that answers %i is told as %s, without its address or signature', async (status, code) => {
    server.faults.status = status;
    expect(await failing()).toMatchObject({ code });
  });

  test('that knows the signature no more, or is not there', async () => {
    expect(await failing({ sas: 'sig=another-canary' })).toMatchObject({ code: 'remote.login' });
    expect(await failing({ address: 'http://127.0.0.1:1/account/feeds' })).toMatchObject({ code: 'remote.unreachable' });
  });

  test.each<[string, Over, RegExp]>([
    ['no secret is set', { sas: null }, /GT_LOCATION_SCHOOL_MIS_SAS is not set/],
    ['the address holds the signature', { address: `https://a.blob.core.windows.net/c?${SAS}` }, /holds more than an address/],
    ['the address is not encrypted', { address: 'http://a.blob.core.windows.net/c' }, /is not encrypted/],
    ['no container is named', { address: 'https://a.blob.core.windows.net/' }, /names no container/],
  ])('is not connected to where %s', async (_label, over, message) => {
    const error = await failing(over);
    expect(error).toBeInstanceOf(DeclarationError);
    expect(String(error)).toMatch(message);
  });
});

test('azurite, Microsoft’s emulator, speaks the same, by signature and by account key', async (context) => {
  const program = process.env['TEST_AZURITE'];
  if (program === undefined) {
    context.skip('TEST_AZURITE does not name azurite’s dist/src/blob/main.js: it weighs 245 MB, and is not installed');
    return;
  }
  const child = spawn(process.execPath, [program, '--blobPort', '0', '--location', directory, '--skipApiVersionCheck'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    let port: string | undefined;
    for (let said = ''; port === undefined; port = /successfully listen\w* (?:at|on) http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1])
      said += String((await once(child.stdout, 'data'))[0]);
    const account = 'devstoreaccount1';
    const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
    const credential = new StorageSharedKeyCredential(account, key);
    const address = `http://127.0.0.1:${port}/${account}/feeds`;
    const container = new ContainerClient(address, credential);
    await container.create();
    const put = (content: string) => container.uploadBlockBlob(`out/${FILE}`, content, Buffer.byteLength(content));
    await put(CONTENT);
    await container.uploadBlockBlob('out/deeper/mis_s002_20260302.csv', 'x', 1);
    const sas = generateBlobSASQueryParameters(
      { containerName: 'feeds', permissions: ContainerSASPermissions.parse('rl'), expiresOn: new Date(Date.now() + 3_600_000) },
      credential,
    ).toString();
    expect(await run({ address: `${address}/out`, sas })).toMatchObject({ fetched: 1, bytes: CONTENT.length });
    expect(await got()).toBe(CONTENT);
    expect(await run({ address: `${address}/out`, sas: null, account_key: key })).toMatchObject({ fetched: 0, unchanged: 1 });
    await put('mended');
    expect(await run({ address: `${address}/out`, sas })).toMatchObject({ fetched: 1 });
    expect(await got()).toBe('mended');
    expect(await failing({ address: `${address}/out`, sas: sas.replace(/sig=.{6}/, 'sig=canary') })).toMatchObject({
      code: 'remote.login',
    });
    expect(await failing({ address: `http://127.0.0.1:${port}/${account}/nowhere`, sas: null, account_key: key })).toMatchObject({
      code: 'remote.missing',
    });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
