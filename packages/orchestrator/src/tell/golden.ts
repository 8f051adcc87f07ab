import { assembleGolden } from '@golden-thread/golden/assemble';
import type { GoldenInput, GoldenRow } from '@golden-thread/golden/golden-row';
import { PERSON_ATTRIBUTE_NAMES, type PersonValues } from '@golden-thread/shapes/dictionary/person';
import { DOUBTS } from '@golden-thread/shapes/field-issue';
import { recordKey } from '@golden-thread/shapes/references';
import { analyseTables } from '@golden-thread/warehouse/analyse';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { parseArray } from '@golden-thread/warehouse/copy/parse-array';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { copyRows } from '@golden-thread/warehouse/copy/write';
import { allPersonsText, furtherKeysText, goldenInputsText, syncScopes, touchedPersonsText } from '@golden-thread/warehouse/queries/golden';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import { type Night, worksOnAll } from '../night/night.ts';
import { writingStep } from '../night/transaction.ts';
import type { Tx } from '../night/warehouse-handle.ts';

const WHOLE_SCOPE_INPUTS = ['declaration:survivorship', 'logic:golden'] as const;
const FIXED = 7;

/**
 * Assembles the golden record of every person that tonight's changes touch, and writes those that differ. A person of
 * whom no record is left loses the row; persons nobody touched keep theirs byte for byte.
 */
export async function golden(night: Night): Promise<void> {
  const whole = worksOnAll(night, [...WHOLE_SCOPE_INPUTS, ...night.pipeline.sources.map((s) => `salt:${s.name}`)]);
  await writingStep(night, 'golden', '', async (tx) => {
    const scopes = await syncScopes(
      tx.db,
      night.pipeline.sources.map((s) => ({ agreement: s.agreement, source: night.sources.get(s.name) ?? 0 })),
    );
    const affected = await readKeys(
      tx,
      whole ? copyText(tx.db, allPersonsText()) : copyText(tx.db, touchedPersonsText(night.run.publication)),
    );
    await tx.client.query('create temporary table affected (person_key bigint) on commit drop');
    await copyRows(
      tx.client,
      'pg_temp.affected',
      ['person_key'],
      affected.map((key) => [key]),
    );
    await tx.client.query('analyze affected');
    const present = new Set<number>();
    const rows: CopyRow[] = [];
    const further: CopyRow[] = [];
    for await (const [person, records] of personsOf(tx, scopes)) {
      present.add(person);
      const row = assembleGolden(records, night.pipeline.survivorship, {
        sourceNames: sourceNames(night),
        businessDate: night.run.business_date,
      });
      rows.push(goldenRow(person, row));
      for (const it of row.further) further.push([person, it.position, it.recordKey, it.source, it.value, it.since]);
      if (rows.length % 5000 === 0)
        night.emit({ event: 'step.progress', step: 'golden', scope: '', done: rows.length, of: affected.length });
    }
    const gone = affected.filter((key) => !present.has(key)).map((key) => [key]);
    const written = await writeDiff(tx.client, versionedTable('golden.person'), night.run.publication, {
      upserts: rows,
      deletes: gone,
      firstWrite: night.inputs.get('option:reverted') === 'false',
    });
    await writeDiff(tx.client, versionedTable('golden.further_value'), night.run.publication, {
      upserts: further,
      deletes: await furtherGone(tx, further),
      firstWrite: night.inputs.get('option:reverted') === 'false',
    });
    if (night.run.base === 0) await analyseTables(tx.client, ['golden.person', 'golden.further_value']);
    return { persons: affected.length, written: written.inserted, closed: written.closed, unchanged: written.unchanged };
  });
}

/** Keys of further values that stand and are no longer given. */
async function furtherGone(tx: Tx, given: readonly CopyRow[]): Promise<readonly CopyRow[]> {
  const kept = new Set(given.map(([person, position, record]) => `${person} ${position} ${record}`));
  const gone: CopyRow[] = [];
  for await (const batch of copyQuery(tx.client, copyText(tx.db, furtherKeysText())))
    for (const [person, position, record] of batch)
      if (!kept.has(`${person} ${position} ${record}`)) gone.push([Number(person), Number(position), Number(record)]);
  return gone;
}

async function readKeys(tx: Tx, query: string): Promise<readonly number[]> {
  const keys: number[] = [];
  for await (const batch of copyQuery(tx.client, query)) for (const row of batch) keys.push(Number(row[0]));
  return keys.sort((a, b) => a - b);
}

/** Names of sources by their number. */
function sourceNames(night: Night): readonly string[] {
  const names: string[] = [];
  for (const [name, number] of night.sources) names[number] = name;
  return names;
}

async function* personsOf(tx: Tx, scopes: ReadonlyMap<number, number>): AsyncGenerator<readonly [number, readonly GoldenInput[]]> {
  let person = 0;
  let records: GoldenInput[] = [];
  for await (const batch of copyQuery(tx.client, copyText(tx.db, goldenInputsText()))) {
    for (const row of batch) {
      const key = Number(row[0]);
      if (key !== person) {
        if (records.length > 0) yield [person, records];
        person = key;
        records = [];
      }
      const source = Number(row[3]);
      const trueAt = row[4] ?? null;
      const { doubts, untimed } = saidBy(row[6] ?? '{}');
      records.push({
        recordKey: recordKey(Number(row[1])),
        naturalKey: row[2] ?? '',
        source,
        trueAt,
        untimed: trueAt === null && untimed,
        doubts,
        since: parseArray(row[5] ?? '{}'),
        scope: scopes.get(source) ?? 0,
        values: valuesOf(row),
      });
    }
  }
  if (records.length > 0) yield [person, records];
}

interface Said {
  /** Positions of the attributes that issues cast doubt on, ascending. */
  readonly doubts: readonly number[];
  /** Something is wrong with the time that its source gave. */
  readonly untimed: boolean;
}

const NOTHING_SAID: Said = { doubts: [], untimed: false };

/** What issues of a record say to survivorship. */
function saidBy(issues: string): Said {
  if (issues === '{}') return NOTHING_SAID;
  const all = parseArray(issues);
  const doubted = new Set<string | undefined>();
  for (const issue of all) {
    const [field, code] = (issue ?? '').split(':');
    if (code !== undefined && DOUBTS.has(code)) doubted.add(field);
  }
  return {
    doubts: PERSON_ATTRIBUTE_NAMES.flatMap((name, position) => (doubted.has(name) ? [position] : [])),
    untimed: all.some((issue) => issue?.startsWith('true_at:') === true),
  };
}

const valuesOf = (row: readonly (string | null)[]): PersonValues =>
  Object.fromEntries(PERSON_ATTRIBUTE_NAMES.map((name, i) => [name, row[FIXED + i] ?? null])) as PersonValues;

const goldenRow = (person: number, row: GoldenRow): CopyRow => [
  person,
  ...PERSON_ATTRIBUTE_NAMES.map((name) => row.values[name]),
  row.recordKey,
  row.source,
  row.since,
  row.differs,
  row.scopes,
];
