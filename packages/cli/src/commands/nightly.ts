import { plan } from '@golden-thread/orchestrator/plan';
import { runNight } from '@golden-thread/orchestrator/run-night';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Command } from 'commander';
import { businessDateFrom, run, withSession } from '../command.ts';
import { eventPrinter } from '../render/events.ts';
import { planText } from '../render/plan.ts';

interface NightlyOptions {
  readonly date?: string;
  readonly again?: boolean;
  readonly scope: string;
  readonly dryRun?: boolean;
}

export function nightly(program: Command, root: string): void {
  program
    .command('nightly')
    .summary('run one night: files in, people out, published')
    .description(
      'Runs the night of one business date: admits deliveries, takes them, links, resolves persons, assembles golden records, checks and publishes.\nThe same command resumes what a crash or a gate stopped. Exit codes: 0 published (or already), 1 failed, 2 wrong use, 3 stopped by a gate, 4 another run is going, 5 nothing was ever delivered, 6 database.',
    )
    .option('--date <yyyy-mm-dd>', "business date (default: today's in the pipeline's zone)")
    .option('--again', 'another attempt at the newest published date, for a file that came late')
    .option('--scope <scope>', 'affected components only, or all: the result is the same', 'affected')
    .option('--dry-run', 'say what would be taken, and do nothing')
    .action(async (options: NightlyOptions, command: Command) => {
      await run(root, command, async ({ config, json, show }) => {
        if (options.scope !== 'affected' && options.scope !== 'all')
          throw new DeclarationError({
            code: 'option.scope',
            message: 'The scope is neither affected nor all.',
            remedy: 'Write --scope affected or --scope all',
          });
        const scope = options.scope;
        await withSession(config, true, async (session) => {
          const businessDate = businessDateFrom(options.date, session.pipeline.timeZone);
          const settings = session.settings(eventPrinter({ json, interactive: config.interactive }));
          if (options.dryRun === true) {
            const report = await plan(settings, businessDate);
            show(planText(report), report);
            return;
          }
          const report = await runNight(settings, { businessDate, again: options.again === true, scope });
          if (report.words.includes('already')) show(report.words, { event: 'night.ended', ...report });
        });
      });
    });
}
