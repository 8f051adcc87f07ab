import { DeclarationError } from '@golden-thread/shapes/errors';
import { printDelivery } from '@golden-thread/shapes/references';
import { openQuarantine } from '@golden-thread/warehouse/queries/delivery';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { counted, table } from '../render/table.ts';

export function quarantine(program: Command, root: string): void {
  program
    .command('quarantine')
    .description('records set aside, each with its place and reason, but of deliveries that a newer one replaced')
    .option('--source <name>', 'one source only')
    .option('--limit <n>', 'rows to print', '50')
    .action(async (options: { readonly source?: string; readonly limit: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const { sources } = session.pipeline;
          if (options.source !== undefined && !sources.some(({ name }) => name === options.source))
            throw new DeclarationError({
              code: 'quarantine.unknown_source',
              message: `There is no source ${options.source}.`,
              remedy: `The sources are ${sources.map(({ name }) => name).join(', ')}.`,
            });
          const full = sources.filter(({ contract }) => contract.delivers === 'full').map(({ name }) => name);
          const rows = await openQuarantine(session.warehouse.db, options.source ?? null, full);
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
