import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Act, aHistory, aPlainHistory, Life } from './history.fixture.ts';
import { child } from './never-link-trial.fixture.ts';
import { openSmallNights, type RunOptions, type SmallNights } from './small-nights.fixture.ts';
import { NHS } from './small-world.fixture.ts';

type History = readonly (readonly Act[])[];

/** A fault to plant: what is done to a warehouse behind the back of a night. */
type Fault = (small: SmallNights, night: number) => Promise<void>;
const NO_FAULT: Fault = async () => undefined;

/** A first night of others alone, so that names are counted over the same people however history goes on. */
async function begin(): Promise<Life> {
  const life = new Life(await openSmallNights());
  await life.night();
  return life;
}

/** Lives a history night by night. @returns the dump after each. */
async function lived(
  life: Life,
  history: History,
  { fault = NO_FAULT, ...options }: RunOptions & { readonly fault?: Fault; readonly lastOnly?: boolean },
): Promise<readonly (readonly string[])[]> {
  const dumps: (readonly string[])[] = [];
  for (const [at, acts] of history.entries()) {
    await life.live(acts);
    await fault(life.small, at + 2);
    await life.night(options);
    if (options.lastOnly !== true || at === history.length - 1) dumps.push(await life.small.dump());
  }
  return dumps;
}

/** How often each kind of act came to something, over all histories. */
const seen = new Map<string, number>();

/** P1 and P2: on the affected components, on everything, and the same nights once more: the same rows, night after night. */
async function sameHoweverWorked(history: History, fault: Fault = NO_FAULT): Promise<void> {
  const lives = await Promise.all([begin(), begin(), begin()]);
  try {
    const [affected, all, again] = await Promise.all([
      lived(lives[0], history, { fault }),
      lived(lives[1], history, { scope: 'all' }),
      lived(lives[2], history, { lastOnly: true }),
    ]);
    for (const [kind, times] of lives[0].done) seen.set(kind, (seen.get(kind) ?? 0) + times);
    for (const at of history.keys()) expect(differences(affected[at], all[at]), `P1, night ${at + 2}`).toEqual([]);
    expect(differences(again.at(-1), all.at(-1)), 'P2').toEqual([]);
  } finally {
    for (const life of lives) await life.small.close();
  }
}

/** P3: with break = join and nothing held, people are those of a single night that takes everything at once. */
async function sameHoweverCut(history: History, { gap, fresh }: { readonly gap: number; readonly fresh: boolean }): Promise<void> {
  const [cut, whole] = await Promise.all([begin(), begin()]);
  const lines = { act: 'policy', join: 8, gap, margin: 2 } as const;
  try {
    for (const life of [cut, whole]) await life.live([{ ...lines, fresh: false }]);
    for (const acts of history) {
      await cut.live(acts);
      await cut.night();
      await whole.live(acts);
    }
    if (fresh) {
      await cut.live([{ ...lines, fresh }]);
      await cut.night();
    }
    await whole.night();
    expect(people(await cut.small.persons())).toEqual(people(await whole.small.persons()));
  } finally {
    for (const life of [cut, whole]) await life.small.close();
  }
}

/** A record that two others are equally like, which may not be one person: it stays with the one that it knew first, until links are decided afresh. */
const CONTESTED: History = [[...['social_care/a1', 'housing/b1'].map(alike), { act: 'flag', pick: 0 }], [alike('social_care/a2')]];

function alike(key: string): Act {
  return { act: 'put', child: child(key) };
}

/** A number that two records under a never-link carry is nobody's; when one of them carries it no longer, it is the third's again. */
const SPANNED: History = [
  [
    ...['social_care/a1', 'health/d1', 'social_care/a2'].map((key): Act => ({ act: 'put', child: child(key, { nhs: NHS[0] }) })),
    { act: 'put', child: child('health/d2', { nhs: NHS[1] }) },
    { act: 'flag', pick: 14 },
  ],
  [alike('social_care/a1')],
];

/** Lines that one dump has and the other has not. */
function differences(one: readonly string[] | undefined, other: readonly string[] | undefined): readonly string[] {
  const [ones, others] = [new Set(one), new Set(other)];
  return [...(one ?? []).filter((line) => !others.has(line)), ...(other ?? []).filter((line) => !ones.has(line))];
}

/** Persons as lists of records, without ids, and without how many children a key has named. */
function people(persons: ReadonlyMap<string, number>): readonly string[] {
  const found = Map.groupBy([...persons], ([, person]) => person);
  return [...found.values()]
    .map((members) =>
      members
        .map(([key]) => key.replace(/\d+$/, ''))
        .sort()
        .join(' '),
    )
    .sort();
}

/** What holds of every history through Postgres, tried on so many of so many nights; REPLAY tries one again. */
export function historyProperties({ histories, nights }: { readonly histories: number; readonly nights: number }): void {
  const runs = { numRuns: histories, endOnFailure: true };
  const timeout = histories * nights * 30_000;
  describe('a history of nights in Postgres', () => {
    test(
      'P1 and P2: the affected records alone, all records, and the same nights again give the same rows',
      async () => {
        await fc.assert(
          fc.asyncProperty(aHistory(nights), (history) => sameHoweverWorked(history)),
          { ...runs, examples: [[SPANNED]] },
        );
        for (const kind of ['put', 'delete', 'return', 'judge', 'never', 'flag', 'lift', 'take back', 'withdraw', 'use again', 'policy'])
          expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(0);
      },
      timeout,
    );

    test(
      'P3: with break = join and nothing held, people do not depend on how history was cut into nights',
      async () => {
        await fc.assert(
          fc.asyncProperty(aPlainHistory(nights), (history) => sameHoweverCut(history, { gap: 0, fresh: true })),
          { ...runs, examples: [[CONTESTED]] },
        );
      },
      timeout,
    );
  });
}

/** That each property fails where there is something to find. */
export function plantedFaults(): void {
  const mia = { forename: 'Mia', surname: 'Rees', birth: '2013-02-11', home: 'here', nhs: null } as const;
  const a: Act = { act: 'put', child: { list: 'social_care', id: 'a1', ...mia } };
  const b: Act = { act: 'put', child: { list: 'housing', id: 'b1', ...mia } };

  describe('a planted fault is found', () => {
    const parted: Act = { act: 'judge', pick: 0, verdict: 'different', nights: null };
    test.each<readonly [string, string, History]>([
      ['P1: an edge whose latch is lost', 'update link.edge set held = false where to_publication = 2147483647', [[a, b], [], []]],
      ['P1: a record under another person', 'update link.membership set person_key = person_key + 1', [[a, b], [], []]],
      ['P2: a judgement that one run does not know', "update link.judgement set made_at = '2030-01-01'", [[a, b], [parted], []]],
    ])('%s', async (_, statement, history) => {
      const fault: Fault = async (small, night) => {
        if (night !== 3) return;
        const owner = await small.nights.asOwner();
        await owner.query('alter table link.judgement disable trigger all');
        await owner.query(statement);
        await owner.end();
      };
      await sameHoweverWorked(history);
      await expect(sameHoweverWorked(history, fault)).rejects.toThrow();
    });

    test('P3: links that are held below the line at which they join', async () => {
      const weaker: Act = { act: 'put', child: { list: 'housing', id: 'b1', ...mia, home: null } };
      const history: History = [[a, b], [weaker]];
      await sameHoweverCut(history, { gap: 0, fresh: true });
      await expect(sameHoweverCut(history, { gap: 12, fresh: false })).rejects.toThrow();
      await expect(sameHoweverCut(CONTESTED, { gap: 0, fresh: false })).rejects.toThrow();
    });
  });
}
