import type { ImportedLine } from '@golden-thread/orchestrator/judgement-file';
import type { JudgementList } from '@golden-thread/orchestrator/judgement-list';
import { counted, table } from './table.ts';

/** The judgements as people read them: what needs somebody first. */
export function judgementsText({ judgements, contradictions, lifts }: JudgementList): string {
  if (judgements.length === 0 && lifts.length === 0) return 'Nothing is judged.';
  const again = judgements.filter(({ state, reexamine }) => reexamine.length > 0 && state !== 'withdrawn');
  return [
    ...(contradictions.length === 0 ? [] : ['They contradict each other:', ...contradictions.map(({ words }) => `  ${words}`), '']),
    ...(lifts.length === 0
      ? []
      : [
          'A second person is waited for to lift:',
          ...lifts.map(({ a, b, by }) => `  ${a} ${b}, proposed by ${by}: gt judge lift ${a} ${b} --reason '…'`),
          '',
        ]),
    ...(again.length === 0
      ? []
      : [
          'Re-examine, a record changed since (they still bind):',
          ...again.map(({ judgement, a, b, reexamine }) => `  judgement ${judgement}: ${a} ${b}, changed: ${reexamine.join(', ')}`),
          '',
        ]),
    table(
      ['no.', 'judged', 'records', 'stands', 'signed by', 'expires', 'reason'],
      judgements.map((j) => [j.judgement, j.verdict, `${j.a} ${j.b}`, j.state, j.by.join(' + '), j.expires, cut(j.reason)]),
    ),
  ].join('\n');
}

/** What became of each line of an imported file. */
export function importText(lines: readonly ImportedLine[], dryRun: boolean): string {
  const of = (fate: ImportedLine['fate']): number => lines.filter((line) => line.fate === fate).length;
  const said = lines.filter(({ fate, words }) => fate === 'refused' || words !== '');
  return [
    `${dryRun ? 'Would be imported' : 'Imported'}: ${counted(of('imported'), 'judgement')}; there already: ${of('duplicate')}; refused: ${of('refused')}.`,
    ...said.map(({ line, fate, words }) => `  line ${line}: ${fate}. ${words}`),
  ].join('\n');
}

const LONGEST = 40;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
