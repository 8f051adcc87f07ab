import type { PairShown, WorkItem } from '@golden-thread/orchestrator/work-list';
import { expect, it } from 'vitest';
import { pairText } from './pair-text.ts';
import { reviewSession } from './session.ts';

const item = (a: string, b: string): WorkItem => ({
  kind: 'weight',
  a,
  b,
  worth: 2,
  ambiguity: 1,
  people: 2,
  weight: 7,
  why: 'It lies between the lines: people are asked.',
  facts: 'same forename, surname differs. Evidence for: name; against: none.',
  unsure: false,
});
const PAIR: PairShown = {
  labels: ['Housing', 'Schools and everything that belongs to them in the whole of the county'],
  dates: ['2026-03-01', '2026-03-02'],
  rows: [
    { attribute: 'surname', values: ['Okafor-Featherstonehaugh of the Long Hyphenated Line', 'Okafor'] },
    { attribute: 'address_line_1', values: ['x'.repeat(90), null] },
    { attribute: 'forename', values: ['Ada', 'Ada'] },
  ],
};

/** A desk whose keys and lines are given beforehand. */
function deskOf(keys: readonly string[], lines: readonly string[]) {
  const acts: string[] = [];
  const printed: string[] = [];
  const [left, typed] = [[...keys], [...lines]];
  let judgement = 0;
  return {
    acts,
    printed,
    desk: {
      width: 80,
      print: (text: string) => void printed.push(text),
      key: async () => left.shift() ?? null,
      line: async () => typed.shift() ?? null,
      show: async ({ a }: WorkItem) => (a === 'r9' ? null : PAIR),
      judge: async ({ a, b }: WorkItem, verdict: string, reason: string) => {
        acts.push(`${verdict} ${a} ${b}: ${reason}`);
        return { judgement: ++judgement, warnings: ['It contradicts 4.'] };
      },
      undo: async (number: number) => void acts.push(`undo ${number}`),
    },
  };
}

it('records a choice with its reason, skips, takes the last back and asks it again, and ends with the list', async () => {
  const { desk, acts, printed } = deskOf(['z', 's', 'k', 'x', 'z', 'd', 'k', 'u'], ['seen both', 'school said so', 'no document']);
  const done = await reviewSession([item('r1', 'r2'), item('r9', 'r8'), item('r3', 'r4'), item('r5', 'r6')], desk);
  expect(acts).toEqual(['same r1 r2: seen both', 'undo 1', 'different r1 r2: school said so', 'unsure r5 r6: no document']);
  expect(done).toEqual({ judged: 2, skipped: 2, undone: 1 });
  expect(printed).toContain('Nothing to undo in this session.');
  expect(printed.join('\n')).toContain('It contradicts 4.');
});

it('without a reason nothing is recorded, and the pair is asked again', async () => {
  const { desk, acts } = deskOf(['s', 's', 'q'], ['', 'no']);
  expect(await reviewSession([item('r1', 'r2')], desk)).toEqual({ judged: 0, skipped: 0, undone: 0 });
  expect(acts).toEqual([]);
});

it('stands within 80 columns whole, says what differs by a mark, and hides the weight', () => {
  const text = pairText(item('r1', 'r2'), PAIR, 80);
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toMatch(/^≠ surname /m);
  expect(text).toMatch(/^· address line 1 /m);
  expect(text).toMatch(/^ {2}forename /m);
  expect(text.replaceAll(/[^x]/g, '').length).toBeGreaterThanOrEqual(90);
  expect(text).not.toContain('7');
  expect(text.indexOf('surname  ')).toBeLessThan(text.indexOf('forename  '));
});

it('what a file wrote never steers the terminal', () => {
  const hostile: PairShown = { ...PAIR, rows: [{ attribute: 'surname', values: ['\u001b[2J\u202eevil', 'x\ny'] }] };
  expect(pairText(item('r1', 'r2'), hostile, 80)).not.toMatch(/[\u001b\u202e]/);
  expect(pairText(item('r1', 'r2'), hostile, 80)).toContain('x?y');
});
