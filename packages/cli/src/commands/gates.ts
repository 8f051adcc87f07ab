import { SILENT } from '@golden-thread/orchestrator/events';
import { acceptGate, rejectDelivery } from '@golden-thread/orchestrator/gate-acts';
import { parseDelivery } from '@golden-thread/shapes/references';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';

interface GateOptions {
  readonly gate: string;
  readonly delivery?: string;
  readonly reason: string;
  readonly by?: string;
}

export function gates(program: Command, root: string): void {
  program
    .command('accept')
    .description('release a gate that stopped a night or held a delivery')
    .requiredOption('--gate <name>', 'which gate; gt describe --codes lists them')
    .option('--delivery <dN>', "the delivery, for a delivery's gate")
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--by <name>', 'a name beside the login, for the audit')
    .action(async (options: GateOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const delivery = options.delivery === undefined ? null : parseDelivery(options.delivery);
          const accepted = await acceptGate(session.settings(SILENT), options.gate, delivery, {
            byName: options.by ?? null,
            reason: options.reason,
          });
          show(
            `Accepted: ${options.gate}${options.delivery === undefined ? '' : ` of ${options.delivery}`} in ${accepted.run}. Run the night again: gt nightly${delivery === null ? '' : ' (with --again if that date is published)'}`,
            { accepted: options.gate, ...accepted },
          );
        }),
      );
    });
  program
    .command('reject')
    .description('leave a delivery out, tonight and later')
    .requiredOption('--delivery <dN>', 'which delivery; gt status lists them')
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--by <name>', 'a name beside the login, for the audit')
    .action(async (options: Omit<GateOptions, 'gate'> & { readonly delivery: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          await rejectDelivery(session.settings(SILENT), parseDelivery(options.delivery), {
            byName: options.by ?? null,
            reason: options.reason,
          });
          show(`Rejected: ${options.delivery}. A night that took it and is not published starts anew: gt nightly`, {
            rejected: options.delivery,
          });
        }),
      );
    });
}
