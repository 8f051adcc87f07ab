import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { runNight } from '@golden-thread/orchestrator/run-night';
import { warehouseOver } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openPool } from '@golden-thread/warehouse/connect';
import { tellGate } from '../demo/tell-gate.ts';
import {
  type Scene,
  tellArrivals,
  tellForms,
  tellMended,
  tellQuarantine,
  tellRenamed,
  tellTwins,
  tellValues,
} from '../demo/tell-nights.ts';
import { tellerTo } from '../demo/teller.ts';
import { openScratch } from '../scratch.ts';
import { countNight, type NightCounts } from './night-counts.ts';
import { terminal, wrapped } from './terminal.ts';
import { threadPicture } from './thread.ts';

const DATES = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;
const PEOPLE = 2000;
const COLUMNS = 124;

/** Draws the pictures of the documents from the demo's own council, nights and words. The same code gives the same bytes. */
export async function drawPictures(pipeline: PipelineDeclaration, directory: string, print: (line: string) => void): Promise<void> {
  const { thread, told } = await playNights(pipeline);
  mkdirSync(directory, { recursive: true });
  const files = {
    'thread.svg': threadPicture(thread),
    'demo.svg': terminal(
      excerptOf(told),
      COLUMNS,
      'What npm run demo prints: what arrived, one child under several forms of a name, twins kept apart, every value of one child with its origin, and a night that a gate stopped.',
    ),
  };
  for (const [name, svg] of Object.entries(files)) {
    writeFileSync(join(directory, name), svg);
    print(`${join(directory, name)}: ${svg.length.toLocaleString('en-GB')} bytes`);
  }
}

/** What the demo tells, by chapter, and the first night's counts. */
async function playNights(pipeline: PipelineDeclaration): Promise<{ readonly thread: NightCounts; readonly told: string }> {
  const scratch = await openScratch(pipeline);
  const council = join(scratch.directory, 'council');
  const readerUrl = scratch.warehouse.url.replace(/^(\w+:\/\/)[^@/]*@/, '$1gt_reader_golden_thread_analyst@');
  const readers = openPool(readerUrl, { applicationName: 'golden-thread pictures', maximum: 1 });
  try {
    await generateCouncil({ people: PEOPLE, nights: DATES.length, seed: 1, out: council, start: DATES[0] });
    const settings = (night: number) => scratch.settings(join(council, `night-0${night}`), () => undefined);
    const run = (night: number) =>
      runNight(settings(night), { businessDate: DATES[night - 1] ?? DATES[0], again: false, scope: 'affected' });
    const told: string[] = [];
    const scene: Scene = { warehouse: scratch.warehouse, pipeline, tell: tellerTo((text) => void told.push(text)) };
    await run(1);
    const thread = await countNight(scratch.warehouse, pipeline);
    await tellArrivals(scene);
    await tellForms(scene);
    await tellTwins(scene);
    await tellQuarantine(scene);
    await run(2);
    await tellMended(scene);
    await run(3);
    await tellRenamed(scene);
    await tellValues(scene);
    await tellGate(scene, settings(3), DATES[2], warehouseOver(readerUrl, readers));
    return { thread, told: told.join('') };
  } finally {
    await readers.end();
    await scratch.close();
  }
}

/** Lines shown of each chapter that is shown, by how its title begins. */
const SHOWN: readonly (readonly [string, number])[] = [
  ['What arrived', 99],
  ['One child under', 99],
  ['Twins kept apart', 9],
  ['A date of birth mended', 99],
  ['Every value', 18],
  ['A night stopped', 5],
];

/** The parts of the story that fit on a page: whole chapters where they are short, the beginnings of others. */
function excerptOf(told: string): readonly string[] {
  const chapters = told.trim().split(/\n\n(?=\d+\. )/);
  return [
    '$ npm run demo',
    '  …',
    '',
    ...chapters.flatMap((chapter) => {
      const lines = wrapped(chapter, COLUMNS);
      const most = SHOWN.find(([title]) => chapter.replace(/^\d+\. /, '').startsWith(title))?.[1] ?? 0;
      const shown = lines.slice(0, most);
      return shown.length === 0 ? [] : [...shown, ...(shown.length < lines.length ? ['  …'] : []), ''];
    }),
  ].slice(0, -1);
}
