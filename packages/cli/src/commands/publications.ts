import { SILENT } from '@golden-thread/orchestrator/events';
import { republish, withdraw as withdrawPublication } from '@golden-thread/orchestrator/publication-acts';
import { parsePublication, printPublication } from '@golden-thread/shapes/references';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';

interface ActOptions {
  readonly reason: string;
  readonly by?: string;
}

export function publications(program: Command, root: string): void {
  program
    .command('withdraw <publication>')
    .description('move readers back to the publication before; later ones go with it')
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--by <name>', 'a name beside the login, for the audit')
    .action(async (publication: string, options: ActOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const moved = await withdrawPublication(session.settings(SILENT), parsePublication(publication), {
            byName: options.by ?? null,
            reason: options.reason,
          });
          show(
            `Withdrawn: ${moved.affected.map(printPublication).join(', ')}. Readers see ${moved.to === 0 ? 'nothing' : printPublication(moved.to)}. To publish it again before the next night: gt publish ${publication} --reason '…'`,
            moved,
          );
        }),
      );
    });
  program
    .command('publish <publication>')
    .description('publish a withdrawn publication again, before the next night begins')
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--by <name>', 'a name beside the login, for the audit')
    .action(async (publication: string, options: ActOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const moved = await republish(session.settings(SILENT), parsePublication(publication), {
            byName: options.by ?? null,
            reason: options.reason,
          });
          show(
            moved.affected.length === 0 ? `${publication} is published already.` : `Readers see ${printPublication(moved.to)} again.`,
            moved,
          );
        }),
      );
    });
}
