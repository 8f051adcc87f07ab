import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CandidateDelivery, chooseDeliveries } from './choose-deliveries.ts';

const candidate = (over: Partial<CandidateDelivery>): CandidateDelivery => ({
  part: '',
  date: '2026-03-02',
  sequence: 0,
  sha256: 'a',
  delivery: null,
  applied: false,
  rejected: false,
  ...over,
});
const states = (delivers: 'full' | 'changes', candidates: readonly CandidateDelivery[]) => {
  const choice = chooseDeliveries(delivers, candidates);
  return {
    take: choice.take.map((c) => `${c.part}${c.date}#${c.sequence}`),
    leave: choice.leave.map((l) => `${l.candidate.part}${l.candidate.date}#${l.candidate.sequence} ${l.state}`),
  };
};

describe('choosing what a night takes', () => {
  it('takes the newest full delivery of each part and supersedes the older ones', () => {
    const offered = [
      candidate({ part: 's1', date: '2026-03-01' }),
      candidate({ part: 's1', date: '2026-03-02' }),
      candidate({ part: 's2', date: '2026-03-01' }),
    ];
    expect(states('full', offered)).toEqual({ take: ['s12026-03-02#0', 's22026-03-01#0'], leave: ['s12026-03-01#0 superseded'] });
  });

  it('takes nothing when the newest full delivery is in use', () => {
    expect(states('full', [candidate({ applied: true }), candidate({ date: '2026-03-01', sha256: 'b' })])).toEqual({
      take: [],
      leave: ['2026-03-01#0 superseded'],
    });
  });

  it('says of an older delivery once that it is superseded', () => {
    expect(
      states('full', [candidate({ applied: true, delivery: 2 }), candidate({ date: '2026-03-01', sha256: 'b', delivery: 1 })]),
    ).toEqual({ take: [], leave: [] });
  });

  it('takes a delivery that replaces the one in use on the same slot', () => {
    expect(states('full', [candidate({ applied: true, delivery: 1 }), candidate({ sha256: 'b' })]).take).toEqual(['2026-03-02#0']);
  });

  it('applies changes in their declared sequence, whatever their dates and order of arrival', () => {
    const offered = [
      candidate({ sequence: 3 }),
      candidate({ sequence: 1, applied: true, delivery: 1 }),
      candidate({ sequence: 2, date: '2026-03-09' }),
    ];
    expect(states('changes', offered).take).toEqual(['2026-03-09#2', '2026-03-02#3']);
  });

  it('stops at a gap in the sequence and leaves the rest for later', () => {
    const offered = [
      candidate({ sequence: 1, applied: true, delivery: 1 }),
      candidate({ sequence: 2 }),
      candidate({ sequence: 4 }),
      candidate({ sequence: 5 }),
    ];
    expect(states('changes', offered)).toEqual({ take: ['2026-03-02#2'], leave: ['2026-03-02#4 left out', '2026-03-02#5 left out'] });
  });

  it('leaves out a sequence number that was applied with other bytes', () => {
    expect(
      states('changes', [candidate({ sequence: 1, applied: true, delivery: 1 }), candidate({ sequence: 1, sha256: 'b' })]).take,
    ).toEqual([]);
  });

  it('never takes what a person rejected', () => {
    expect(states('full', [candidate({ rejected: true }), candidate({ date: '2026-03-01', sha256: 'b' })])).toEqual({
      take: ['2026-03-01#0'],
      leave: ['2026-03-02#0 left out'],
    });
  });

  it('gives every delivery that is not in use exactly one place, whatever the order of arrival', () => {
    const arbitrary = fc.uniqueArray(
      fc.record({
        part: fc.constantFrom('', 'x', 'y'),
        day: fc.integer({ min: 1, max: 5 }),
        sequence: fc.integer({ min: 1, max: 6 }),
        applied: fc.boolean(),
        rejected: fc.boolean(),
      }),
      { selector: (r) => `${r.part}/${r.day}/${r.sequence}`, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        arbitrary,
        fc.constantFrom<'full' | 'changes'>('full', 'changes'),
        fc.integer({ min: 0, max: 11 }),
        (rows, delivers, turn) => {
          const offered = rows.map((r, i) =>
            candidate({
              part: r.part,
              date: `2026-03-0${r.day}`,
              sequence: r.sequence,
              sha256: String(i),
              delivery: r.applied ? i + 1 : null,
              applied: r.applied,
              rejected: r.rejected,
            }),
          );
          const choice = chooseDeliveries(delivers, offered);
          const placed = [...choice.take, ...choice.leave.map((l) => l.candidate)];
          expect(placed.length).toBe(new Set(placed).size);
          expect(placed.length).toBe(offered.filter((c) => !c.applied).length);
          const turned = [...offered.slice(turn % (offered.length || 1)), ...offered.slice(0, turn % (offered.length || 1))].reverse();
          expect(chooseDeliveries(delivers, turned).take).toEqual(choice.take);
        },
      ),
    );
  });
});
