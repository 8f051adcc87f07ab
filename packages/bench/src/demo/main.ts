import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@golden-thread/cli/config';
import { exitNameOf } from '@golden-thread/cli/exit';
import { eventPrinter } from '@golden-thread/cli/render/events';
import { problemText } from '@golden-thread/cli/render/problem';
import { openSession, type Session } from '@golden-thread/cli/session';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { runNight } from '@golden-thread/orchestrator/run-night';
import { status } from '@golden-thread/orchestrator/status';
import { type Warehouse, warehouseOver } from '@golden-thread/orchestrator/warehouse-handle';
import { EXIT_CODES } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { printPerson, printRecord } from '@golden-thread/shapes/references';
import { openPool } from '@golden-thread/warehouse/connect';
import { removeData, startDetached } from '@golden-thread/warehouse/embedded/launcher';
import { PUBLIC_ID_KEY } from '../scratch.ts';
import { bestKnown, twinsKeptApart } from './questions.ts';
import { type Examples, tellFurther } from './tell-further.ts';
import { tellGate, tellWithdraw } from './tell-gate.ts';
import { type Scene, tellArrivals, tellForms, tellMended, tellQuarantine, tellRenamed, tellTwins, tellValues } from './tell-nights.ts';
import { type Teller, tellerTo } from './teller.ts';

const DATES = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;
const HELP = `npm run demo [-- --seed 1 --people 2000 --fresh]

Makes a council of made-up people, runs three nights on the embedded database, and tells what happened.
  --fresh    delete what an earlier demo left, and begin again
  --seed N   another council: the story holds
`;

/** The demo: a whole council's three nights in a minute or two. @returns the exit code. */
export async function main(args: readonly string[], root: string): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return EXIT_CODES.done;
  }
  try {
    await play(args, root);
    return EXIT_CODES.done;
  } catch (error) {
    process.stderr.write(`${problemText(error, args.includes('--debug'))}\n`);
    return EXIT_CODES[exitNameOf(error)];
  }
}

async function play(args: readonly string[], root: string): Promise<void> {
  const seed = numberOption(args, 'seed', 1);
  const people = numberOption(args, 'people', 2000);
  const config = readConfig(root);
  if (config.databaseUrl !== null)
    throw new DeclarationError({
      code: 'demo.own_server',
      message: 'DATABASE_URL is set, and the demo never touches a server of your own.',
      remedy: 'Unset it for the demo: DATABASE_URL= npm run demo',
    });
  const council = join(config.dataDirectory, 'council');
  const database = join(config.dataDirectory, 'postgres');
  if (args.includes('--fresh')) {
    await removeData(database);
    for (const path of [council, join(config.dataDirectory, 'id-key')]) rmSync(path, { recursive: true, force: true });
  }
  if (existsSync(database)) {
    process.stdout.write(
      `There is a database of an earlier demo or of your own in ${config.dataDirectory}.\nLook at it with: npm run gt -- status\nTo delete it and begin again: npm run demo -- --fresh\n`,
    );
    return;
  }
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  writeFileSync(join(config.dataDirectory, 'id-key'), PUBLIC_ID_KEY, { mode: 0o600 });

  const print = (text: string) => void process.stdout.write(text);
  print(`Golden Thread: three nights of a made-up council of ${people} people (seed ${seed})\n`);
  rmSync(council, { recursive: true, force: true });
  const summary = await generateCouncil({ people, nights: DATES.length, seed, out: council, start: DATES[0] });
  print(`The council is in ${council}: ${summary.totalRecords} records in seven systems' own files.\n`);
  const tell = tellerTo(print);
  let examples: Examples;
  const session = await openSession(config, { prepare: true });
  const reader = readerOf(session);
  try {
    await tellStory(session, reader, council, print, tell);
    examples = await examplesIn(session.warehouse);
  } finally {
    await reader.pool.end();
    await session.close();
  }
  tellFurther(tell, await startDetached(database), examples);
}

async function tellStory(session: Session, reader: Warehouse, council: string, print: (text: string) => void, tell: Teller): Promise<void> {
  const events = eventPrinter({ json: false, interactive: session.config.interactive });
  const settings = (night: number) => ({
    ...session.settings(events),
    directoryOf: (location: string) => join(council, `night-0${night}`, location),
  });
  const scene: Scene = { warehouse: session.warehouse, pipeline: session.pipeline, tell };
  const run = async (night: number) => {
    print('\n');
    await runNight(settings(night), { businessDate: DATES[night - 1] ?? DATES[0], again: false, scope: 'affected' });
  };
  await run(1);
  await tellArrivals(scene);
  await tellForms(scene);
  await tellTwins(scene);
  await run(2);
  await tellMended(scene);
  await run(3);
  await tellRenamed(scene);
  await tellValues(scene);
  await tellQuarantine(scene);
  const quiet = { ...settings(3), emit: () => {} };
  await tellGate(scene, quiet, DATES[2], reader);
  await tellWithdraw(scene, quiet, reader);
  const { counts } = await status(session.warehouse);
  print(`\nThree nights, ${counts.records} records, ${counts.persons} people.\n`);
}

async function examplesIn(warehouse: Warehouse): Promise<Examples> {
  const twins = await twinsKeptApart(warehouse);
  return { person: printPerson((await bestKnown(warehouse)) ?? 0), records: [printRecord(twins?.a ?? 0), printRecord(twins?.b ?? 0)] };
}

/** The database as a reader of the register sees it: a login of its own, through the views. */
function readerOf(session: Session): Warehouse {
  const url = session.warehouse.url.replace(/^(\w+:\/\/)[^@/]*@/, '$1gt_reader_golden_thread_analyst@');
  return warehouseOver(url, openPool(url, { applicationName: 'golden-thread demo reader', maximum: 1 }));
}

function numberOption(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(`--${name}`);
  if (at === -1) return otherwise;
  const value = Number(args[at + 1]);
  if (!Number.isInteger(value) || value < 1)
    throw new DeclarationError({
      code: 'demo.option',
      message: `--${name} takes a whole number from 1.`,
      remedy: `As in: npm run demo -- --${name} ${otherwise}`,
    });
  return value;
}
