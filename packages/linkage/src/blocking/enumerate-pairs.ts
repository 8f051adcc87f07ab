import type { BlockingRule } from '@golden-thread/shapes/declare/linkage';
import type { EncodedTable } from '../encode.ts';
import { CHUNK_PAIRS, emptyChunk, type PairChunk } from '../pair-chunk.ts';
import { firstSharedKey, type KeyColumn, keyColumnOf, sharesKey } from './key-column.ts';
import type { PairSet } from './pair-set.ts';
import { blockMaker, type RuleBlocks } from './rule-blocks.ts';

export interface PairScope {
  /** 1 for each changed record: only pairs that hold one are made. `null`: all pairs. */
  readonly changed: Uint8Array | null;
  /** Pairs that are never made. */
  readonly barred: PairSet | null;
}

/** A rule ready to run: its expressions' keys, single ones first, for they are the cheaper test. */
export type CompiledRule = readonly KeyColumn[];

export function compileRules(encoded: EncodedTable, rules: readonly BlockingRule[]): readonly CompiledRule[] {
  const known = new Map<string, KeyColumn>();
  const compile = (expression: BlockingRule['all'][number]): KeyColumn => {
    const name = JSON.stringify(expression);
    const keys = known.get(name) ?? keyColumnOf(encoded, expression);
    known.set(name, keys);
    return keys;
  };
  return rules.map((rule) => rule.all.map(compile).sort((x, y) => (x.kind === y.kind ? 0 : x.kind === 'single' ? -1 : 1)));
}

/** Whether two records meet by a rule. */
export function meets(rule: CompiledRule, i: number, j: number): boolean {
  for (let e = 0; e < rule.length; e++) if (!sharesKey(rule[e] as KeyColumn, i, j)) return false;
  return true;
}

/**
 * Gives every pair that meets by a rule to `sink`, chunk by chunk: each pair once, under its first rule. The chunk is
 * the same object each time and is only lent. No pair is stored.
 */
export function enumeratePairs(
  encoded: EncodedTable,
  rules: readonly CompiledRule[],
  scope: PairScope,
  sink: (chunk: PairChunk) => void,
): void {
  const chunk = emptyChunk();
  const blocksOf = blockMaker(encoded.size, scope.changed);
  rules.forEach((rule, r) => enumerateRule(rules, r, blocksOf(rule), scope, chunk, sink));
  if (chunk.count > 0) sink(chunk);
}

function enumerateRule(
  rules: readonly CompiledRule[],
  r: number,
  blocks: RuleBlocks,
  { changed, barred }: PairScope,
  chunk: PairChunk,
  sink: (chunk: PairChunk) => void,
): void {
  const exploding = (rules[r] as CompiledRule).flatMap((keys, e) =>
    keys.kind === 'many' ? [{ keys, of: blocks.keys[e] as Int32Array }] : [],
  );
  const { starts, records } = blocks;
  const offer = (block: number, i: number, j: number) => {
    if (!isFirstBlock(exploding, block, i, j) || meetsEarlier(rules, r, i, j)) return;
    if (barred?.touches(i) && barred.has(i, j)) return;
    const p = chunk.count;
    chunk.a[p] = i;
    chunk.b[p] = j;
    chunk.rule[p] = r;
    chunk.count = p + 1;
    if (chunk.count === CHUNK_PAIRS) {
      sink(chunk);
      chunk.count = 0;
    }
  };
  for (let block = 0; block < blocks.count; block++) {
    const start = starts[block] as number;
    const end = starts[block + 1] as number;
    for (let k = start; k < end; k++) {
      if (changed === null) offerLater(records, k, end, block, offer);
      else if (changed[records[k] as number] === 1) offerChanged(records, changed, start, k, end, block, offer);
    }
  }
}

type Offer = (block: number, i: number, j: number) => void;

/** Record *k* of a block with each that comes after it. */
function offerLater(records: Int32Array, k: number, end: number, block: number, offer: Offer): void {
  const i = records[k] as number;
  for (let l = k + 1; l < end; l++) offer(block, i, records[l] as number);
}

/** A changed record with each that comes after it, and with the unchanged ones before it. */
function offerChanged(records: Int32Array, changed: Uint8Array, start: number, k: number, end: number, block: number, offer: Offer): void {
  const i = records[k] as number;
  for (let l = start; l < k; l++) if (changed[records[l] as number] !== 1) offer(block, records[l] as number, i);
  offerLater(records, k, end, block, offer);
}

/** Two records that share several keys of an exploding expression meet in several blocks: the lowest keys' block counts. */
function isFirstBlock(
  exploding: readonly { readonly keys: KeyColumn; readonly of: Int32Array }[],
  block: number,
  i: number,
  j: number,
): boolean {
  for (let e = 0; e < exploding.length; e++) {
    const { keys, of } = exploding[e] as { keys: KeyColumn; of: Int32Array };
    if (firstSharedKey(keys, i, j) !== of[block]) return false;
  }
  return true;
}

function meetsEarlier(rules: readonly CompiledRule[], r: number, i: number, j: number): boolean {
  for (let earlier = 0; earlier < r; earlier++) if (meets(rules[earlier] as CompiledRule, i, j)) return true;
  return false;
}
