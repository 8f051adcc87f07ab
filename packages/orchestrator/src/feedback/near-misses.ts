import { NEAR_MISS_FIELDS, NEAR_MISS_OUTCOMES, type NearMissField, nearMissOf } from '@golden-thread/identity/near-miss';
import { decodeFacts } from '@golden-thread/shapes/pair-facts';
import { backingOf, factsOfPairs, pairSpells } from '@golden-thread/warehouse/queries/feedback';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import type { Found, Sayable } from './found.ts';
import { joinedRuns, type Run, type Timeline } from './timeline.ts';

/** A pair in one run of nights. */
interface Missed {
  readonly a: number;
  readonly b: number;
  readonly sourceA: number;
  readonly sourceB: number;
  readonly field: NearMissField;
  readonly run: Run;
}

/**
 * Records that would be one person with another record but for one field. Of the two the one is asked behind whose value fewer
 * sources of its person stand; where as many stand behind either, both are.
 */
export async function foundNearMisses(
  db: Db,
  after: number,
  publication: number,
  timeline: Timeline,
  may: Sayable,
): Promise<readonly Found[]> {
  const missed = await missedPairs(db, after, publication, timeline, may);
  const found: Found[] = [];
  for (const field of NEAR_MISS_FIELDS) {
    const of = missed.filter((it) => it.field === field);
    const asked = of.flatMap(({ a, b, run }) =>
      [a, b].map((record) => ({ record, publication: timeline.nights[run.last]?.publication ?? 0 })),
    );
    const backing = await backingOf(db, field, asked);
    const sides = of.flatMap((it, i) => {
      const [forA, forB] = [backing[2 * i] ?? 0, backing[2 * i + 1] ?? 0];
      return [
        ...(forA <= forB ? [{ record: it.a, source: it.sourceA, other: it.b, otherSource: it.sourceB, run: it.run }] : []),
        ...(forB <= forA ? [{ record: it.b, source: it.sourceB, other: it.a, otherSource: it.sourceA, run: it.run }] : []),
      ];
    });
    for (const own of Map.groupBy(sides, (it) => it.record).values()) {
      const [first] = own;
      if (first === undefined) continue;
      const { record, source } = first;
      for (const run of joinedRuns(own.map((it) => it.run))) {
        const beside = own.filter((it) => it.run.last === run.last && may.sameOwner(source, it.otherSource)).map((it) => it.other);
        found.push({
          kind: 'near_miss',
          record,
          source,
          field,
          code: 'one_field',
          run,
          beside: [...new Set(beside)].sort((a, b) => a - b),
        });
      }
    }
  }
  return found;
}

async function missedPairs(db: Db, after: number, publication: number, timeline: Timeline, may: Sayable): Promise<readonly Missed[]> {
  const codes = (await factsOfPairs(db, NEAR_MISS_OUTCOMES, after, publication)).filter((code) => nearMissOf(code) !== null);
  // A date of which one side knows the month alone is near, and nobody's slip.
  const isNear = (code: number): boolean => decodeFacts(code).birth === 'near';
  const facts = { facts: codes.filter((code) => !isNear(code)), daysKnown: codes.filter(isNear) };
  const spells = await pairSpells(db, { outcomes: NEAR_MISS_OUTCOMES, ...facts }, after, publication);
  const missed: Missed[] = [];
  const pairs = Map.groupBy(
    spells.filter((it) => may.amongOthers(it.a, it.source_a) && may.amongOthers(it.b, it.source_b)),
    (it) => `${it.a} ${it.b} ${nearMissOf(it.facts)}`,
  );
  for (const of of pairs.values()) {
    const [first] = of;
    const field = first === undefined ? null : nearMissOf(first.facts);
    if (first === undefined || field === null) continue;
    const runs = joinedRuns(of.map((spell) => timeline.nightsWithin(spell)).filter((run) => run !== null));
    missed.push(...runs.map((run) => ({ a: first.a, b: first.b, sourceA: first.source_a, sourceB: first.source_b, field, run })));
  }
  return missed;
}
