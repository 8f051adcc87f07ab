import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { reading } from '@golden-thread/orchestrator/warehouse-handle';
import { canonicalDump, dumpHash } from '@golden-thread/warehouse/dump';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';

export function dump(program: Command, root: string): void {
  program
    .command('dump')
    .summary('the warehouse as canonical text: equal for two databases that hold the same')
    .description(
      'Prints natural keys instead of numbers, and no clocks: two runs of the same nights give the same text. It holds personal data.',
    )
    .option('--hash', 'print only its SHA-256')
    .option('--out <file>', 'write it to a file')
    .action(async (options: { readonly hash?: boolean; readonly out?: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          await reading(session.warehouse, async (tx) => {
            if (options.hash !== true) return writeDump(tx.client, options.out);
            const hash = await dumpHash(tx.client);
            show(hash, { hash });
          });
        }),
      );
    });
}

async function writeDump(client: Parameters<typeof canonicalDump>[0], out: string | undefined): Promise<void> {
  const target: Writable = out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600 });
  for await (const line of canonicalDump(client)) if (!target.write(`${line}\n`)) await once(target, 'drain');
  if (out === undefined) return;
  target.end();
  await once(target, 'finish');
}
