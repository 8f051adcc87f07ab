import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkModel, type PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { DeclarationError, GoldenThreadError } from '@golden-thread/shapes/errors';

export interface LoadOptions {
  /** Takes a pipeline whose model was trained for other comparisons too: to train one for these. */
  readonly anyModel?: boolean;
}

/** Loads `pipeline.ts` of a directory by its path: pipelines are imported by nobody. @throws DeclarationError with the name and the fix. */
export async function loadPipeline(directory: string, { anyModel = false }: LoadOptions = {}): Promise<PipelineDeclaration> {
  const file = join(directory, 'pipeline.ts');
  if (!existsSync(file))
    throw new DeclarationError({
      code: 'pipeline.missing',
      message: `There is no pipeline.ts in ${directory}.`,
      remedy: 'Name the directory of a pipeline with --pipeline, as in --pipeline pipelines/single-view',
    });
  let loaded: { readonly pipeline?: PipelineDeclaration };
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof GoldenThreadError) throw error;
    throw notLoaded(file, error);
  }
  if (loaded.pipeline === undefined)
    throw new DeclarationError({
      code: 'pipeline.not_exported',
      message: `${file} does not export 'pipeline'.`,
      remedy: 'End it with: export const pipeline = definePipeline({ … })',
    });
  if (!anyModel) checkModel(loaded.pipeline);
  return loaded.pipeline;
}

const notLoaded = (file: string, cause: unknown): DeclarationError =>
  new DeclarationError({
    code: 'pipeline.not_loaded',
    message: `The pipeline does not load: ${cause instanceof Error ? cause.message.split('\n')[0] : 'unknown fault'}.`,
    remedy: `Mend ${file} or what it imports; --debug shows where.`,
    cause,
  });
