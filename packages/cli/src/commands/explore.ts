import type { ExploreRequest } from '@golden-thread/orchestrator/exploration';
import { exploreFiles } from '@golden-thread/orchestrator/explore-files';
import type { NamedFile } from '@golden-thread/orchestrator/link-request';
import { scoreTexts } from '@golden-thread/orchestrator/text-scores';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Command, InvalidArgumentError } from 'commander';
import { run } from '../command.ts';
import { atLeastOne, collected, delimiter, fileWithName, number, oneOf, whole } from '../option-values.ts';
import { explorationText, textScoresText } from '../render/exploration.ts';

const LINK_TYPES = ['dedupe_only', 'link_only', 'link_and_dedupe'] as const;

interface ExploreOptions {
  readonly input?: readonly NamedFile[];
  readonly column?: readonly string[];
  readonly blocking?: readonly unknown[];
  readonly linkType?: (typeof LINK_TYPES)[number];
  readonly sourceColumn: string;
  readonly top: number;
  readonly showValues?: boolean;
  readonly texts?: readonly string[];
  readonly similarityThreshold: number;
  readonly distanceThreshold: number;
  readonly trim?: boolean;
  readonly delimiter?: string;
  readonly report?: string;
}

/** Each two of them are compared. */
const MOST_TEXTS = 50;

const EXAMPLE = `
Examples:
  gt explore --input people.csv --report report.html
  gt explore --input people.csv --column surname --column "substr(postcode, 1, 4)" --show-values
  gt explore --input a=a.csv --input b=b.csv --link-type link_only --blocking "l.surname = r.surname" --blocking "l.dob = r.dob"
  gt explore --texts martha marhta
A rule may be an object as in settings: --blocking '{"blocking_rule": "l.names = r.names", "arrays_to_explode": ["names"]}'. Records need
no ids. Values are shown only with --show-values: they are personal.`;

export function explore(program: Command, root: string): void {
  program
    .command('explore')
    .description('look at records before they are linked: complete columns, frequent values, and what blocking rules would make')
    .option('--input <name=file>', 'a file of records and the name of its source (may be given several times)', fileWithName)
    .option('--column <column>', 'a column, or an expression of columns (several times; default: every column)', collected)
    .option('--blocking <rule>', 'count the pairs of this blocking rule (several times: each counts what it adds)', rules)
    .option('--link-type <type>', `${LINK_TYPES.join(', ')} (default: one input is deduplicated, several are both)`, oneOf(LINK_TYPES))
    .option('--source-column <column>', 'column that names the sources, if the records have one', 'source_dataset')
    .option('--top <number>', 'how many of the most frequent values and largest blocks are told', atLeastOne, 5)
    .option('--show-values', 'show these values, and what the largest blocks share')
    .option('--texts <texts...>', 'instead of records: how like each two of these texts are to comparators, and how they sound')
    .option('--similarity-threshold <share>', 'from here on the report takes texts for alike, 0 to 1', share, 0.9)
    .option('--distance-threshold <edits>', 'up to here it does so by edits', whole, 1)
    .option('--report <file>', 'write charts, as one HTML file')
    .option('--trim', 'take away spaces around cells')
    .option('--delimiter <character>', 'what parts cells in CSV files, where it is no comma', delimiter)
    .addHelpText('after', EXAMPLE)
    .action(async (options: ExploreOptions, command: Command) => {
      await run(root, command, async ({ show }) => {
        if (options.texts !== undefined) {
          const { similarityThreshold: similarity, distanceThreshold: distance } = options;
          const scores = await scoreTexts(textsOf(options, options.texts), options.report ?? null, { similarity, distance });
          show(textScoresText(scores), { event: 'explore.ended', ...scores });
          return;
        }
        const exploration = await exploreFiles(requestOf(options));
        show(explorationText(exploration), { event: 'explore.ended', ...exploration });
      });
    });
}

function textsOf({ input, blocking, column }: ExploreOptions, texts: readonly string[]): readonly string[] {
  if (input !== undefined || blocking !== undefined || column !== undefined)
    throw usage('Texts are looked at by themselves.', 'Give --texts, or --input with what belongs to it.');
  if (texts.length < 2 || texts.length > MOST_TEXTS)
    throw usage('There is nothing to compare.', `Give from two to ${MOST_TEXTS} texts, as in --texts martha marhta.`);
  return texts;
}

function requestOf(options: ExploreOptions): ExploreRequest {
  if (options.input === undefined) throw usage('There is nothing to look at.', 'Give records with --input, or texts with --texts.');
  return {
    inputs: options.input,
    columns: options.column ?? null,
    rules: options.blocking ?? [],
    linkType: options.linkType ?? null,
    sourceColumn: options.sourceColumn,
    top: options.top,
    showValues: options.showValues === true,
    trim: options.trim === true,
    delimiter: options.delimiter ?? null,
    report: options.report ?? null,
  };
}

function share(text: string): number {
  const value = number(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError('A similarity is from 0 to 1.');
  return value;
}

/** A condition as it is written, or an object as settings have it. */
function rules(text: string, before: readonly unknown[] = []): readonly unknown[] {
  const rule = text.trimStart().startsWith('{') ? objectOf(text) : text;
  if (rule === null) throw new InvalidArgumentError('It begins like an object, and is not JSON.');
  return [...before, rule];
}

function objectOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const usage = (message: string, remedy: string): DeclarationError => new DeclarationError({ code: 'option.explore', message, remedy });
