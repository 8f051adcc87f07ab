import { defineConfig } from 'vitest/config';
import { NoSilentSkips } from './.ci/no-silent-skips.ts';
import { SaysHowToReplay } from './.ci/replay.ts';
import { testProjects } from './.ci/test-projects.ts';

/** The long tests: soaks, sweeps and permutations, an hour rather than minutes. */
export default defineConfig({
  test: {
    projects: testProjects('.deep.test.ts'),
    reporters: ['default', new NoSilentSkips(), new SaysHowToReplay()],
    allowOnly: false,
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
  },
});
