import { alternativesOfRule, checkCount, joinedIndex, rulesOrAll } from '../candidates/index-rules.ts';
import type { Alternative, RuleIndex } from '../candidates/rule-index.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import type { EstimateRunner } from './estimate-tasks.ts';

type Sorted = Map<string, Promise<readonly Alternative[]>>;

/** What is kept of rules that several steps ask for; some ask at the same time. */
const kept = new WeakMap<Prepared, Sorted>();

function keptOf(prepared: Prepared): Sorted {
  const known = kept.get(prepared) ?? new Map<string, Promise<readonly Alternative[]>>();
  kept.set(prepared, known);
  return known;
}

const nameOf = ({ condition, explode }: PlannedRule): string => JSON.stringify([condition, explode]);

/** The records of one rule in its blocks. */
export const indexRuleTask = ({ prepared, plan }: TaskContext, rule: PlannedRule, _shared: null): readonly Alternative[] =>
  alternativesOfRule(prepared, rule, plan);

/**
 * Sorts the records into the blocks of rules, a rule by each worker, and keeps what was sorted until `forgetRules`: training,
 * counting and predicting ask for the same rules.
 * @throws DeclarationError as `indexRules`.
 */
export async function sortRules(runner: EstimateRunner, rules: readonly PlannedRule[]): Promise<void> {
  const known = keptOf(runner.prepared);
  for (const rule of rules) {
    const name = nameOf(rule);
    const sorted = known.get(name) ?? runner.run('indexRule', [rule], undefined, null).then(([alternatives]) => alternatives ?? []);
    known.set(name, sorted);
  }
  await Promise.all(rules.map((rule) => known.get(nameOf(rule))));
}

/** As `indexRules`, by all workers, of what was sorted already as far as it goes. */
export async function indexedRules(runner: EstimateRunner, rules: readonly PlannedRule[]): Promise<RuleIndex> {
  checkCount(rules);
  const all = rulesOrAll(rules);
  const known = keptOf(runner.prepared);
  await sortRules(runner, all);
  return joinedIndex(runner.prepared, rules, runner.plan, await Promise.all(all.map((rule) => known.get(nameOf(rule)) ?? [])));
}

/** Lets go of what was kept. */
export const forgetRules = ({ prepared }: EstimateRunner): void => void kept.delete(prepared);
