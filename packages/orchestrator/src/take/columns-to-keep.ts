import { mayFlow } from '@golden-thread/governance/flow-decision';
import { compileMapping } from '@golden-thread/normalise/compile-mapping';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';

/** Columns of a source that its agreement lets be kept on a business date, none without a live one, in the order in which a row's cells stand. */
export function columnsToKeep(
  { pipeline, run }: { readonly pipeline: PipelineDeclaration; readonly run: { readonly business_date: string } },
  source: SourceDeclaration,
): readonly string[] {
  const { live, allowedItems } = mayFlow(pipeline.register, source.agreement, run.business_date);
  if (!live) return [];
  return compileMapping(source, allowedItems, pipeline.profile).columns;
}
