import { describePipeline } from '@golden-thread/orchestrator/describe';
import * as codes from '@golden-thread/shapes/codes';
import { ISSUE_CODES } from '@golden-thread/shapes/field-issue';
import type { Command } from 'commander';
import { run } from '../command.ts';
import { loadPipeline } from '../load-pipeline.ts';
import { table } from '../render/table.ts';

export function describe(program: Command, root: string): void {
  program
    .command('describe')
    .description('print the declarations: sources, mappings, linkage, survivorship, register; or the closed lists')
    .option('--codes', 'the closed lists: exit codes, states, gates, issues')
    .action(async (options: { readonly codes?: boolean }, command: Command) => {
      await run(root, command, async ({ config, show, json }) => {
        if (options.codes === true) {
          show(codesText(), { ...codes, ISSUE_CODES });
          return;
        }
        const pipeline = await loadPipeline(config.pipelineDirectory);
        if (json) show('', { ...pipeline, model: pipeline.model.name });
        else show(describePipeline(pipeline), null);
      });
    });
}

function codesText(): string {
  const list = (title: string, values: readonly string[]) => `${title}\n  ${values.join(', ')}`;
  return [
    'exit codes',
    table(
      ['code', 'name'],
      Object.entries(codes.EXIT_CODES).map(([name, code]) => [String(code), name]),
    ),
    'gates',
    table(
      ['gate', 'can be accepted', 'about'],
      Object.entries(codes.GATES).map(([name, gate]) => [name, gate.acceptable ? 'yes' : 'no', gate.about]),
    ),
    list('states of a run', codes.RUN_STATES),
    list('states of a delivery', codes.DELIVERY_STATES),
    list('states of a publication', codes.PUBLICATION_STATES),
    list('where a delivered row ends', codes.ROW_FATES),
    list('judgements', codes.JUDGEMENTS),
    list('absence', codes.ABSENCES),
    list('freshness', codes.FRESHNESS),
    list('why a review item is open', codes.REVIEW_KINDS),
    list('what owners of sources are told of', codes.FEEDBACK_KINDS),
    list('states of what they are told', codes.FEEDBACK_STATES),
    'issues of a field',
    table(['code', 'what it means'], Object.entries(ISSUE_CODES)),
  ].join('\n');
}
