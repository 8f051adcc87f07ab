import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replayCommand, replayOf } from './replay.ts';

describe('a property that failed can be tried again', () => {
  test('REPLAY names a seed, or a seed and a path', () => {
    expect(replayOf(undefined)).toBeNull();
    expect(replayOf('')).toBeNull();
    expect(replayOf('42')).toEqual({ seed: 42 });
    expect(replayOf('-1203/17:0:3')).toEqual({ seed: -1203, path: '17:0:3' });
    for (const said of ['x', '1/2/3', '1/', '1.5', '/2']) expect(() => replayOf(said)).toThrow('REPLAY is a seed');
  });

  test('what a failed property prints is a command, and the command finds the case', () => {
    const seen: number[] = [];
    const property = fc.property(fc.nat(1000), (n) => {
      seen.push(n);
      expect(n).toBeLessThan(990);
    });
    const where = { file: 'packages/identity/src/nights.deep.test.ts', project: 'identity', name: "an id > a child's (or none)" };
    let message = '';
    try {
      fc.assert(property, { seed: 7, numRuns: 10_000, endOnFailure: true });
    } catch (error) {
      message = String(error);
    }
    const command = replayCommand({ ...where, message }) ?? '';
    const failing = seen.at(-1);
    expect(command).toMatch(
      /^REPLAY='7\/[\d:]+' npx vitest run --config vitest\.deep\.config\.ts --project identity packages\/identity\/src\/nights\.deep\.test\.ts -t 'an id > a child\.s \.or none\.'$/,
    );
    const replay = replayOf(/'([^']*)'/.exec(command)?.[1]);
    seen.length = 0;
    expect(fc.check(property, { ...replay, endOnFailure: true }).failed).toBe(true);
    expect(seen).toEqual([failing]);
    expect(replayCommand({ ...where, message: 'AssertionError: expected 1 to be 2' })).toBeNull();
  });
});
