import { askPerson, type PersonReport } from '@golden-thread/orchestrator/person';
import { type PersonChange, personChanges } from '@golden-thread/orchestrator/person-changes';
import { type WhyReport, whyPerson } from '@golden-thread/orchestrator/person-why';
import { parsePerson, parsePublication } from '@golden-thread/shapes/references';
import type { Command } from 'commander';
import { run, withSession } from '../command.ts';
import { table } from '../render/table.ts';

interface PersonOptions {
  readonly why?: boolean;
  readonly history?: boolean;
  readonly origin?: boolean;
  readonly publication?: string;
}

export function person(program: Command, root: string): void {
  program
    .command('person <id>')
    .summary('one person: every value with where it came from')
    .description('Prints the golden record of gt_…, an old id too. This shows personal data: use it where you may.')
    .option('--why', 'how the records joined, what people decided, and who nearly joined')
    .option('--history', 'what became of the id, and what changed from one publication to the next')
    .option(
      '--origin',
      'of each value where it came from, to the full: source, true at, changed, delivered, agreement, purposes, rule, how it joined',
    )
    .option('--publication <pN>', 'as of a publication (default: what readers see)')
    .action(async (id: string, options: PersonOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const at = options.publication === undefined ? null : parsePublication(options.publication);
          const report = await askPerson(session.warehouse, session.pipeline, parsePerson(id), at);
          const why = options.why === true ? await whyPerson(session.warehouse, parsePerson(id), at) : null;
          const changes = options.history === true ? await personChanges(session.warehouse, parsePerson(id), at) : null;
          const asked = { ...(why === null ? {} : { why }), ...(changes === null ? {} : { changes }) };
          show([personText(report, options), ...whyText(why), ...changesText(changes)].join('\n'), { ...report, ...asked });
        }),
      );
    });
}

export function personText(report: PersonReport, options: Pick<PersonOptions, 'why' | 'history' | 'origin'>): string {
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
  const further = known.filter((v) => v.further.length > 0);
  if (further.length > 0)
    lines.push(...further.map((v) => `  ${v.attribute} also: ${v.further.map((f) => `${f.value} (${f.source}, ${f.record})`).join('; ')}`));
  if (options.origin === true) lines.push('', ...known.flatMap(originLines));
  const empty = report.values.filter((v) => v.value === null).map((v) => v.attribute);
  if (empty.length > 0) lines.push(`  no source says: ${empty.join(', ')}`);
  lines.push(...besideLines(report));
  if (options.why === true)
    lines.push(
      '',
      table(
        ['record', 'source', 'delivered', 'true at', 'issues'],
        report.records.map((r) => [r.record, r.label, r.delivered, r.trueAt, r.issues.join(', ')]),
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

function besideLines({ involved, households, named }: PersonReport): readonly string[] {
  const cases = involved.filter((i) => i.service !== null || i.opened !== null || i.lead_professional !== null);
  const others = involved.filter((i) => !cases.includes(i)).map((i) => i.label);
  return [
    '',
    '  Who is involved',
    ...cases.map(
      (i) =>
        `    ${i.service ?? 'a case'}${i.organisation === null ? '' : `, ${i.organisation}`} (${i.label}): ${i.closed === null ? `open since ${i.opened ?? 'a day not said'}` : `closed ${i.closed}`}${i.lead_professional === null ? '' : `; ${i.lead_professional}`}${i.lead_contact === null ? '' : `, ${i.lead_contact}`}`,
    ),
    ...(others.length === 0 ? [] : [`    known to: ${others.join(', ')}`]),
    ...households.map(
      (h) =>
        `  household ${h.reference} (${h.label})${h.role === null ? '' : ` as ${h.role}`}${h.began === null ? '' : ` since ${h.began}`}${h.ended === null ? '' : ` until ${h.ended}`}`,
    ),
    ...named.map((n) => `  ${n.kind}: ${n.name ?? ''} (${n.label})`),
  ];
}

function originLines({ attribute, value, record, since, differs, provenance }: PersonReport['values'][number]): readonly string[] {
  if (provenance === null) return [];
  const { label, trueAt, changed, delivered, agreement, purposes, rule, joined } = provenance;
  const others = differs === 0 ? 'no other source differs' : `${differs} other ${differs === 1 ? 'source differs' : 'sources differ'}`;
  return [
    `  ${attribute}: ${value ?? ''}`,
    `    ${label}, ${record ?? ''}; true at ${trueAt ?? 'not said'}, seen since ${since ?? ''}, record changed ${changed ?? ''}, delivered ${delivered}`,
    `    ${agreement} for ${purposes.join(', ')}; chosen as: ${rule}; ${others}; joined ${joined}`,
  ];
}

function whyText(why: WhyReport | null): readonly string[] {
  if (why === null) return [];
  const lines = ['', 'How it formed', ...why.formed.map((f) => `  ${'  '.repeat(f.depth)}${f.record} (${f.label}) ${f.words}`)];
  if (why.judgements.length > 0)
    lines.push(
      '',
      'What people decided',
      ...why.judgements.map(
        (j) => `  ${j.made} ${j.verdict}: ${j.a} and ${j.b}${j.expires === null ? '' : `, until ${j.expires}`}. ${j.reason}`,
      ),
    );
  if (why.refused.length > 0)
    lines.push(
      '',
      'Who nearly joined',
      ...why.refused.map((n) => `  ${n.record} and ${n.neighbour} (${n.source}) of ${n.person}, ${n.weight.toFixed(1)} bits. ${n.words}`),
    );
  return lines;
}

function changesText(changes: readonly PersonChange[] | null): readonly string[] {
  if (changes === null) return [];
  return [
    '',
    'What changed',
    ...changes.map(
      (c) =>
        `  ${c.date} ${c.publication}: ${c.words}${c.attribute === null ? '' : ` Was ${c.was ?? 'nothing'}, is ${c.is ?? 'nothing'}.`}`,
    ),
  ];
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
