import { expect, it } from 'vitest';
import { peopleConcerned, worthOf } from './worth.ts';

const question = { kind: 'weight' as const, join: 8, people: 2 };

it('is most ambiguous on the line, as much so on either side, and ever less the further away', () => {
  const at = (weight: number) => worthOf({ ...question, weight }).ambiguity;
  expect(at(8)).toBe(1);
  expect(at(5)).toBe(at(11));
  expect(at(5)).toBeCloseTo(0.503, 3);
  expect([at(7), at(6), at(1)].every((value, i, all) => i === 0 || value < (all[i - 1] ?? 0))).toBe(true);
  expect(at(4000)).toBe(0);
});

it('is torn where weight would join and something else forbids, or where people contradict each other', () => {
  expect(worthOf({ ...question, kind: 'twins', weight: 20 })).toEqual({ ambiguity: 1, worth: 2 });
  expect(worthOf({ ...question, kind: 'attention', weight: null, people: 5 })).toEqual({ ambiguity: 1, worth: 5 });
  expect(worthOf({ ...question, kind: 'twins', weight: 5 }).ambiguity).toBeLessThan(1);
});

it('concerns the two, and whom other questions tie to either', () => {
  expect(
    peopleConcerned([
      [1, 2],
      [2, 3],
      [2, 4],
      [5, 6],
      [7, 7],
    ]),
  ).toEqual([4, 4, 4, 2, 1]);
});
