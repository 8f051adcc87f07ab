import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePipeline, type PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { defineSource } from '@golden-thread/shapes/declare/source';
import { openSftpServer, type SftpServer } from '@golden-thread/test-kit/servers/sftp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from './ask/plan.ts';
import type { NightEvent } from './night/events.ts';
import { DATES, dataLines, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';
import type { RemoteAccess } from './take/remote-access.ts';

/** The version of a source's declaration is in the hash of each of its rows. */
const withoutVersions = (lines: readonly string[]) =>
  dataLines(lines).map((line) => line.replaceAll(/\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b/g, '#'));

const PASSWORD = 'canary-password';

/** The same council, whose every source is mirrored from a server instead of lying in a drop folder. */
function overSftp(pipeline: PipelineDeclaration): PipelineDeclaration {
  const sources = pipeline.sources.map(({ hash: _hash, transport, ...source }) =>
    defineSource({
      ...source,
      transport: {
        kind: 'sftp',
        files: transport.files,
        complete: transport.kind === 'folder' ? transport.complete : 'rename',
        waitsSeconds: [0],
        idleSeconds: 5,
      },
    }),
  );
  return definePipeline({ ...pipeline, sources });
}

describe('a council whose sources are servers', () => {
  let council: TestCouncil;
  let server: SftpServer;
  let folder: string;
  let byFolder: TestNights;
  let bySftp: TestNights;
  let remote: RemoteAccess;
  const unreachable = new Set<string>();
  beforeAll(async () => {
    council = await makeCouncil({ people: 40 });
    folder = mkdtempSync(join(tmpdir(), 'golden-thread-remote-'));
    server = await openSftpServer({ folder: join(folder, 'served'), user: 'council', password: PASSWORD });
    const pipeline = await referencePipeline();
    byFolder = await openNights(pipeline);
    bySftp = await openNights(overSftp(pipeline));
    remote = {
      spoolDirectory: join(folder, 'spool'),
      locationOf: (name) => ({
        name,
        get: (key) =>
          ({
            address: `sftp://council@127.0.0.1:${unreachable.has(name) ? 1 : server.port}/${name}`,
            host_key: server.fingerprint,
            password: PASSWORD,
          })[String(key)] ?? null,
      }),
    };
  });
  afterAll(async () => {
    await Promise.all([byFolder.close(), bySftp.close()]);
    await server.close();
    council.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const arrive = (night: number) => cpSync(council.night(night), join(folder, 'served'), { recursive: true });
  const fetched = (events: readonly NightEvent[]) => events.flatMap((e) => (e.event === 'source.fetched' ? [e] : []));
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const night = (number: number, over = {}, options = {}) =>
    bySftp.run('/nowhere', DATES[number - 1] ?? DATES[0], { remote, ...over }, options);

  it('is planned by its lists alone', async () => {
    arrive(1);
    const report = await plan(bySftp.settings('/nowhere', { remote }), DATES[0]);
    expect(report.sources.map((s) => s.fetch.length)).toEqual(report.sources.map(() => expect.any(Number)));
    expect(sum(report.sources.map((s) => s.fetch.length))).toBeGreaterThanOrEqual(report.sources.length);
    expect(server.sent()).toBe(0);
    expect(existsSync(remote.spoolDirectory)).toBe(false);
  });

  it('gives the same records, people and values as from drop folders, night after night', async () => {
    const drop = join(folder, 'drop');
    for (const number of [1, 2, 3]) {
      arrive(number);
      cpSync(council.night(number), drop, { recursive: true });
      await byFolder.run(drop, DATES[number - 1] ?? DATES[0]);
      await night(number);
      const [left, right] = [await bySftp.dump(), await byFolder.dump()].map(withoutVersions);
      expect(left?.length).toBeGreaterThan(500);
      expect(left?.find((line, at) => line !== right?.[at])).toBeUndefined();
      expect(left?.length).toBe(right?.length);
    }
    expect(sum(fetched(bySftp.events).map(({ files }) => files))).toBeGreaterThan(21);
  });

  it('fetches nothing twice, also where the night died after fetching', async () => {
    const sent = server.sent();
    const before = bySftp.events.length;
    const dies = { faults: { reach: (transaction: string) => (transaction === 'admit:' ? expect.unreachable('killed here') : undefined) } };
    await expect(night(3, dies, { again: true })).rejects.toThrow();
    await night(3, {}, { again: true });
    expect(server.sent()).toBe(sent);
    expect(sum(fetched(bySftp.events.slice(before)).map(({ files }) => files))).toBe(0);
  });

  it('goes on without a server that is out of reach, says so, and takes it when it is back', async () => {
    arrive(1);
    rmSync(join(folder, 'spool'), { recursive: true });
    unreachable.add('health');
    const before = bySftp.events.length;
    const report = await night(3, {}, { again: true });
    expect(report.exit).toBe('done');
    const events = bySftp.events.slice(before);
    expect(events.filter((e) => e.event === 'source.try_again')).toMatchObject([{ source: 'health', waitSeconds: 0 }]);
    expect(events.find((e) => e.event === 'source.out_of_reach')).toMatchObject({ source: 'health', code: 'remote.unreachable' });
    expect(events.find((e) => e.event === 'source.left_out' && e.source === 'health')).toMatchObject({
      because: "Location 'health' does not answer (ECONNREFUSED).",
    });
    unreachable.clear();
    const after = bySftp.events.length;
    await night(3, {}, { again: true });
    expect(bySftp.events.slice(after).find((e) => e.event === 'source.out_of_reach')).toBeUndefined();
  });

  it('keeps of each part the file in use, and tells no secret, host or file name', () => {
    for (const source of bySftp.pipeline.sources.filter(({ contract }) => contract.delivers === 'full')) {
      const files = readdirSync(join(remote.spoolDirectory, source.location, source.name, 'files')).filter(
        (name) => !name.endsWith('.manifest.json'),
      );
      expect(files.length).toBeGreaterThan(0);
      expect(new Set(files.map((name) => name.replace(/\d{8}/, ''))).size).toBe(files.length);
    }
    const told = JSON.stringify(bySftp.events);
    expect(told).not.toMatch(/canary|127\.0\.0\.1|council@|\.csv|\.json/);
  });
});
