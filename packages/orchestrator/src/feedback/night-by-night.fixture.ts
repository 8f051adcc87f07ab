import { nearMissOf } from '@golden-thread/identity/near-miss';
import { printRecord } from '@golden-thread/shapes/references';
import type { TestNights } from '../night.fixture.ts';

/** One finding in one night, as `kind record field code`. */
export type NightFinding = string;

/**
 * What should be found, night by night, by reading each publication whole and comparing all records of a person, and all stored
 * pairs, with each other: an oracle that knows nothing of spells. It knows one agreement for all, and nobody withheld.
 */
export async function findingsOfNight({ warehouse }: TestNights, publication: number): Promise<ReadonlySet<NightFinding>> {
  const found = new Set<NightFinding>();
  const { rows: records } = await warehouse.pool.query<Row>(
    `select v.record_key as record, r.source, m.person_key::float8 as person, v.issues, v.birth_date::text, v.birth_precision, v.sex, v.nhs_number, v.upn,
       v.m_birth_date, v.m_nhs_number, v.m_upn,
       exists (select from link.never_link n join core.record o on o.natural_key in (n.a, n.b) join link.membership a on a.record_key = o.record_key
         join link.membership b on b.person_key = a.person_key where b.record_key = v.record_key or o.record_key = v.record_key) as parted
     from core.person_version v join core.record r using (record_key) join link.membership m using (record_key)
     where v.from_publication <= $1 and v.to_publication > $1 and m.from_publication <= $1 and m.to_publication > $1 order by v.record_key`,
    [publication],
  );
  for (const { record, issues } of records)
    for (const issue of issues) {
      const [field = '', code = ''] = issue.split(':');
      const national = field === 'nhs_number' || field === 'upn';
      if (UNTOLD.includes(code)) continue;
      found.add(`${code === 'placeholder' ? code : national ? 'identifier' : 'value'} ${printRecord(record)} ${field} ${code}`);
    }
  const others = records.filter((it) => !it.parted);
  const persons = Map.groupBy(others, (it) => it.person);
  for (const members of persons.values()) {
    const say = (field: string, saidBy: (row: Row) => string | null): void => {
      const backing = (value: string) => new Set(members.filter((it) => saidBy(it) === value).map((it) => it.source)).size;
      for (const one of members)
        for (const other of members) {
          const [mine, theirs] = [saidBy(one), saidBy(other)];
          if (mine !== null && theirs !== null && mine !== theirs && backing(mine) <= backing(theirs))
            found.add(`contradiction ${printRecord(one.record)} ${field} disagree`);
        }
    };
    say('birth_date', (it) => (it.birth_precision === 'day' ? it.birth_date : null));
    say('sex', (it) => (it.sex === 'U' ? null : it.sex));
    say('nhs_number', (it) => it.nhs_number);
    say('upn', (it) => (/[A-Z]$/.test(it.upn ?? '') ? null : it.upn));
  }
  const byKey = new Map(others.map((it) => [it.record, it]));
  const { rows: edges } = await warehouse.pool.query<{ a: number; b: number; facts: number; outcome: string }>(
    'select a, b, facts, outcome from link.edge where from_publication <= $1 and to_publication > $1',
    [publication],
  );
  for (const { a, b, facts, outcome } of edges) {
    const [one, other] = [byKey.get(a), byKey.get(b)];
    const field = nearMissOf(facts);
    if (one === undefined || other === undefined || field === null || one.person === other.person) continue;
    if (!['below', 'review', 'few_evidence', 'contradictions', 'verified_numbers'].includes(outcome)) continue;
    if (((facts >> 5) & 3) === 2 && (one.m_birth_date === null || other.m_birth_date === null)) continue;
    const backing = (of: Row) =>
      new Set((persons.get(of.person) ?? []).filter((it) => it[field] === of[field]).map((it) => it.source)).size;
    if (backing(one) <= backing(other)) found.add(`near_miss ${printRecord(a)} ${field} one_field`);
    if (backing(other) <= backing(one)) found.add(`near_miss ${printRecord(b)} ${field} one_field`);
  }
  const { rows: shared } = await warehouse.pool.query<{ kind: string; value: string }>(
    'select kind, value from link.identifier where shared and from_publication <= $1 and to_publication > $1',
    [publication],
  );
  for (const { kind, value } of shared) {
    const carriers = others.filter((it) => (kind === 'upn' ? it.m_upn : it.m_nhs_number) === value);
    if (carriers.length > 1) for (const { record } of carriers) found.add(`identifier ${printRecord(record)} ${kind} shared`);
  }
  return found;
}

const UNTOLD = ['temporary', 'assumed_day', 'two_digit_year', 'day_month_order', 'ambiguous_hour', 'skipped_hour', 'repaired'];

interface Row {
  readonly record: number;
  readonly source: number;
  readonly person: number;
  readonly issues: readonly string[];
  readonly birth_date: string | null;
  readonly birth_precision: string | null;
  readonly sex: string | null;
  readonly nhs_number: string | null;
  readonly upn: string | null;
  readonly m_birth_date: string | null;
  readonly m_nhs_number: string | null;
  readonly m_upn: string | null;
  readonly parted: boolean;
}
