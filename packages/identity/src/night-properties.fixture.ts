import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY, factsOf, night, type State, type World, type WorldRecord } from './nights.fixture.ts';

type Act =
  | { readonly act: 'put'; readonly record: WorldRecord }
  | { readonly act: 'delete'; readonly name: string }
  | {
      readonly act: 'judge';
      readonly list: 'never' | 'same' | 'different';
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
const judging = (lists: readonly ('never' | 'same' | 'different')[]): fc.Arbitrary<Act> =>
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
  { weight: 2, arbitrary: judging(['never', 'same', 'different']) },
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
const dump = ({ edges, person, via, claims, reviews }: State) => ({
  edges: [...edges],
  person: [...person],
  via: [...via],
  claims: [...claims],
  reviews: [...reviews],
});

/** What holds of every history of nights, tried on so many random ones. */
export function nightProperties(histories: number): void {
  const runs = { numRuns: histories };
  describe('a history of nights', () => {
    test('P1: the affected records alone give the same state as all records, night after night', () => {
      fc.assert(
        fc.property(aHistory(anAct), (history) => {
          let world = START;
          let state: State = EMPTY;
          for (const acts of history) {
            world = acts.reduce(apply, world);
            const all = night(state, world, 'all');
            const affected = night(state, world, 'affected');
            expect(dump(affected)).toEqual(dump(all));
            expect(affected.lineage).toEqual(all.lineage);
            state = all;
          }
        }),
        runs,
      );
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
      fc.assert(
        fc.property(aHistory(anAct), (history) => {
          const run = () => {
            let world = START;
            let state: State = EMPTY;
            for (const acts of history) {
              world = acts.reduce(apply, world);
              state = night(state, world, 'affected');
            }
            return state;
          };
          expect(dump(run())).toEqual(dump(run()));
        }),
        runs,
      );
    });

    test('P3: with break = join and nothing held, the partition does not depend on how history was cut into nights', () => {
      fc.assert(
        fc.property(
          aHistory(fc.oneof({ weight: 8, arbitrary: put }, { weight: 3, arbitrary: remove }, { weight: 2, arbitrary: judging(['never']) })),
          (history) => {
            let world: World = { ...START, policy: { ...START.policy, break: START.policy.join } };
            let state: State = EMPTY;
            for (const acts of history) {
              world = acts.reduce(apply, world);
              state = night(forgetful(state), world, 'affected');
            }
            expect(partition(state)).toEqual(partition(night(EMPTY, world, 'all')));
          },
        ),
        runs,
      );
    });

    test('no person ever holds a never-linked pair; unless people said so, nor two verified numbers, two records of a distinct part, or two twins', () => {
      fc.assert(
        fc.property(aHistory(anAct), (history) => {
          let world = START;
          let state: State = EMPTY;
          for (const acts of history) {
            world = acts.reduce(apply, world);
            state = night(state, world, 'affected');
            for (const [a, b] of world.never)
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
