import type { BlockingRule } from '@golden-thread/shapes/declare/linkage';

/** A blocking rule in words: the name of a training session, and what a gate says of a rule. */
export function describeRule(rule: BlockingRule): string {
  return rule.all
    .map(({ column, first, or }) => [column, ...(or ?? [])].join(' or ') + (first === undefined ? '' : ` (first ${first})`))
    .join(', ');
}
