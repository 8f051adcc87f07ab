import { SILENT } from '@golden-thread/orchestrator/events';
import { judge as recordJudgement } from '@golden-thread/orchestrator/judge';
import { JUDGEMENTS } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { parseRecord } from '@golden-thread/shapes/references';
import type { Command } from 'commander';
import { businessDateFrom, run, withSession } from '../command.ts';

interface JudgeOptions {
  readonly reason: string;
  readonly by?: string;
  readonly expires?: string;
}

export function judge(program: Command, root: string): void {
  program
    .command('judge <verdict> <recordA> <recordB>')
    .summary('record that two records are the same person, different people, or unsure')
    .description(
      'Records a decision about two records, as in: gt judge same r12 r34 --reason "seen both birth certificates". Same and different bind from the next night on; unsure records that somebody looked.',
    )
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--by <name>', 'a name beside the login, for the audit')
    .option('--expires <yyyy-mm-dd>', 'first day on which it no longer binds')
    .action(async (verdict: string, a: string, b: string, options: JudgeOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const known = JUDGEMENTS.find((name) => name === verdict);
          if (known === undefined)
            throw new DeclarationError({
              code: 'judgement.unknown',
              message: 'That is not a judgement.',
              remedy: `Write one of ${JUDGEMENTS.join(', ')}.`,
            });
          const expires = options.expires === undefined ? null : businessDateFrom(options.expires, session.pipeline.timeZone);
          const made = await recordJudgement(session.settings(SILENT), known, parseRecord(a), parseRecord(b), {
            byName: options.by ?? null,
            reason: options.reason,
            expires,
          });
          show(`Judged ${known}: ${a} and ${b}.${known === 'unsure' ? '' : ' It binds from the next night on.'}`, {
            verdict: known,
            a,
            b,
            ...made,
          });
        }),
      );
    });
}
