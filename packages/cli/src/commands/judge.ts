import { SILENT } from '@golden-thread/orchestrator/events';
import { judge as recordJudgement } from '@golden-thread/orchestrator/judge';
import { exportJudgements, importJudgements } from '@golden-thread/orchestrator/judgement-file';
import { listJudged } from '@golden-thread/orchestrator/judgement-list';
import { lift, sign, withdrawJudged } from '@golden-thread/orchestrator/signatures';
import type { Judgement } from '@golden-thread/shapes/codes';
import { parseRecord } from '@golden-thread/shapes/references';
import { type Command, InvalidArgumentError } from 'commander';
import { businessDateFrom, run, withSession } from '../command.ts';
import { importText, judgementsText } from '../render/judgements.ts';
import type { Session } from '../session.ts';

interface ActOptions {
  readonly reason: string;
  readonly by?: string;
}

interface JudgeOptions extends ActOptions {
  readonly expires?: string;
  readonly never?: boolean;
}

const VERDICTS: Readonly<Record<Judgement, string>> = {
  same: 'the two records are one person; binds from the next night on',
  different: 'the two records are two people; binds from the next night on',
  unsure: 'somebody looked and cannot tell; binds nothing',
};

/** Decisions of people about two records: make, sign, withdraw, lift, list, carry over. */
export function judge(program: Command, root: string): void {
  const group = program
    .command('judge')
    .summary('decide whether two records are one person; sign, withdraw, list, export and import')
    .description(
      'Decisions of people about two records, as in: gt judge same r12 r34 --reason "seen both birth certificates". They bind from the next night on and stand above weights; the newest about two records counts. A never-link stands above all: one login proposes it, another signs.',
    );
  const acting = (command: Command, words: (session: Session, act: Act) => Promise<readonly [string, unknown]>) =>
    run(root, command, ({ config, show }) =>
      withSession(config, false, async (session) => {
        const { reason, by } = command.opts<ActOptions>();
        show(...(await words(session, { reason, byName: by ?? null })));
      }),
    );

  for (const verdict of ['same', 'different', 'unsure'] as const)
    withVerdict(group, verdict).action(async (a: string, b: string, options: JudgeOptions, command: Command) => {
      await acting(command, async (session, act) => {
        const expires = options.expires === undefined ? null : businessDateFrom(options.expires, session.pipeline.timeZone);
        const never = options.never === true;
        const made = await recordJudgement(session.settings(SILENT), verdict, parseRecord(a), parseRecord(b), { ...act, expires, never });
        const what = verdict === 'unsure' ? '' : ' It binds from the next night on.';
        const next = never ? ` A never-link once another login signs it: gt judge sign ${made.judgement} --reason '…'` : '';
        const text = [`Judgement ${made.judgement}: ${a} and ${b} are judged ${verdict}.${what}${next}`, ...made.warnings];
        return [text.join('\n'), { verdict, never, a, b, ...made }];
      });
    });

  withReason(
    group
      .command('sign <judgement>')
      .description('sign the never-link that another login proposed; both people are withheld from readers at once'),
  ).action(async (number: string, _: ActOptions, command: Command) => {
    await acting(command, async (session, act) => {
      const judgement = numberOf(number);
      await sign(session.settings(SILENT), judgement, act);
      return [
        `Signed by two: nothing joins the two records any more. Their people are withheld from readers until the next night is published.`,
        { judgement, signed: true },
      ];
    });
  });

  withReason(
    group
      .command('withdraw <judgement>')
      .description('withdraw a judgement: from the next night on as if it had never been; the audit keeps it'),
  ).action(async (number: string, _: ActOptions, command: Command) => {
    await acting(command, async (session, act) => {
      const judgement = numberOf(number);
      await withdrawJudged(session.settings(SILENT), judgement, act);
      return [`Judgement ${judgement} is withdrawn from the next night on.`, { judgement, withdrawn: true }];
    });
  });

  withReason(
    group
      .command('lift <recordA> <recordB>')
      .description('lift a never-link: the first login proposes it, a second one that runs the same lifts it')
      .option('--take-back', 'take the proposal of the first back'),
  ).action(async (a: string, b: string, options: { readonly takeBack?: boolean }, command: Command) => {
    await acting(command, async (session, act) => {
      const takeBack = options.takeBack === true;
      const { lifted } = await lift(session.settings(SILENT), parseRecord(a), parseRecord(b), { ...act, takeBack });
      const text = takeBack
        ? 'Taken back: nobody proposes to lift it.'
        : lifted
          ? 'Lifted by two: it binds no longer from the next night on.'
          : `Proposed. It stands until another login runs the same: gt judge lift ${a} ${b} --reason '…'`;
      return [text, { a, b, lifted, takenBack: takeBack }];
    });
  });

  group
    .command('list')
    .description('the judgements that bind, which contradict each other, and which to look at again because a record changed')
    .option('--all', 'withdrawn, expired and overtaken ones too')
    .action(async (options: { readonly all?: boolean }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const list = await listJudged(session.settings(SILENT), { all: options.all === true });
          show(judgementsText(list), list);
        }),
      );
    });

  group
    .command('export')
    .description('write the judgements that bind as CSV, by natural keys: it names records as their sources do')
    .requiredOption('--out <file.csv>', 'file to write')
    .action(async (options: { readonly out: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const judgements = await exportJudgements(session.settings(SILENT), options.out);
          show(`${judgements} written. The file names records as their sources do: keep it as you keep their extracts.`, { judgements });
        }),
      );
    });

  group
    .command('import <file.csv>')
    .description('take judgements from CSV (verdict, a, b, reason; by, expires, never), records by natural key or as r12')
    .option('--dry-run', 'say what would become of each line; change nothing')
    .option('--by <name>', 'a name beside the login, instead of the file’s')
    .action(async (file: string, options: { readonly dryRun?: boolean; readonly by?: string }, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const dryRun = options.dryRun === true;
          const lines = await importJudgements(session.settings(SILENT), file, { dryRun, byName: options.by ?? null });
          show(importText(lines, dryRun), { dryRun, lines });
        }),
      );
    });
}

interface Act {
  readonly reason: string;
  readonly byName: string | null;
}

const withReason = (command: Command): Command =>
  command.requiredOption('--reason <text>', 'why, for the audit').option('--by <name>', 'a name beside the login, for the audit');

function withVerdict(group: Command, verdict: Judgement): Command {
  const command = withReason(group.command(`${verdict} <recordA> <recordB>`).description(VERDICTS[verdict])).option(
    '--expires <yyyy-mm-dd>',
    'first day on which it no longer binds',
  );
  return verdict === 'different' ? command.option('--never', 'propose a never-link, which another login signs') : command;
}

function numberOf(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('A judgement is named by its number, as gt judge list prints it.');
  return Number(text);
}
