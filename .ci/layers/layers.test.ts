import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkModule, type House } from './check-module.ts';
import { inspectHouse } from './inspect-house.ts';
import { PACKAGES } from './rules.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const manifest = (exports: Record<string, string>, dependencies: string[], devDependencies: string[] = []) => ({
  exports,
  dependencies: new Set(dependencies),
  devDependencies: new Set(devDependencies),
});
const house: House = {
  manifests: new Map([
    ['shapes', manifest({ './errors': './src/errors.ts' }, ['zod'])],
    [
      'linkage',
      manifest({ './predict': './src/predict.ts' }, ['@golden-thread/shapes', '@golden-thread/normalise', 'fastest-levenshtein']),
    ],
    ['normalise', manifest({ './name': './src/name.ts' }, ['@golden-thread/shapes'])],
    ['connectors', manifest({}, ['@golden-thread/shapes', 'papaparse'])],
    [
      'warehouse',
      manifest(
        { './connect': './src/connect.ts' },
        ['@golden-thread/shapes', '@golden-thread/linkage', 'kysely'],
        ['@golden-thread/test-kit'],
      ),
    ],
    ['orchestrator', manifest({}, ['@golden-thread/shapes', '@golden-thread/linkage', '@golden-thread/warehouse', '@golden-thread/cli'])],
    ['cli', manifest({ './main': './src/main.ts' }, ['@golden-thread/orchestrator'])],
    ['test-kit', manifest({ './test-database': './src/test-database.ts' }, ['@golden-thread/warehouse'])],
  ]),
  rootDevDependencies: new Set(['vitest', 'fast-check']),
};
const findings = (packageName: string, text: string, file = 'src/thing.ts') =>
  checkModule({ package: packageName, path: `${PACKAGES[packageName]?.folder}/${file}`, text }, house);

describe('the layers hold', () => {
  test.each([
    [
      'sideways in L1',
      'linkage',
      "import { name } from '@golden-thread/normalise/name';",
      /linkage may not import @golden-thread\/normalise/,
    ],
    ['up', 'orchestrator', "import { main } from '@golden-thread/cli/main';", /orchestrator may not import @golden-thread\/cli/],
    ['sideways in L2', 'connectors', "import { connect } from '@golden-thread/warehouse/connect';", /connectors may not import/],
    ['an algorithm in the warehouse', 'warehouse', "import { predict } from '@golden-thread/linkage/predict';", /warehouse may not import/],
    ['only a type', 'warehouse', "import type { Pair } from '@golden-thread/linkage/predict';", /warehouse may not import/],
    ['a type in passing', 'warehouse', "type Pair = import('@golden-thread/linkage/predict').Pair;", /warehouse may not import/],
    ['a re-export', 'warehouse', "export { predict } from '@golden-thread/linkage/predict';", /warehouse may not import/],
    ['at run time', 'warehouse', "const linkage = await import('@golden-thread/linkage/predict');", /warehouse may not import/],
    ['by require', 'warehouse', "const linkage = require('@golden-thread/linkage/predict');", /warehouse may not import/],
    ['through the folders', 'warehouse', "import { predict } from '../../linkage/src/predict.ts';", /leaves the package/],
    [
      'a file that is not public',
      'orchestrator',
      "import { inner } from '@golden-thread/linkage/inner';",
      /not among the exports of linkage/,
    ],
    [
      'test equipment in the product',
      'warehouse',
      "import { database } from '@golden-thread/test-kit/test-database';",
      /warehouse may not import @golden-thread\/test-kit/,
    ],
    ['what is not declared', 'linkage', "import pg from 'pg';", /pg is not among the production dependencies/],
    ['test libraries in the product', 'linkage', "import fc from 'fast-check';", /fast-check is not among the production dependencies/],
    ['files in a pure package', 'linkage', "import { readFileSync } from 'node:fs';", /may not use node:fs/],
    ['what is loaded by a computed name', 'linkage', 'const it = await import(name);', /by a computed name/],
    ['an import without its ending', 'linkage', "import { x } from './other';", /end it in \.ts/],
    [
      'one decoder that knows another',
      'connectors',
      "import { x } from '../csv/read-csv.ts';",
      /json\/ and csv\/ do not know each other/,
      'src/json/read-json.ts',
    ],
    ['the environment below cli', 'warehouse', 'const url = process.env.DATABASE_URL;', /only cli reads process\.env/],
    ['the environment by brackets', 'warehouse', "const url = process.env['DATABASE_URL'];", /only cli reads process\.env/],
    ['the clock in a pure package', 'linkage', 'const now = Date.now();', /may not use Date\.now/],
    ['the clock, spelt otherwise', 'linkage', 'const now = new Date();', /may not use new Date\(\)/],
    ['chance in a pure package', 'linkage', 'const x = Math.random();', /may not use Math\.random/],
    ['the process in a pure package', 'linkage', 'const { argv } = process;', /may not use process/],
    ['printing in a pure package', 'linkage', 'console.log(1);', /may not use console/],
    ['an order by the language of the machine', 'warehouse', 'names.sort((a, b) => a.localeCompare(b));', /order and spell by code points/],
  ])('%s is caught', (_label, packageName, text, words, file = 'src/thing.ts') => {
    const found = findings(packageName, `\n${text}`, file);
    expect(found.join('\n')).toMatch(words);
    expect(found[0]).toMatch(/^packages\/[a-z-]+\/src\/[a-z/-]+\.ts:2: /);
  });

  test.each([
    ['down', 'orchestrator', "import { predict } from '@golden-thread/linkage/predict';"],
    ['its own files', 'linkage', "import { x } from './similarity/other.ts';"],
    ['a hash in a pure package', 'linkage', "import { createHash } from 'node:crypto';"],
    ['a date that is given', 'linkage', 'const day = new Date(instant);'],
    ['a member that is called like a global', 'linkage', 'const p = work.process; const o = { process: 1, console: 2 };'],
    ['the environment in cli', 'cli', 'const url = process.env.DATABASE_URL;'],
  ])('%s is allowed', (_label, packageName, text) => {
    expect(findings(packageName, text)).toEqual([]);
  });

  test('tests may use test equipment that their package declares', () => {
    const text = "import { database } from '@golden-thread/test-kit/test-database';\nimport fc from 'fast-check';\n";
    expect(findings('warehouse', text, 'src/thing.test.ts')).toEqual([]);
    expect(findings('connectors', text, 'src/thing.test.ts').join()).toMatch(/test-kit is not among the dependencies of connectors/);
  });

  test('this house is looked at whole', () => {
    const { modules } = inspectHouse(ROOT);
    expect(Object.keys(modules)).toEqual(
      expect.arrayContaining([
        'shapes',
        'normalise',
        'linkage',
        'identity',
        'golden',
        'governance',
        'connectors',
        'warehouse',
        'orchestrator',
        'cli',
        'pipelines',
        'fixtures',
        'test-kit',
        'bench',
      ]),
    );
    const empty = Object.entries(modules).filter(([, count]) => count === 0);
    expect(empty).toEqual([]);
  });
});

describe('the check itself fails', () => {
  let root: string;
  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const run = () => spawnSync(process.execPath, [join(ROOT, '.ci/layers/main.ts')], { cwd: root, encoding: 'utf8' });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'gt-house-'));
    put('package.json', '{}');
    cpSync(join(ROOT, 'packages/linkage/package.json'), join(root, 'packages/linkage/package.json'), { recursive: true });
    put('packages/linkage/src/thing.ts', 'export const one = 1;\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('on a planted import, and on nothing else', () => {
    expect(run()).toMatchObject({ status: 0, stdout: '1 modules of 1 packages read, 0 against the layers\n' });
    put('packages/linkage/src/deep/planted.ts', "import { connect } from '@golden-thread/warehouse/connect';\n");
    const planted = run();
    expect(planted.status).toBe(1);
    expect(planted.stdout).toContain('packages/linkage/src/deep/planted.ts:1: linkage may not import @golden-thread/warehouse');
  });

  test('on a package in which nothing was found to read', () => {
    rmSync(join(root, 'packages/linkage/src'), { recursive: true });
    expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining('linkage: no module was found to read') });
  });

  test('on a package that has no place in the layers', () => {
    put('packages/helpers/package.json', '{}');
    expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining('packages/helpers: it has no place') });
  });

  test('on a package.json that names what its code may not import', () => {
    put('packages/linkage/package.json', '{"dependencies":{"@golden-thread/golden":"0.1.0"}}');
    expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining('linkage may not depend on @golden-thread/golden') });
  });
});
