import { describe, expect, it } from 'vitest';
import type { LinkType } from '../plan/linkage-plan.ts';
import { estimatePrior } from './estimate-prior.ts';
import { planOf, ruleOf, runnerOf } from './training.fixture.ts';

const RULES = ['l.first = r.first and l.last = r.last', 'l.email = r.email'];
/** Of the six, 0–1 meet by name, 2–3 by e-mail, 4–5 by both. */
const SIX = {
  first: ['Amara', 'Amara', 'Tom', 'Lena', 'Zuri', 'Zuri'],
  last: ['Osei', 'Osei', 'Pike', 'Novak', 'Hall', 'Hall'],
  email: ['a@x.org', 'b@x.org', 't@x.org', 't@x.org', 'z@x.org', 'z@x.org'],
};

describe('the prior by deterministic rules', () => {
  it('counts a pair once however many rules find it: 3 of 15', async () => {
    expect(await prior({})).toMatchObject({ observed: 3, cartesian: 15, lambda: 3 / 15, warning: null });
  });

  it('is divided by the recall', async () => {
    expect((await prior({ recall: 0.9 })).lambda).toBeCloseTo(3 / 15 / 0.9, 12);
  });

  it('is over the pairs that the link type allows', async () => {
    const sources = [0, 0, 0, 1, 1, 1];
    expect(await prior({ linkType: 'link_only', sources })).toMatchObject({ observed: 1, cartesian: 9 });
    expect(await prior({ linkType: 'link_and_dedupe', sources })).toMatchObject({ observed: 3, cartesian: 15 });
  });

  it('warns where no pair, or every pair, is found', async () => {
    expect(await prior({ rules: ["l.first = 'Nobody' and r.first = 'Nobody'"] })).toMatchObject({ lambda: 0, warning: 'no_pairs' });
    expect(await prior({ rules: ['l.first <> r.last'] })).toMatchObject({ lambda: 1, warning: 'all_pairs' });
  });

  it('is refused where the rules find more than the recall allows, with the recall that they need', async () => {
    await expect(prior({ recall: 0.1 })).rejects.toMatchObject({
      code: 'linkage.recall_too_low',
      remedy: 'With these rules, "recall" must be at least 0.20.',
    });
  });

  it('is refused for a recall that is no share, and where no two records may meet', async () => {
    for (const recall of [0, -1, 1.5, Number.NaN])
      await expect(prior({ recall })).rejects.toMatchObject({ code: 'linkage.recall_out_of_range' });
    await expect(prior({ linkType: 'link_only' })).rejects.toMatchObject({ code: 'linkage.prior_no_pairs' });
  });
});

interface Case {
  readonly linkType?: LinkType;
  readonly sources?: readonly number[];
  readonly rules?: readonly string[];
  readonly recall?: number;
}

function prior({ linkType = 'dedupe_only', sources = SIX.first.map(() => 0), rules = RULES, recall = 1 }: Case) {
  const deterministicRules = rules.map(ruleOf);
  const plan = planOf([], { linkType, rules: deterministicRules });
  return estimatePrior(runnerOf(plan, { columns: SIX, sources }), { rules: deterministicRules, recall });
}
