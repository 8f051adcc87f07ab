import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const used = [
  'package.json',
  ...globSync(['packages/*/package.json', 'pipelines/package.json', 'fixtures/package.json'], { cwd: ROOT }),
].flatMap((path) => {
  const { dependencies, devDependencies, optionalDependencies }: Manifest = JSON.parse(read(path));
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([name]) => !name.startsWith('@golden-thread/'),
  );
});

test('README says of every library what it is for, and of no other', () => {
  const [, section = ''] = read('README.md').split('## What it stands on, and why');
  const named = [...section.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  const covers = (entry: string, name: string) => entry === name || (entry.endsWith('*') && name.startsWith(entry.slice(0, -1)));
  expect(used.map(([name]) => name).filter((name) => !named.some((entry) => covers(entry, name)))).toEqual([]);
  expect(named.filter((entry) => !used.some(([name]) => covers(entry, name)))).toEqual([]);
});

test('every library is pinned exactly', () => {
  expect(used.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});
