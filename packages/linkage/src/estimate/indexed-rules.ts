import { alternativesOfRule, checkCount, joinedIndex, rulesOrAll } from '../candidates/index-rules.ts';
import type { Alternative, RuleIndex } from '../candidates/rule-index.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import type { EstimateRunner } from './estimate-tasks.ts';

type Sorted = Map<string, readonly Alternative[]>;

/** What is kept of rules that several steps ask for; some ask at the same time. */
const kept = new WeakMap<Prepared, Sorted>();

function keptOf(prepared: Prepared): Sorted {
  const known = kept.get(prepared) ?? new Map<string, readonly Alternative[]>();
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
  const open = new Map(rules.flatMap((rule) => (known.has(nameOf(rule)) ? [] : [[nameOf(rule), rule]])));
  if (open.size === 0) return;
  const found = await runner.run('indexRule', [...open.values()], undefined, null);
  [...open.keys()].forEach((name, k) => {
    known.set(name, found[k] ?? []);
  });
}

/** As `indexRules`, by all workers, of what was sorted already as far as it goes. */
export async function indexedRules(runner: EstimateRunner, rules: readonly PlannedRule[]): Promise<RuleIndex> {
  checkCount(rules);
  const all = rulesOrAll(rules);
  await sortRules(runner, all);
  const known = keptOf(runner.prepared);
  return joinedIndex(
    runner.prepared,
    rules,
    runner.plan,
    all.map((rule) => known.get(nameOf(rule)) ?? []),
  );
}

/** Lets go of what was kept. */
export const forgetRules = ({ prepared }: EstimateRunner): void => void kept.delete(prepared);
