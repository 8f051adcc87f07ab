import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { printPerson, printPublication, printRecord } from '@golden-thread/shapes/references';
import { holderOf } from '@golden-thread/warehouse/queries/ask';
import { chainOf, readTableState } from '@golden-thread/warehouse/queries/ledger';
import {
  type GoldenSpell,
  goldenSpells,
  type MemberSpell,
  memberSpells,
  type PublishedNight,
  personsOfRecords,
  publishedNights,
  type VersionSpell,
  versionSpells,
} from '@golden-thread/warehouse/queries/person-history';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { howJoined } from './person.ts';

export const CHANGE_KINDS = ['record_came', 'record_left', 'record_changed', 'value_changed'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface PersonChange {
  readonly publication: string;
  readonly date: string;
  readonly kind: ChangeKind;
  readonly record: string | null;
  /** Attribute, where a value changed. */
  readonly attribute: string | null;
  readonly was: string | null;
  readonly is: string | null;
  readonly words: string;
}

/**
 * What changed in a person from one publication to the next, and for which reason, oldest first. Only what readers saw counts: a
 * night that was withdrawn has left no trace.
 */
export async function personChanges({ db }: Warehouse, asked: number, publication: number | null): Promise<readonly PersonChange[]> {
  const at = publication ?? (await readTableState(db)).pointer;
  const person = (await holderOf(db, asked, at)) ?? asked;
  const nights = await publishedNights(db, await chainOf(db, at));
  const members = await memberSpells(db, person, at);
  const records = [...new Set(members.map((m) => m.record))];
  const versions = await versionSpells(db, records, at);
  const golden = await goldenSpells(db, person, at);
  const changes: PersonChange[] = [];
  for (const [i, night] of nights.entries()) {
    const before = nights[i - 1];
    const were = before === undefined ? [] : asAt(members, before);
    const are = asAt(members, night);
    const left = were.filter((m) => !are.some((now) => now.record === m.record));
    const elsewhere =
      left.length === 0
        ? new Map<number, number>()
        : await personsOfRecords(
            db,
            left.map((m) => m.record),
            night.publication,
          );
    changes.push(
      ...left.map((m) => recordLeft(night, m, elsewhere.get(m.record))),
      ...are.filter((m) => !were.some((then) => then.record === m.record)).map((m) => recordCame(night, m)),
    );
    if (before === undefined) continue;
    for (const member of are)
      if (were.some((then) => then.record === member.record)) changes.push(...recordChanged(before, night, member, versions));
    changes.push(...valuesChanged(before, night, golden, members));
  }
  return changes;
}

const asAt = <Of extends { readonly from: number; readonly to: number }>(spells: readonly Of[], { publication }: PublishedNight): Of[] =>
  spells.filter(({ from, to }) => from <= publication && to > publication);

const change = (night: PublishedNight, kind: ChangeKind, words: string, more: Partial<PersonChange> = {}): PersonChange => ({
  publication: printPublication(night.publication),
  date: night.business_date,
  kind,
  record: null,
  attribute: null,
  was: null,
  is: null,
  words: `${words}${night.new_policy && kind !== 'record_changed' ? ' This was the first night under another match policy.' : ''}`,
  ...more,
});

function recordCame(night: PublishedNight, member: MemberSpell): PersonChange {
  const record = printRecord(member.record);
  return change(night, 'record_came', `${record} of ${member.label} came: ${howJoined(member)}.`, { record });
}

function recordLeft(night: PublishedNight, member: MemberSpell, person: number | undefined): PersonChange {
  const record = printRecord(member.record);
  const where = person === undefined ? 'its source no longer has it' : `it belongs to ${printPerson(person)}`;
  return change(night, 'record_left', `${record} of ${member.label} left: ${where}.`, { record });
}

function recordChanged(
  before: PublishedNight,
  night: PublishedNight,
  member: MemberSpell,
  versions: readonly VersionSpell[],
): PersonChange[] {
  const own = versions.filter((v) => v.record === member.record);
  const [was, is] = [asAt(own, before)[0], asAt(own, night)[0]];
  if (was === undefined || is === undefined || was === is) return [];
  const fields = PERSON_ATTRIBUTE_NAMES.filter((name) => was.values[name] !== is.values[name]);
  if (fields.length === 0) return [];
  const record = printRecord(member.record);
  return [change(night, 'record_changed', `${record} of ${member.label} changed: ${fields.join(', ')}.`, { record })];
}

function valuesChanged(
  before: PublishedNight,
  night: PublishedNight,
  golden: readonly GoldenSpell[],
  members: readonly MemberSpell[],
): PersonChange[] {
  const [was, is] = [asAt(golden, before)[0], asAt(golden, night)[0]];
  if (was === undefined || is === undefined || was === is) return [];
  const labels = new Map(members.map((m) => [m.record, m.label]));
  return PERSON_ATTRIBUTE_NAMES.flatMap((attribute, i) => {
    const [old, value] = [was.values[attribute] ?? null, is.values[attribute] ?? null];
    const [from, by] = [was.record_key[i] ?? null, is.record_key[i] ?? null];
    if (old === value || (from !== null && !labels.has(from))) return [];
    const source = by === null ? null : (labels.get(by) ?? null);
    const words =
      value === null ? `${attribute}: no source says any longer.` : `${attribute} comes from ${source ?? 'another source'} now.`;
    return [change(night, 'value_changed', words, { attribute, was: old, is: value, record: by === null ? null : printRecord(by) })];
  });
}
