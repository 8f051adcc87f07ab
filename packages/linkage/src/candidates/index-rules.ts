import { DeclarationError } from '@golden-thread/shapes/errors';
import type { Expression } from '../expression/expression.ts';
import { sidesOf } from '../expression/walk.ts';
import { NO_RULE } from '../pair-chunk.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { type KeyBlockOptions, type KeyBlocks, keyBlocks } from './key-blocks.ts';
import { joinedEntries, type KeyEntries, keyEntries } from './key-entries.ts';
import { keyRuns } from './key-runs.ts';
import { inOneTable } from './number-table.ts';
import { recordsWhere } from './records-where.ts';
import type { Alternative, BlockSide, OneBlock, PairsAllowed, RuleIndex, UnnestedBlocks } from './rule-index.ts';
import { ruleKeyOf } from './rule-key.ts';
import { type BlockJudge, blockJudge, sourcePolicy } from './source-policy.ts';
import { type UnnestedRecords, unnestedRecords } from './unnest.ts';
import { type Way, waysOf } from './ways-of.ts';

const ALL_PAIRS: PlannedRule = { text: '1=1', condition: null, explode: [] };

/**
 * Sorts the records into the blocks of each rule. No rule at all: all pairs.
 * @throws DeclarationError `linkage.too_many_rules`, `linkage.explode_not_list`, and what a rule's expressions throw.
 */
export function indexRules(prepared: Prepared, rules: readonly PlannedRule[], allowed: PairsAllowed): RuleIndex {
  checkCount(rules);
  const judge = blockJudge(sourcePolicy(prepared, allowed));
  return joinedIndex(
    prepared,
    rules,
    allowed,
    rulesOrAll(rules).map((rule) => alternativesOf(prepared, rule, judge, allowed)),
  );
}

/** One rule of an index, by itself: rules can be sorted by different threads and `joinedIndex` then. */
export function alternativesOfRule(prepared: Prepared, rule: PlannedRule, allowed: PairsAllowed): readonly Alternative[] {
  return alternativesOf(prepared, rule, blockJudge(sourcePolicy(prepared, allowed)), allowed);
}

/** The index of rules whose alternatives were worked out one by one, in the order of `rulesOrAll(rules)`. */
export function joinedIndex(
  prepared: Pick<Prepared, 'size'>,
  rules: readonly PlannedRule[],
  allowed: PairsAllowed,
  alternatives: readonly (readonly Alternative[])[],
): RuleIndex {
  const numbered = alternatives.flatMap((own, rule) => own.map((alternative) => ({ ...alternative, rule })));
  return { rules: rulesOrAll(rules), allowed, alternatives: inOneTable(prepared.size, numbered) };
}

/** No rule at all: all pairs. */
export const rulesOrAll = (rules: readonly PlannedRule[]): readonly PlannedRule[] => (rules.length === 0 ? [ALL_PAIRS] : rules);

/** @throws DeclarationError `linkage.too_many_rules`. */
export function checkCount(rules: readonly PlannedRule[]): void {
  if (rules.length >= NO_RULE)
    throw new DeclarationError({
      code: 'linkage.too_many_rules',
      message: `There are ${rules.length} blocking rules, and at most ${NO_RULE - 1} can be told apart.`,
      remedy: 'Join some of them with OR.',
    });
}

function alternativesOf(prepared: Prepared, rule: PlannedRule, judge: BlockJudge, allowed: PairsAllowed): Alternative[] {
  const unnested = rule.explode.length === 0 ? null : unnestedRecords(prepared, rule, allowed.countedBy);
  const own = unnested?.prepared ?? prepared;
  const ways: readonly Way[] =
    rule.condition === null ? [{ keys: [], others: [] }] : waysOf(rule.condition, (part) => keyFor(own, part, unnested !== null));
  return ways.flatMap((way) => {
    const conditions = sortedConditions(own, way, allowed);
    return conditions === null ? [] : [alternativeOf({ prepared, unnested, way, judge }, conditions)];
  });
}

/** Of unnested records each has one key, so that two that share a block are told by one comparison. */
function keyFor(prepared: Prepared, part: Parameters<typeof ruleKeyOf>[1], isUnnested: boolean): ReturnType<typeof ruleKeyOf> {
  const key = ruleKeyOf(prepared, part);
  return key !== null && isUnnested && (key.left.kind === 'several' || key.right.kind === 'several') ? null : key;
}

/** What of a way is asked of one record alone, and what is left. */
interface Conditions {
  /** 1 for each record that may be the left one; `null`: all. */
  readonly left: Uint8Array | null;
  readonly right: Uint8Array | null;
  readonly further: Expression | null;
}

/** `null`: a condition that reads no record is not true. */
function sortedConditions(prepared: Prepared, { others }: Way, { countedBy }: PairsAllowed): Conditions | null {
  const of = (side: ReturnType<typeof sidesOf>): Expression | null => conjunction(others.filter((one) => sidesOf(one) === side));
  const constant = of('none');
  if (constant !== null && prepared.size > 0 && recordsWhere({ ...prepared, size: 1 }, constant, countedBy)[0] !== 1) return null;
  const [left, right] = [of('l'), of('r')];
  return {
    left: left === null ? null : recordsWhere(prepared, left, countedBy),
    right: right === null ? null : recordsWhere(prepared, right, countedBy),
    further: of('both'),
  };
}

const conjunction = (parts: readonly Expression[]): Expression | null =>
  parts.length === 0 ? null : parts.reduce((left, right) => ({ kind: 'binary', op: 'and', left, right }));

interface Setting {
  readonly prepared: Prepared;
  readonly unnested: UnnestedRecords | null;
  readonly way: Way;
  readonly judge: BlockJudge;
}

function alternativeOf({ prepared, unnested, way, judge }: Setting, conditions: Conditions): Alternative {
  const { further } = conditions;
  const entries = entriesOf(unnested?.prepared ?? prepared, way, conditions);
  const several = unnested !== null || way.keys.some(({ left, right }) => left.kind === 'several' || right.kind === 'several');
  const blocks = blocksIn(entries, unnested?.ownerOf ?? null, { records: prepared.size, several, judge });
  return {
    rule: 0,
    isSymmetric: entries.lefts === null,
    ...blocks,
    further: further === null ? null : { condition: further, unnested: unnested === null ? null : unnestedBlocks(unnested, entries) },
  };
}

interface SidedEntries {
  readonly entries: KeyEntries;
  readonly lefts: number | null;
  readonly sizes: readonly number[];
}

function entriesOf({ size }: Prepared, { keys }: Way, { left, right }: Conditions): SidedEntries {
  const sizes = keys.map((key) => key.size);
  const lefts = keyEntries(
    size,
    keys.map((key) => key.left),
    left,
  );
  if (keys.every((key) => key.left === key.right) && areSame(left, right)) return { entries: lefts, lefts: null, sizes };
  const rights = keyEntries(
    size,
    keys.map((key) => key.right),
    right,
  );
  return { entries: joinedEntries(lefts, rights), lefts: lefts.size, sizes };
}

function blocksIn(
  { entries, lefts, sizes }: SidedEntries,
  ownerOf: Int32Array | null,
  options: Pick<KeyBlockOptions, 'records' | 'several' | 'judge'>,
): KeyBlocks {
  const owned = ownerOf === null ? entries : { ...entries, owners: entries.owners?.map((record) => ownerOf[record] as number) ?? ownerOf };
  return keyBlocks(keyRuns(entries, sizes), owned, { ...options, lefts });
}

/** The blocks of unnested records one by one, whomever they come from. */
function unnestedBlocks({ prepared, starts }: UnnestedRecords, entries: SidedEntries): UnnestedBlocks {
  const { left, right } = blocksIn(entries, null, { records: prepared.size, several: false, judge: () => true });
  return { prepared, starts, left: oneBlock(left), right: oneBlock(right) };
}

function oneBlock({ blockOf }: BlockSide): OneBlock {
  if (blockOf.kind !== 'one') throw new TypeError('An unnested record stands under one key.');
  return blockOf;
}

function areSame(x: Uint8Array | null, y: Uint8Array | null): boolean {
  if (x === null || y === null) return x === y;
  return x.every((value, i) => value === y[i]);
}
