import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY, factsOf, night, type Scope, type Spoil, type State, type World, type WorldRecord } from './nights.fixture.ts';

type Act =
  | { readonly act: 'put'; readonly record: WorldRecord }
  | { readonly act: 'delete'; readonly name: string }
  | {
      readonly act: 'judge';
      readonly list: 'never' | 'severed' | 'same' | 'different';
      readonly pair: readonly [string, string];
      readonly withdrawn: boolean;
    }
  | { readonly act: 'policy'; readonly join: number; readonly gap: number; readonly margin: number };

const NAMES = ['a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1', 'd2'];
const name = fc.constantFrom(...NAMES);
const aRecord: fc.Arbitrary<WorldRecord> = fc.record({
  name,
  part: fc.constantFrom(-1, -1, 0, 1),
  forename: fc.constantFrom('Mia', 'Mia', 'Mya', 'Tom', 'M', null),
  surname: fc.constantFrom('Rees', 'Rees', 'Hall'),
  birth: fc.constantFrom('2013-02-11', '2013-02-11', '2014-05-06', '1984-01-01', null),
  place: fc.constantFrom('here', 'here', 'there', null),
  nhs: fc.constantFrom(-1, -1, -1, 1, 2),
});
const aPair = fc.tuple(name, name).filter(([a, b]) => a < b);
const judging = (lists: readonly ('never' | 'severed' | 'same' | 'different')[]): fc.Arbitrary<Act> =>
  fc.record({ act: fc.constant('judge' as const), list: fc.constantFrom(...lists), pair: aPair, withdrawn: fc.boolean() });
const put: fc.Arbitrary<Act> = aRecord.map((record) => ({ act: 'put' as const, record }));
const remove: fc.Arbitrary<Act> = name.map((it) => ({ act: 'delete' as const, name: it }));
const policy: fc.Arbitrary<Act> = fc.record({
  act: fc.constant('policy' as const),
  join: fc.constantFrom(9, 11, 13),
  gap: fc.constantFrom(0, 3),
  margin: fc.constantFrom(0, 0, 2),
});

const anAct = fc.oneof(
  { weight: 8, arbitrary: put },
  { weight: 3, arbitrary: remove },
  { weight: 2, arbitrary: judging(['never', 'severed', 'same', 'different']) },
  { weight: 1, arbitrary: policy },
);
const aHistory = (act: fc.Arbitrary<Act>) =>
  fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12, size: 'max' });

const START: World = { ...EMPTY.world, policy: { floor: 0, review: 6, break: 8, join: 11, margin: 0 } };

function apply(world: World, act: Act): World {
  switch (act.act) {
    case 'put':
      return {
        ...world,
        records: [...world.records.filter((it) => it.name !== act.record.name), act.record].sort((a, b) => (a.name < b.name ? -1 : 1)),
      };
    case 'delete':
      return { ...world, records: world.records.filter((it) => it.name !== act.name) };
    case 'judge': {
      const rest = world[act.list].filter((pair) => String(pair) !== String(act.pair));
      return { ...world, [act.list]: act.withdrawn ? rest : [...rest, act.pair] };
    }
    case 'policy':
      return {
        ...world,
        policy: { floor: 0, review: Math.min(6, act.join - act.gap), break: act.join - act.gap, join: act.join, margin: act.margin },
      };
    default:
      return act satisfies never;
  }
}

const partition = (state: State): string[] => {
  const found = new Map<number, string[]>();
  for (const [record, person] of state.person) found.set(person, [...(found.get(person) ?? []), record]);
  return [...found.values()].map((names) => names.join(' ')).sort();
};

/** Everything that a night leaves, but for the claims' publications, in one comparable value. */
const dump = ({ edges, person, via, claims, bars, reviews }: State) => ({
  edges: [...edges],
  person: [...person],
  via: [...via],
  claims: [...claims],
  bars: [...bars],
  reviews: [...reviews],
});

/** P1. */
const affectedIsAll = (scope: Scope) =>
  fc.property(aHistory(anAct), (history) => {
    let world = START;
    let state: State = EMPTY;
    for (const acts of history) {
      world = acts.reduce(apply, world);
      const all = night(state, world, 'all');
      const affected = night(state, world, scope);
      expect(dump(affected)).toEqual(dump(all));
      expect(affected.lineage).toEqual(all.lineage);
      state = all;
    }
  });

/** P2. */
const sameAgain = (spoil?: Spoil) =>
  fc.property(aHistory(anAct), (history) => {
    const run = () => {
      let world = START;
      let state: State = EMPTY;
      for (const acts of history) {
        world = acts.reduce(apply, world);
        state = night(state, world, 'affected', spoil);
      }
      return state;
    };
    expect(dump(run())).toEqual(dump(run()));
  });

/** P3; `forget` is what a night does with the latches of the one before. */
const howeverCut = (forget: (state: State) => State, gap = 0) =>
  fc.property(
    aHistory(fc.oneof({ weight: 8, arbitrary: put }, { weight: 3, arbitrary: remove }, { weight: 2, arbitrary: judging(['never']) })),
    (history) => {
      let world: World = { ...START, policy: { ...START.policy, break: START.policy.join - gap } };
      let state: State = EMPTY;
      for (const acts of history) {
        world = acts.reduce(apply, world);
        state = night(forget(state), world, 'affected');
      }
      expect(partition(state)).toEqual(partition(night(EMPTY, world, 'all')));
    },
  );

/** After an adoption or a flight, with many of them among records that are mostly alike. */
const severing = (spoil?: Spoil) => {
  const alike = aRecord.map(
    (record): Act => ({ act: 'put', record: { ...record, forename: 'Mia', birth: '2013-02-11', surname: 'Rees' } }),
  );
  const act = fc.oneof(
    { weight: 8, arbitrary: alike },
    { weight: 2, arbitrary: put },
    { weight: 2, arbitrary: remove },
    { weight: 3, arbitrary: judging(['severed']) },
  );
  return fc.property(aHistory(act), (history) => {
    const known = new Map<string, Set<number>>();
    let world = START;
    let state: State = EMPTY;
    for (const acts of history) {
      const last = state;
      world = acts.reduce(apply, world);
      state = night(state, world, 'affected', spoil);
      const inForce = new Set(world.severed.map(String));
      for (const pair of known.keys()) if (!inForce.has(pair)) known.delete(pair);
      for (const [earlier, later] of world.severed) {
        const [old, fresh] = [state.person.get(earlier), state.person.get(later)];
        if (old === undefined || fresh === undefined) continue;
        const names = known.get(`${earlier},${later}`) ?? new Set([last.person.get(earlier) ?? 0]);
        known.set(`${earlier},${later}`, names.add(old));
        expect(names).not.toContain(fresh);
        expect(state.lineage.filter((line) => line.person === fresh && names.has(line.other) && line.other !== 0)).toEqual([]);
        for (const name of names) expect(state.claims.get(name)?.holder).not.toBe(fresh);
      }
    }
  });
};

/** What holds of every history of nights, tried on so many random ones. */
export function nightProperties(histories: number): void {
  const runs = { numRuns: histories };
  describe('a history of nights', () => {
    test('P1: the affected records alone give the same state as all records, night after night', () => {
      fc.assert(affectedIsAll('affected'), runs);
    });

    test('a night without news changes nothing and writes no history', () => {
      fc.assert(
        fc.property(aHistory(anAct), (history) => {
          let world = START;
          let state: State = EMPTY;
          for (const acts of history) {
            world = acts.reduce(apply, world);
            state = night(state, world, 'affected');
          }
          const again = night(state, world, 'all');
          expect(dump(again)).toEqual(dump(state));
          expect(again.lineage).toEqual([]);
        }),
        runs,
      );
    });

    test('P2: the same nights again give the same state', () => {
      fc.assert(sameAgain(), runs);
    });

    test('P3: with break = join and nothing held, the partition does not depend on how history was cut into nights', () => {
      fc.assert(howeverCut(forgetful), runs);
    });

    test('no person ever holds a never-linked pair; unless people said so, nor two verified numbers, two records of a distinct part, or two twins', () => {
      fc.assert(
        fc.property(aHistory(anAct), (history) => {
          let world = START;
          let state: State = EMPTY;
          for (const acts of history) {
            world = acts.reduce(apply, world);
            state = night(state, world, 'affected');
            for (const [a, b] of [...world.never, ...world.severed])
              if (state.person.has(a) && state.person.has(b)) expect(state.person.get(a)).not.toBe(state.person.get(b));
            if (world.same.length > 0) continue;
            for (const one of world.records)
              for (const other of world.records)
                if (one.name < other.name && state.person.get(one.name) === state.person.get(other.name))
                  expect(parted(one, other)).toBe(false);
          }
        }),
        runs,
      );
    });

    test('after an adoption or a flight the later identity carries no id that the earlier one is known by, and no line names both', () => {
      fc.assert(severing(), runs);
    });

    test("an id names one cluster, every id ever issued resolves to somebody or has ended, and a person keeps its records' id", () => {
      fc.assert(
        fc.property(aHistory(anAct), (history) => {
          let world = START;
          let state: State = EMPTY;
          for (const acts of history) {
            const last = state;
            world = acts.reduce(apply, world);
            state = night(state, world, 'affected');
            const living = new Set(state.person.values());
            for (const { person, holder, alive } of state.claims.values()) {
              expect(alive).toBe(living.has(person));
              expect(alive && holder !== person).toBe(false);
              if (holder !== person && living.size > 0) expect(state.claims.get(holder)?.holder).toBe(holder);
            }
            for (const person of living) expect(state.claims.get(person)?.alive).toBe(true);
            for (const person of last.claims.keys()) expect(state.claims.has(person)).toBe(true);
          }
        }),
        runs,
      );
    });

    test('each of these properties fails when a fault is planted that it is there to find', () => {
      const few = { numRuns: 400, seed: 5, endOnFailure: true };
      const clock = () => {
        let tick = 0;
        return (input: Parameters<Spoil>[0]) => ({ ...input, idKey: new TextEncoder().encode(`key ${tick++}`) });
      };
      expect(fc.check(affectedIsAll('changed'), few).failed).toBe(true);
      expect(fc.check(sameAgain(clock()), few).failed).toBe(true);
      expect(
        fc.check(
          howeverCut((state) => state, 3),
          few,
        ).failed,
      ).toBe(true);
      expect(
        fc.check(
          severing((input) => ({ ...input, severed: [] })),
          few,
        ).failed,
      ).toBe(true);
    });
  });
}

/** The state with its latches forgotten. */
const forgetful = (state: State): State => ({
  ...state,
  edges: new Map([...state.edges].map(([pair, edge]) => [pair, { ...edge, held: false }])),
});

function parted(one: WorldRecord, other: WorldRecord): boolean {
  const facts = factsOf(one, other);
  const twins =
    facts.surname === 'agree' &&
    facts.birth === 'agree' &&
    facts.place === 'agree' &&
    (facts.forename === 'different' || facts.forename === 'similar');
  return twins || facts.nhs === 'differ' || (one.part >= 0 && one.part === other.part);
}
