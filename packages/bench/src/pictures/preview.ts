import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { previewPolicy } from '@golden-thread/orchestrator/policy-preview';
import { renderPreview } from '@golden-thread/orchestrator/render-preview';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch } from '../scratch.ts';
import { findBrowser } from './browser.ts';

const NIGHT = '2026-03-02';
const PEOPLE = 2000;

/** Draws the page of a policy preview on the demo's council: a join line that is raised far, links decided afresh. */
export async function drawPreview(pipeline: PipelineDeclaration, directory: string, print: (line: string) => void): Promise<void> {
  const browser = findBrowser();
  if (typeof browser === 'string') {
    print(`the picture of the policy preview is left as it is, for ${browser}`);
    return;
  }
  const scratch = await openScratch(pipeline);
  const folder = mkdtempSync(join(tmpdir(), 'golden-thread-preview-'));
  try {
    const council = join(folder, 'council');
    await generateCouncil({ people: PEOPLE, nights: 1, seed: 1, out: council, start: NIGHT });
    const settings = scratch.settings(join(council, 'night-01'), SILENT);
    await runNight(settings, { businessDate: NIGHT, again: false, scope: 'affected' });
    const preview = await previewPolicy(settings, { join: 12, break: 10, review: 3 }, { fresh: true, by: [] });
    const page = join(folder, 'preview.html');
    writeFileSync(page, await renderPreview(preview));
    const to = join(directory, 'policy-preview.png');
    browser.picture(page, to, { width: 1280, height: 1500 });
    print(`${to}: ${statSync(to).size.toLocaleString('en-GB')} bytes`);
  } finally {
    await scratch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
