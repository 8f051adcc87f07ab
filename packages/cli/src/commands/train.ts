import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { train as trainOnWarehouse } from '@golden-thread/orchestrator/train';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Command } from 'commander';
import { businessDateFrom, run, withSession } from '../command.ts';
import { counted } from '../render/table.ts';

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
    .option('--seed <text>', 'seed of what is sampled', '1')
    .option('--out <file>', 'where to write it (default: models/model_YYYY_MM_DD.json of the pipeline)')
    .option('--dry-run', 'train and report, but write nothing')
    .action(async (options: TrainOptions, command: Command) => {
      await run(root, command, ({ config, show }) =>
        withSession(config, false, async (session) => {
          const date = businessDateFrom(options.date, session.pipeline.timeZone);
          const name = `model_${date.replaceAll('-', '_')}`;
          const path = options.out ?? join(config.pipelineDirectory, 'models', `${name}.json`);
          if (options.dryRun !== true && existsSync(path))
            throw new DeclarationError({
              code: 'train.exists',
              message: `There is a model at ${path} already, and a model is never edited.`,
              remedy: 'Name another file with --out, or another date with --date.',
            });
          const model = await trainOnWarehouse(session.warehouse, session.pipeline.linkage, { name, trainedOn: date, seed: options.seed });
          if (options.dryRun !== true) writeFileSync(path, `${JSON.stringify(model, null, 2)}\n`, { flag: 'wx' });
          const sessions = model.training.map(
            (t) =>
              `  ${t.session}: ${t.converged ? `converged after ${counted(t.iterations, 'round')}` : `did not converge in ${counted(t.iterations, 'round')}`}`,
          );
          show(
            [
              `Trained ${name} on ${counted(model.records, 'record')}; lambda ${model.lambda.toExponential(2)}`,
              ...sessions,
              options.dryRun === true ? '  nothing was written (--dry-run)' : `  written to ${path}; to use it, name it in pipeline.ts`,
            ].join('\n'),
            model,
          );
        }),
      );
    });
}
