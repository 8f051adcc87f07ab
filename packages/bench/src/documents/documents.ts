import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePipeline } from '@golden-thread/orchestrator/describe';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { READER_VIEWS } from '@golden-thread/warehouse/views/all-views';

/** Documents that say what the code says, by file name: written here, and held against the code by a test. */
export function generatedDocuments(pipeline: PipelineDeclaration): Readonly<Record<string, string>> {
  return { 'pipeline.md': pipelineDocument(pipeline), 'dictionary.md': dictionaryDocument() };
}

export async function writeDocuments(pipeline: PipelineDeclaration, directory: string, print: (line: string) => void): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(generatedDocuments(pipeline))) {
    writeFileSync(join(directory, name), text);
    print(join(directory, name));
  }
}

function pipelineDocument(pipeline: PipelineDeclaration): string {
  return [
    '# The pipeline as declared',
    '',
    'What `npx gt describe` prints of `pipelines/single-view`. Made by `npm run describe:docs`; a test holds it against the code.',
    '',
    '```text',
    ...describePipeline(pipeline)
      .split('\n')
      .map((line) => line.trimEnd()),
    '```',
    '',
  ].join('\n');
}

function dictionaryDocument(): string {
  const views = READER_VIEWS.flatMap((view) => [
    `## ${view.name}`,
    '',
    `${view.describes} One row ${view.row}.`,
    '',
    '| column | type | what it is | data item |',
    '|---|---|---|---|',
    ...view.columns.map((c) => `| \`${c.name}\` | ${c.type} | ${cell(c.describes)} | ${c.item === undefined ? '' : `\`${c.item}\``} |`),
    '',
  ]);
  return [
    '# The dictionary',
    '',
    'Every view and column that readers see, as `select * from bi_core.dictionary` lists them. A column with a data item shows its',
    'value only to a login whose grant covers that item and the source that gave the value. Made by `npm run describe:docs`; a',
    'test holds it against the code.',
    '',
    ...views,
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
