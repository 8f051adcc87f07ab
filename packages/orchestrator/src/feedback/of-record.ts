import { type IssueSpell, issueSpells, type SharedSpell, sharedIdentifierSpells } from '@golden-thread/warehouse/queries/feedback';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import type { Found, Sayable } from './found.ts';
import { kindOfIssue, TOLD_CODES } from './issue-kinds.ts';
import { joinedRuns, type Timeline } from './timeline.ts';

/** What a record says wrong by itself: identifiers that fail their check, stand-ins, values that cannot be. */
export async function foundInRecords(
  db: Db,
  after: number,
  publication: number,
  timeline: Timeline,
  may: Sayable,
): Promise<readonly Found[]> {
  const spells = (await issueSpells(db, TOLD_CODES, after, publication)).filter((it) => may.record(it.record, it.source));
  return grouped(spells, (it) => it.issue).flatMap(([record, source, issue, of]) => {
    const [field = '', code = ''] = issue.split(':');
    const kind = kindOfIssue(field, code);
    return kind === null ? [] : runsOf(of, timeline).map((run) => ({ kind, record, source, field, code, run, beside: [] }));
  });
}

/** National numbers on records that cannot be one person. */
export async function foundShared(db: Db, after: number, publication: number, timeline: Timeline, may: Sayable): Promise<readonly Found[]> {
  const spells = (await sharedIdentifierSpells(db, after, publication)).filter((it) => may.amongOthers(it.record, it.source));
  const carriers = new Map<string, Set<number>>();
  for (const { kind, value, record } of spells)
    carriers.set(`${kind} ${value}`, (carriers.get(`${kind} ${value}`) ?? new Set()).add(record));
  const shared = spells.filter(({ kind, value }) => (carriers.get(`${kind} ${value}`)?.size ?? 0) > 1);
  return grouped(shared, (it) => it.kind).flatMap(([record, source, field, of]) =>
    runsOf(of, timeline).map(
      (run): Found => ({ kind: 'identifier', record, source, field, code: 'shared', run, beside: besideOf(of, run) }),
    ),
  );

  function besideOf(of: readonly SharedSpell[], run: { readonly last: number }): readonly number[] {
    const values = new Set(
      of.filter((it) => (timeline.nightsWithin(it)?.last ?? -1) === run.last).map(({ kind, value }) => `${kind} ${value}`),
    );
    const own = of[0];
    const others = shared.filter(
      (it) => own !== undefined && values.has(`${it.kind} ${it.value}`) && it.record !== own.record && may.sameOwner(it.source, own.source),
    );
    return [...new Set(others.map((it) => it.record))].sort((a, b) => a - b);
  }
}

/** Spells by record and by what they are about, in their order. */
function grouped<Of extends IssueSpell | SharedSpell>(
  spells: readonly Of[],
  about: (spell: Of) => string,
): (readonly [record: number, source: number, about: string, spells: readonly Of[]])[] {
  const groups = new Map<string, { readonly record: number; readonly source: number; readonly about: string; readonly of: Of[] }>();
  for (const spell of spells) {
    const key = `${spell.record} ${about(spell)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { record: spell.record, source: spell.source, about: about(spell), of: [spell] });
    else group.of.push(spell);
  }
  return [...groups.values()].map((it) => [it.record, it.source, it.about, it.of] as const);
}

const runsOf = (spells: readonly (IssueSpell | SharedSpell)[], timeline: Timeline) =>
  joinedRuns(spells.map((spell) => timeline.nightsWithin(spell)).filter((run) => run !== null));
