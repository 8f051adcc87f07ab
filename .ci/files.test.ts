import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('docker-compose.yml', () => {
  let isCompose: ValidateFunction;
  beforeAll(() => {
    // The specification's own schema, as the docker-compose package carries it; its $schema is spelt as Ajv does not know it.
    const { $schema: _, ...schema } = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve('docker-compose/schema/compose-spec.json'), 'utf8'),
    );
    isCompose = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  });
  const service = z.object({
    services: z.object({
      postgres: z.object({
        environment: z.record(z.string(), z.string()),
        ports: z.array(z.string()),
        volumes: z.array(z.string()),
        healthcheck: z.object({ test: z.array(z.string()) }),
      }),
    }),
  });

  test('is what the compose specification allows, which knows a fault when it sees one', () => {
    const compose: object = parse(read('docker-compose.yml'));
    expect(isCompose(compose), JSON.stringify(isCompose.errors)).toBe(true);
    expect(isCompose({ ...compose, services: { postgres: { imagine: 'postgres:18' } } })).toBe(false);
    expect(isCompose({ ...compose, volume: {} })).toBe(false);
  });

  test('holds no secret, is reached from this machine only, keeps its data and says when it is ready', () => {
    const { postgres } = service.parse(parse(read('docker-compose.yml'))).services;
    expect(Object.keys(postgres.environment)).not.toContain('POSTGRES_PASSWORD');
    expect(postgres.ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    expect(postgres.volumes).toEqual(['postgres:/var/lib/postgresql']);
    expect(postgres.healthcheck.test.join(' ')).toContain('pg_isready');
  });
});

describe('what people read', () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'pipelines/**/*.md', 'fixtures/**/*.md'], {
    cwd: ROOT,
    exclude: ['**/node_modules/**'],
  });

  test('links to files that are there', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
    expect(pages).toContain('README.md');
  });

  test('names scripts and packages that are there', () => {
    const manifest: { scripts: object } = JSON.parse(read('package.json'));
    const scripts = pages
      .flatMap((page) => [...read(page).matchAll(/npm run ([a-z:]+)/g)].map(([, script = '']) => `${page}: ${script}`))
      .filter((line) => !((line.split(': ')[1] ?? '') in manifest.scripts));
    expect(scripts).toEqual([]);
  });
});

test('what is exported is there, and CI runs what people run', () => {
  const missing = globSync('packages/*/package.json', { cwd: ROOT }).flatMap((path) => {
    const { exports, bin = {} }: { exports: Record<string, string>; bin?: Record<string, string> } = JSON.parse(read(path));
    return [...Object.values(exports), ...Object.values(bin)]
      .filter((target) => !existsSync(join(ROOT, dirname(path), target)))
      .map((target) => `${path}: ${target}`);
  });
  expect(missing).toEqual([]);
  const workflow = JSON.stringify(parse(read('.github/workflows/ci.yml')));
  expect(workflow).toContain('.ci/run');
  expect(workflow).toContain('"image":"postgres:15"');
});
