import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import type { Transaction } from '../transaction.ts';

/**
 * Stores what the readers' views look up of the pipeline: its zone, the day that freshness is judged by, and each
 * attribute's survivorship rule in words. A demo's nights lie in the past, so there freshness is judged by the
 * night that is published; everywhere else by the clock. Rights are always judged by the clock.
 */
export async function syncSettings(
  tx: Transaction,
  pipeline: Pick<PipelineDeclaration, 'timeZone' | 'profile' | 'survivorship'>,
): Promise<void> {
  const settings = { time_zone: pipeline.timeZone, freshness_as_of: pipeline.profile === 'demo' ? 'publication' : 'clock' };
  await tx.query(
    'insert into ops.setting (name, value) select key, value from jsonb_each_text($1::jsonb) on conflict (name) do update set value = excluded.value',
    [JSON.stringify(settings)],
  );
  const rules = PERSON_ATTRIBUTES.map((attribute, position) => ({
    position,
    rule: ruleInWords(pipeline.survivorship.rules[attribute.name]),
  }));
  await tx.query(
    'insert into golden.rule (position, rule) select position, rule from jsonb_to_recordset($1::jsonb) as declared (position smallint, rule text) on conflict (position) do update set rule = excluded.rule',
    [JSON.stringify(rules)],
  );
}

/** A survivorship rule as readers see it. */
export function ruleInWords(rule: SurvivorshipRule): string {
  const only = rule.rule === 'onlyFrom' || rule.from === undefined ? '' : `; only from ${rule.from.join(', ')}`;
  return `${ruleAlone(rule)}${only}`;
}

function ruleAlone(rule: SurvivorshipRule): string {
  switch (rule.rule) {
    case 'mostRecent':
      return `true most recently at its source, then ${rule.tieBreak.join(', ')}`;
    case 'sourceOrder':
      return `first source that has one: ${rule.order.join(', ')}`;
    case 'mostTrusted':
      return `without doubt, then most trusted source: ${rule.order.join(', ')}`;
    case 'unionBy':
      return `all of them, the most recent first, then ${rule.tieBreak.join(', ')}`;
    case 'mostFrequent':
      return `given by most sources, then ${rule.tieBreak.join(', ')}`;
    case 'longest':
      return `longest, then ${rule.tieBreak.join(', ')}`;
    case 'onlyFrom':
      return `only from ${rule.order.join(', ')}`;
    default:
      return rule satisfies never;
  }
}
