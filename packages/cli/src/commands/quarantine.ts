import { printDelivery } from '@golden-thread/shapes/references';
import { quarantineOfRun } from '@golden-thread/warehouse/queries/delivery';
import { listRuns } from '@golden-thread/warehouse/queries/ledger';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { counted, table } from '../render/table.ts';

export function quarantine(program: Command, root: string): void {
  program
    .command('quarantine')
    .description('records set aside in the newest run, each with its place and reason')
    .option('--source <name>', 'one source only')
    .option('--limit <n>', 'rows to print', '50')
    .action(async (options: { readonly source?: string; readonly limit: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const newest = (await listRuns(session.warehouse.db, 1))[0];
          const rows = newest === undefined ? [] : await quarantineOfRun(session.warehouse.db, newest.run, options.source ?? null);
          const limit = Math.max(1, Number(options.limit) || 50);
          const shown = rows.slice(0, limit);
          const text =
            rows.length === 0
              ? 'Nothing is in quarantine.'
              : [
                  table(
                    ['delivery', 'source', 'part', 'record', 'line', 'reason', 'field'],
                    shown.map((r) => [printDelivery(r.delivery), r.source_name, r.part, r.place, r.line, r.code, r.field]),
                  ),
                  ...(rows.length > limit ? [`  and ${counted(rows.length - limit, 'more', 'more')}: use --limit`] : []),
                ].join('\n');
          show(text, rows);
        }),
      );
    });
}
