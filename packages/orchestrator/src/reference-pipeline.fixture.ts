import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';

/** The reference pipeline, loaded by its path as the command line does. */
export async function referencePipeline(): Promise<PipelineDeclaration> {
  const loaded: { readonly pipeline: PipelineDeclaration } = await import(
    new URL('../../../pipelines/single-view/pipeline.ts', import.meta.url).href
  );
  return loaded.pipeline;
}
