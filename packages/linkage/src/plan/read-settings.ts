import { type LinkageSettings, linkageSettingsSchema } from '@golden-thread/shapes/linkage-settings';
import { plainIssue } from '@golden-thread/shapes/plain-issue';
import { carriedKeys } from './carried-keys.ts';
import type { LinkagePlan } from './linkage-plan.ts';
import { withOneSpelling } from './one-spelling.ts';
import { readComparison } from './read-comparison.ts';
import { keyMeant, strangeKeys, unquoted } from './read-names.ts';
import { readRule } from './read-rule.ts';
import { readTraining } from './read-training.ts';
import { settingsRefused } from './settings-refused.ts';

const MOST_COMPARISONS = 100;
/** Dialects whose conditions mean the same in the grammar that is read. */
const READ_AS_WRITTEN: ReadonlySet<string> = new Set(['duckdb', 'spark', 'databricks']);
const PREFIXES = {
  term_frequency_adjustment_column_prefix: 'tf_',
  comparison_vector_value_column_prefix: 'gamma_',
} as const;

/**
 * The plan of Splink's settings (version 4 with or without `fix_…`, version 5, older ones with plain rules and unquoted names) and of
 * our own keys beside them.
 * @param warn is told, a sentence at a time, of what is not followed: keys that are not known, other dialects.
 * @throws DeclarationError `linkage.settings_invalid` or `linkage.expression_invalid`: what is wrong in which comparison, level or rule.
 */
export function readSettings(json: unknown, warn: (warning: string) => void = () => {}): LinkagePlan {
  const settings = checked(json);
  for (const key of strangeKeys(settings, linkageSettingsSchema.shape)) {
    const { meant, remedy } = keyMeant(key, linkageSettingsSchema.shape);
    if (meant !== null) throw settingsRefused(`they have a key "${key.slice(0, 80)}", which is not known.`, remedy);
    warn(`The settings have a key "${key}", which is not known.`);
  }
  warnOfDifferences(settings, warn);
  if (settings.comparisons.length === 0) throw settingsRefused('they have no comparisons.', 'Add at least one comparison.');
  if (settings.comparisons.length > MOST_COMPARISONS) {
    throw settingsRefused(`they have ${settings.comparisons.length} comparisons.`, `Give at most ${MOST_COMPARISONS}.`);
  }
  const comparisons = settings.comparisons.map((comparison, c) => readComparison(comparison, c + 1, warn));
  checkNames(comparisons.map(({ name }) => name));
  return withOneSpelling({
    linkType: settings.link_type,
    sourcePairs: settings.source_pairs ?? null,
    countedBy: settings.counted_by,
    columnTypes: settings.column_types,
    uniqueIdColumn: unquoted(settings.unique_id_column_name),
    sourceColumn: unquoted(settings.source_dataset_column_name),
    lambda: settings.probability_two_random_records_match,
    comparisons,
    rules: settings.blocking_rules_to_generate_predictions.map((rule, r) => readRule(rule, `Blocking rule ${r + 1}`)),
    training: settings.training ? readTraining(settings.training) : null,
    convergence: settings.em_convergence,
    iterations: settings.max_iterations,
    additionalColumns: settings.additional_columns_to_retain.map(unquoted),
  });
}

function checked(json: unknown): LinkageSettings {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw settingsRefused('they are no object.', "Give settings as Splink's save_model_to_json writes them.");
  }
  const parsed = linkageSettingsSchema.safeParse({ ...('linker_uid' in json ? carriedKeys(json.linker_uid) : {}), ...json });
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const path = first?.path ?? [];
  const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step).slice(0, 80)}`)).join('');
  const more = parsed.error.issues.length - 1;
  throw settingsRefused(
    `${where.replace(/^\./, '')}${nameAt(json, path)} ${first === undefined ? 'is wrong' : plainIssue(first)}${more > 0 ? ` (and ${more} more)` : ''}.`,
    'Mend it there.',
  );
}

/** The name of the comparison that a path leads into. */
function nameAt(json: object, path: readonly PropertyKey[]): string {
  const [key, at] = path;
  if (key !== 'comparisons' || typeof at !== 'number' || !('comparisons' in json) || !Array.isArray(json.comparisons)) return '';
  const comparison: unknown = json.comparisons[at];
  if (typeof comparison !== 'object' || comparison === null || !('output_column_name' in comparison)) return '';
  return typeof comparison.output_column_name === 'string' ? ` (comparison "${comparison.output_column_name.slice(0, 80)}")` : '';
}

function warnOfDifferences(settings: LinkageSettings, warn: (warning: string) => void): void {
  const { sql_dialect: dialect } = settings;
  if (dialect && !READ_AS_WRITTEN.has(dialect)) warn(`The conditions are written for ${dialect.slice(0, 40)}; they are read as DuckDB's.`);
  for (const [key, usual] of Object.entries(PREFIXES)) {
    if ((settings[key] ?? usual) !== usual) warn(`${key} is left as it is: columns of pairs begin with ${usual}.`);
  }
}

function checkNames(names: readonly string[]): void {
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) {
    throw settingsRefused(`two comparisons are called "${twice}".`, 'Give each comparison an output_column_name of its own.');
  }
}
