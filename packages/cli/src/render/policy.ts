import type { PolicyHistory } from '@golden-thread/orchestrator/policy-acts';
import type { PolicyStage } from '@golden-thread/orchestrator/policy-pass';
import { LEAST_CELL, type PolicyPreview } from '@golden-thread/orchestrator/policy-preview';
import { counted, grouped, table } from './table.ts';

const PERSONS_SHOWN = 20;
const PAIRS_SHOWN = 3;

/** What a preview is at, for whoever waits. */
export function stageText(stage: PolicyStage, of: number | null): string {
  switch (stage) {
    case 'pairs':
      return 'looking for the pairs that the lines part…';
    case 'components':
      return `following ${counted(of ?? 0, 'pair')} to whom they concern…`;
    case 'records':
      return `reading ${counted(of ?? 0, 'record')}…`;
    case 'persons':
      return `working out whose ${counted(of ?? 0, 'record')} would be…`;
    default:
      return stage satisfies never;
  }
}

/** A preview for people: what it comes to, the groups, the first persons, pairs near the lines. */
export function previewText(preview: PolicyPreview): string {
  const { publication, basedOn, lines, fresh, people, effect, review, keptApart, groups, samples } = preview;
  const persons = [
    ...effect.merged.map(({ person, absorbed }) => `  ${person} takes in ${absorbed.join(', ')}`),
    ...effect.split.map(({ person, parted }) => `  ${person} parts from ${parted.join(', ')}`),
    ...effect.reidentified.map(({ from, to }) => `  ${from} goes by ${to}`),
  ];
  return [
    `On ${publication}, made under policy ${basedOn}; nothing is changed by looking.`,
    table(
      ['line', 'today', 'then'],
      lines.map(({ name, before, after }) => [name, String(before), before === after ? '' : String(after)]),
    ),
    ...(fresh ? ['Links are decided afresh: none is kept down to the break line.'] : []),
    `Of ${counted(people, 'person', 'people')}: ${grouped(effect.merged.length)} merged, ${grouped(effect.split.length)} split, ${grouped(effect.reidentified.length)} under another id; ${counted(effect.records, 'record')} would belong to another person.`,
    `Open reviews: ${grouped(review.before)} today, ${grouped(review.after)} then (${grouped(effect.review.opened)} opened, ${grouped(effect.review.closed)} closed).`,
    `Newly heavy enough and kept apart all the same: ${counted(keptApart.twins, 'pair')} as possible twins, ${keptApart.neverLink === null ? `fewer than ${LEAST_CELL}, or none,` : grouped(keptApart.neverLink)} by a decision that is not shown.`,
    ...(groups.length === 0
      ? []
      : [
          table(
            ['by', 'group', 'people concerned'],
            groups.map(({ by, group, people: count }) => [by, group, count === null ? `fewer than ${LEAST_CELL}` : grouped(count)]),
          ),
        ]),
    ...persons.slice(0, PERSONS_SHOWN),
    ...(persons.length > PERSONS_SHOWN ? [`  and ${grouped(persons.length - PERSONS_SHOWN)} more (--json or --html lists all)`] : []),
    ...samples.flatMap(({ line, above, below }) => [
      `Nearest to the ${line} line:`,
      table(
        ['pair', 'bits', 'what the two say', 'what becomes of them'],
        [...above.slice(0, PAIRS_SHOWN).toReversed(), ...below.slice(0, PAIRS_SHOWN)].map(({ a, b, weight, words, outcome }) => [
          `${a} ${b}`,
          weight.toFixed(2),
          words.replace(/\. Evidence for.*$/, ''),
          outcome,
        ]),
      ),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Every version of the policy, the newest first. */
export function historyText({ published, next, versions, declaredOtherwise }: PolicyHistory): string {
  const state = (row: PolicyHistory['versions'][number]): string => {
    const approved = row.approved_by === null ? 'declared in thresholds.ts' : `approved by ${row.approved_by}`;
    if (row.state === 'proposed') return 'waits for approval';
    if (row.state === 'withdrawn') return `withdrawn by ${row.withdrawn_by ?? ''}`;
    return row.state === 'superseded' ? `${approved}, superseded` : approved;
  };
  const used = (version: number): string =>
    [version === published ? 'readers see it' : '', version === next ? 'next night' : ''].filter((word) => word !== '').join(', ');
  return [
    table(
      ['policy', 'join', 'break', 'review', 'margin', 'links', 'proposed by', 'state', 'used', 'why'],
      versions
        .toReversed()
        .map((row) => [
          String(row.version),
          String(row.join),
          String(row.break),
          String(row.review),
          String(row.margin),
          row.fresh ? 'afresh' : 'kept',
          row.proposed_by ?? '',
          state(row),
          used(row.version),
          row.reason ?? '',
        ]),
    ),
    ...(next === null ? ['The next night takes the lines that thresholds.ts declares.'] : []),
    ...(declaredOtherwise ? ['thresholds.ts declares other lines; they no longer count, for a change was approved since.'] : []),
  ].join('\n');
}
