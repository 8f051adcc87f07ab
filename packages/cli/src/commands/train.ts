import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkWritable } from '@golden-thread/orchestrator/check-files';
import { type TrainReport, train as trainOnWarehouse } from '@golden-thread/orchestrator/train';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Command } from 'commander';
import { businessDateFrom, run, withSession } from '../command.ts';
import { seedText } from '../option-values.ts';
import { counted, grouped } from '../render/table.ts';

interface TrainOptions {
  readonly date?: string;
  readonly seed: string;
  readonly out?: string;
  readonly dryRun?: boolean;
}

export function train(program: Command, root: string): void {
  program
    .command('train')
    .description("train a match model on the warehouse's own records, without labels")
    .option('--date <yyyy-mm-dd>', "date in the model's name (default: today's)")
    .option('--seed <text>', 'seed of what is sampled', seedText, '1')
    .option('--out <file>', 'where to write it (default: models/model_YYYY_MM_DD.json of the pipeline)')
    .option('--dry-run', 'train and report, but write nothing')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong use or a model of that name is there, 6 database.')
    .action(async (options: TrainOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(
          config,
          false,
          async (session) => {
            const date = businessDateFrom(options.date, session.pipeline.timeZone);
            const name = `model_${date.replaceAll('-', '_')}`;
            const path = options.out ?? join(config.pipelineDirectory, 'models', `${name}.json`);
            if (options.dryRun !== true && existsSync(path))
              throw new DeclarationError({
                code: 'train.exists',
                message: `There is a model at ${path} already, and a model is never edited.`,
                remedy: 'Name another file with --out, or another date with --date.',
              });
            if (options.dryRun !== true) checkWritable(path);
            const report = await trainOnWarehouse(session.warehouse, session.pipeline, { name, trainedOn: date, seed: options.seed });
            if (options.dryRun !== true) writeFileSync(path, `${JSON.stringify(report.model, null, 2)}\n`, { flag: 'wx' });
            const end =
              options.dryRun === true
                ? 'Nothing was written (--dry-run).'
                : `Written to ${path}. To use it, name it in pipeline.ts; the next night weighs every pair again.`;
            show([...reportLines(report), end].join('\n'), report);
          },
          { anyModel: true },
        ),
      );
    });
}

/** Levels that are shown of those whose weight moved. */
const MOVES_SHOWN = 12;

function reportLines({ model, change, effect }: TrainReport): readonly string[] {
  const { levels, prior, lambda } = change;
  const moved = levels.filter(({ before, after }) => before !== after);
  return [
    `Trained ${model.name} on ${counted(model.records, 'record')}`,
    ...model.training.map(
      ({ session, converged, iterations }) =>
        `  ${session}: ${converged ? 'converged after' : 'did not converge in'} ${counted(iterations, 'round')}`,
    ),
    `Beside the approved ${change.before}: ${counted(moved.length, 'level')} of ${grouped(levels.length)} weigh otherwise`,
    `  lambda ${exponential(lambda.before)} → ${exponential(lambda.after)} (${bits(prior.before)} → ${bits(prior.after)} bits)`,
    ...moved.slice(0, MOVES_SHOWN).map(({ comparison, level, before, after }) => {
      const move = moveOf(before, after).padStart(6);
      return shortened(`  ${bits(before).padStart(6)} → ${bits(after).padStart(6)}  ${move}  ${comparison}: ${level}`);
    }),
    ...(moved.length > MOVES_SHOWN ? [`  and ${counted(moved.length - MOVES_SHOWN, 'smaller move')} (--json lists them all)`] : []),
    `By weight alone, of ${counted(effect.edges, 'stored edge')}:`,
    ...effect.crossings.map(
      ({ line, bits: at, up, down }) => `  ${line} (${at} bits): ${grouped(up)} would rise to it, ${grouped(down)} would fall below it`,
    ),
  ];
}

/** Columns of a terminal that the widest line takes. */
const WIDEST = 100;
const shortened = (line: string): string => (line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line);

const signed = (value: number): string => value.toFixed(2).replace('-', '−');

const exponential = (share: number): string => share.toExponential(2).replace('-', '−');

const bits = (weight: number | null): string => (weight === null ? 'none' : signed(weight));

const moveOf = (before: number | null, after: number | null): string =>
  before === null ? 'new' : after === null ? 'gone' : `${after > before ? '+' : ''}${signed(after - before)}`;
