import { type ExplainReport, explain as explainRecords } from '@golden-thread/orchestrator/explain';
import { parseRecord } from '@golden-thread/shapes/references';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { table } from '../render/table.ts';

export function explain(program: Command, root: string): void {
  program
    .command('explain <recordA> <recordB>')
    .description('why two records are, or are not, one person')
    .action(async (a: string, b: string, _options: unknown, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const report = await explainRecords(session.warehouse, session.pipeline, parseRecord(a), parseRecord(b));
          show(explainText(report), report);
        }),
      );
    });
}

export function explainText(report: ExplainReport): string {
  const bits = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;
  return [
    `${report.a} and ${report.b}`,
    ...report.words.map((words) => `  ${words}`),
    '',
    table(
      ['comparison', 'level', 'bits', 'of which term frequency'],
      [
        ...report.contributions.map((c) => [
          c.comparison,
          c.level,
          bits(c.bits + c.termFrequencyBits),
          c.termFrequencyBits === 0 ? null : bits(c.termFrequencyBits),
        ]),
        ['prior', 'two random records', bits(report.prior), null],
      ],
    ),
    '',
    `  match weight ${bits(report.weight)} bits; joined from ${report.policy.join}, kept down to ${report.policy.break}, looked at from ${report.policy.review}`,
  ].join('\n');
}
