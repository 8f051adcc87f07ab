import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../fingerprint.ts';
import { sourceOf } from '../source.fixture.ts';
import { fileNameReader } from './file-pattern.ts';
import { findDeliveries } from './find-deliveries.ts';
import { surveyFolder } from './survey-folder.ts';

const renamed = sourceOf();
const withManifest = sourceOf({ transport: { kind: 'folder', files: 'mis_{part}_{date}.csv', complete: 'manifest' } });
const numbered = sourceOf({ transport: { kind: 'folder', files: 'police_{date}_{sequence}.csv', complete: 'rename' } });
const SHA = 'a'.repeat(64);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gt-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const put = (name: string, content = 'x') => writeFile(join(folder, name), content);

describe('the drop folder', () => {
  test('deliveries come by date, part and sequence, whatever the order they arrived in', async () => {
    for (const name of ['police_20260303_1.csv', 'police_20260302_10.csv', 'police_20260302_9.csv', 'police_20260302_2.csv'])
      await put(name);
    const found = await findDeliveries(numbered, folder);
    expect(found.map((d) => [d.date, d.sequence, d.part])).toEqual([
      ['2026-03-02', 2, ''],
      ['2026-03-02', 9, ''],
      ['2026-03-02', 10, ''],
      ['2026-03-03', 1, ''],
    ]);
  });

  test('a file that is still called .part is not complete', async () => {
    await put('mis_s001_20260302.csv.part', 'half');
    expect(await findDeliveries(renamed, folder)).toMatchObject([
      {
        fileName: 'mis_s001_20260302.csv',
        path: join(folder, 'mis_s001_20260302.csv.part'),
        part: 's001',
        bytes: 4,
        complete: false,
        incompleteBecause: 'it still ends in .part: its sender is not done',
        declared: null,
      },
    ]);
    await rename(join(folder, 'mis_s001_20260302.csv.part'), join(folder, 'mis_s001_20260302.csv'));
    expect(await findDeliveries(renamed, folder)).toMatchObject([{ complete: true, incompleteBecause: null }]);
  });

  test.each([
    ['whole', `{"file":"mis_s001_20260302.csv","sha256":"${SHA.toUpperCase()}","records":12}`, null],
    ['without a count', `{"file":"mis_s001_20260302.csv","sha256":"${SHA}"}`, null],
    ['not JSON', '{"file":', 'its manifest is not one: it must hold file, sha256 and records'],
    ['of another file', `{"file":"mis_s002_20260302.csv","sha256":"${SHA}","records":12}`, 'its manifest names another file'],
    [
      'with half a sum',
      '{"file":"mis_s001_20260302.csv","sha256":"abc","records":12}',
      'its manifest is not one: it must hold file, sha256 and records',
    ],
    ['too large', `{"file":"${'x'.repeat(70_000)}"}`, 'its manifest is too large to be one'],
    ['missing', null, 'its manifest is not here yet'],
  ])('a manifest that is %s', async (_label, manifest, because) => {
    await put('mis_s001_20260302.csv');
    if (manifest !== null) await put('mis_s001_20260302.csv.manifest.json', manifest);
    const [found] = await findDeliveries(withManifest, folder);
    expect(found?.incompleteBecause).toBe(because);
    expect(found?.complete).toBe(because === null);
    if (because === null) expect(found?.declared?.sha256).toBe(SHA);
  });

  test('what is no delivery is reported, with words that do not repeat its name', async () => {
    const outside = join(folder, 'outside.txt');
    await put('outside.txt');
    await symlink(outside, join(folder, 'mis_s001_20260302.csv'));
    await mkdir(join(folder, 'mis_s002_20260302.csv'));
    for (const name of [
      'mis_s003_20261302.csv',
      'mis_s003_20260229.csv',
      'mis_s_1_20260302.csv',
      'MIS_s001_20260302.CSV',
      'mis_s004_20260302.csv.manifest.json',
      'Thumbs.db',
    ])
      await put(name);
    const { deliveries, strangers } = await surveyFolder(withManifest, folder);
    expect(deliveries).toEqual([]);
    expect(strangers.map((s) => s.fileName)).toEqual([
      'MIS_s001_20260302.CSV',
      'Thumbs.db',
      'mis_s001_20260302.csv',
      'mis_s002_20260302.csv',
      'mis_s003_20260229.csv',
      'mis_s003_20261302.csv',
      'mis_s004_20260302.csv.manifest.json',
      'mis_s_1_20260302.csv',
      'outside.txt',
    ]);
    for (const { fileName, because } of strangers) expect(because).not.toContain(fileName);
    expect(strangers.find((s) => s.fileName === 'mis_s001_20260302.csv')?.because).toContain('a link');
    expect(strangers.find((s) => s.fileName.endsWith('.json'))?.because).toBe('it is a manifest without its file');
  });

  test('a manifest that is a link is not followed', async () => {
    await put('mis_s001_20260302.csv');
    await put('elsewhere', `{"file":"mis_s001_20260302.csv","sha256":"${SHA}","records":1}`);
    await symlink(join(folder, 'elsewhere'), join(folder, 'mis_s001_20260302.csv.manifest.json'));
    expect(await findDeliveries(withManifest, folder)).toMatchObject([
      { complete: false, incompleteBecause: 'its manifest is not a plain file' },
    ]);
  });

  test('files that are renamed while the folder is looked at are found once each, or next time', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `mis_s${i}_20260302.csv`);
    await Promise.all(names.map((name) => put(`${name}.part`)));
    const renaming = (async () => {
      for (const name of names) await rename(join(folder, `${name}.part`), join(folder, name));
    })();
    for (let i = 0; i < 5; i++) {
      const { deliveries, strangers } = await surveyFolder(renamed, folder);
      expect(strangers).toEqual([]);
      expect(deliveries.length).toBeLessThanOrEqual(names.length);
    }
    await renaming;
    const { deliveries } = await surveyFolder(renamed, folder);
    expect(deliveries.filter((d) => d.complete)).toHaveLength(names.length);
  });

  test('a missing folder ends in words and a remedy', async () => {
    await expect(findDeliveries(renamed, join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'files.unreadable',
      message: 'There is no drop folder (ENOENT).',
    });
  });
});

describe('the pattern of file names', () => {
  const reader = (files: string) => fileNameReader({ name: 'x', transport: { kind: 'folder', files, complete: 'rename' } });
  test.each(['../{date}.csv', 'a/{date}.csv', 'a\\{date}.csv', '{date}{date}.csv', '{date}_{school}.csv'])(
    '%s is declared wrongly',
    (files) => {
      expect(() => reader(files)).toThrow(/declared wrongly/);
    },
  );

  test('what stands outside braces is taken as it is', () => {
    expect(reader('a.b+({date}).csv')('a.b+(20260302).csv')).toEqual({ date: '2026-03-02', part: '', sequence: 0 });
    expect(reader('a.b+({date}).csv')('aXb+(20260302).csv')).toBeNull();
    expect(reader('{date}.csv')('20260302.csv\n')).toBeNull();
  });
});

test('a fingerprint is the SHA-256 and the size of the bytes', async () => {
  await put('abc', 'abc');
  expect(await fingerprint(join(folder, 'abc'))).toEqual({
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    bytes: 3,
  });
});
