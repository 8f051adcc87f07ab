import type { JudgementRow, NeverLinkRow } from '@golden-thread/warehouse/queries/judgement';

/** Judgements that cannot all hold. */
export interface Contradiction {
  /** Numbers of the judgements, ascending. */
  readonly judgements: readonly number[];
  readonly words: string;
}

/**
 * Where people say that two records are different, or a never-link stands between them, while *same* leads from one to the
 * other: each with the fewest judgements that lead there, the oldest where several do. In the order of the records.
 */
export function contradictionsOf(judgements: readonly JudgementRow[], neverLinks: readonly NeverLinkRow[]): readonly Contradiction[] {
  const same = sameNeighbours(judgements.filter(({ verdict }) => verdict === 'same'));
  const never = new Set(neverLinks.map(({ a, b }) => JSON.stringify([a, b])));
  const found: Contradiction[] = [];
  for (const { judgement, a, b } of judgements.filter((row) => row.verdict === 'different')) {
    if (never.has(JSON.stringify([a, b]))) continue;
    const path = shortestPath(same, a, b);
    if (path === null) continue;
    const numbers = [...path].sort((x, y) => x - y);
    found.push({
      judgements: [...numbers, judgement].sort((x, y) => x - y),
      words: `Judgement ${judgement} says different, and ${named(numbers)} same: nothing is guessed; the records of last night stay as they were until one is withdrawn.`,
    });
  }
  for (const { a, b } of neverLinks) {
    const path = shortestPath(same, a, b);
    if (path === null) continue;
    const numbers = [...path].sort((x, y) => x - y);
    found.push({
      judgements: numbers,
      words: `${capital(named(numbers))} ${numbers.length === 1 ? 'says' : 'say'} same across records that are kept apart by a decision that is not shown here: the records stay apart.`,
    });
  }
  return found;
}

type Neighbours = ReadonlyMap<string, readonly (readonly [string, number])[]>;

function sameNeighbours(judgements: readonly JudgementRow[]): Neighbours {
  const neighbours = new Map<string, [string, number][]>();
  const add = (from: string, to: string, judgement: number): void => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [[to, judgement]]);
    else known.push([to, judgement]);
  };
  for (const { judgement, a, b } of [...judgements].sort((x, y) => x.judgement - y.judgement)) {
    add(a, b, judgement);
    add(b, a, judgement);
  }
  return neighbours;
}

/** The judgements that lead from one record to the other, or null. */
function shortestPath(neighbours: Neighbours, from: string, to: string): readonly number[] | null {
  if (!neighbours.has(from) || !neighbours.has(to)) return null;
  const cameBy = new Map<string, readonly [string, number] | null>([[from, null]]);
  let reached = [from];
  while (reached.length > 0 && !cameBy.has(to)) {
    const next: string[] = [];
    for (const record of reached)
      for (const [neighbour, judgement] of neighbours.get(record) ?? []) {
        if (cameBy.has(neighbour)) continue;
        cameBy.set(neighbour, [record, judgement]);
        next.push(neighbour);
      }
    reached = next;
  }
  const path: number[] = [];
  for (let step = cameBy.get(to); step !== null; step = cameBy.get(step[0])) {
    if (step === undefined) return null;
    path.push(step[1]);
  }
  return path;
}

const named = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `judgement ${numbers[0]}` : `judgements ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
