import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** `npm run check`: everything but tests, side by side, remembered while no file has changed. Turborepo tells nobody about it. */
const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
const { status } = spawnSync(
  process.execPath,
  [turbo, 'run', 'lint', 'types', 'promises', 'layers', 'unused', '--continue', '--output-logs=errors-only', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  },
);
process.exitCode = status ?? 1;
