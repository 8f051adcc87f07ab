import type { PlanReport } from '@golden-thread/orchestrator/plan';
import { table } from './table.ts';

export function planText(report: PlanReport): string {
  const rows = report.sources.flatMap((s): (readonly (string | number | null)[])[] => {
    if (!s.flows) return [[s.source, s.agreement, 'does not flow', s.because, null]];
    const away = s.outOfReach === null ? [] : [[s.source, s.agreement, 'out of reach', s.outOfReach, null] as const];
    const fetch = s.fetch.map((f) => [s.source, s.agreement, 'fetch, then take', f.file, f.bytes] as const);
    const take = s.take.map((t) => [s.source, s.agreement, 'take', t.file, t.bytes] as const);
    const leave = s.leave.map((l) => [s.source, s.agreement, l.state, `${l.file}: ${l.because}`, null] as const);
    return away.length + fetch.length + take.length + leave.length === 0
      ? [[s.source, s.agreement, 'nothing', s.because === 'the agreement is live' ? 'nothing new was delivered' : s.because, null]]
      : [...away, ...fetch, ...take, ...leave];
  });
  const changed =
    report.changed.length === 0
      ? []
      : ['', `Changed since p${report.base}, so that its whole scope is worked on: ${report.changed.join(', ')}`];
  const { version, lines, differs, because } = report.policy;
  return [
    `The night of ${report.businessDate} would rest on ${report.base === 0 ? 'nothing' : `p${report.base}`}:`,
    table(['source', 'agreement', 'will', 'file', 'bytes'], rows),
    '',
    `Match policy${version === null ? '' : ` ${version}`}: join ${lines.join}, break ${lines.break}, review ${lines.review}, margin ${lines.margin} (${because})${differs ? `; tried on p${report.base} first` : ''}`,
    ...changed,
  ].join('\n');
}
