import { describe, expect, test } from 'vitest';
import { claim, type GraphSketch, graph, ID_KEY, keyOf, naturalKeyOf } from './graph.fixture.ts';
import { personKeyAt, prepareIdKey } from './person-key.ts';
import type { Resolution } from './resolution.ts';
import { resolve } from './resolve.ts';
import type { Claim } from './resolve-input.ts';

const night = (sketch: GraphSketch): Resolution => resolve(graph({ publication: 9, ...sketch }));
const people = (answer: Resolution) => [...answer.person];
const claimOf = (answer: Resolution, person: number): Claim | undefined => answer.claims.find((it) => it.person === person);
const history = (answer: Resolution) => answer.lineage.map(({ person, kind, other, reason }) => `${person} ${kind} ${other} ${reason}`);
const minted = (name: string, ordinal = 0): number => personKeyAt(prepareIdKey(ID_KEY), naturalKeyOf(name), ordinal);

/** The id of a later identity, which no night can have issued for the record before. */
const later = (name: string): number => personKeyAt(prepareIdKey(ID_KEY), `${naturalKeyOf(name)}\nlater identity`, 0);

describe('an id', () => {
  test('is minted from the first record of a cluster that has none, and is 49 bits', () => {
    const answer = night({ records: ['A', 'B'], edges: { 'A B': 20 } });
    expect(people(answer)).toEqual([minted('A'), minted('A')]);
    expect(minted('A')).toBeLessThan(2 ** 49);
    expect(answer.claims).toEqual([{ person: minted('A'), anchor: keyOf('A'), ordinal: 0, minted: 9, holder: minted('A'), alive: true }]);
    expect(history(answer)).toEqual([`${minted('A')} minted 0 new`]);
  });

  test('is never issued twice: the next number of the anchor is taken', () => {
    const answer = night({ records: ['A'], taken: [minted('A'), minted('A', 1)] });
    expect(people(answer)).toEqual([minted('A', 2)]);
    expect(answer.claims[0]?.ordinal).toBe(2);
  });

  test('stays with its anchor, and says nothing when nothing happens', () => {
    const answer = night({
      records: ['A', 'B'],
      edges: { 'A B': { weight: 20, heldBefore: true } },
      before: { A: 5, B: 5 },
      claims: [claim(5, 'B', 1)],
    });
    expect(people(answer)).toEqual([5, 5]);
    expect([answer.claims, answer.lineage]).toEqual([[], []]);
  });

  test('merges into the older one, which the other then resolves to, whatever their order', () => {
    for (const [older, younger] of [
      ['A', 'B'],
      ['B', 'A'],
    ] as const) {
      const answer = night({
        records: ['A', 'B'],
        edges: { 'A B': 20 },
        before: { [older]: 7, [younger]: 5 },
        claims: [claim(5, younger, 2), claim(7, older, 1)],
      });
      expect(people(answer)).toEqual([7, 7]);
      expect(answer.claims).toEqual([claim(5, younger, 2, 7)]);
      expect(history(answer)).toEqual(['5 redirected 7 joined', '7 merged 5 joined']);
    }
  });

  test('regains its cluster when the two part (C059)', () => {
    const answer = night({
      records: ['A', 'B'],
      edges: { 'A B': { weight: 20, heldBefore: true } },
      never: ['A B'],
      before: { A: 7, B: 7 },
      claims: [claim(7, 'A', 1), claim(5, 'B', 2, 7)],
    });
    expect(people(answer)).toEqual([7, 5]);
    expect(answer.claims).toEqual([claim(5, 'B', 2)]);
    expect(history(answer)).toEqual(['5 split 7 parted']);
  });

  test('stays where its anchor goes in a split; the rest mints', () => {
    const answer = night({ records: ['A', 'B', 'C'], edges: { 'A B': 20 }, before: { A: 5, B: 5, C: 5 }, claims: [claim(5, 'C', 1)] });
    expect(people(answer)).toEqual([minted('A'), minted('A'), 5]);
    expect(history(answer).sort()).toEqual([`${minted('A')} minted 0 new`, `${minted('A')} split 5 parted`].sort());
  });

  test('moves for good to the earliest survivor when its anchor is gone', () => {
    const gone = night({ records: ['B', 'C'], edges: { 'B C': 20 }, before: { B: 5, C: 5 }, claims: [claim(5, 'A', 1)] });
    expect(people(gone)).toEqual([5, 5]);
    expect(gone.claims).toEqual([claim(5, 'B', 1)]);
    expect(gone.lineage).toEqual([]);
    const back = night({
      records: ['A', 'B', 'C'],
      edges: { 'B C': 20 },
      before: { B: 5, C: 5 },
      claims: gone.claims,
      taken: [minted('A')],
    });
    expect(people(back)).toEqual([minted('A', 1), 5, 5]);
  });

  test('C057: ends with its last record, and is the same again when its anchor comes back', () => {
    const gone = night({ records: ['Z'], before: { Z: 6 }, claims: [claim(5, 'A', 1), claim(6, 'Z', 1)] });
    expect(gone.claims).toEqual([claim(5, 'A', 1, 5, false)]);
    expect(history(gone)).toEqual(['5 ended 0 records_gone']);
    const back = night({ records: ['A', 'Z'], before: { Z: 6 }, claims: [...gone.claims, claim(6, 'Z', 1)] });
    expect(people(back)).toEqual([5, 6]);
    expect(back.claims).toEqual([claim(5, 'A', 1)]);
    expect(history(back)).toEqual(['5 minted 0 returned']);
  });

  test('that redirects follows the person it resolved to when its own anchor is gone', () => {
    const answer = night({
      records: ['A', 'C'],
      edges: { 'A C': 20 },
      before: { A: 7, C: 4 },
      claims: [claim(4, 'C', 1), claim(7, 'A', 2), claim(9, 'B', 3, 7)],
    });
    expect(people(answer)).toEqual([4, 4]);
    expect(claimOf(answer, 9)).toEqual(claim(9, 'A', 3, 4));
    expect(claimOf(answer, 7)).toEqual(claim(7, 'A', 2, 4));
  });

  test('of a redirect whose person ended ends too, and is itself again when its own anchor returns', () => {
    const ended = night({ records: ['Z'], before: { Z: 6 }, claims: [claim(6, 'Z', 1), claim(7, 'A', 1), claim(9, 'B', 3, 7)] });
    expect(ended.claims).toEqual([claim(7, 'A', 1, 7, false)]);
    const answer = night({
      records: ['B', 'Z'],
      before: { Z: 6 },
      claims: [claim(6, 'Z', 1), claim(7, 'A', 1, 7, false), claim(9, 'B', 3, 7)],
    });
    expect(people(answer)).toEqual([9, 6]);
    expect(history(answer)).toContain('9 minted 0 returned');
  });

  test('from which a record is barred is not taken by its cluster, and no line maps the new to the old', () => {
    const answer = night({
      records: ['A', 'B', 'C'],
      edges: { 'A B': 20 },
      never: ['A C', 'B C'],
      before: { A: 5, B: 5, C: 5 },
      claims: [claim(5, 'A', 1)],
      bars: [
        ['A', 5],
        ['B', 5],
      ],
    });
    expect(people(answer)).toEqual([minted('A'), minted('A'), 5]);
    expect(history(answer)).toEqual([`${minted('A')} minted 0 new`]);
  });

  test('that loses a record to another person that lives on records the move', () => {
    const answer = night({
      records: ['A', 'B', 'C'],
      edges: { 'B C': 20 },
      before: { A: 5, B: 5, C: 6 },
      claims: [claim(5, 'A', 1), claim(6, 'C', 1)],
    });
    expect(people(answer)).toEqual([5, 6, 6]);
    expect(history(answer)).toEqual(['6 moved 5 parted']);
  });

  test.each(['A B', 'B A'])('C093: a signed same gives the same person whichever record is named first (%s)', (same) => {
    const sketch: GraphSketch = {
      records: ['A', 'B'],
      edges: { 'A B': 9 },
      before: { A: 7, B: 5 },
      claims: [claim(5, 'B', 1), claim(7, 'A', 2)],
    };
    expect(night(sketch).reviews).toHaveLength(1);
    const answer = night({ ...sketch, same: [same] });
    expect([people(answer), answer.reviews]).toEqual([[5, 5], []]);
  });
});

describe('after an adoption or a flight', () => {
  const together: GraphSketch = {
    records: ['A', 'B', 'C'],
    edges: { 'B C': 20 },
    severed: ['A B'],
    before: { A: 5, B: 5, C: 5 },
    claims: [claim(5, 'C', 1)],
  };
  const bars = (answer: Resolution): readonly string[] => {
    const nameOf = new Map(together.records.map((name) => [Number(keyOf(name)), name]));
    return answer.bars.map(({ record, person }) => `${nameOf.get(record)} ${person}`).sort();
  };

  test('the earlier identity keeps the id, the later one mints, and no line names both', () => {
    const answer = night(together);
    expect(people(answer)).toEqual([5, later('B'), later('B')]);
    expect(history(answer)).toEqual([`${later('B')} minted 0 new`]);
    expect(bars(answer)).toEqual([`A ${later('B')}`, 'B 5', 'C 5']);
  });

  test('a later identity that had an id of its own mints all the same: one row ended, one minted, unrelated', () => {
    const answer = night({ ...together, before: { A: 5, B: 6, C: 6 }, claims: [claim(5, 'A', 1), claim(6, 'B', 1)] });
    expect(people(answer)).toEqual([5, later('B'), later('B')]);
    expect([...history(answer)].sort()).toEqual([`${later('B')} minted 0 new`, '6 ended 0 records_gone'].sort());
  });

  test('the later one mints no id that its own record anchored before, also where a withdrawal set that number free again', () => {
    const withdrawn = night({ ...together, before: {}, claims: [] });
    expect(people(withdrawn)).toEqual([minted('A'), later('B'), later('B')]);
    expect(people(withdrawn)).not.toContain(minted('B'));
  });

  test('the next night mints nothing and adds no bar', () => {
    const first = night(together);
    const again = night({
      ...together,
      before: { A: 5, B: later('B'), C: later('B') },
      claims: [claim(5, 'A', 1), claim(later('B'), 'B', 1)],
      bars: [
        ['A', later('B')],
        ['B', 5],
        ['C', 5],
      ],
    });
    expect(people(again)).toEqual(people(first));
    expect([again.bars, again.lineage, again.claims]).toEqual([[], [], []]);
  });

  test('lifted, and joined again, the two take the later id: the old one is not mapped to it', () => {
    const answer = night({
      ...together,
      edges: { 'A B': 20, 'B C': 20 },
      severed: [],
      before: { A: 5, B: later('B'), C: later('B') },
      claims: [claim(5, 'A', 1), claim(later('B'), 'B', 2)],
      bars: [
        ['B', 5],
        ['C', 5],
      ],
    });
    expect(people(answer)).toEqual([later('B'), later('B'), later('B')]);
    expect(history(answer)).toEqual(['5 ended 0 records_gone']);
  });
});
