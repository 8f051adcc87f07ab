import type { FeedbackReport, Finding } from '@golden-thread/orchestrator/feedback';
import type { FeedbackFile } from '@golden-thread/orchestrator/feedback-files';
import { counted, table } from './table.ts';

/** What owners are told, owner by owner; of each finding no value. */
export function feedbackText(report: FeedbackReport, files: readonly FeedbackFile[], listed: number): string {
  const { owners, findings, publication, businessDate } = report;
  const shown = findings.slice(0, listed);
  return [
    `In ${publication}, the night of ${businessDate}:`,
    table(
      ['owner', 'open', 'near misses', 'contradictions', 'identifiers', 'stand-ins', 'values', 'mended', 'joined by it', 'gone'],
      owners.map(({ owner, open, byKind, mended, relinked, gone }) => [
        owner,
        open,
        byKind.near_miss,
        byKind.contradiction,
        byKind.identifier,
        byKind.placeholder,
        byKind.value,
        mended,
        relinked,
        gone,
      ]),
    ),
    ...owners.flatMap(({ owner, leftOut }) =>
      leftOut.length === 0 ? [] : [`  ${owner}: nothing is told of ${leftOut.join(', ')}, whose agreement is not live.`],
    ),
    ...(shown.length === 0 ? [] : ['', ...shown.flatMap(findingLines)]),
    ...(listed > 0 && findings.length > shown.length
      ? ['', `  and ${counted(findings.length - shown.length, 'more', 'more')}: use --limit`]
      : []),
    ...(files.length === 0
      ? []
      : [
          '',
          ...files.map(({ file, findings: count }) => `  written: ${file}, ${counted(count, 'finding')}`),
          '  The files name children as their source does: send each to its owner alone, and keep none.',
        ]),
  ].join('\n');
}

function findingLines({ source, record, kind, words, firstSeen, lastSeen, state, endedOn, relinked }: Finding): readonly string[] {
  const when =
    state === 'open'
      ? `since ${firstSeen}`
      : `${firstSeen} to ${lastSeen}, ${state === 'mended' ? 'found no longer' : 'gone with its record'} on ${endedOn ?? ''}${relinked ? ', and the record joined others' : ''}`;
  return [`  ${record} (${source}) ${kind}, ${when}`, `    ${words}`];
}
