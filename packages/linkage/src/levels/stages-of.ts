import type { CountedBy, PlannedComparison, PlannedLevel } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { compileCondition } from './compile-condition.ts';
import { equalBoth, equalitiesStage, missingEither } from './equalities.ts';
import { ladderStage, onOneLadder, type Rung, rungOf } from './ladder.ts';
import { type LevelStage, stageOf } from './level-stage.ts';
import { type NumberRung, numberLadderStage, numberRungOf, onOneNumberLadder } from './number-ladder.ts';
import type { SideValues } from './side-values.ts';

/** Gamma of a pair for which no level is true. */
const NO_LEVEL = 0;

/** A level by what it asks, where that can be answered together with its neighbours. */
type Asked =
  | { readonly kind: 'missing'; readonly of: SideValues; readonly gamma: number }
  | { readonly kind: 'equal'; readonly of: SideValues; readonly gamma: number }
  | { readonly kind: 'rung'; readonly rung: Rung; readonly gamma: number }
  | { readonly kind: 'number'; readonly rung: NumberRung; readonly gamma: number }
  | { readonly kind: 'other'; readonly level: PlannedLevel; readonly gamma: number };

/**
 * The levels of a comparison as stages, of which each answers as many levels as it can in one pass over the pairs. `rest`
 * is the gamma of the pairs that the last stage leaves.
 */
export function stagesOf(
  prepared: Prepared,
  comparison: PlannedComparison,
  countedBy: CountedBy,
): { readonly stages: readonly LevelStage[]; readonly rest: number } {
  const elseAt = comparison.levels.findIndex(({ condition }) => condition === null);
  const levels = elseAt < 0 ? comparison.levels : comparison.levels.slice(0, elseAt);
  const rest = comparison.levels[elseAt]?.gamma ?? NO_LEVEL;
  const asked = levels.map((level) => askedBy(prepared, level));
  const stages: LevelStage[] = [];
  for (let at = 0; at < asked.length; ) {
    const { taken, stage } = nextStage(prepared, asked.slice(at), rest, countedBy);
    stages.push(stage);
    at += taken;
  }
  return { stages, rest };
}

function askedBy(prepared: Prepared, level: PlannedLevel): Asked {
  const { gamma, condition } = level;
  if (condition !== null) {
    const missing = missingEither(prepared, condition);
    if (missing !== null) return { kind: 'missing', of: missing, gamma };
    const equal = equalBoth(prepared, condition);
    if (equal !== null) return { kind: 'equal', of: equal, gamma };
    const rung = rungOf(prepared, condition, gamma);
    if (rung !== null) return { kind: 'rung', rung, gamma };
    const number = numberRungOf(prepared, condition, gamma);
    if (number !== null) return { kind: 'number', rung: number, gamma };
  }
  return { kind: 'other', level, gamma };
}

function nextStage(
  prepared: Prepared,
  asked: readonly Asked[],
  rest: number,
  countedBy: CountedBy,
): { readonly taken: number; readonly stage: LevelStage } {
  const missing = asked[0]?.kind === 'missing' ? asked[0] : null;
  const after = missing === null ? 0 : 1;
  const equalities = asked.slice(after).slice(
    0,
    runOf(asked.slice(after), ({ kind }) => kind === 'equal'),
  );
  const ladder = ladderAfter(asked, missing, equalities);
  if (ladder !== null) {
    const before = { missing: missing?.gamma ?? null, same: equalities[0]?.gamma ?? null };
    const taken = after + equalities.length + ladder.length;
    return { taken, stage: ladderStage(prepared, ladder, before, taken === asked.length ? rest : null) };
  }
  if (missing !== null || equalities.length > 0) {
    const taken = after + equalities.length;
    const numbers = equalities.flatMap((one) => (one.kind === 'equal' ? [{ ids: one.of.ids, gamma: one.gamma }] : []));
    const none = missing === null ? null : { ids: missing.of.ids, gamma: missing.gamma };
    return { taken, stage: equalitiesStage(none, numbers, taken === asked.length ? rest : null) };
  }
  const [first] = asked;
  if (first?.kind === 'number') {
    const numbers = numbersAfter(first.rung, asked.slice(1));
    const taken = 1 + numbers.length;
    return { taken, stage: numberLadderStage(prepared, [first.rung, ...numbers], taken === asked.length ? rest : null) };
  }
  if (first?.kind !== 'other' || first.level.condition === null) throw new Error('a level without a condition');
  return { taken: 1, stage: stageOf(compileCondition(prepared, first.level.condition, countedBy), first.gamma) };
}

/** The rungs that follow, if what stands before them asks of their own column, so that one stage answers all. */
function ladderAfter(asked: readonly Asked[], missing: Asked | null, equalities: readonly Asked[]): readonly [Rung, ...Rung[]] | null {
  const rest = asked.slice((missing === null ? 0 : 1) + equalities.length);
  const [first] = rest;
  if (first?.kind !== 'rung' || equalities.length > 1) return null;
  const { rung } = first;
  const isOwn = (one: Asked | null | undefined): boolean =>
    one === null ||
    one === undefined ||
    ((one.kind === 'missing' || one.kind === 'equal') && one.of.key === rung.first.key && one.of.key === rung.second.key);
  if (!isOwn(missing) || !isOwn(equalities[0])) return null;
  const more = rest.slice(
    1,
    runOf(rest, (one) => one.kind === 'rung' && onOneLadder(rung, one.rung)),
  );
  return [rung, ...more.flatMap((one) => (one.kind === 'rung' ? [one.rung] : []))];
}

/** The rungs of the same number that follow. */
function numbersAfter(rung: NumberRung, asked: readonly Asked[]): readonly NumberRung[] {
  const end = runOf(asked, (one) => one.kind === 'number' && onOneNumberLadder(rung, one.rung));
  return asked.slice(0, end).flatMap((one) => (one.kind === 'number' ? [one.rung] : []));
}

function runOf(asked: readonly Asked[], belongs: (one: Asked) => boolean): number {
  const end = asked.findIndex((one) => !belongs(one));
  return end < 0 ? asked.length : end;
}
