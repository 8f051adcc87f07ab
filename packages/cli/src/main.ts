import { EXIT_CODES } from '@golden-thread/shapes/codes';
import { Command, CommanderError } from 'commander';
import { db } from './commands/db.ts';
import { describe } from './commands/describe.ts';
import { dump } from './commands/dump.ts';
import { evaluate } from './commands/evaluate.ts';
import { explain } from './commands/explain.ts';
import { gates } from './commands/gates.ts';
import { judge } from './commands/judge.ts';
import { link } from './commands/link.ts';
import { nightly } from './commands/nightly.ts';
import { person } from './commands/person.ts';
import { plan } from './commands/plan.ts';
import { publications } from './commands/publications.ts';
import { quarantine } from './commands/quarantine.ts';
import { status } from './commands/status.ts';
import { train } from './commands/train.ts';

/** Runs `gt` with these arguments; the exit code is set, never thrown. `root` is the checkout. */
export async function main(args: readonly string[], root: string): Promise<void> {
  const program = new Command('gt')
    .description(
      "Golden Thread: takes a council's extracts, joins the records of each child, and publishes one golden record with where every value came from.",
    )
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
  for (const add of [
    nightly,
    plan,
    status,
    publications,
    gates,
    judge,
    explain,
    person,
    describe,
    dump,
    quarantine,
    train,
    link,
    evaluate,
    db,
  ])
    add(program, root);
  for (const command of allOf(program)) command.exitOverride();
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
  }
}

const allOf = (command: Command): readonly Command[] => command.commands.flatMap((child) => [child, ...allOf(child)]);
