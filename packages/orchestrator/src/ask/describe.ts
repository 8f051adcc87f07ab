import { describeRule } from '@golden-thread/linkage/describe-rule';
import { columnsOf } from '@golden-thread/shapes/declare/combinators';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { itemsOf, type SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { orderOf } from '@golden-thread/shapes/declare/survivorship';
import { isRemote } from '@golden-thread/shapes/declare/transport';

/** A pipeline's declarations as text: what a person reads before trusting a night. */
export function describePipeline(pipeline: PipelineDeclaration): string {
  const { policy } = pipeline;
  return [
    `pipeline ${pipeline.name} (${pipeline.profile}, ${pipeline.timeZone}), version ${pipeline.hash.slice(0, 12)}`,
    `  ${pipeline.describes}`,
    `policy: join ${policy.join}, break ${policy.break}, review ${policy.review}, margin ${policy.margin}, floor ${policy.floor} bits`,
    '',
    ...pipeline.sources.flatMap((source) => [...describeSource(pipeline, source), '']),
    `linkage, version ${pipeline.linkage.hash.slice(0, 12)}, model ${pipeline.model.name}`,
    `  ${pipeline.linkage.describes}`,
    ...pipeline.linkage.blocking.map((rule, i) => `  blocking ${i + 1}: ${describeRule(rule)}`),
    ...pipeline.linkage.comparisons.map(
      (c) => `  comparison ${c.name}: ${c.describes} Levels: ${c.levels.map((l) => l.level).join(', ')}.`,
    ),
    '',
    `survivorship, version ${pipeline.survivorship.hash.slice(0, 12)}`,
    `  ${pipeline.survivorship.describes}`,
    ...Object.entries(pipeline.survivorship.rules).map(
      ([name, rule]) =>
        `  ${name}: ${rule.rule} (${orderOf(rule).join(', ')})${rule.rule === 'onlyFrom' || rule.from === undefined ? '' : `, only from ${rule.from.join(', ')}`}`,
    ),
    '',
    `register, version ${pipeline.register.hash.slice(0, 12)}`,
    ...pipeline.register.agreements.map(
      (a) => `  agreement ${a.id}: ${a.name}, ${a.status}, ${a.from} to ${a.to}, items ${a.itemSet}, purposes ${a.purposes.join(', ')}`,
    ),
    ...pipeline.register.grants.map(
      (g) =>
        `  grant ${g.id}: ${g.role} of ${g.organisation} for ${g.purpose}, items ${g.itemSet}, agreements ${g.agreements.join(', ')}, ${g.from} to ${g.to}`,
    ),
  ].join('\n');
}

function describeSource(pipeline: PipelineDeclaration, source: SourceDeclaration): string[] {
  const agreement = pipeline.register.agreements.find((a) => a.id === source.agreement);
  const allowed = new Set(pipeline.register.itemSets.find((set) => set.id === agreement?.itemSet)?.items ?? []);
  const read = new Set([
    ...source.contract.key,
    ...itemsOf(source).flatMap(({ item, reader }) => (allowed.has(item) ? columnsOf(reader) : [])),
  ]);
  const dropped = Object.keys(source.contract.columns).filter((name) => !read.has(name));
  return [
    `source ${source.name} (${source.label}), version ${source.hash.slice(0, 12)}`,
    `  ${source.describes}`,
    `  ${source.contract.delivers} ${formOf(source)} every ${source.cadence.every} by ${source.cadence.arrivesBy}, files ${source.transport.files} in '${source.location}'${isRemote(source.transport) ? ` by ${source.transport.kind}` : ''}, under agreement ${source.agreement}`,
    `  key ${source.contract.key.join(' + ')}; quarantine budget ${source.contract.quarantineBudget}, delete guard ${source.contract.deleteGuard}`,
    ...itemsOf(source).map(
      ({ item, reader }) =>
        `  ${item} ← ${columnsOf(reader).join(' + ') || reader.read}${allowed.has(item) ? '' : '  (not in the item set: dropped before storage)'}`,
    ),
    ...(dropped.length === 0 ? [] : [`  dropped before storage: ${dropped.join(', ')}`]),
  ];
}

/** The form of a source's files: `xlsx`, or `csv in zip`. */
const formOf = ({ decoder }: SourceDeclaration): string => (decoder.kind === 'zip' ? `${decoder.holds.kind} in zip` : decoder.kind);
