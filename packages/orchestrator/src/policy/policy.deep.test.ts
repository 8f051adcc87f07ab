import { seededRandom } from '@golden-thread/shapes/random';
import { expect, it } from 'vitest';
import { withdraw } from '../acts/publication-acts.ts';
import { withdrawPolicy } from './policy-acts.ts';
import { previewPolicy } from './preview.ts';
import { ACT, countsOf, drawChange, effectBetween, openTrial, personsOf, same } from './trial.fixture.ts';

const COUNCILS = 10;
const CHANGES = 20;
const NIGHTS = 6;

/** A replay names the council: the seed is its number. */
it.each(Array.from({ length: COUNCILS }, (_, i) => i + 1))(
  `${CHANGES} changes of the policy on council %i, with and without new data, withdrawn now and then: each does what its preview said`,
  async (seed) => {
    const trial = await openTrial({ people: 200, nights: NIGHTS, seed });
    try {
      const random = seededRandom(`changes ${seed}`);
      const { floor } = trial.nights.pipeline.policy;
      let [concerned, delivered] = [0, 1];
      for (let n = 0; n < CHANGES; n++) {
        const { changes, fresh } = drawChange(random, floor);
        const preview = await previewPolicy(trial.settings(), changes, { fresh, by: [] });
        const before = await trial.personsNow();
        const bytes = await trial.live();
        const version = await trial.change(changes, fresh);
        const hasData = n % 4 === 3 && delivered < NIGHTS;
        const night = await trial.night(hasData ? trial.council.night(++delivered) : trial.nothing);
        expect(night.policy).toEqual(countsOf(preview.effect));
        if (!hasData) {
          expect(effectBetween(before, await trial.personsNow())).toEqual(personsOf(preview.effect));
          expect(await trial.openReviews()).toBe(preview.review.after);
          expect(night.data).toMatchObject({ merged: 0, split: 0, reidentified: 0 });
        }
        concerned += preview.effect.records;
        if (!hasData && n % 5 === 2) {
          await withdraw(trial.settings(), night.publication, ACT);
          await withdrawPolicy(trial.settings(), version, ACT);
          await trial.night(trial.nothing);
          expect(same(await trial.live(), bytes)).toBe(true);
        }
      }
      expect(concerned).toBeGreaterThan(CHANGES);
    } finally {
      await trial.close();
    }
  },
);
