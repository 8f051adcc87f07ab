import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import { bitsOfLevel, bitsOfProbability, roundBits } from '../fellegi-sunter.ts';

/** What a level weighs under an approved model and under a new one, in bits; `null` where one of them has no such level. */
export interface LevelChange {
  readonly comparison: string;
  readonly level: string;
  readonly before: number | null;
  readonly after: number | null;
}

export interface ModelChange {
  /** Names of the two models. */
  readonly before: string;
  readonly after: string;
  readonly lambda: { readonly before: number; readonly after: number };
  /** λ as the prior's weight, in bits. */
  readonly prior: { readonly before: number; readonly after: number };
  /** Levels of one model only first, then the largest moves. */
  readonly levels: readonly LevelChange[];
}

/** How a new model weighs otherwise than an approved one; levels are the same by comparison and label. */
export function compareModels(before: LinkageModel, after: LinkageModel): ModelChange {
  const old = bitsByLevel(before);
  const now = bitsByLevel(after);
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  const levels = keys.map((key): LevelChange => {
    const { comparison, level } = now.get(key) ?? old.get(key) ?? { comparison: '', level: '' };
    return { comparison, level, before: old.get(key)?.bits ?? null, after: now.get(key)?.bits ?? null };
  });
  return {
    before: before.name,
    after: after.name,
    lambda: { before: before.lambda, after: after.lambda },
    prior: { before: roundBits(bitsOfProbability(before.lambda)), after: roundBits(bitsOfProbability(after.lambda)) },
    levels: levels.sort((x, y) => moveOf(y) - moveOf(x)),
  };
}

/** How far a level's weight moves, in bits. */
function moveOf({ before, after }: LevelChange): number {
  return before === null || after === null ? Number.MAX_VALUE : Math.abs(after - before);
}

interface WeighedLevel {
  readonly comparison: string;
  readonly level: string;
  readonly bits: number;
}

function bitsByLevel({ comparisons }: LinkageModel): ReadonlyMap<string, WeighedLevel> {
  return new Map(
    comparisons.flatMap(({ name, levels }) =>
      levels.map(({ label, m, u }) => [`${name}\n${label}`, { comparison: name, level: label, bits: roundBits(bitsOfLevel(m, u)) }]),
    ),
  );
}
