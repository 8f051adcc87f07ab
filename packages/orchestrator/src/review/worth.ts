import type { ReviewKind } from '@golden-thread/shapes/codes';

export interface Question {
  readonly kind: ReviewKind | 're-examine';
  readonly weight: number | null;
  /** Line from which a pair is joined, in bits. */
  readonly join: number;
  readonly people: number;
}

export interface Worth {
  readonly worth: number;
  readonly ambiguity: number;
}

/**
 * What a decision is worth: its ambiguity times the people concerned, both to four digits.
 * Ambiguity is the entropy, in bits, of how far the weight lies from the line: 1 on it, .5 three bits away, .1 seven bits away. Where weight
 * would join and something else stands against it, or people contradict each other, it is 1: the evidence itself is torn.
 */
export function worthOf({ kind, weight, join, people }: Question): Worth {
  const torn = weight === null || (kind !== 'weight' && weight >= join);
  const ambiguity = torn ? 1 : Math.round(entropy(weight - join) * 1e4) / 1e4;
  return { ambiguity, worth: Math.round(ambiguity * people * 1e4) / 1e4 };
}

function entropy(bits: number): number {
  const p = 1 / (1 + 2 ** -Math.abs(bits));
  return p === 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

/** For each question, how many people an answer concerns: the two themselves, and all whom another question ties to either. */
export function peopleConcerned(questions: readonly (readonly [number, number])[]): readonly number[] {
  const tied = new Map<number, Set<number>>();
  const tie = (person: number, to: number): void => {
    const known = tied.get(person);
    if (known === undefined) tied.set(person, new Set([person, to]));
    else known.add(to);
  };
  for (const [a, b] of questions) {
    tie(a, b);
    tie(b, a);
  }
  return questions.map(([a, b]) => new Set([...(tied.get(a) ?? []), ...(tied.get(b) ?? [])]).size);
}
