import { existsSync, readdirSync } from 'node:fs';
import type { TestProjectInlineConfiguration } from 'vitest/config';

const HOUSE = new URL('..', import.meta.url);
/** Packages whose tests want a Postgres server: one for the whole run, started when the first of them begins. */
const WITH_POSTGRES = new Set(['connectors', 'warehouse', 'orchestrator', 'cli', 'test-kit', 'bench', 'pipelines']);

/** One project a package, with the test files that end in `ending` beside the code, and one for the house itself. */
export function testProjects(ending: '.test.ts' | '.deep.test.ts'): TestProjectInlineConfiguration[] {
  const packages = readdirSync(new URL('packages/', HOUSE)).filter((name) => existsSync(new URL(`packages/${name}/package.json`, HOUSE)));
  return [
    ...packages.map((name) => project(name, `packages/${name}`, ending)),
    project('pipelines', 'pipelines', ending),
    project('fixtures', 'fixtures', ending),
    project('house', '.ci', ending),
  ];
}

function project(name: string, folder: string, ending: string): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      root: new URL(folder, HOUSE).pathname,
      include: [`**/*${ending}`],
      exclude: ['**/node_modules/**', ...(ending === '.test.ts' ? ['**/*.deep.test.ts'] : [])],
      setupFiles: [new URL('.ci/replay.setup.ts', HOUSE).pathname],
      globalSetup: WITH_POSTGRES.has(name) ? [new URL('.ci/one-cluster.setup.ts', HOUSE).pathname] : [],
    },
  };
}
