import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Examined, examOf, falsePairs, grade } from './exam.ts';
import { leftOverLines, sideBySide, subgroupLines } from './side-by-side.ts';

const about = { community: 'welsh', sex: 'F', age: 7, care: 'none', identifier: true };
const folder = mkdtempSync(join(tmpdir(), 'golden-thread-exam-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function truthFiles(unlinkable: readonly string[] = [], twins: readonly string[] = []): string {
  const at = mkdtempSync(join(folder, 'truth-'));
  writeFileSync(join(at, 'twins.csv'), ['person_a,person_b,alike', ...twins, ''].join('\n'));
  const header = 'night,a_source,a_part,a_source_record_id,b_source,b_part,b_source_record_id';
  writeFileSync(join(at, 'unlinkable.csv'), [header, ...unlinkable, ''].join('\n'));
  return at;
}
const record = (id: string, truth: string, named = true): Examined => ({ key: `health//${id}`, truth, named, about });

describe('a clustering graded against the truth', () => {
  const truth = truthFiles(['1,health,,1,health,,3'], ['ANN,BEA,0']);
  const records = [
    record('1', 'ANN'),
    record('2', 'ANN'),
    record('3', 'ANN'),
    record('4', 'BEA'),
    record('5', 'BEA', false),
    record('6', 'CY'),
  ];
  const exam = examOf(records, [], truth, 1);
  const clusters = (text: string) => (one: Examined) => text.charAt(Number(one.key.at(-1)) - 1);

  it('is wholly right where it says what is true', () => {
    expect(grade(exam, clusters('aaabbc'))).toMatchObject({
      predictedPairs: 4,
      falseJoins: 0,
      precision: 1,
      recall: 1,
      linkableRecall: 1,
      exactlyRight: 1,
      twinsMergedByName: 0,
      twinsMergedBySilence: 0,
    });
  });

  it('loses recall for what it leaves apart; what was unlinkable beforehand only of all pairs', () => {
    expect(grade(exam, clusters('aadbbc'))).toMatchObject({ precision: 1, recall: 2 / 4, linkableRecall: 2 / 3, exactlyRight: 2 / 3 });
  });

  it('tells false joins, and twins merged by name or by a record without one', () => {
    expect(grade(exam, clusters('aaabac'))).toMatchObject({
      falseJoins: 3,
      precision: 3 / 6,
      exactlyRight: 1 / 3,
      twinsMergedByName: 0,
      twinsMergedBySilence: 1,
    });
    expect(grade(exam, clusters('aaaaac'))).toMatchObject({ twinsMergedByName: 1, twinsMergedBySilence: 0 });
    expect(falsePairs(exam, clusters('aaabac')).map(([x, y]) => `${x.truth}${y.truth}`)).toEqual(['ANNBEA', 'ANNBEA', 'ANNBEA']);
  });

  it('does not count pairs across an adoption', () => {
    const barred = examOf([record('1', 'OLD'), record('2', 'NEW')], [{ a: 'health//2', b: 'health//1' }], truthFiles(), 1);
    expect(grade(barred, clusters('aa'))).toMatchObject({ predictedPairs: 0, falseJoins: 0 });
  });

  it('counts as somebody who looks at every pair would', () => {
    const people = fc.array(fc.record({ truth: fc.constantFrom('A', 'B', 'C'), cluster: fc.constantFrom('x', 'y', 'z') }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(people, (rows) => {
        const some = rows.map((row, i) => ({ ...record(String(i), row.truth), cluster: row.cluster }));
        const { predictedPairs, falseJoins, recall } = grade(examOf(some, [], truthFiles(), 1), (one) => one.cluster);
        let [found, wrong, all] = [0, 0, 0];
        for (let i = 0; i < rows.length; i++)
          for (let j = 0; j < i; j++) {
            const [same, together] = [rows[i]?.truth === rows[j]?.truth, rows[i]?.cluster === rows[j]?.cluster];
            if (same) all++;
            if (together) found++;
            if (together && !same) wrong++;
          }
        expect({ predictedPairs, falseJoins }).toEqual({ predictedPairs: found, falseJoins: wrong });
        expect(recall).toBeCloseTo((found - wrong) / Math.max(1, all), 12);
      }),
      { numRuns: 40 },
    );
  });

  it('names the groups that fall far below the whole, where they are large enough to say so', () => {
    const many = Array.from({ length: 1400 }, (_, i) => ({
      ...record(String(i), `P${i >> 1}`),
      about: { ...about, community: i < 700 ? 'welsh' : i < 1300 ? 'somali' : 'few' },
      cluster: i >= 700 && i < 740 ? `apart${i}` : `P${i >> 1}`,
    }));
    const standing = grade(examOf(many, [], truthFiles(), 1), (one) => one.cluster);
    const lines = subgroupLines([{ name: 'ours', bits: 4, standing }]);
    expect(lines.filter((line) => line.includes('names'))).toEqual([
      expect.stringMatching(/names somali +0\.9333 +300 pairs {2}more than 2 points below$/),
      expect.stringMatching(/names welsh +1\.0000 +350 pairs$/),
    ]);
    const table = sideBySide([
      { name: 'ours', bits: 4, standing: { ...standing, falseJoins: 2 } },
      { name: 'theirs', bits: 9, standing: { ...standing, falseJoins: 50 } },
    ]);
    expect(table.at(-1)).toBe('  our false joins are 0.0400 of those of theirs');
    expect(leftOverLines('left', [{ kind: 'two numbers', settle: 'the right one', pairs: 3, persons: 2 }])).toEqual([
      '  left: 3',
      '         3 of    2 people  two numbers. Settled by: the right one',
    ]);
  });
});
