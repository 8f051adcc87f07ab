import { defineConfig } from 'vitest/config';
import { NoSilentSkips } from './.ci/no-silent-skips.ts';
import { SaysHowToReplay } from './.ci/replay.ts';
import { testProjects } from './.ci/test-projects.ts';

export default defineConfig({
  test: {
    projects: testProjects('.test.ts'),
    reporters: [
      'default',
      new NoSilentSkips(),
      new SaysHowToReplay(),
      ['json', { outputFile: 'node_modules/.cache/golden-thread/tests.json' }],
    ],
    allowOnly: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
