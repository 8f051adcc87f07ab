import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionGroups } from '@golden-thread/linkage/functions';
import { describePipeline } from '@golden-thread/orchestrator/describe';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { READER_VIEWS } from '@golden-thread/warehouse/views/all-views';
import { OWN_FEBRL3_MODEL, OWN_HISTORICAL_MODEL } from '../linkage/own-models.ts';
import type { ModelSettings } from '../linkage/people-model.ts';

/** Documents that say what the code says, by file name: written here, and held against the code by a test. */
export function generatedDocuments(pipeline: PipelineDeclaration): Readonly<Record<string, string>> {
  return {
    'pipeline.md': pipelineDocument(pipeline),
    'dictionary.md': dictionaryDocument(),
    'linkage-functions.md': functionsDocument(),
    'febrl3.json': settingsDocument(OWN_FEBRL3_MODEL),
    'historical-50k.json': settingsDocument(OWN_HISTORICAL_MODEL),
  };
}

export async function writeDocuments(pipeline: PipelineDeclaration, directory: string, print: (line: string) => void): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(generatedDocuments(pipeline))) {
    writeFileSync(join(directory, name), text);
    print(join(directory, name));
  }
}

const settingsDocument = (settings: ModelSettings): string => `${JSON.stringify(settings, null, 2)}\n`;

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

function functionsDocument(): string {
  const groups = functionGroups().flatMap(({ title, isOwn, functions }) => [
    `## ${title}`,
    '',
    ...(isOwn ? ['Splink and DuckDB have none of these: settings that use them run here only.', ''] : []),
    '| function | arguments | also written |',
    '|---|---|---|',
    ...functions.map((one) => `| \`${one.name}\` | ${argumentsOf(one)} | ${one.aliases.map((name) => `\`${name}\``).join(', ')} |`),
    '',
  ]);
  return [
    "# Functions in a linkage's conditions",
    '',
    'What a level, a blocking rule or an expression may call. The rest of the language is in [settings.md](../linkage/settings.md). Made by',
    '`npm run describe:docs`; a test holds it against the code.',
    '',
    ...groups,
  ].join('\n');
}

const argumentsOf = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  most === Number.POSITIVE_INFINITY ? `${least} or more` : least === most ? String(least) : `${least} to ${most}`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
