import { SILENT } from '@golden-thread/orchestrator/events';
import { judge } from '@golden-thread/orchestrator/judge';
import { estimateErrors } from '@golden-thread/orchestrator/review-estimate';
import { drawSample } from '@golden-thread/orchestrator/review-sample';
import { withdrawJudged } from '@golden-thread/orchestrator/signatures';
import { showPair, WORK_KINDS, workList } from '@golden-thread/orchestrator/work-list';
import { parseRecord } from '@golden-thread/shapes/references';
import { type Command, InvalidArgumentError } from 'commander';
import { run, withSession } from '../command.ts';
import { estimateText, sampleText, workText } from '../render/review.ts';
import { reviewSession } from '../review/session.ts';
import { openTerminal } from '../review/terminal.ts';

interface ListOptions {
  readonly kind?: string;
  readonly limit: number;
}

/** What people are asked: as a list, one after another in the terminal, and as samples that say how right it all is. */
export function review(program: Command, root: string): void {
  const group = withList(
    program
      .command('review')
      .summary('what people are asked: answer pair by pair, list, draw a sample, estimate errors')
      .description(
        'Shows open questions side by side, the one whose answer is worth most first, and records what you decide, as gt judge does. It shows personal data, and writes none anywhere. Weights are not shown: what you see is to decide.',
      ),
  )
    .option('--by <name>', 'a name beside the login, for the audit')
    .action(async (options: ListOptions & { readonly by?: string }, command: Command) => {
      await run(root, command, ({ config, show }) => {
        const terminal = openTerminal();
        return withSession(config, false, async (session) => {
          const settings = session.settings(SILENT);
          const byName = options.by ?? null;
          const { items } = await workList(settings, { kind: options.kind ?? null, limit: options.limit });
          const done = await reviewSession(items, {
            ...terminal,
            show: (item) => showPair(settings, parseRecord(item.a), parseRecord(item.b)),
            judge: (item, verdict, reason) =>
              judge(settings, verdict, parseRecord(item.a), parseRecord(item.b), { byName, reason, expires: null }),
            undo: (judgement) => withdrawJudged(settings, judgement, { byName, reason: 'undone in the same review' }),
          });
          show(`\n${done.judged} judged, ${done.skipped} skipped, ${done.undone} undone. They bind from the next night on.`, done);
        }).finally(() => {
          terminal.close();
        });
      });
    });

  withList(
    group.command('list').description('the open questions with their reasons in words, the one whose answer is worth most first'),
  ).action(async (options: ListOptions, command: Command) => {
    await run(root, command, ({ config, show }) =>
      withSession(config, false, async (session) => {
        const { kind, limit } = command.optsWithGlobals<ListOptions>();
        const list = await workList(session.settings(SILENT), { kind: kind ?? options.kind ?? null, limit });
        show(workText(list), list);
      }),
    );
  });

  group
    .command('sample')
    .description('draw pairs by bands of weight for people to judge, so that errors can be estimated; the file names records by number')
    .requiredOption('--out <file.csv>', 'file to write')
    .option('--plan <name>', 'guarded, equal, proportional, optimal or line: how labels are shared out among bands', 'guarded')
    .option('--size <n>', 'pairs to draw', wholeNumber, 800)
    .option('--seed <text>', 'the same seed draws the same pairs of the same publication', '1')
    .action(
      async (options: { readonly out: string; readonly plan: string; readonly size: number; readonly seed: string }, command: Command) => {
        await run(root, command, ({ config, show }) =>
          withSession(config, false, async (session) => {
            const drawn = await drawSample(session.warehouse, options);
            show(sampleText(drawn, options.out), drawn);
          }),
        );
      },
    );

  group
    .command('estimate <sample.csv>')
    .description('false merges and missed matches from a judged sample: best estimate, and the bound that holds; needs no database')
    .action(async (file: string, _: object, command: Command) => {
      await run(root, command, async ({ show }) => {
        const estimate = await estimateErrors(file);
        show(estimateText(estimate), estimate);
      });
    });
}

const withList = (command: Command): Command =>
  command.option('--kind <kind>', WORK_KINDS.join(', ')).option('--limit <n>', 'questions at most', wholeNumber, 50);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Write a whole number from 1.');
  return value;
}
