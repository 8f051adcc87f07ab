import { DeclarationError } from '@golden-thread/shapes/errors';

/**
 * The threshold, where it is a number between two bounds.
 * @throws DeclarationError `linkage.level_invalid` otherwise.
 */
export function between(creator: string, threshold: number, low: number, high: number): number {
  if (threshold >= low && threshold <= high) return threshold;
  throw new DeclarationError({
    code: 'linkage.level_invalid',
    message: `${creator} takes a threshold between ${low} and ${high === Number.POSITIVE_INFINITY ? 'infinity' : high}, not ${threshold}`,
    remedy: 'Give another threshold',
  });
}

/** One threshold or several, as a list. */
export function several<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? (one satisfies readonly T[]) : [one as T];
}
