import { askFeedback } from '@golden-thread/orchestrator/feedback';
import { writeFeedback } from '@golden-thread/orchestrator/feedback-files';
import { FEEDBACK_KINDS } from '@golden-thread/shapes/codes';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { whole } from '../option-values.ts';
import { feedbackText } from '../render/feedback.ts';

interface FeedbackCommandOptions {
  readonly owner?: string;
  readonly kind?: string;
  readonly days: number;
  readonly list?: boolean;
  readonly limit: number;
  readonly out?: string;
  readonly by?: string;
}

/** What owners of sources are asked to mend: counted, listed, and as a file for each. */
export function feedback(program: Command, root: string): void {
  program
    .command('feedback')
    .summary('what to ask the owners of sources to mend; a file for each with --out')
    .description(
      'Near misses by one field, contradictions inside a person, identifiers that fail, stand-ins and values that cannot be, by the owner of the source, each with when it was first and last seen and what became of it. The terminal shows no value. Files hold the ids and values that their owner delivered, and nobody else’s.',
    )
    .option('--owner <organisation>', 'one owner only')
    .option('--kind <kind>', FEEDBACK_KINDS.join(', '))
    .option('--days <n>', 'tell what was mended or went in so many days before the published night', whole, 30)
    .option('--list', 'each finding, without values (with --owner it is a list anyhow)')
    .option('--limit <n>', 'findings to list at most', whole, 50)
    .option('--out <folder>', 'write feedback-<owner>-<date>.csv for each owner into this folder; without it nothing is written')
    .option('--by <name>', 'a name beside the login, for the audit of --out')
    .action(async (options: FeedbackCommandOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async ({ warehouse, pipeline }) => {
          const settings = { warehouse, pipeline, now: () => new Date() };
          const asked = { owner: options.owner ?? null, kind: options.kind ?? null, days: options.days };
          const { report, files } =
            options.out === undefined
              ? { report: await askFeedback(settings, asked), files: [] }
              : await writeFeedback(settings, asked, { folder: options.out, byName: options.by ?? null });
          const listed = options.list === true || options.owner !== undefined ? options.limit : 0;
          show(feedbackText(report, files, listed), { ...report, files });
        }),
      );
    });
}
