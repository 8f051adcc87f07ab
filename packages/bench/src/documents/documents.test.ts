import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPipeline } from '@golden-thread/cli/load-pipeline';
import { expect, test } from 'vitest';
import { generatedDocuments } from './documents.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

test('docs/generated says what the code says; if not: npm run describe:docs', async () => {
  const documents = generatedDocuments(await loadPipeline(join(ROOT, 'pipelines', 'single-view')));
  const kept = Object.keys(documents).map((name) => [name, readFileSync(join(ROOT, 'docs', 'generated', name), 'utf8')]);
  expect(Object.fromEntries(kept)).toEqual(documents);
});
