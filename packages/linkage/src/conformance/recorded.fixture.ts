import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Cases that the recorder in `packages/bench/peers` made, with the answers of two versions of Splink; its README says what is in them. */
export interface RecordedCase {
  readonly name: string;
  readonly settings: RecordedSettings;
  readonly columns: readonly (readonly [name: string, type: 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'text[]' | 'number[3]'])[];
  readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly Cell[])[] }[];
  readonly tasks: readonly RecordedTask[];
  readonly covers?: readonly Cover[];
}

export type Cell = string | number | boolean | null | readonly (string | number | null)[];

export interface RecordedSettings {
  readonly link_type: 'dedupe_only' | 'link_only' | 'link_and_dedupe';
  readonly comparisons: readonly {
    readonly output_column_name: string;
    readonly comparison_levels: readonly { readonly is_null_level?: boolean }[];
  }[];
}

/** Which creator made which level, or a whole comparison. */
export interface Cover {
  readonly comparison: string;
  readonly creator: string;
  readonly level?: number;
}

const VERSIONS = ['4.0.17', '5.0.0'] as const;
export type Version = (typeof VERSIONS)[number];
/** An id, or a source and an id where there are several tables. */
export type End = string | number | readonly [source: string, id: string | number];
export type Maybe<T> = T | { readonly error: string };

interface Task<Do extends string, Options, Answer> {
  readonly do: Do;
  readonly options: Options;
  readonly answers: readonly { readonly versions: readonly Version[]; readonly answer: Maybe<Answer> }[];
}

export interface PairsAnswer {
  readonly l: readonly End[];
  readonly r: readonly End[];
  readonly key: readonly string[];
  readonly weight: readonly number[];
  readonly probability: readonly number[];
  readonly gamma: Readonly<Record<string, readonly number[]>>;
}

export type ClustersAnswer = readonly (readonly [id: string, members: readonly End[]])[];

export interface TableAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

export interface TrainingAnswer {
  readonly error?: string;
  readonly steps: readonly {
    readonly lambda?: number | readonly number[];
    readonly comparisons?: readonly string[];
    readonly m?: readonly (readonly number[])[];
    readonly u?: readonly (readonly number[])[];
  }[];
  readonly lambda: number;
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly saved?: RecordedSettings & { readonly probability_two_random_records_match: number };
  readonly pairs?: PairsAnswer;
}

export type Label = readonly [l: End, r: End, score: number];
export type RuleText = string | { readonly blocking_rule: string; readonly arrays_to_explode?: readonly string[] };

export interface TrainingStep {
  readonly do: 'lambda' | 'u' | 'em' | 'm_column' | 'm_labels';
  readonly rules?: readonly string[];
  readonly recall?: number;
  readonly rule?: string;
  readonly column?: string;
  readonly labels?: readonly Label[];
  readonly fix_u_probabilities?: boolean;
  readonly fix_m_probabilities?: boolean;
  readonly fix_probability_two_random_records_match?: boolean;
  readonly estimate_without_term_frequencies?: boolean;
  readonly populate_probability_two_random_records_match_from_trained_values?: boolean;
}

interface Threshold {
  readonly threshold_match_weight?: number;
  readonly threshold_match_probability?: number;
}

export type RecordedTask =
  | Task<'predict', Threshold, PairsAnswer>
  | Task<'deterministic', object, Omit<PairsAnswer, 'weight' | 'probability' | 'gamma'>>
  | Task<'clusters', Threshold, ClustersAnswer>
  | Task<
      'best_links',
      { readonly duplicate_free: readonly string[]; readonly ties: 'lowest_id' | 'drop'; readonly threshold_match_probability: number },
      ClustersAnswer
    >
  | Task<'thresholds', { readonly probabilities: readonly number[] }, TableAnswer>
  | Task<'graph_metrics', { readonly threshold_match_probability: number }, { readonly nodes: TableAnswer; readonly clusters: TableAnswer }>
  | Task<
      'counts',
      { readonly rules: readonly RuleText[] },
      { readonly marginal: readonly number[]; readonly alone: readonly number[] | null }
    >
  | Task<
      'score_pairs',
      { readonly pairs: readonly (readonly [number, number])[] },
      readonly {
        readonly weight: number;
        readonly probability: number;
        readonly gamma: Readonly<Record<string, number>>;
        readonly found_by_rules: boolean;
      }[]
    >
  | Task<
      'new_records',
      { readonly rows: readonly (readonly Cell[])[]; readonly rules: readonly string[]; readonly threshold_match_weight: number },
      readonly (readonly [old: number, fresh: number, weight: number, probability: number, gammas: readonly number[]])[]
    >
  | Task<'unlinkables', object, readonly (readonly [weight: number, probability: number, share: number, cumulative: number])[]>
  | Task<
      'accuracy',
      { readonly column?: string; readonly labels?: readonly Label[]; readonly round_to: number; readonly blocked_as_zero?: boolean },
      TableAnswer
    >
  | Task<'prediction_errors', { readonly column: string }, readonly (readonly [End, End])[]>
  | Task<'train', { readonly steps: readonly TrainingStep[]; readonly then_predict: boolean }, TrainingAnswer>;

const FOLDER = new URL('./recorded/', import.meta.url);

export const recordedGroups: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json.gz'))
  .map((name) => name.slice(0, -'.json.gz'.length))
  .sort();

/** The cases of one file. A task's options are gathered under `options`. */
export function casesOf(group: string): readonly RecordedCase[] {
  const cases: readonly (Omit<RecordedCase, 'tasks'> & { readonly tasks: readonly Record<string, unknown>[] })[] = JSON.parse(
    gunzipSync(readFileSync(new URL(`${group}.json.gz`, FOLDER))).toString('utf8'),
  );
  return cases.map((one) => ({
    ...one,
    tasks: one.tasks.map(({ do: what, answers, ...options }) => ({ do: what, answers, options }) as RecordedTask),
  }));
}

/** A recorded number: those that JSON has no word for are texts. */
export const numberOf = (value: number | string): number => Number(value);

export function isError<T>(answer: Maybe<T>): answer is { readonly error: string } {
  return typeof answer === 'object' && answer !== null && 'error' in answer && !('steps' in answer);
}

/** The case's tasks of one kind that the version answered, each with its answer. */
export function answered<Do extends RecordedTask['do']>(
  { tasks }: RecordedCase,
  kind: Do,
  version: Version,
): readonly { readonly options: OptionsOf<Do>; readonly answer: AnswerOf<Do> }[] {
  return tasks.flatMap((task) => {
    if (task.do !== kind) return [];
    const found = task.answers.find(({ versions }) => versions.includes(version))?.answer;
    return found === undefined || isError(found) ? [] : [{ options: task.options as OptionsOf<Do>, answer: found as AnswerOf<Do> }];
  });
}

/** Each case, of some groups or all, under each version that answered a task of one of the kinds. */
export function runsOf(
  groups: readonly string[],
  ...kinds: readonly RecordedTask['do'][]
): readonly { readonly title: string; readonly one: RecordedCase; readonly version: Version }[] {
  return groups.flatMap((group) =>
    casesOf(group).flatMap((one) =>
      VERSIONS.filter((version) => kinds.some((kind) => answered(one, kind, version).length > 0)).map((version) => ({
        title: `${one.name}, ${version}`,
        one,
        version,
      })),
    ),
  );
}

type TaskOf<Do extends RecordedTask['do']> = Extract<RecordedTask, { readonly do: Do }>;
type OptionsOf<Do extends RecordedTask['do']> = TaskOf<Do>['options'];
type AnswerOf<Do extends RecordedTask['do']> = Exclude<
  TaskOf<Do>['answers'][number]['answer'],
  { readonly error: string; readonly steps?: never }
>;
