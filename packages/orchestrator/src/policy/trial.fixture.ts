import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '@golden-thread/shapes/random';
import { parsePerson, parsePublication, printRecord } from '@golden-thread/shapes/references';
import { readPublication, readSteps } from '@golden-thread/warehouse/queries/ledger';
import type { NightSettings } from '../night/night.ts';
import { DATES, dataLines, makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { openColleague } from './policy.fixture.ts';
import { approvePolicy, proposePolicy } from './policy-acts.ts';
import type { PolicyEffect } from './policy-effect.ts';
import type { LineChanges, PolicyPreview } from './preview.ts';

export const ACT = { byName: 'test', reason: 'tried by a test' };

type Counts = Readonly<Record<string, number>>;
type Persons = ReadonlyMap<number, number>;

export interface StoredPair {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly outcome: string;
}

/** A council after its first night, on which changes of the policy are tried. */
export interface PolicyTrial {
  readonly nights: TestNights;
  readonly council: TestCouncil;
  /** A drop folder with nothing in it. */
  readonly nothing: string;
  settings(): NightSettings;
  asColleague(): NightSettings;
  /** Proposes a change as one login and approves it as another. @returns its version. */
  change(changes: LineChanges, fresh?: boolean): Promise<number>;
  /** Runs the next night. @returns its publication, and what the policy and the data did, as its steps count it. */
  night(drop: string): Promise<{ readonly publication: number; readonly policy: Counts | null; readonly data: Counts | null }>;
  personsNow(): Promise<Persons>;
  openReviews(): Promise<number>;
  /** Every stored pair, never-links left out, in the order of natural keys. */
  pairsNow(): Promise<readonly StoredPair[]>;
  /** Pairs that are held although they weigh less than a line. */
  latchesBelow(line: number): Promise<number>;
  /** Every row that is valid now, whenever it was written. */
  live(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openTrial(made: { readonly people: number; readonly nights: number; readonly seed: number }): Promise<PolicyTrial> {
  const council = await makeCouncil(made);
  const nothing = mkdtempSync(join(tmpdir(), 'golden-thread-nothing-'));
  mkdirSync(join(nothing, 'social-care'));
  // Lines are moved far: no gate is to wait for people here.
  const nights = await openNights({ ...(await referencePipeline()), gates: { personCountChange: 10, idChurn: 10, largestPerson: 1000 } });
  const colleague = await openColleague(nights);
  await nights.run(council.night(1), DATES[0]);
  let day = 2;
  const settings = () => nights.settings(nothing);
  const asColleague = () => nights.settings(nothing, { warehouse: colleague.warehouse });
  const rowsOf = async <Row extends object>(query: string): Promise<readonly Row[]> => (await nights.warehouse.pool.query<Row>(query)).rows;
  return {
    nights,
    council,
    nothing,
    settings,
    asColleague,
    change: async (changes, fresh = false) => {
      const { version } = await proposePolicy(settings(), changes, { ...ACT, fresh });
      await approvePolicy(asColleague(), version, ACT);
      return version;
    },
    night: async (drop) => {
      const date = new Date(Date.UTC(2026, 2, day++)).toISOString().slice(0, 10);
      const publication = parsePublication((await nights.run(drop, date, {}, { again: date === DATES[0] })).publication ?? '');
      const run = (await readPublication(nights.warehouse.db, publication))?.run ?? 0;
      const steps = await readSteps(nights.warehouse.db, run);
      const countsOf = (step: string): Counts | null => steps.find((row) => row.step === step)?.counts ?? null;
      return { publication, policy: countsOf('policy'), data: countsOf('resolve') };
    },
    personsNow: async () =>
      new Map(
        (
          await rowsOf<{ record: number; person: number }>(
            'select record_key as record, person_key::float8 as person from link.membership where to_publication = 2147483647',
          )
        ).map(({ record, person }) => [record, person]),
      ),
    openReviews: async () =>
      (await rowsOf<{ n: number }>('select count(*)::int as n from link.review_item where to_publication = 2147483647'))[0]?.n ?? 0,
    pairsNow: () =>
      rowsOf<StoredPair>(`select e.a, e.b, e.weight, e.outcome from link.edge e
        join core.record x on x.record_key = e.a join core.record y on y.record_key = e.b
        where to_publication = 2147483647 and e.outcome not like '%never_link' order by x.natural_key collate "C", y.natural_key collate "C"`),
    latchesBelow: async (line) =>
      (
        await rowsOf<{ n: number }>(
          `select count(*)::int as n from link.edge where to_publication = 2147483647 and held and weight < ${line}`,
        )
      )[0]?.n ?? 0,
    live: async () =>
      dataLines(await nights.dump())
        .filter((line) => line.endsWith('\topen'))
        .map((line) => line.split('\t').slice(0, -2).join('\t'))
        .sort(),
    close: async () => {
      await colleague.close();
      await nights.close();
      council.remove();
      rmSync(nothing, { recursive: true, force: true });
    },
  };
}

/** Lines moved far, in order and above the floor; links decided afresh now and then. */
export function drawChange(random: Random, floor: number): { readonly changes: LineChanges; readonly fresh: boolean } {
  const tenths = Math.round(random.next() * 240) - 20;
  const below = (most: number): number => Math.max(floor, (tenths - Math.round(random.next() * most)) / 10);
  return {
    changes: { join: tenths / 10, break: below(30), review: below(40), margin: Math.floor(random.next() * 5) },
    fresh: random.next() < 0.3,
  };
}

/** A boolean, so that a failure prints nobody. */
export const same = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n');

/** Merges, splits and renamings between two partitions, worked out anew from their records: the oracle of the preview. */
export function effectBetween(before: Persons, after: Persons) {
  const pairs = [...before].map(([record, was]) => [was, after.get(record) ?? 0] as const);
  const were = Map.groupBy(pairs, ([, is]) => is);
  const are = Map.groupBy(pairs, ([was]) => was);
  const distinct = (values: readonly number[], without: number): number[] =>
    [...new Set(values)].filter((value) => value !== without).sort((x, y) => x - y);
  const several = <Pair extends readonly [number, number]>(groups: ReadonlyMap<number, readonly Pair[]>, side: 0 | 1) =>
    [...groups].flatMap(([person, group]) => {
      const others = group.map((pair) => pair[side]);
      return new Set(others).size > 1 ? [[person, distinct(others, person)] as const] : [];
    });
  const renamed = [...are].flatMap(([was, group]) => {
    const is = group[0]?.[1] ?? 0;
    const whole = group.every((pair) => pair[1] === is) && (were.get(is) ?? []).every((pair) => pair[0] === was);
    return whole && is !== was ? [[was, is] as const] : [];
  });
  return {
    merged: several(were, 0).toSorted(([x], [y]) => x - y),
    split: several(are, 1).toSorted(([x], [y]) => x - y),
    reidentified: renamed.toSorted(([x], [y]) => x - y),
    records: pairs.filter(([was, is]) => was !== is).length,
  };
}

/** Stored pairs as a preview of their state tells them: by whole bits, and those nearest to a line. */
export function toldOf(pairs: readonly StoredPair[], line: number) {
  const nearest = (side: readonly StoredPair[]) =>
    side
      .toSorted((x, y) => Math.abs(x.weight - line) - Math.abs(y.weight - line))
      .slice(0, 5)
      .map(({ a, b }) => [printRecord(a), printRecord(b)]);
  return {
    bins: [...Map.groupBy(pairs, ({ weight }) => Math.floor(weight))]
      .map(([from, group]) => [from, group.filter(({ outcome }) => outcome === 'joined').length, group.length])
      .toSorted(([x = 0], [y = 0]) => x - y),
    above: nearest(pairs.filter(({ weight }) => weight >= line)),
    below: nearest(pairs.filter(({ weight }) => weight < line)),
  };
}

/** The same as a preview says it. */
export function toldBy({ bins, samples }: PolicyPreview, line: string) {
  const at = samples.find((sample) => sample.line === line);
  const named = (pairs: readonly { readonly a: string; readonly b: string }[] = []) => pairs.map(({ a, b }) => [a, b]);
  return {
    bins: bins.filter(({ joined, apart }) => joined + apart > 0).map(({ from, joined, apart }) => [from, joined, joined + apart]),
    above: named(at?.above),
    below: named(at?.below),
  };
}

/** What a preview says of persons, as the oracle says it. */
export const personsOf = ({ merged, split, reidentified, records }: PolicyEffect) => ({
  merged: merged.map(({ person, absorbed }) => [Number(parsePerson(person)), absorbed.map((id) => Number(parsePerson(id)))]),
  split: split.map(({ person, parted }) => [Number(parsePerson(person)), parted.map((id) => Number(parsePerson(id)))]),
  reidentified: reidentified.map(({ from, to }) => [Number(parsePerson(from)), Number(parsePerson(to))]),
  records,
});

/** What a night's step says of the same. */
export const countsOf = ({ merged, split, reidentified, records, review }: PolicyEffect): Counts => ({
  merged: merged.length,
  split: split.length,
  reidentified: reidentified.length,
  records,
  opened: review.opened,
  closed: review.closed,
});
