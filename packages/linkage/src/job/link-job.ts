import { GateError, GoldenThreadError } from '@golden-thread/shapes/errors';
import { pairsIn } from '../candidates/candidate-tasks.ts';
import { checkBudget } from '../candidates/check-budget.ts';
import { type CompiledRules, openRules } from '../candidates/compile-rules.ts';
import { countCandidates, type RuleCount } from '../candidates/count-candidates.ts';
import { rulesOrAll } from '../candidates/index-rules.ts';
import type { RuleIndex } from '../candidates/rule-index.ts';
import type { ClustersAt } from '../cluster/clusters-at-thresholds.ts';
import { forgetRules, indexedRules, sortRules } from '../estimate/indexed-rules.ts';
import type { LabelledPairs } from '../estimate/m-from-labels.ts';
import { type TrainedModel, trainPlan } from '../estimate/train-plan.ts';
import type { LinkagePlan, PlannedRule } from '../plan/linkage-plan.ts';
import { startingParameters } from '../plan/starting-parameters.ts';
import { prepare } from '../prepare/prepare.ts';
import type { Prepared, RecordTable } from '../prepare/prepared.ts';
import { linkByRules, type Model, predict } from '../score/predict.ts';
import type { ScoredPairs } from '../score/scored-pairs.ts';
import { type GivenFrequencies, type TermFrequencyShares, termFrequenciesOf } from '../score/term-frequencies.ts';
import type { EngineRunner } from '../workers/runner.ts';
import { type ChosenWeight, chooseWeight } from './choose-weight.ts';
import { type ClusterMethod, clusterPairs } from './cluster-pairs.ts';
import { doubtsOf } from './doubts.ts';
import type { LinkEventSink, LinkStep, RuleCandidates } from './link-events.ts';

export interface LinkJobOptions {
  /** Estimate the parameters as the plan's training says, instead of taking them as they are. */
  readonly train: boolean;
  readonly seed: string | number;
  /** Judged pairs that m is estimated from besides, where the parameters are estimated. */
  readonly labels?: LabelledPairs;
  /** Pairs that weigh as much or more, in bits, are kept. */
  readonly floor: number;
  /** Where there are more candidate pairs than this, none is scored. */
  readonly pairBudget: number;
  /** The pairs' gammas will be asked for: they are kept, unless there are too many candidate pairs. */
  readonly keepGammas?: boolean;
  /** Every candidate pair is a link: nothing is scored. */
  readonly deterministic: boolean;
  /** Names of sources that are new: pairs of two records of other sources are not made. */
  readonly newSources: readonly string[];
  /** Clusters are made at each of these weights, in bits; `auto`: at the one that `chooseWeight` chooses. */
  readonly clusterWeights: readonly number[] | 'auto';
  readonly clusterMethod: ClusterMethod;
  /** Frequencies to weigh by instead of the records' own, by column. */
  readonly frequencies: ReadonlyMap<string, GivenFrequencies>;
  /** Only count what the rules would make. */
  readonly countOnly: boolean;
}

export interface LinkResult {
  readonly records: RecordTable;
  readonly runner: EngineRunner;
  readonly model: Model;
  /** `null` where the parameters are the settings'. */
  readonly trained: TrainedModel | null;
  readonly candidates: readonly RuleCount[];
  /** Why nothing was scored, where there are more candidate pairs than the budget allows. */
  readonly stopped: GateError | null;
  /** By l, then r. */
  readonly pairs: ScoredPairs;
  readonly clusters: readonly ClustersAt[];
  /** How the clusters' weight was chosen, where it was not given. */
  readonly chosen: ChosenWeight | null;
  /** What speaks against the model, a sentence each. */
  readonly doubts: readonly string[];
}

/** So many are compared with one another in no time. */
const FEW_RECORDS = 2000;
/** More bytes than this are not kept for gammas, should all candidate pairs be: they are worked out again then. */
const GAMMAS_KEPT = 1 << 26;

/**
 * Links records: prepares them, trains if asked to, counts the candidate pairs, scores them, and joins those that weigh
 * enough into clusters. `open` gives the runner that does the work; whoever calls closes it.
 */
export async function runLinkJob(
  records: RecordTable,
  planned: LinkagePlan,
  open: (prepared: Prepared, plan: LinkagePlan) => EngineRunner,
  options: LinkJobOptions,
  emit: LinkEventSink,
): Promise<LinkResult> {
  const plan = options.train ? planned : { ...planned, training: null };
  const runner = await step(
    emit,
    'prepare',
    async () => open(prepare(records, plan), plan),
    ({ prepared }) => ({ records: prepared.size }),
  );
  const { prepared } = runner;
  if (plan.rules.length === 0 && prepared.size > FEW_RECORDS)
    emit({
      event: 'link.warning',
      words: `The settings have no blocking rules (blocking_rules_to_generate_predictions), so every pair of ${prepared.size} records is compared.`,
    });
  // Goes on while training begins; whoever needs a rule waits for it, and hears of its errors.
  sortRules(runner, rulesOf(plan)).catch(() => {});
  const shares = termFrequenciesOf(prepared, plan, options.frequencies);
  const changed = newRecords(prepared, options.newSources);
  // This thread counts while workers train.
  const indexed = await indexedRules(runner, plan.rules);
  const counting = counted(runner, indexed, changed);
  counting.catch(() => {});
  // What may be too much is counted first: training would be in vain.
  const isMuch = indexed.alternatives.reduce((total, alternative) => total + pairsIn(alternative), 0) > options.pairBudget;
  const inVain = isMuch && overBudget(plan, (await counting).candidates, options.pairBudget) !== null;
  const trained = options.train && !inVain ? await trainModel(runner, shares, options, emit) : null;
  const model: Model = { parameters: trained?.parameters ?? startingParameters(plan), shares };

  const { compiled, candidates } = await step(
    emit,
    'count',
    () => counting,
    ({ total }) => ({ candidates: total }),
  );
  forgetRules(runner);
  const stopped = overBudget(plan, candidates, options.pairBudget);
  emit({ event: 'link.candidates', rules: candidates.map((count) => candidatesOf(compiled, count)) });
  const found = { records, runner, model, trained, candidates, stopped };
  const ended = (pairs: ScoredPairs, { clusters, chosen }: Clustered): LinkResult => ({
    ...found,
    pairs,
    clusters,
    chosen,
    doubts: doubtsOf({ plan, trained, pairs, chosen }),
  });
  if (options.countOnly || stopped !== null) return ended(NO_PAIRS, NOT_CLUSTERED);

  const gammas = (candidates.at(-1)?.cumulative ?? 0) * plan.comparisons.length;
  const keepGammas = options.keepGammas === true && gammas <= GAMMAS_KEPT;
  const scope = { changed, compiled, keepGammas, onDone: progressOf(emit, 'predict', 'pairs') };
  const pairs = await step(
    emit,
    'predict',
    () => (options.deterministic ? linkByRules(runner, scope) : predict(runner, model, { ...scope, floor: options.floor })),
    ({ count }) => ({ pairs: count }),
  );
  if (!options.deterministic && options.clusterWeights.length === 0) return ended(pairs, NOT_CLUSTERED);
  return ended(pairs, await step(emit, 'cluster', async () => clustersOf(records, pairs, options), clusterCounts));
}

interface Clustered {
  readonly clusters: readonly ClustersAt[];
  readonly chosen: ChosenWeight | null;
}

const NOT_CLUSTERED: Clustered = { clusters: [], chosen: null };

function clustersOf(records: RecordTable, pairs: ScoredPairs, { deterministic, clusterWeights, clusterMethod }: LinkJobOptions): Clustered {
  const cluster = (weights: readonly number[]): readonly ClustersAt[] => clusterPairs(records, pairs, clusterMethod, weights);
  if (deterministic) return { clusters: cluster([0]), chosen: null };
  if (clusterWeights !== 'auto') return { clusters: cluster(clusterWeights), chosen: null };
  const chosen = chooseWeight(pairs, cluster);
  return { clusters: cluster([chosen.weight]), chosen };
}

const NO_PAIRS: ScoredPairs = {
  count: 0,
  l: new Int32Array(0),
  r: new Int32Array(0),
  weight: new Float64Array(0),
  rule: new Uint8Array(0),
};

/** Does a step and tells of its beginning and end, with what it counted. */
async function step<T>(
  emit: LinkEventSink,
  name: LinkStep,
  work: () => Promise<T>,
  countsOf: (done: T) => Readonly<Record<string, number>>,
): Promise<T> {
  emit({ event: 'link.step.began', step: name });
  const done = await work();
  emit({ event: 'link.step.done', step: name, counts: countsOf(done) });
  return done;
}

const progressOf =
  (emit: LinkEventSink, name: LinkStep, scope: string) =>
  (done: number, of: number): void =>
    emit({ event: 'link.step.progress', step: name, scope, done, of });

const trainModel = (
  runner: EngineRunner,
  frequencies: TermFrequencyShares,
  { seed, labels, pairBudget }: LinkJobOptions,
  emit: LinkEventSink,
): Promise<TrainedModel> =>
  step(
    emit,
    'train',
    () =>
      gated(() =>
        trainPlan(runner, runner.plan, {
          seed,
          frequencies,
          pairBudget,
          ...(labels === undefined ? {} : { labels }),
          onProgress: ({ step: name, rule, done, of }) => progressOf(emit, 'train', rule === null ? name : `${name} ${rule}`)(done, of),
        }),
      ),
    ({ sessions }) => ({ sessions: sessions.length }),
  );

const rulesOf = ({ rules, training }: LinkagePlan): readonly PlannedRule[] => [
  ...(training?.deterministicRules ?? []),
  ...(training?.emRules ?? []),
  ...rulesOrAll(rules),
];

async function counted({ prepared }: EngineRunner, index: RuleIndex, changed: Uint8Array | null) {
  // Begins when training has.
  await null;
  const compiled = openRules(prepared, index);
  const candidates = countCandidates(compiled, { changed });
  return { compiled, candidates, total: candidates.at(-1)?.cumulative ?? 0 };
}

/** A budget is a gate: nothing is wrong, and somebody may open it. */
function overBudget({ rules }: LinkagePlan, candidates: readonly RuleCount[], budget: number): GateError | null {
  try {
    checkBudget(rules, candidates, budget);
    return null;
  } catch (error) {
    return gateOf(error);
  }
}

async function gated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GoldenThreadError && error.code === 'linkage.block_budget' ? gateOf(error) : error;
  }
}

function gateOf(error: unknown): GateError {
  if (!(error instanceof GoldenThreadError)) throw error;
  return new GateError({ code: error.code, message: error.message, remedy: error.remedy });
}

const clusterCounts = ({ clusters }: Clustered): Readonly<Record<string, number>> =>
  Object.fromEntries(
    clusters.map(({ weight, clusterOf }) => [`clusters at ${weight}`, clusterOf.reduce((n, lead, i) => (lead === i ? n + 1 : n), 0)]),
  );

/** 1 for each record of a new source; `null` where none is new: then all pairs are made. */
function newRecords({ size, sources, sourceOf }: Prepared, names: readonly string[]): Uint8Array | null {
  if (names.length === 0) return null;
  const isNew = sources.map((name) => names.includes(name));
  const changed = new Uint8Array(new SharedArrayBuffer(size));
  for (let i = 0; i < size; i++) changed[i] = isNew[sourceOf[i] as number] ? 1 : 0;
  return changed;
}

const candidatesOf = ({ index }: CompiledRules, { rule, pairs, isExact, largestBlocks }: RuleCount): RuleCandidates => ({
  rule,
  text: index.rules[rule]?.text ?? '',
  pairs,
  isExact,
  largestBlocks: largestBlocks.map(({ records, pairs: blockPairs }) => ({ records, pairs: blockPairs })),
});
