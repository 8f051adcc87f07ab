import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mirror } from './mirror.ts';
import { CHILD_FILES, childSource, MOMENTS } from './mirror-child.fixture.ts';
import { ScriptedRemote } from './scripted-remote.fixture.ts';
import { readIndex, spoolOf } from './spool.ts';

const CHILD = fileURLToPath(new URL('./mirror-child.fixture.ts', import.meta.url));
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gt-killed-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('killed at any moment, the next call ends with what an undisturbed one has, and fetches no finished file twice', async () => {
  const killed = MOMENTS.map((moment) => ({ moment, place: join(directory, String(moment)) }));
  for (let at = 0; at < killed.length; at += 4)
    await Promise.all(
      killed.slice(at, at + 4).map(async ({ place, moment }) => {
        const child = spawn(process.execPath, [CHILD, place, String(moment)], { stdio: 'ignore' });
        const [, signal] = await once(child, 'exit');
        expect(signal, `moment ${moment}`).toBe('SIGKILL');
      }),
    );
  for (const { moment, place } of killed) {
    const spool = spoolOf(place, childSource);
    const finished = Object.keys(await readIndex(spool));
    const remote = new ScriptedRemote();
    for (const [name, content] of Object.entries(CHILD_FILES)) remote.put(name, content);
    await mirror(childSource, remote.open, spool, { choose: (offered) => offered, waitsSeconds: [], withinMinutes: 1 });
    const names = (await readdir(spool.files)).sort();
    const after = await Promise.all(names.map(async (name) => [name, await readFile(join(spool.files, name), 'utf8')]));
    expect(Object.fromEntries(after), `moment ${moment}`).toEqual(CHILD_FILES);
    expect(await readdir(spool.fetching), `moment ${moment}`).toEqual([]);
    const reads = remote.reads.map((read) => read.split('@')[0]);
    expect(reads.filter((name) => finished.includes(name ?? ''))).toEqual([]);
    // A file whose line in the index was not written is fetched again; its manifest goes with it.
    expect(reads).toHaveLength(2 * (2 - finished.length));
  }
});
