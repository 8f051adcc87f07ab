import { block, type LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import { type LinkageModel, linkageModelSchema } from '@golden-thread/shapes/linkage-model';
import { seededRandom } from '@golden-thread/shapes/random';
import { describe, expect, it } from 'vitest';
import { EMPTY_RECORD, simulatePeople } from '../test-support/simulated-people.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { inlineRunner } from '../workers/runner.ts';
import { readyPeople } from './linked.fixture.ts';
import { peopleOf } from './people-records.ts';
import { preparePeople } from './prepare-people.ts';
import { trainPeople } from './train-people.ts';

const exact = (name: string, column: 'forename_key' | 'surname_key' | 'sex' | 'birth_date' | 'upn') => ({
  name,
  describes: `${name}, for tests`,
  silentWithout: [column],
  levels: [{ level: 'exact' as const, column }, { level: 'else' as const }],
});

const fiveColumns = tinyLinkage({
  comparisons: [
    exact('forename', 'forename_key'),
    exact('surname', 'surname_key'),
    exact('sex', 'sex'),
    exact('birth', 'birth_date'),
    exact('number', 'upn'),
  ],
  training: { deterministicRules: [block('nhs_number')], recall: 1, emBlocking: [block('forename_key'), block('birth_date')] },
});

function train(people: readonly PersonMatch[], linkage: LinkageDeclaration): Promise<LinkageModel> {
  const records = peopleOf(people);
  const runner = inlineRunner(preparePeople(records, linkage, { training: true }));
  return trainPeople(runner, records, { name: 'model_2026_11_25', trainedOn: '2026-11-25', seed: 'test', declaration: linkage.hash });
}

/** Each person has two records, which agree on a column with probability m and else have a random value each of `values`. */
const COLUMNS = {
  forename_key: { m: 0.8, values: 60 },
  surname_key: { m: 0.9, values: 90 },
  sex: { m: 0.97, values: 2 },
  birth_date: { m: 0.95, values: 400 },
  upn: { m: 0.85, values: 1000 },
} as const;

function drawPeople(people: number, seed: string): PersonMatch[] {
  const random = seededRandom(seed);
  const records: PersonMatch[] = [];
  for (let p = 0; p < people; p++) {
    const one = { ...EMPTY_RECORD, nhs_number: `N${p}` };
    const two = { ...one };
    for (const [column, { m, values }] of Object.entries(COLUMNS)) {
      const value = random.below(values);
      const other = random.next() < m ? value : (value + 1 + random.below(values - 1)) % values;
      Object.assign(one, { [column]: `V${value}` });
      Object.assign(two, { [column]: `V${other}` });
    }
    records.push(one, two);
  }
  return records;
}

describe('training', () => {
  it('recovers λ, m and u of records drawn from known ones', async () => {
    const people = 3000;
    const model = await train(drawPeople(people, 'known'), fiveColumns);
    expect(model.lambda).toBeCloseTo(people / (people * (2 * people - 1)), 9);
    Object.values(COLUMNS).forEach(({ m, values }, c) => {
      const agreement = model.comparisons[c]?.levels[0];
      expect(Math.abs((agreement?.m ?? 0) - m)).toBeLessThan(0.02);
      expect(Math.abs((agreement?.u ?? 0) * values - 1)).toBeLessThan(0.05);
    });
  });

  it('writes a model that says how it came about, holds no value of a record, and is the same each time', async () => {
    const linkage = tinyLinkage({
      training: {
        deterministicRules: [block('nhs_number')],
        recall: 0.7,
        emBlocking: [block('nhs_number'), block('forename_key', 'surname_key'), block('birth_date')],
      },
    });
    const { records } = simulatePeople(400, 'model');
    const model = await train(records, linkage);
    expect(linkageModelSchema.parse(model)).toEqual(model);
    expect(model.training.map(({ session, converged }) => [session, converged])).toEqual([
      ['nhs_number', true],
      ['forename_key, surname_key', true],
      ['birth_date', true],
    ]);
    const text = JSON.stringify(model);
    for (const { forename_key, surname_key, nhs_number } of records)
      for (const value of [forename_key, surname_key, nhs_number])
        if (value !== null && value.length > 4) expect(text.includes(value)).toBe(false);
    expect(await train(records, linkage)).toEqual(model);
    for (const { levels } of model.comparisons) expect(levels.reduce((total, { u }) => total + u, 0)).toBeCloseTo(1, 9);
  });

  it('fingerprints its records', async () => {
    const { records } = simulatePeople(50, 'fingerprint');
    const known = (await train(records, fiveColumns)).dataFingerprint;
    expect((await train(records, fiveColumns)).dataFingerprint).toBe(known);
    expect((await train(records.slice(1), fiveColumns)).dataFingerprint).not.toBe(known);
  });

  it('tells same from different well on people it was not trained on', async () => {
    const linkage = tinyLinkage({
      blocking: [block('nhs_number'), block('birth_date'), block('forename_key', 'surname_key')],
      training: {
        deterministicRules: [block('nhs_number')],
        recall: 0.4,
        emBlocking: [block('nhs_number'), block('forename_key', 'surname_key'), block('birth_date')],
      },
    });
    const model = await train(simulatePeople(1500, 'trained').records, linkage);
    const { records, person } = simulatePeople(1500, 'unseen');
    const pairs = await readyPeople(records, linkage, model).link({ floor: 6 });
    const same = Array.from(pairs.a).filter((a, p) => person[a] === person[pairs.b[p] ?? -1]).length;
    const held = new Map<number, number>();
    for (const p of person) held.set(p, (held.get(p) ?? 0) + 1);
    const truth = [...held.values()].reduce((total, n) => total + (n * (n - 1)) / 2, 0);
    expect(same / pairs.count).toBeGreaterThan(0.97);
    expect(same / truth).toBeGreaterThan(0.8);
  });

  it('refuses records among which no deterministic rule finds a pair', async () => {
    const people = drawPeople(50, 'strangers').map((person, i) => ({ ...person, nhs_number: `S${i}` }));
    await expect(train(people, fiveColumns)).rejects.toThrow(/gives no prior/);
  });
});
