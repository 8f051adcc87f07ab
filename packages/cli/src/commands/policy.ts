import { SILENT } from '@golden-thread/orchestrator/events';
import { approvePolicy, policyHistory, proposalOf, proposePolicy, withdrawPolicy } from '@golden-thread/orchestrator/policy-acts';
import { type LineChanges, previewPolicy, SUBGROUPS } from '@golden-thread/orchestrator/policy-preview';
import { renderPreview } from '@golden-thread/orchestrator/render-preview';
import { writeText } from '@golden-thread/orchestrator/write-text';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Command, InvalidArgumentError } from 'commander';
import { run, withSession } from '../command.ts';
import { historyText, previewText, stageText } from '../render/policy.ts';

interface LineOptions {
  readonly join?: number;
  readonly break?: number;
  readonly review?: number;
  readonly margin?: number;
  readonly afresh?: boolean;
}

interface PreviewOptions extends LineOptions {
  readonly policy?: string;
  readonly groupBy: readonly string[];
  readonly html?: string;
}

interface ActOptions {
  readonly reason: string;
  readonly by?: string;
}

/** The match policy: look, try, propose, approve, withdraw. */
export function policy(program: Command, root: string): void {
  const group = program
    .command('policy')
    .summary('the lines of the match policy: look, try a change, propose, approve')
    .description(
      'Which pairs are joined, kept, looked at. A change is tried with preview, proposed by one login, approved by another, and takes effect with the next night, which tells what the policy does apart from what the data do.',
    );

  for (const [name, what] of [
    ['show', 'the lines that are in force and what waits for approval'],
    ['history', 'every version of the policy, who proposed and who approved it'],
  ] as const)
    group
      .command(name)
      .description(what)
      .action(async (_: object, command: Command) => {
        await run(root, command, ({ config, show }) =>
          withSession(config, false, async ({ warehouse, pipeline }) => {
            const history = await policyHistory(warehouse, pipeline.policy, new Date().toISOString());
            const shown =
              name === 'history' ? history : { ...history, versions: history.versions.filter((row) => isCurrent(row, history)) };
            show(historyText(shown), shown);
          }),
        );
      });

  withLines(
    group
      .command('preview')
      .description('what other lines would do to the people that readers see, with no new data; changes nothing')
      .option('--policy <version>', 'the lines of a proposal, instead of naming them')
      .option('--group-by <attribute>', `count people by this too: ${SUBGROUPS.join(', ')} (again for another)`, added, [])
      .option('--html <file>', 'write it as one page too'),
  ).action(async (options: PreviewOptions, command: Command) => {
    await run(root, command, ({ config, show, json }) =>
      withSession(config, false, async (session) => {
        const settings = session.settings(SILENT);
        const tried =
          options.policy === undefined
            ? { changes: changesOf(options), fresh: options.afresh === true }
            : await proposalOf(session.warehouse, versionOf(options.policy));
        const preview = await previewPolicy(settings, tried.changes, {
          fresh: tried.fresh,
          by: options.groupBy,
          ...(json || !process.stderr.isTTY ? {} : { onStage: (stage, of) => process.stderr.write(`  ${stageText(stage, of)}\n`) }),
        });
        if (options.html !== undefined) await writeText(options.html, await renderPreview(preview));
        show(`${previewText(preview)}${options.html === undefined ? '' : `\nwritten: ${options.html}`}`, preview);
      }),
    );
  });

  withLines(withReason(group.command('propose').description('propose that lines be moved; another login approves it'))).action(
    async (options: LineOptions & ActOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const made = await proposePolicy(session.settings(SILENT), changesOf(options), {
            ...actOf(options),
            fresh: options.afresh === true,
          });
          show(`Proposed as policy ${made.version}. Another login approves it: gt policy approve ${made.version} --reason '…'`, made);
        }),
      );
    },
  );

  withReason(
    group.command('approve <version>').description("approve another login's proposal; it takes effect with the next night"),
  ).action(async (version: string, options: ActOptions, command: Command) => {
    await run(root, command, ({ config, show }) =>
      withSession(config, false, async (session) => {
        const number = versionOf(version);
        await approvePolicy(session.settings(SILENT), number, actOf(options));
        show(`Policy ${number} is approved: the next night uses it.`, { version: number, approved: true });
      }),
    );
  });

  withReason(
    group
      .command('withdraw <version>')
      .description('withdraw a proposal or an approved change; to undo what a night did under it, withdraw its publication (gt withdraw)'),
  ).action(async (version: string, options: ActOptions, command: Command) => {
    await run(root, command, ({ config, show }) =>
      withSession(config, false, async (session) => {
        const number = versionOf(version);
        await withdrawPolicy(session.settings(SILENT), number, actOf(options));
        show(`Policy ${number} is withdrawn: the next night uses the one before.`, { version: number, withdrawn: true });
      }),
    );
  });
}

const withReason = (command: Command): Command =>
  command.requiredOption('--reason <text>', 'why, for the audit').option('--by <name>', 'a name beside the login, for the audit');

const withLines = (command: Command): Command =>
  command
    .option('--join <bits>', 'a pair at or above is joined', numberOf)
    .option('--break <bits>', 'a pair that was joined stays so at or above', numberOf)
    .option('--review <bits>', 'from here to join, people are asked', numberOf)
    .option('--margin <bits>', 'rival links this close both wait', numberOf)
    .option('--afresh', 'decide links afresh, instead of keeping them down to break');

const actOf = ({ reason, by }: ActOptions): { readonly reason: string; readonly byName: string | null } => ({ reason, byName: by ?? null });

const changesOf = ({ join, break: breakBits, review, margin }: LineOptions): LineChanges => ({
  ...(join === undefined ? {} : { join }),
  ...(breakBits === undefined ? {} : { break: breakBits }),
  ...(review === undefined ? {} : { review }),
  ...(margin === undefined ? {} : { margin }),
});

const added = (value: string, all: readonly string[]): readonly string[] => [...all, value];

function numberOf(text: string): number {
  const bits = Number(text);
  if (text.trim() === '' || !Number.isFinite(bits)) throw new InvalidArgumentError('it is not a number of bits.');
  return bits;
}

function versionOf(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new DeclarationError({
    code: 'policy.version',
    message: `${JSON.stringify(text)} is not a version of the policy.`,
    remedy: 'Versions are the numbers that gt policy history prints',
  });
}

const isCurrent = (
  { version, approved_by, withdrawn_by, origin }: Awaited<ReturnType<typeof policyHistory>>['versions'][number],
  { published, next }: { readonly published: number | null; readonly next: number | null },
): boolean => version === published || version === next || (origin === 'proposed' && approved_by === null && withdrawn_by === null);
