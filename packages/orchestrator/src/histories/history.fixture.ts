import { DeclarationError } from '@golden-thread/shapes/errors';
import fc from 'fast-check';
import { withdraw } from '../acts/publication-acts.ts';
import { judge } from '../judgements/judge.ts';
import { lift, sign, withdrawJudged } from '../judgements/signatures.ts';
import { approvePolicy, proposePolicy } from '../policy/policy-acts.ts';
import { ACT, dateOf, type RunOptions, type SmallNights } from './small-nights.fixture.ts';
import { type Child, type Flag, type ListName, NHS } from './small-world.fixture.ts';

/** What may happen on a day. Numbers choose among what there is: `pick` of so many. */
export type Act =
  | { readonly act: 'put'; readonly child: Child }
  | { readonly act: 'delete' | 'return' | 'lift' | 'take back' | 'withdraw' | 'use again'; readonly pick: number }
  | {
      readonly act: 'judge';
      readonly pick: number;
      readonly verdict: 'same' | 'different';
      /** In how many nights it ends; null for never. */
      readonly nights: number | null;
    }
  | { readonly act: 'never' | 'flag'; readonly pick: number }
  | { readonly act: 'policy'; readonly join: number; readonly gap: number; readonly margin: number; readonly fresh: boolean };

const KEYS: readonly (readonly [ListName, string])[] = [
  ['social_care', 'a1'],
  ['social_care', 'a2'],
  ['housing', 'b1'],
  ['housing', 'b2'],
  ['voluntary', 'c1'],
  ['health', 'd1'],
  ['health', 'd2'],
];

const aChild: fc.Arbitrary<Child> = fc
  .record({
    key: fc.constantFrom(...KEYS),
    forename: fc.constantFrom('Mia', 'Mia', 'Mia', 'Mya', 'Tom', 'M', null),
    surname: fc.constantFrom('Rees', 'Rees', 'Hall'),
    birth: fc.constantFrom('2013-02-11', '2013-02-11', '2014-05-06'),
    home: fc.constantFrom('here', 'here', 'there', null),
    nhs: fc.constantFrom(null, null, NHS[0], NHS[1]),
  })
  .map(({ key: [list, id], nhs, ...rest }) => ({ list, id, ...rest, nhs: list === 'social_care' || list === 'health' ? nhs : null }));

const pick = fc.nat(60);
const put: fc.Arbitrary<Act> = aChild.map((child) => ({ act: 'put', child }));
const picked = (act: 'delete' | 'return' | 'lift' | 'take back' | 'withdraw' | 'use again' | 'never' | 'flag'): fc.Arbitrary<Act> =>
  pick.map((n): Act => ({ act, pick: n }));
const judged = (nights: number | null): fc.Arbitrary<Act> =>
  fc.record({ act: fc.constant('judge' as const), pick, verdict: fc.constantFrom('same', 'different'), nights: fc.constant(nights) });
const policy = (fresh: boolean): fc.Arbitrary<Act> =>
  fc.record({
    act: fc.constant('policy' as const),
    join: fc.constantFrom(2, 4, 8, 12),
    gap: fc.constantFrom(0, 3),
    margin: fc.constantFrom(0, 2, 4),
    fresh: fc.constant(fresh),
  });

/** Each kind of day once, in an order in which there is something to delete, lift or take back. */
const EVERY_KIND: readonly fc.Arbitrary<Act>[] = [
  put,
  judged(2),
  picked('delete'),
  policy(false),
  judged(null),
  picked('never'),
  picked('return'),
  picked('flag'),
  policy(true),
  picked('use again'),
  picked('lift'),
  picked('take back'),
  picked('withdraw'),
];

/** The first day: four records of one child, one on each list that a council has. */
const FIRST_DAY: readonly Act[] = KEYS.filter((_, at) => at % 2 === 0).map(([list, id]) => ({
  act: 'put',
  child: { list, id, forename: 'Mia', surname: 'Rees', birth: '2013-02-11', home: 'here', nhs: null },
}));

/** A first day, and days of a history: each kind at least once, spread over so many nights, and changes of records on each. */
export const aHistory = (nights: number): fc.Arbitrary<readonly (readonly Act[])[]> =>
  fc.tuple(...EVERY_KIND).chain((required) =>
    fc
      .array(
        fc.array(fc.oneof({ weight: 4, arbitrary: put }, { weight: 1, arbitrary: picked('delete') }), { minLength: 1, maxLength: 3 }),
        {
          minLength: nights,
          maxLength: nights,
        },
      )
      .map((days) => [
        FIRST_DAY,
        ...days.map((acts, day) => [...acts, ...required.filter((_, at) => Math.floor((at * nights) / required.length) === day)]),
      ]),
  );

/** Days on which records come, change and go, and never-links are raised; nothing of people's, and nothing that depends on order. */
export const aPlainHistory = (nights: number): fc.Arbitrary<readonly (readonly Act[])[]> =>
  fc.array(
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: put },
        { weight: 2, arbitrary: picked('delete') },
        { weight: 1, arbitrary: picked('use again') },
        { weight: 1, arbitrary: picked('flag') },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    { minLength: nights, maxLength: nights },
  );

/** Days lived in a warehouse of a small world. The same days in another warehouse do the same. */
export class Life {
  readonly small: SmallNights;
  /** How often each kind of act came to something. */
  readonly done = new Map<string, number>();
  #children = new Map<string, Child>();
  #met: readonly string[] = [];
  #gone: Child[] = [];
  #flags: readonly Flag[] = [];
  #judgements: number[] = [];
  #never: (readonly [string, string])[] = [];
  #published: number[] = [];

  constructor(small: SmallNights) {
    this.small = small;
  }

  async night(options: RunOptions = {}): Promise<void> {
    this.#published.push(await this.small.run({ children: [...this.#children.values()], flags: this.#flags }, options));
    this.#met = [...new Set([...this.#met, ...this.#children.keys()])].sort();
  }

  async live(acts: readonly Act[]): Promise<void> {
    for (const act of acts) if (await this.#does(act)) this.done.set(act.act, (this.done.get(act.act) ?? 0) + 1);
  }

  async #does(act: Act): Promise<boolean> {
    switch (act.act) {
      case 'put':
        this.#children.set(keyOf(act.child), act.child);
        return true;
      case 'delete':
        return this.#delete(nth([...this.#children.keys()].sort(), act.pick));
      case 'return':
        return this.#return(nth(this.#gone, act.pick));
      case 'use again':
        return this.#useAgain(nth([...this.#children.keys()].sort(), act.pick));
      case 'judge':
        return this.#judge(act.pick, act.verdict, act.nights);
      case 'never':
        return this.#raise(act.pick);
      case 'flag':
        return this.#flag(act.pick);
      case 'lift':
        return this.#lift(act.pick);
      case 'take back':
        return this.#takeBack(nth(this.#judgements, act.pick));
      case 'withdraw':
        return this.#withdraw();
      case 'policy':
        return this.#policy(act);
      default:
        return act satisfies never;
    }
  }

  #delete(key: string | undefined): boolean {
    const child = this.#children.get(key ?? '');
    if (child === undefined) return false;
    this.#children.delete(keyOf(child));
    this.#gone.push(child);
    return true;
  }

  #return(child: Child | undefined): boolean {
    if (child === undefined) return false;
    this.#children.set(keyOf(child), child);
    this.#gone = this.#gone.filter((one) => one !== child);
    return true;
  }

  /** The key names another child in every respect from now on. */
  #useAgain(key: string | undefined): boolean {
    const child = this.#children.get(key ?? '');
    if (child === undefined) return false;
    const another = { forename: 'Zoe', surname: 'Quill', birth: '2009-09-25', home: null, nhs: null } as const;
    this.#children.set(keyOf(child), { ...child, ...another });
    this.#gone.push(child);
    return true;
  }

  /** Two records that the warehouse has met, of which pairs are counted through. */
  #two(pickOf: number): readonly [string, string] | null {
    const pairs = this.#met.flatMap((a, at) => this.#met.slice(at + 1).map((b) => [a, b] as const));
    return nth(pairs, pickOf * 7) ?? null;
  }

  async #records(pair: readonly [string, string]): Promise<readonly [number, number]> {
    const [a, b] = [await this.small.record(pair[0], 'first'), await this.small.record(pair[1], 'first')];
    if (a === null || b === null) throw new TypeError('a record that the warehouse has not met');
    return [a, b];
  }

  async #judge(pickOf: number, verdict: 'same' | 'different', nights: number | null): Promise<boolean> {
    const pair = this.#two(pickOf);
    if (pair === null) return false;
    const expires = nights === null ? null : dateOf(this.small.night() + 1 + nights);
    const settings = pickOf % 2 === 0 ? this.small.mine() : this.small.theirs();
    const { judgement } = await judge(settings, verdict, ...(await this.#records(pair)), { ...ACT, expires });
    this.#judgements.push(judgement);
    return true;
  }

  async #raise(pickOf: number): Promise<boolean> {
    const pair = this.#two(pickOf);
    if (pair === null) return false;
    const { judgement } = await judge(this.small.mine(), 'different', ...(await this.#records(pair)), {
      ...ACT,
      expires: null,
      never: true,
    });
    await sign(this.small.theirs(), judgement, ACT);
    this.#never.push(pair);
    return true;
  }

  #flag(pickOf: number): boolean {
    const [a, b] = [nth(KEYS, pickOf), nth(KEYS, pickOf + 1 + (pickOf % 5))];
    if (a === undefined || b === undefined || a === b) return false;
    this.#flags = [...this.#flags, { id: `AF${this.#flags.length}`, kind: 'adoption', earlier: a.join('/'), later: b.join('/') }];
    return true;
  }

  async #lift(pickOf: number): Promise<boolean> {
    const pair = nth(this.#never, pickOf);
    if (pair === undefined) return false;
    const records = await this.#records(pair);
    await lift(this.small.mine(), ...records, { ...ACT, takeBack: false });
    await lift(this.small.theirs(), ...records, { ...ACT, takeBack: false });
    this.#never = this.#never.filter((one) => one !== pair);
    return true;
  }

  async #takeBack(judgement: number | undefined): Promise<boolean> {
    if (judgement === undefined) return false;
    await withdrawJudged(this.small.theirs(), judgement, ACT);
    this.#judgements = this.#judgements.filter((one) => one !== judgement);
    return true;
  }

  /** The last publication is withdrawn: the next night rests on the one before. */
  async #withdraw(): Promise<boolean> {
    const last = this.#published.length < 2 ? undefined : this.#published.pop();
    if (last === undefined) return false;
    await withdraw(this.small.mine(), last, ACT);
    return true;
  }

  async #policy({ join, gap, margin, fresh }: Extract<Act, { readonly act: 'policy' }>): Promise<boolean> {
    try {
      const lines = { join, break: join - gap, review: Math.min(0, join - gap), margin };
      const { version } = await proposePolicy(this.small.mine(), lines, { ...ACT, fresh });
      await approvePolicy(this.small.theirs(), version, ACT);
      return true;
    } catch (error) {
      if (error instanceof DeclarationError && error.code === 'policy.no_change') return false;
      throw error;
    }
  }
}

const keyOf = ({ list, id }: Child): string => `${list}/${id}`;

const nth = <Of>(all: readonly Of[], pickOf: number): Of | undefined => all[pickOf % Math.max(1, all.length)];
