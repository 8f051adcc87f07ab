import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importJudgements } from '../judgements/judgement-file.ts';
import { withdrawJudged } from '../judgements/signatures.ts';
import { child, NeverLinkTrial, ORIGINS, type Origin } from './never-link-trial.fixture.ts';
import { NHS, smallPipeline } from './small-world.fixture.ts';

/** What befalls a never-link between `social_care/a` and `housing/b`, who are alike in everything. */
interface Scenario {
  readonly name: string;
  readonly of?: Origin;
  readonly befalls: (trial: NeverLinkTrial) => Promise<void>;
}

const A = 'social_care/a';
const B = 'housing/b';
const TOM = { forename: 'Tom', surname: 'Hall', birth: '2011-07-23', home: 'there' } as const;

const EVERY_ORIGIN: readonly Scenario[] = [
  {
    name: 'a model that was trained anew and finds every pair likelier',
    befalls: async (trial) => {
      await trial.night({ pipeline: trial.retrained() });
      await trial.night();
    },
  },
  {
    name: 'a source that the pipeline did not have, whose record is like both',
    befalls: async (trial) => {
      const pipeline = await smallPipeline({ library: true });
      await trial.put(child('library/c')).night({ pipeline });
      await trial.night({ pipeline: trial.retrained(pipeline) });
    },
  },
  {
    name: 'records of other lists that are like both, one of them without a forename',
    befalls: async (trial) => {
      await trial.put(child('voluntary/c')).night();
      await trial.put(child('health/d', { forename: null })).night();
    },
  },
  {
    name: 'a publication that is withdrawn and taken again',
    befalls: async (trial) => {
      const built = await trial.night();
      await trial.withdraw(built);
      await trial.night({ again: true });
    },
  },
  {
    name: 'the publication from before it was raised, and all that came after built anew',
    befalls: async (trial) => {
      await trial.withdraw(2);
      await trial.night();
      await trial.night();
    },
  },
  {
    name: 'a publication withdrawn and published again',
    befalls: async (trial) => {
      const built = await trial.put(child('voluntary/c')).night();
      await trial.withdraw(built);
      await trial.republish(built);
      await trial.night();
    },
  },
  {
    name: 'a lift that one person signs',
    befalls: async (trial) => {
      expect(await trial.lift('mine')).toBe(false);
      await trial.night();
      await trial.lift('mine', true);
    },
  },
  {
    name: 'a lift that one login signs twice, and takes back',
    befalls: async (trial) => {
      await trial.lift('theirs');
      await expect(trial.lift('theirs')).rejects.toMatchObject({ code: 'judgement.own_signature' });
      await trial.night();
      expect(await trial.lift('mine', true)).toBe(false);
      await trial.night();
    },
  },
  {
    name: 'a lift by two, and raised once more',
    befalls: async (trial) => {
      await trial.joinsOnceLifted();
      await (await trial.raise('AF2')).night();
      await trial.put(child('voluntary/c')).night();
    },
  },
  {
    name: 'expiry: a "same" and a "different" that end while it stands',
    befalls: async (trial) => {
      await trial.judge('same', A, B, { expires: 2 });
      await trial.night();
      await trial.judge('different', A, B, { by: 'theirs', expires: 2 });
      await trial.night();
      await trial.night();
    },
  },
  {
    name: 'the same key used again, for another child and then for the first',
    befalls: async (trial) => {
      await trial.put(child(A, TOM)).night();
      await trial.put(child(A)).night();
    },
  },
  {
    name: 'both records gone, and back in other nights',
    befalls: async (trial) => {
      await trial.remove(A, B).night();
      await trial.put(child(A)).night();
      await trial.put(child(B)).night();
    },
  },
  {
    name: 'a policy lowered to the floor',
    befalls: async (trial) => {
      await trial.policy({ join: -4, break: -4, review: -4, margin: 0 });
      await trial.put(child('voluntary/c', { home: null })).night();
    },
  },
  {
    name: 'a policy lowered, and links decided afresh',
    befalls: async (trial) => {
      await trial.policy({ join: 1, break: 0, review: -2, margin: 0 }, true);
      await trial.put(child('voluntary/c')).night();
      await trial.policy({}, true);
      await trial.night();
    },
  },
  {
    name: 'a "same" judged against it by either login',
    befalls: async (trial) => {
      await trial.judge('same', A, B);
      await trial.judge('same', B, A, { by: 'theirs' });
      await trial.night();
    },
  },
  {
    name: 'a chain of "same" by way of another record',
    befalls: async (trial) => {
      await trial.put(child('voluntary/c', TOM)).night();
      await trial.judge('same', A, 'voluntary/c');
      await trial.judge('same', 'voluntary/c', B, { by: 'theirs' });
      await trial.night();
    },
  },
  {
    name: 'a number that both records and a third carry, and that the health service traced',
    befalls: async (trial) => {
      const nhs = NHS[0];
      await trial.put(child('health/d', { nhs }), child(A, { nhs })).night();
      await trial.put(child('voluntary/c')).night();
    },
  },
  {
    name: 'a night that works on everything',
    befalls: async (trial) => {
      await trial.put(child('voluntary/c')).night({ scope: 'all' });
      await trial.night({ scope: 'all' });
    },
  },
  {
    name: 'either record corrected into the very letters of the other',
    befalls: async (trial) => {
      await trial.put(child(A, { forename: 'Mya', home: null })).night();
      await trial.put(child(A)).night();
      await trial.put(child(B, { surname: 'Hall', home: 'there' })).night();
      await trial.put(child(B)).night();
    },
  },
  {
    name: 'a file of judgements that says "same"',
    befalls: async (trial) => {
      const folder = mkdtempSync(join(tmpdir(), 'golden-thread-judged-'));
      const file = join(folder, 'same.csv');
      const [a, b] = [await trial.small.record(A), await trial.small.record(B)];
      writeFileSync(file, `verdict,a,b,reason\nsame,r${a},r${b},they say so\n`);
      expect(await importJudgements(trial.small.mine(), file, { dryRun: false, byName: null })).toMatchObject([{ fate: 'imported' }]);
      rmSync(folder, { recursive: true, force: true });
      await trial.night();
    },
  },
];

const OF_ONE_ORIGIN: readonly Scenario[] = [
  {
    name: 'the judgement that raised it, which one person cannot withdraw',
    of: 'signed by two',
    befalls: async (trial) => {
      await expect(withdrawJudged(trial.small.mine(), 1, { byName: null, reason: 'tried by a test' })).rejects.toMatchObject({
        code: 'judgement.never_link',
      });
      await trial.judge('unsure', A, B);
      await trial.night();
    },
  },
  {
    name: 'the adoption team, who name the pair after two people had signed',
    of: 'signed by two',
    befalls: async (trial) => {
      await trial.flagged('adoption').night();
      await trial.put(child('voluntary/c')).night();
    },
  },
  {
    name: 'a lift by two, the nights of it withdrawn, and raised once more',
    of: 'adoption',
    befalls: async (trial) => {
      const built = await trial.night();
      await trial.joinsOnceLifted();
      await trial.withdraw(built - 1);
      await trial.night();
      expect(await trial.crossed(), 'the flag that was lifted does not raise it again').toBe(true);
      await (await trial.raise('AF2')).night();
    },
  },
  {
    name: 'a list of flags on which it stands no longer',
    of: 'adoption',
    befalls: async (trial) => {
      await trial.withoutFlags().night();
      await trial.put(child('voluntary/c')).night();
    },
  },
  {
    name: 'a list of flags on which it stands no longer',
    of: 'flight to refuge',
    befalls: async (trial) => {
      await trial.withoutFlags().night();
      await trial.put(child('voluntary/c')).night();
    },
  },
];

/** A dozen nights on a busy machine. */
const A_WHILE_MS = 120_000;

/** A few that `npm test` runs: one of each origin. */
const IN_EVERY_RUN: readonly (readonly [string, Origin])[] = [
  ['a chain of "same" by way of another record', 'signed by two'],
  ['a publication that is withdrawn and taken again', 'adoption'],
  ['a lift by two, and raised once more', 'flight to refuge'],
];

/** Every scenario under each origin that it makes sense for: what befalls it, and how it was raised. */
const SCENARIOS: readonly (Scenario & { readonly of: Origin })[] = [
  ...EVERY_ORIGIN.flatMap((scenario) => ORIGINS.map((of) => ({ ...scenario, of }))),
  ...OF_ONE_ORIGIN.flatMap((scenario) => (scenario.of === undefined ? [] : [{ ...scenario, of: scenario.of }])),
];

/** A never-link through nights in Postgres, whatever befalls it: each night no way leads across. */
export function neverLinkScenarios(which: 'a few' | 'all'): void {
  const tried =
    which === 'all' ? SCENARIOS : SCENARIOS.filter((one) => IN_EVERY_RUN.some(([name, of]) => one.name === name && one.of === of));
  describe('no way leads across a never-link', () => {
    test.each(tried.map((one) => [one.of, one.name, one] as const))(
      '%s: %s',
      async (origin, _name, { befalls }) => {
        const trial = await NeverLinkTrial.open(origin);
        try {
          await (await trial.raise()).night();
          await befalls(trial);
          expect(trial.nightsHeld).toBeGreaterThan(1);
          await trial.joinsOnceLifted();
        } finally {
          await trial.close();
        }
      },
      A_WHILE_MS,
    );
  });
}
