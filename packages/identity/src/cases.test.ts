import { describe, expect, test } from 'vitest';
import { EMPTY, night, type State, type World, type WorldRecord } from './nights.fixture.ts';

/** Cases of the public log of bug reports, told as nights. */

const record = (name: string, more: Partial<WorldRecord> = {}): WorldRecord => ({
  name,
  part: -1,
  forename: 'Mia',
  surname: 'Rees',
  birth: '2013-02-11',
  place: 'here',
  nhs: -1,
  ...more,
});
const world = (records: readonly WorldRecord[], more: Partial<World> = {}): World => ({
  records,
  never: [],
  severed: [],
  same: [],
  different: [],
  policy: { floor: 0, review: 6, break: 8, join: 11, margin: 0 },
  ...more,
});
const nights = (...worlds: readonly World[]): readonly State[] => {
  const states: State[] = [];
  for (const it of worlds) states.push(night(states.at(-1) ?? EMPTY, it, 'affected'));
  return states;
};
const person = (state: State | undefined, name: string): number | undefined => state?.person.get(name);

describe('cases of the log', () => {
  test('C055: two people who were judged apart stay apart: by way of a third record, and under another policy', () => {
    const [x, y, z] = [record('x'), record('y'), record('z')];
    const never = [['x', 'y']] as const;
    const looser = { floor: -9, review: -3, break: -2, join: -1, margin: 0 };
    const [first, ...later] = nights(
      world([x, y]),
      world([x, y], { never }),
      world([x, y, z], { never }),
      world([x, y, z], { never, policy: looser }),
    );
    expect(person(first, 'x')).toBe(person(first, 'y'));
    for (const state of later) expect(person(state, 'x')).not.toBe(person(state, 'y'));
    for (const state of later) expect([...state.reviews.keys()].filter((key) => key.endsWith(' x y'))).toEqual([]);
  });

  test('C057: a record that leaves and comes back as it was is the same person', () => {
    const other = record('z', { forename: 'Tom', place: 'there', birth: '2014-05-06' });
    const [there, gone, back] = nights(world([record('a'), other]), world([other]), world([record('a'), other]));
    expect(person(gone, 'a')).toBeUndefined();
    expect(gone?.lineage.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual(['ended records_gone']);
    expect(person(back, 'a')).toBe(person(there, 'a'));
    expect(back?.lineage.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual(['minted returned']);
  });

  test('C059: a wrong merge is undone after something has changed since, each with the id it had', () => {
    const [wrong, mended] = [record('h', { birth: '2002-01-30', nhs: 1 }), record('h', { nhs: 1 })];
    const moved = record('s', { place: 'there' });
    const [before, merged, later, parted] = nights(
      world([wrong, record('s')]),
      world([mended, record('s')]),
      world([mended, moved]),
      world([mended, moved], { never: [['h', 's']] }),
    );
    expect(person(merged, 'h')).toBe(person(merged, 's'));
    expect(person(later, 'h')).toBe(person(later, 's'));
    expect([person(parted, 'h'), person(parted, 's')]).toEqual([person(before, 'h'), person(before, 's')]);
    const redirect = [...(merged?.claims.values() ?? [])].find((claim) => !claim.alive);
    expect(redirect?.holder).toBe(person(merged, 'h'));
  });

  test('C093: "same" answered from either side closes the question and gives the same night', () => {
    const [p, q] = [record('p'), record('q', { forename: 'M', place: 'there' })];
    const [asked] = nights(world([p, q]));
    expect([...(asked?.reviews.keys() ?? [])]).toEqual(['weight p q']);
    const answers = (
      [
        ['p', 'q'],
        ['q', 'p'],
      ] as const
    ).map((same) => nights(world([p, q]), world([p, q], { same: [same] })).at(-1));
    expect(answers[0]?.reviews.size).toBe(0);
    expect(person(answers[0], 'p')).toBe(person(answers[0], 'q'));
    const [one, other] = answers.map((state) => ({ ...state, world: null }));
    expect(one).toEqual(other);
  });
});
