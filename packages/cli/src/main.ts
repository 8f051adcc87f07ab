import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODES } from '@golden-thread/shapes/codes';
import { Command, CommanderError } from 'commander';
import type { AddCommand } from './commands/all.ts';

/** Runs `gt` with these arguments; the exit code is set, never thrown. `root` is the checkout. */
export async function main(args: readonly string[], root: string): Promise<void> {
  const program = new Command('gt')
    .description(
      "Golden Thread: takes a council's extracts, joins the records of each child, and publishes one golden record with where every value came from.",
    )
    .version(versionOf(root), '--version', 'print the version of Golden Thread')
    .option('--pipeline <directory>', 'the pipeline (default: pipelines/single-view; GT_PIPELINE)')
    .option('--drop <directory>', 'where drop folders are, one per location (GT_DROP)')
    .option('--data <directory>', 'where the embedded database is kept (default: .golden-thread; GT_DATA)')
    .option('--json', 'print JSON lines for machines')
    .option('--debug', 'print a stack trace when something fails')
    .addHelpText(
      'after',
      '\nA first night in two commands: npm ci && npm run demo\nDATABASE_URL names a server of your own; otherwise an embedded PostgreSQL is used.',
    )
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'gt: ')) });
  for (const add of await commandsFor(args)) add(program, root);
  for (const command of allOf(program)) command.exitOverride();
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
  }
}

/** As the checkout's package.json has it. */
function versionOf(root: string): string {
  const read: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
}

/** What is on its own loads on its own: the other commands bring the database with them, which takes longer than a small job. */
async function commandsFor([first]: readonly string[]): Promise<readonly AddCommand[]> {
  switch (first) {
    case 'link':
      return [(await import('./commands/link.ts')).link];
    case 'evaluate':
      return [(await import('./commands/evaluate.ts')).evaluate];
    case 'compare':
      return [(await import('./commands/compare.ts')).compare];
    case 'explore':
      return [(await import('./commands/explore.ts')).explore];
    default:
      return (await import('./commands/all.ts')).ALL_COMMANDS;
  }
}

const allOf = (command: Command): readonly Command[] => command.commands.flatMap((child) => [child, ...allOf(child)]);
