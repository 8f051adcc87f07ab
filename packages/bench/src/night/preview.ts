import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { type LineChanges, previewPolicy } from '@golden-thread/orchestrator/policy-preview';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch } from '../scratch.ts';

const NIGHT = '2026-03-02';

/** How long the preview of a change takes, after a first night: nothing moved, one bit, and links decided afresh. */
export async function benchPreview(pipeline: PipelineDeclaration, people: number, print: (line: string) => void): Promise<void> {
  const scratch = await openScratch(pipeline);
  try {
    const out = join(scratch.directory, 'council');
    print(`preview: making a council of ${people} people and its first night`);
    await generateCouncil({ people, nights: 1, seed: 99, out, start: NIGHT, changeRate: 0.01, story: 'none' });
    const settings = scratch.settings(join(out, 'night-01'), SILENT);
    await runNight(settings, { businessDate: NIGHT, again: false, scope: 'affected' });
    const { join: joinLine, break: breakLine } = pipeline.policy;
    const changes: readonly (readonly [string, LineChanges, boolean])[] = [
      ['no line moves', {}, false],
      ['join one bit higher', { join: joinLine + 1 }, false],
      ['break one bit higher', { join: Math.max(joinLine, breakLine + 1), break: breakLine + 1 }, false],
      ['join one bit higher, afresh', { join: joinLine + 1 }, true],
    ];
    for (const [name, lines, fresh] of changes) {
      const stages: string[] = [];
      const began = performance.now();
      let last = began;
      const { effect } = await previewPolicy(settings, lines, {
        fresh,
        by: [],
        onStage: (stage) => {
          const now = performance.now();
          stages.push(`${Math.round(now - last)} ms, ${stage}`);
          last = now;
        },
      });
      print(
        `${name}: ${Math.round(performance.now() - began)} ms; ${effect.merged.length} merged, ${effect.split.length} split, ${effect.records} records (${stages.join('; ')})`,
      );
    }
  } finally {
    await scratch.close();
  }
}
