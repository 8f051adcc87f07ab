import type { ErrorEstimate } from '@golden-thread/orchestrator/review-estimate';
import type { SampleDrawn } from '@golden-thread/orchestrator/review-sample';
import type { WorkList } from '@golden-thread/orchestrator/work-list';
import { wrapped } from '../review/pair-text.ts';
import { counted, table } from './table.ts';

const WIDTH = 80;

/** Open questions, the one worth most first. */
export function workText({ open, items }: WorkList): string {
  if (open === 0) return 'Nobody is asked anything.';
  return [
    `${counted(open, 'open question')}, the one whose answer is worth most first:`,
    ...items.flatMap((item, i) => [
      '',
      `${String(i + 1).padStart(3)}  ${item.a} ${item.b}  ${item.kind}${item.unsure ? ', somebody could not tell' : ''}  (worth ${item.worth.toFixed(2)}: ${counted(item.people, 'person', 'people')})`,
      ...[item.why, ...(item.facts === null ? [] : [item.facts])].flatMap((text) => wrapped(text, WIDTH - 5).map((line) => `     ${line}`)),
    ]),
    ...(open > items.length ? ['', `  and ${counted(open - items.length, 'more', 'more')}: use --limit`] : []),
  ].join('\n');
}

export function sampleText({ bands }: SampleDrawn, out: string): string {
  return [
    table(
      ['band', 'pairs', 'drawn'],
      bands.map(({ band, pairs, drawn }) => [band, pairs, drawn]),
    ),
    '',
    `  written: ${out}. Fill in verdict (same, different, unsure) in every line, then: gt review estimate ${out}`,
  ].join('\n');
}

export function estimateText({ bands, falseMerges, missedMatches }: ErrorEstimate): string {
  const perTenThousand = (share: number): string => (share * 10_000).toFixed(1);
  const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
    `${perTenThousand(low)} to ${perTenThousand(high)}`;
  const rows = [
    { name: 'false merges, of 10,000 joined pairs', rate: falseMerges },
    { name: 'missed matches, of 10,000 true pairs', rate: missedMatches },
  ];
  return [
    table(
      ['', 'best estimate', 'the bound that holds (95 %)', 'the usual interval'],
      rows.map(({ name, rate }) => [
        name,
        rate === null ? '–' : perTenThousand(rate.estimate),
        rate === null ? '–' : range(rate),
        rate === null ? '–' : range(rate.naive),
      ]),
    ),
    '',
    '  Decide by the bound. The usual interval misses far too often where errors are rare.',
    '  Missed matches are those among pairs that were compared and stored: what blocking never brought together is not in it.',
    '',
    table(
      ['band', 'pairs', 'same', 'different', 'unsure'],
      bands.map(({ band, pairs, same, different, unsure }) => [band, pairs, same, different, unsure]),
    ),
  ].join('\n');
}
