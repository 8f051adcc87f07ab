import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openClient } from '../connect.ts';
import { makeLinks } from './binaries.ts';
import { openEmbedded, startDetached, stop, urlOf } from './launcher.ts';
import { isAlive, readPostmaster } from './postmaster-pid.ts';
import { supervisorPidFileOf } from './supervisor-task.ts';

const LAUNCHER = new URL('./launcher.ts', import.meta.url).href;
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

const homes: string[] = [];
/** A data directory that is not there yet, in a folder whose name has a space. */
function newData(): string {
  const home = mkdtempSync(join(tmpdir(), 'golden-thread-launcher-'));
  homes.push(home);
  chmodSync(home, 0o755);
  return join(home, 'a folder', 'data');
}

/** The data that most tests use one after another; each leaves no server behind. */
const data = newData();
const postmasterPid = join(data, 'postmaster.pid');
afterEach(() => stop(data));
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** Another process that opens the server, says its URL and stays. */
async function userOf(dataDirectory: string, uid?: number): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const code = `import { openEmbedded } from '${LAUNCHER}';
    const server = await openEmbedded({ dataDirectory: process.argv[1], durable: false, keep: false });
    console.log(server.url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, dataDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let trouble = '';
  child.stderr.on('data', (bytes) => (trouble += String(bytes)));
  for await (const line of createInterface(child.stdout)) return { process: child, url: line };
  throw new Error(`the other process ended: ${trouble}`);
}

async function select(url: string, statement: string): Promise<unknown[]> {
  const client = await openClient(url);
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('kill -9 of its only user stops the server cleanly, and what was committed is there next time', async () => {
  const user = await userOf(data);
  await select(user.url, 'create table kept as select 42 as answer');
  const server = readPostmaster(data);
  user.process.kill('SIGKILL');
  await until(() => !existsSync(postmasterPid));
  await until(() => !isAlive(server?.pid ?? 0));
  expect(readFileSync(`${data}.log`, 'utf8')).toMatch(/database system is shut down\n$/);
  await until(() => !existsSync(server?.socketDirectory ?? ''));
  const again = await openEmbedded({ dataDirectory: data, durable: true, keep: false });
  expect(await select(again.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await again.close();
  expect(existsSync(postmasterPid)).toBe(false);
}, 60_000);

test('a second process joins, the server outlives the first, and it ends with the last', async () => {
  const first = await userOf(data);
  const second = await userOf(data);
  expect(second.url).toBe(first.url);
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await select(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  second.process.kill('SIGTERM');
  await until(() => !existsSync(postmasterPid));
}, 60_000);

test('several processes that start at once on nothing share one server', async () => {
  const fresh = newData();
  const users = await Promise.all([userOf(fresh), userOf(fresh), userOf(fresh)]);
  expect(new Set(users.map((user) => user.url)).size).toBe(1);
  expect(readdirSync(dirname(fresh)).filter((name) => name.includes('.init-'))).toEqual([]);
  for (const user of users) user.process.kill('SIGKILL');
  await until(() => !existsSync(join(fresh, 'postmaster.pid')));
}, 60_000);

test('a server that was started to stay goes on without users until it is stopped', async () => {
  const url = await startDetached(data);
  const user = await userOf(data);
  user.process.kill('SIGKILL');
  await once(user.process, 'exit');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(urlOf(data)).toBe(url);
  expect(
    await select(
      url,
      "select current_setting('fsync') || current_setting('full_page_writes') || current_setting('synchronous_commit') as durable, current_setting('listen_addresses') as addresses",
    ),
  ).toEqual([{ durable: 'ononon', addresses: '' }]);
  expect(await stop(data)).toBe(true);
  expect(urlOf(data)).toBeNull();
  expect(await stop(data)).toBe(false);
}, 60_000);

test('a server whose supervisor was killed is adopted by the next user, and still ends with the last', async () => {
  const url = await startDetached(data);
  const server = readPostmaster(data);
  const supervisor = Number(readFileSync(supervisorPidFileOf(server?.socketDirectory ?? ''), 'utf8'));
  process.kill(supervisor, 'SIGKILL');
  await until(() => !isAlive(supervisor));
  const user = await openEmbedded({ dataDirectory: data, durable: true, keep: false });
  expect(user.url).toBe(url);
  expect(await select(user.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await user.close();
  expect(existsSync(postmasterPid)).toBe(false);
}, 60_000);

test('a server that was killed itself recovers with the next user, once its sessions have ended', async () => {
  const first = await openEmbedded({ dataDirectory: data, durable: true, keep: false });
  await select(first.url, 'create table recovered as select 1 as one');
  const client = await openClient(first.url);
  const busy = client.query('select pg_sleep(0.5)').catch(() => undefined);
  const server = readPostmaster(data);
  process.kill(server?.pid ?? 0, 'SIGKILL');
  await until(() => !existsSync(server?.socketDirectory ?? '')); // its supervisor has seen it
  const second = await openEmbedded({ dataDirectory: data, durable: true, keep: false });
  expect(await select(second.url, 'select one from recovered')).toEqual([{ one: 1 }]);
  await busy;
  await second.close();
}, 60_000);

test('a pid file whose pid another process has got since is not believed', async () => {
  const first = await openEmbedded({ dataDirectory: data, durable: true, keep: false });
  const lines = readFileSync(postmasterPid, 'utf8').split('\n');
  await first.close();
  writeFileSync(postmasterPid, [String(process.ppid), ...lines.slice(1)].join('\n'));
  const second = await openEmbedded({ dataDirectory: data, durable: true, keep: false });
  expect(await select(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.close();
}, 60_000);

test("nobody else may enter the socket's directory, and the server's log holds no statement", async () => {
  const server = await openEmbedded({ dataDirectory: data, durable: false, keep: false });
  expect(statSync(readPostmaster(data)?.socketDirectory ?? '').mode & 0o777).toBe(0o700);
  await expect(select(server.url, "select 'Canary'::date")).rejects.toThrow();
  await server.close();
  expect(readFileSync(`${data}.log`, 'utf8')).not.toContain('Canary');
}, 60_000);

test('a folder with something else in it, and data of another version, are refused with a remedy', async () => {
  const other = newData();
  mkdirSync(other, { recursive: true });
  writeFileSync(join(other, 'letter.txt'), 'dear');
  await expect(openEmbedded({ dataDirectory: other, durable: true, keep: false })).rejects.toMatchObject({
    code: 'embedded.not_a_cluster',
    exit: 'database',
  });
  writeFileSync(join(other, 'PG_VERSION'), '12\n');
  await expect(openEmbedded({ dataDirectory: other, durable: true, keep: false })).rejects.toMatchObject({
    code: 'embedded.other_version',
    exit: 'database',
  });
  expect(existsSync(join(other, 'letter.txt'))).toBe(true);
});

test('a user who is not root runs it too, from an installation that is not theirs', async (context) => {
  const uid = isRoot ? NOBODY : undefined;
  const readable = spawnSync('test', ['-r', fileURLToPath(LAUNCHER)], uid === undefined ? {} : { uid, gid: uid }).status === 0;
  if (!readable) context.skip('the checkout may not be read by other users, so none can be tried');
  const theirs = newData();
  mkdirSync(dirname(theirs));
  if (uid !== undefined) chownSync(dirname(theirs), uid, uid);
  const user = await userOf(theirs, uid);
  expect(await select(user.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  user.process.kill('SIGKILL');
  await until(() => !existsSync(join(theirs, 'postmaster.pid')));
}, 60_000);

test("links that the package may not be given go to a folder of the data's own", () => {
  const native = join(dirname(newData()), 'native');
  mkdirSync(native, { recursive: true });
  writeFileSync(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  const own = join(native, 'own');
  expect(makeLinks(native, own)).toMatchObject({ LD_LIBRARY_PATH: `${own}:${join(native, 'lib')}` }); // there is no lib to write to
  expect(readlinkSync(join(own, 'libpq.so.5'))).toBe(join(native, 'lib', 'libpq.so.5.18'));
  mkdirSync(join(native, 'lib'));
  expect(makeLinks(native, own)).toEqual({});
  expect(readlinkSync(join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});
