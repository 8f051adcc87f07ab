import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeRounds } from './write-table.ts';

type Make = Parameters<typeof writeRounds>[0]['make'];

/** A line for each row: its number, in one byte. */
const numbered: Make = async (ranges) =>
  ranges.map(({ from, to }) => Uint8Array.from({ length: to - from }, (_, row) => (from + row) & 255));

describe('rounds of lines', () => {
  it('are written whole and in order, however they are cut, and told of up to the last row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(300), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 }), async (size, perTask, workers) => {
        const written: number[] = [];
        const told: number[] = [];
        await writeRounds(
          { size, perTask, workers, make: numbered },
          (bytes) => written.push(...bytes),
          (rows) => {
            told.push(rows);
            expect(written).toHaveLength(rows);
          },
        );
        expect(written).toEqual(Array.from({ length: size }, (_, row) => row & 255));
        expect(told.at(-1) ?? 0).toBe(size);
      }),
    );
  });

  it('are at most two at a time: one that is written, and one that is made', async () => {
    const [perTask, workers, size] = [10, 2, 1000];
    let [made, written, most] = [0, 0, 0];
    const make: Make = async (ranges) => {
      made += ranges.reduce((rows, { from, to }) => rows + to - from, 0);
      most = Math.max(most, made - written);
      return numbered(ranges);
    };
    await writeRounds({ size, perTask, workers, make }, (bytes) => {
      written += bytes.length;
    });
    expect(written).toBe(size);
    expect(most).toBeLessThanOrEqual(size / 5);
  });

  it('end with the error of what could not be written, and of lines that could not be made', async () => {
    const rounds = { size: 500, perTask: 10, workers: 1, make: numbered };
    const full = () => {
      throw new RangeError('The disk is full.');
    };
    await expect(writeRounds(rounds, full)).rejects.toThrow('The disk is full.');
    const broken: Make = async ([first]) => {
      if (first !== undefined && first.from > 0) throw new TypeError('No line.');
      return [];
    };
    await expect(writeRounds({ ...rounds, make: broken }, () => {})).rejects.toThrow('No line.');
  });
});
