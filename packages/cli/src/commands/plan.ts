import { SILENT } from '@golden-thread/orchestrator/events';
import { plan as planNight } from '@golden-thread/orchestrator/plan';
import type { Command } from 'commander';
import { businessDateFrom, run, withSession } from '../command.ts';
import { planText } from '../render/plan.ts';

export function plan(program: Command, root: string): void {
  program
    .command('plan')
    .description('say what a night would take and why, and do nothing')
    .option('--date <yyyy-mm-dd>', "business date (default: today's)")
    .action(async (options: { readonly date?: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, true, async (session) => {
          const report = await planNight(session.settings(SILENT), businessDateFrom(options.date, session.pipeline.timeZone));
          show(planText(report), report);
        }),
      );
    });
}
