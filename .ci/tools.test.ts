import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Each check is given a fault and must find it: a check that cannot fail says nothing when it passes. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gt-tools-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  const biome: { vcs: object } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  put('biome.json', JSON.stringify({ ...biome, vcs: { enabled: false } }));
  put(
    'tsconfig.json',
    JSON.stringify({ extends: join(ROOT, 'tsconfig.base.json'), compilerOptions: { typeRoots: [join(ROOT, 'node_modules/@types')] } }),
  );
  put('package.json', '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string): void {
  writeFileSync(join(folder, name), content);
}
function run(tool: string, ...words: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', tool), words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}

describe('Biome finds what it is there to find', () => {
  test.each([
    ['noExplicitAny', 'export const x = (y: any): number => y.z;\n'],
    ['noNonNullAssertion', 'export const x = (y: string | null): string => y!;\n'],
    ['noDefaultExport', 'export default 1;\n'],
    ['noEnum', 'export enum Kind {\n  one,\n}\n'],
    ['noBarrelFile', "export { one } from './one.ts';\nexport { two } from './two.ts';\n"],
    ['noParameterProperties', 'export class Thing {\n  constructor(readonly name: string) {}\n}\n'],
    ['noProcessEnv', 'export const home = process.env.HOME;\n'],
    ['noConsole', 'console.log(1);\n'],
    [
      'useErrorCause',
      "export function read(f: () => void): void {\n  try {\n    f();\n  } catch (error) {\n    throw new Error('no');\n  }\n}\n",
    ],
    ['useThrowOnlyError', "export function stop(): never {\n  throw 'no';\n}\n"],
    ['useImportExtensions', "import { one } from './one';\n\nexport const two = one + 1;\n"],
    ['noFocusedTests', "import { test } from 'vitest';\n\ntest.only('x', () => {});\n"],
    ['noSkippedTests', "import { test } from 'vitest';\n\ntest.skip('x', () => {});\n"],
    ['noUnusedVariables', 'const one = 1;\nexport const two = 2;\n'],
    ['noTsIgnore', '// @ts-ignore\nexport const one: string = 1;\n'],
    ['useNodejsImportProtocol', "import { join } from 'path';\n\nexport const x = join('a', 'b');\n"],
    ['format', 'export const one   =  1;\n'],
  ])('%s', (rule, text) => {
    put('one.ts', 'export const one = 1;\n');
    const name = text.includes('vitest') ? 'planted.test.ts' : 'planted.ts';
    put(name, text);
    const { status, output } = run('biome', 'check', '--error-on-warnings', '--max-diagnostics=20', name, 'one.ts');
    rmSync(join(folder, name));
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });

  test('a cycle of imports', () => {
    put('one.ts', "import { two } from './two.ts';\n\nexport const one = (): number => two();\n");
    put('two.ts', "import { one } from './one.ts';\n\nexport const two = (): number => one();\n");
    const { status, output } = run('biome', 'check', 'one.ts', 'two.ts');
    expect(output).toContain('noImportCycles');
    expect(status).not.toBe(0);
  });

  test('a file name in another case', () => {
    put('notKebab.ts', 'export const one = 1;\n');
    expect(run('biome', 'check', 'notKebab.ts').output).toContain('useFilenamingConvention');
    rmSync(join(folder, 'notKebab.ts'));
  });
});

test('oxlint finds a promise that nobody waits for, by its type and across files', () => {
  put('write.ts', 'export const write = async (): Promise<number> => 1;\n');
  put(
    'floats.ts',
    "import { write } from './write.ts';\n\nexport function go(names: string[]): void {\n  write();\n  names.forEach(async () => {\n    await write();\n  });\n}\n",
  );
  const { status, output } = run('oxlint', '--type-aware', '--deny-warnings', 'write.ts', 'floats.ts');
  expect(output).toContain('no-floating-promises');
  expect(output).toContain('no-misused-promises');
  expect(status).not.toBe(0);
});

test('the type check is strict: each option of the base configuration is one that bites', () => {
  put(
    'loose.ts',
    'const list: string[] = [];\nexport const length = list[0].length;\nexport const given: { a?: string } = { a: undefined };\nexport function fall(x: number): number {\n  switch (x) {\n    case 1:\n      x++;\n    default:\n      return x;\n  }\n}\n',
  );
  const { status, output } = run('tsc', '--noEmit', '-p', 'tsconfig.json');
  rmSync(join(folder, 'loose.ts'));
  expect(output.match(/TS\d+/g)?.sort()).toEqual(['TS2375', 'TS2532', 'TS7029']);
  expect(status).not.toBe(0);
});

describe('the test run fails', () => {
  const vitest = (text: string) => {
    put('planted.test.ts', text);
    put(
      'vitest.config.ts',
      `import { defineConfig } from 'vitest/config';\nimport { NoSilentSkips } from ${JSON.stringify(join(ROOT, '.ci/no-silent-skips.ts'))};\nexport default defineConfig({ test: { allowOnly: false, reporters: [new NoSilentSkips()] } });\n`,
    );
    const result = run('vitest', 'run', '--root', folder);
    rmSync(join(folder, 'planted.test.ts'));
    rmSync(join(folder, 'vitest.config.ts'));
    return result;
  };
  test('on a test that was left out without a word, and not on one that says why', () => {
    const head = "import { expect, test } from 'vitest';\ntest('a', () => expect(1).toBe(1));\n";
    expect(vitest(head).status).toBe(0);
    expect(vitest(`${head}test('b', (context) => context.skip('there is no browser here'));\n`).status).toBe(0);
    expect(vitest(`${head}test.skip('b', () => {});\n`)).toMatchObject({
      status: 1,
      output: expect.stringContaining('1 tests were left out without saying why'),
    });
    expect(vitest(`${head}test.skipIf(true)('b', () => {});\n`).status).toBe(1);
    expect(vitest(`${head}test.todo('b');\n`).status).toBe(1);
  });

  test('on a test that leaves the others out', () => {
    expect(vitest("import { test } from 'vitest';\ntest.only('a', () => {});\ntest('b', () => {});\n").status).toBe(1);
  });
});

test('what check remembers hangs on every package, and on the configuration of the types', () => {
  const words = ['run', 'lint', 'types', 'promises', 'layers', 'unused', '--dry=json'];
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/turbo'), words, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    maxBuffer: 1 << 27, // the plan names every file of the checkout
  });
  const plan: { globalCacheInputs: { files: object }; tasks: { taskId: string; inputs: object }[] } = JSON.parse(stdout);
  expect(Object.keys(plan.globalCacheInputs.files)).toEqual(expect.arrayContaining(['tsconfig.base.json', 'package-lock.json']));
  expect(plan.tasks.map((task) => task.taskId).sort()).toEqual(['//#layers', '//#lint', '//#promises', '//#types', '//#unused']);
  for (const { inputs } of plan.tasks) {
    expect(Object.keys(inputs)).toEqual(
      expect.arrayContaining([
        'packages/shapes/src/errors.ts',
        'packages/connectors/src/fingerprint.ts',
        'pipelines/package.json',
        'fixtures/package.json',
        'biome.json',
        '.ci/check.ts',
      ]),
    );
  }
});
