import { contradictedBy } from '@golden-thread/golden/contradictions';
import { ONE_VALUE_ATTRIBUTES, type SaidSpell, saidSpells } from '@golden-thread/warehouse/queries/feedback';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import type { Found, Sayable } from './found.ts';
import { joinedRuns, type Run, type Timeline } from './timeline.ts';

interface SaidInNights extends Run {
  readonly said: SaidSpell;
}

/** A record that is asked in a stretch of nights, with the owner's other records that say otherwise. */
interface Asked {
  readonly record: number;
  readonly source: number;
  readonly run: Run;
  readonly beside: readonly number[];
}

/** Records of one person that say different things of what a person has one of. */
export async function foundContradictions(
  db: Db,
  after: number,
  publication: number,
  timeline: Timeline,
  may: Sayable,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const field of ONE_VALUE_ATTRIBUTES) {
    const spells = (await saidSpells(db, field, after, publication)).filter((it) => may.amongOthers(it.record, it.source));
    const asked = [...Map.groupBy(spells, (it) => it.person).values()].flatMap((of) => askedOfPerson(of, timeline, may));
    for (const own of Map.groupBy(asked, (it) => it.record).values()) {
      const [first] = own;
      if (first === undefined) continue;
      const { record, source } = first;
      for (const run of joinedRuns(own.map((it) => it.run))) {
        const beside = own.find((it) => it.run.last === run.last)?.beside ?? [];
        found.push({ kind: 'contradiction', record, source, field, code: 'disagree', run, beside });
      }
    }
  }
  return found;
}

/** Whom to ask of one person, stretch by stretch in which its records say the same. */
function askedOfPerson(spells: readonly SaidSpell[], timeline: Timeline, may: Sayable): readonly Asked[] {
  const within = spells.flatMap((said): SaidInNights[] => {
    const nights = timeline.nightsWithin(said);
    return nights === null ? [] : [{ said, ...nights }];
  });
  const starts = [...new Set(within.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
  return starts.slice(0, -1).flatMap((first, i) => {
    const said = within.filter((it) => it.first <= first && it.last >= first).map((it) => it.said);
    const asked = new Set(contradictedBy(said));
    const run = { first, last: (starts[i + 1] ?? first + 1) - 1 };
    return said
      .filter(({ record }) => asked.has(record))
      .map((one) => ({
        record: one.record,
        source: one.source,
        run,
        beside: said.filter((it) => it.value !== one.value && may.sameOwner(it.source, one.source)).map((it) => it.record),
      }));
  });
}
