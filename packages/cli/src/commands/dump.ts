import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { once } from 'node:events';
import type { Command } from 'commander';
import { canonicalDump, dumpHash } from '@golden-thread/warehouse/dump';
import { reading } from '@golden-thread/orchestrator/warehouse-handle';
import { run, withSession } from '../command.ts';

export function dump(program: Command, root: string): void {
  program
    .command('dump')
    .summary('the warehouse as canonical text: equal for two databases that hold the same')
    .description('Prints natural keys instead of numbers, and no clocks: two runs of the same nights give the same text. It holds personal data.')
    .option('--hash', 'print only its SHA-256')
    .option('--out <file>', 'write it to a file')
    .action(async (options: { readonly hash?: boolean; readonly out?: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          await reading(session.warehouse, async (tx) => {
            if (options.hash === true) {
              const hash = await dumpHash(tx.client);
              show(hash, { hash });
              return;
            }
            const target: Writable = options.out === undefined ? process.stdout : createWriteStream(options.out, { mode: 0o600 });
            for await (const line of canonicalDump(tx.client)) if (!target.write(`${line}\n`)) await once(target, 'drain');
            if (options.out !== undefined) {
              target.end();
              await once(target, 'finish');
            }
          });
        }),
      );
    });
}
