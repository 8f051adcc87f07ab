import { status as askStatus, type StatusReport } from '@golden-thread/orchestrator/status';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { counted, table } from '../render/table.ts';

export function status(program: Command, root: string): void {
  program
    .command('status')
    .description('what is published, what the last night did, what waits for people')
    .action(async (_options: unknown, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const report = await askStatus(session.warehouse);
          show(statusText(report), report);
        }),
      );
    });
}

function statusText(report: StatusReport): string {
  const { counts } = report;
  const parts = [
    report.published === null
      ? 'Nothing is published yet. Run a night with: gt nightly'
      : `Published: ${report.published.publication} of ${report.published.businessDate}. ${counted(counts.persons, 'person', 'people')} from ${counted(counts.records, 'record')}; ${counted(counts.review_items, 'question')} for review; ${counted(counts.never_links, 'never-link')}.`,
  ];
  const section = (title: string, text: string) => {
    if (text !== '') parts.push('', title, text);
  };
  section(
    'Runs, newest first',
    table(
      ['run', 'state', 'publication', 'stopped at'],
      report.runs.map((r) => [r.run, r.state, r.publication, r.stoppedAt]),
    ),
  );
  section(
    'Persons in the newest run',
    table(
      ['by', 'merged', 'split', 'under another id'],
      [
        [`another policy (${report.effects.policyVersion ?? ''})`, report.effects.policy] as const,
        ['the data', report.effects.data] as const,
      ].flatMap(([by, effect]) => (effect === null ? [] : [[by, effect.merged, effect.split, effect.reidentified]])),
    ),
  );
  section(
    'Deliveries of the newest run',
    table(
      ['delivery', 'source', 'part', 'state', 'in', 'new', 'changed', 'same', 'gone', 'quarantined', 'because'],
      report.deliveries.map((d) => [
        d.delivery,
        d.source,
        d.part,
        d.state,
        ...['in', 'new', 'changed', 'unchanged', 'removed', 'quarantined'].map((name) => d.counts?.[name] ?? null),
        d.because,
      ]),
    ),
  );
  section(
    'Not delivered',
    table(
      ['source', 'because'],
      report.notDelivered.map((n) => [n.source, n.because]),
    ),
  );
  section(
    'Gates',
    table(
      ['gate', 'delivery', 'outcome', 'measured'],
      report.gates.map((g) => [g.gate, g.delivery, g.outcome, g.words]),
    ),
  );
  section(
    'Quarantine of the newest run (see gt quarantine)',
    table(
      ['source', 'reason', 'records'],
      report.quarantine.map((q) => [q.source_name, q.code, q.rows]),
    ),
  );
  return parts.join('\n');
}
