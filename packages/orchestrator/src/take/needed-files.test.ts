import type { KnownDelivery } from '@golden-thread/warehouse/queries/delivery';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseDeliveries } from './choose-deliveries.ts';
import { isSpent, neededOf } from './needed-files.ts';

const TONIGHT = '2026-03-04';

/** A sender's file with what the ledger and the spool know of it. */
interface World {
  readonly part: string;
  readonly day: number;
  readonly sequence: number;
  readonly state: 'unseen' | 'replaced' | 'applied' | 'kept' | 'seen' | 'rejected';
  readonly atSender: boolean;
}

const dayOf = (day: number): string => `2026-03-0${day}`;
const file = fc
  .record({
    part: fc.constantFrom('s1', 's2'),
    day: fc.integer({ min: 1, max: 5 }),
    sequence: fc.integer({ min: 1, max: 4 }),
    state: fc.constantFrom<World['state'][]>('unseen', 'replaced', 'applied', 'kept', 'seen', 'rejected'),
    atSender: fc.boolean(),
  })
  // No night before tonight's knew a file of a later date.
  .map((world): World => (world.day > 4 ? { ...world, state: 'unseen' } : world));
/** One file a slot: a folder holds a name once. Of changes a sequence number is one file. */
const worlds = (delivers: 'full' | 'changes') =>
  fc.uniqueArray(file, {
    maxLength: 8,
    selector: ({ part, day, sequence }) => (delivers === 'full' ? `${part}/${day}/${sequence}` : `${part}/${sequence}`),
  });

const nameOf = ({ part, day, sequence }: World): string => `${part}_${day}_${sequence}.csv`;
const oldSha = (world: World): string => `old ${nameOf(world)}`;
const nowSha = (world: World): string => (world.state === 'unseen' || world.state === 'replaced' ? `new ${nameOf(world)}` : oldSha(world));

const knownIn = (world: readonly World[]): readonly KnownDelivery[] =>
  world
    .filter(({ state }) => state !== 'unseen')
    .map((w, at) => ({
      delivery: at + 1,
      source: 1,
      part: w.part,
      file_name: nameOf(w),
      file_date: dayOf(w.day),
      sequence: w.sequence,
      sha256: oldSha(w),
      bytes: 10,
      applied: w.state === 'applied' || w.state === 'replaced',
      rejected: w.state === 'rejected',
      has_content: w.state === 'kept',
    }));

/** What a night takes if these files lie in a drop folder: the rule that `discover` follows. */
function takenWith(delivers: 'full' | 'changes', world: readonly World[], here: ReadonlySet<string>, again: boolean): readonly string[] {
  const known = knownIn(world);
  const rows = known.map((row) => {
    const lies = world.some((w) => nowSha(w) === row.sha256 && here.has(nameOf(w)));
    const available = row.has_content || lies;
    return { ...row, available, date: row.file_date, applied: row.applied && !(again && available), wasApplied: row.applied };
  });
  const fresh = world
    .filter((w) => here.has(nameOf(w)) && !known.some((row) => row.sha256 === nowSha(w)))
    .map((w) => ({
      part: w.part,
      date: dayOf(w.day),
      sequence: w.sequence,
      sha256: nowSha(w),
      delivery: null,
      applied: false,
      rejected: false,
    }));
  const candidates = [...rows.filter((row) => row.available || row.wasApplied), ...fresh].filter(({ date }) => date <= TONIGHT);
  return chooseDeliveries(delivers, candidates).take.map(({ sha256 }) => sha256);
}

const offers = (world: readonly World[], remembered: boolean) =>
  world
    .filter(({ atSender }) => atSender)
    .map((w) => ({
      fileName: nameOf(w),
      date: dayOf(w.day),
      part: w.part,
      sequence: w.sequence,
      bytes: w.state === 'replaced' ? 11 : 10,
      sha256: remembered && w.state !== 'unseen' && w.state !== 'replaced' ? oldSha(w) : null,
    }));

test.each(['full', 'changes'] as const)('of a %s feed, a night takes by what is fetched what it would take by everything', (delivers) => {
  fc.assert(
    fc.property(worlds(delivers), fc.boolean(), fc.boolean(), (world, remembered, again) => {
      const needs = { delivers, businessDate: TONIGHT, known: knownIn(world), again };
      const fetched = new Set(neededOf(needs, offers(world, remembered)).map(({ fileName }) => fileName));
      const all = new Set(world.filter(({ atSender }) => atSender).map(nameOf));
      expect(takenWith(delivers, world, fetched, again)).toEqual(takenWith(delivers, world, all, again));
    }),
    { seed: 6, numRuns: 3000 },
  );
});

test.each(['full', 'changes'] as const)('of a %s feed, what is spent is missed by no night', (delivers) => {
  fc.assert(
    fc.property(worlds(delivers), (world) => {
      const needs = { delivers, businessDate: TONIGHT, known: knownIn(world), again: false };
      const all = new Set(world.map(nameOf));
      const kept = new Set(
        world.filter((w) => !isSpent(needs, { part: w.part, date: dayOf(w.day), sequence: w.sequence, sha256: nowSha(w) })).map(nameOf),
      );
      expect(takenWith(delivers, world, kept, false)).toEqual(takenWith(delivers, world, all, false));
    }),
    { seed: 6, numRuns: 3000 },
  );
});

test('of a full feed with a backlog, one file a part is fetched; what is settled never again', () => {
  const world: World[] = [1, 2, 3].flatMap((day) =>
    ['s1', 's2'].map(
      (part) => ({ part, day, sequence: 0, state: part === 's1' && day === 3 ? 'applied' : 'unseen', atSender: true }) as const,
    ),
  );
  const needs = { delivers: 'full', businessDate: TONIGHT, known: knownIn(world), again: false } as const;
  expect(neededOf(needs, offers(world, true)).map(({ fileName }) => fileName)).toEqual(['s2_3_0.csv']);
  expect(
    neededOf({ ...needs, again: true }, offers(world, true))
      .map(({ fileName }) => fileName)
      .sort(),
  ).toEqual(['s1_3_0.csv', 's2_3_0.csv']);
});

test('the file in use stays in the spool, and the one before it while contents are kept', () => {
  const known: KnownDelivery[] = [1, 2, 3].map((day) => ({
    delivery: day,
    source: 1,
    part: '',
    file_name: '',
    file_date: dayOf(day),
    sequence: 0,
    sha256: String(day),
    bytes: 1,
    applied: true,
    rejected: false,
    has_content: day > 1,
  }));
  const needs = { delivers: 'full', businessDate: TONIGHT, known, again: false } as const;
  expect([1, 2, 3].map((day) => isSpent(needs, { part: '', date: dayOf(day), sequence: 0, sha256: String(day) }))).toEqual([
    true,
    false,
    false,
  ]);
});
