import { due as askDue } from '@golden-thread/orchestrator/due';
import { EXIT_CODES } from '@golden-thread/shapes/codes';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';

const EXAMPLE = `
Example, from any scheduler, as often as you like:
  gt due && gt nightly
The time of a night is nightAt in pipeline.ts.`;

export function due(program: Command, root: string): void {
  program
    .command('due')
    .summary('whether a night is due, as an exit code')
    .description(
      'Says whether the night of the newest business date has to run. Exit codes: 0 due, 3 it waits for people at a gate, 5 nothing due.',
    )
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, true, async ({ warehouse, pipeline }) => {
          const report = await askDue(warehouse, pipeline, new Date());
          show(report.words, report);
          if (report.state !== 'due') process.exitCode = EXIT_CODES[report.state];
        }),
      );
    });
}
