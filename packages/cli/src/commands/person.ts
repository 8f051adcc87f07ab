import { askPerson, type PersonReport } from '@golden-thread/orchestrator/person';
import { parsePerson, parsePublication } from '@golden-thread/shapes/references';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { table } from '../render/table.ts';

interface PersonOptions {
  readonly why?: boolean;
  readonly history?: boolean;
  readonly publication?: string;
}

export function person(program: Command, root: string): void {
  program
    .command('person <id>')
    .summary('one person: every value with where it came from')
    .description('Prints the golden record of gt_…, an old id too. This shows personal data: use it where you may.')
    .option('--why', 'how the records joined')
    .option('--history', 'what became of the id')
    .option('--publication <pN>', 'as of a publication (default: what readers see)')
    .action(async (id: string, options: PersonOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const report = await askPerson(
            session.warehouse,
            session.pipeline,
            parsePerson(id),
            options.publication === undefined ? null : parsePublication(options.publication),
          );
          show(personText(report, options), report);
        }),
      );
    });
}

export function personText(report: PersonReport, options: Pick<PersonOptions, 'why' | 'history'>): string {
  const lines = [`${report.person} in ${report.publication}${report.askedFor === null ? '' : `, which ${report.askedFor} resolves to`}`];
  const known = report.values.filter((v) => v.value !== null);
  lines.push(
    table(
      ['attribute', 'value', 'from', 'record', 'seen since', 'comes', 'who differs'],
      known.map((v) => [
        v.attribute,
        v.value,
        v.source,
        v.record,
        v.since,
        v.cadence === null ? null : `every ${v.cadence}`,
        whoDiffers(v.others),
      ]),
    ),
  );
  const empty = report.values.filter((v) => v.value === null).map((v) => v.attribute);
  if (empty.length > 0) lines.push(`  no source says: ${empty.join(', ')}`);
  if (options.why === true)
    lines.push(
      '',
      table(
        ['record', 'source', 'delivered', 'true at', 'joined', 'issues'],
        report.records.map((r) => [r.record, r.label, r.delivered, r.trueAt, r.joined, r.issues.join(', ')]),
      ),
    );
  if (options.history === true)
    lines.push(
      '',
      table(
        ['date', 'what happened'],
        report.history.map((h) => [h.date, h.words]),
      ),
    );
  return lines.join('\n');
}

const LONGEST_VALUE = 24;

/** Values that other sources give, each with who gives it; long ones shortened (--json has them whole). */
function whoDiffers(others: PersonReport['values'][number]['others']): string | null {
  const sources = new Map<string, string[]>();
  for (const { source, value } of others) {
    const shown = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
    const list = sources.get(shown) ?? [];
    sources.set(shown, list.includes(source) ? list : [...list, source]);
  }
  return sources.size === 0 ? null : [...sources].map(([value, names]) => `${value} (${names.join(', ')})`).join('; ');
}
