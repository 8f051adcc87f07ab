import { DeclarationError } from '@golden-thread/shapes/errors';
import { removeData, startDetached, stop, urlOf } from '@golden-thread/warehouse/embedded/launcher';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';
import { migrate } from '@golden-thread/warehouse/migrate';
import type { Command } from 'commander';
import { run } from '../command.ts';
import type { Config } from '../config.ts';
import { loadPipeline } from '../load-pipeline.ts';

export function db(program: Command, root: string): void {
  const group = program.command('db').description('the database: start, stop, url, migrate, reset');
  group
    .command('start')
    .description('start the embedded database and leave it running')
    .action(async (_options: unknown, command: Command) => {
      await run(root, command, async ({ config, show }) => {
        const url = await startDetached(directoryOf(config));
        show(`The embedded database runs: ${url}\nStop it with: gt db stop`, { url });
      });
    });
  group
    .command('stop')
    .description('stop the embedded database')
    .action(async (_options: unknown, command: Command) => {
      await run(root, command, async ({ config, show }) => {
        const stopped = await stop(directoryOf(config));
        show(stopped ? 'The embedded database has stopped.' : 'The embedded database was not running.', { stopped });
      });
    });
  group
    .command('url')
    .description('print the URL of the database, for psql and other tools')
    .option('--reader <login>', 'as a reader: its login instead of the owner')
    .action(async (options: { readonly reader?: string }, command: Command) => {
      await run(root, command, async ({ config, show }) => {
        const url = config.databaseUrl ?? urlOf(directoryOf(config));
        if (url === null)
          throw new DeclarationError({
            code: 'db.not_running',
            message: 'The embedded database is not running.',
            remedy: 'Start it with: gt db start',
          });
        const printed = withUser(url, options.reader);
        show(printed, { url: printed });
      });
    });
  group
    .command('migrate')
    .description('make an empty database ready, or bring an older one up to this code')
    .action(async (_options: unknown, command: Command) => {
      await run(root, command, async ({ config, show }) => {
        const pipeline = await loadPipeline(config.pipelineDirectory);
        const url = config.databaseUrl ?? (await startDetached(directoryOf(config)));
        const migrated = await migrate(url, { pipeline: pipeline.name, idKeyFingerprint: fingerprintOfIdKey(config.idKey()) });
        show(
          migrated.from === migrated.to
            ? `The database is up to date (version ${migrated.to}).`
            : `Migrated from version ${migrated.from} to ${migrated.to}.`,
          migrated,
        );
      });
    });
  group
    .command('reset')
    .description('delete the embedded database and everything in it')
    .option('--yes', 'without it nothing is deleted')
    .action(async (options: { readonly yes?: boolean }, command: Command) => {
      await run(root, command, async ({ config, show }) => {
        if (config.databaseUrl !== null)
          throw new DeclarationError({
            code: 'db.reset_foreign',
            message: 'DATABASE_URL names a server of your own: gt does not delete that.',
            remedy: 'Drop the database with the tools of that server.',
          });
        if (options.yes !== true)
          throw new DeclarationError({
            code: 'db.reset_unconfirmed',
            message: `This would delete ${directoryOf(config)} with every publication in it.`,
            remedy: 'If that is what you want: gt db reset --yes',
          });
        await removeData(directoryOf(config));
        show('The embedded database is gone. The next gt nightly makes a new one.', { reset: true });
      });
    });
}

const directoryOf = (config: Config): string => `${config.dataDirectory}/postgres`;

/** The URL with another login and without a password. */
function withUser(url: string, user: string | undefined): string {
  if (user === undefined) return url;
  return url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?/, (_, scheme: string) => `${scheme}${encodeURIComponent(user)}@`);
}
