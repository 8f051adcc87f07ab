import type { JudgementRow } from '@golden-thread/warehouse/queries/judgement';
import { expect, it } from 'vitest';
import { contradictionsOf } from './contradictions.ts';

const row = (judgement: number, verdict: JudgementRow['verdict'], a: string, b: string): JudgementRow => ({
  judgement,
  verdict,
  a,
  b,
  signed_by_1: null,
  signed_by_2: null,
});

it('names the fewest judgements that lead from one record to another that is judged different', () => {
  const judgements = [
    row(1, 'same', 'a', 'b'),
    row(2, 'same', 'b', 'c'),
    row(3, 'same', 'c', 'd'),
    row(4, 'same', 'b', 'd'),
    row(5, 'different', 'a', 'd'),
  ];
  const [found, ...more] = contradictionsOf(judgements, []);
  expect(found?.judgements).toEqual([1, 4, 5]);
  expect(found?.words).toContain('Judgement 5 says different, and judgements 1 and 4 same');
  expect(more).toEqual([]);
});

it('finds none where nothing leads across, and counts nobody who is unsure', () => {
  expect(contradictionsOf([row(1, 'same', 'a', 'b'), row(2, 'different', 'a', 'c'), row(3, 'unsure', 'b', 'c')], [])).toEqual([]);
});

it('says that a never-link stands, and neither of which kind nor by whom', () => {
  const [found] = contradictionsOf([row(7, 'same', 'a', 'b')], [{ a: 'a', b: 'b', kind: 'adoption', later: null }]);
  expect(found).toEqual({
    judgements: [7],
    words: 'Judgement 7 says same across records that are kept apart by a decision that is not shown here: the records stay apart.',
  });
});

it('tells a never-link and the judgement that raised it as one', () => {
  const never = [{ a: 'a', b: 'b', kind: 'different', later: null }];
  expect(contradictionsOf([row(1, 'different', 'a', 'b'), row(2, 'same', 'a', 'x'), row(3, 'same', 'b', 'x')], never)).toHaveLength(1);
});
