import { definePipeline, type PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { OPEN } from '@golden-thread/shapes/references';
import { expect } from 'vitest';
import { republish, withdraw } from '../acts/publication-acts.ts';
import { judge } from '../judgements/judge.ts';
import { lift, sign } from '../judgements/signatures.ts';
import { approvePolicy, proposePolicy } from '../policy/policy-acts.ts';
import { ACT, dateOf, openSmallNights, type RunOptions, type SmallNights } from './small-nights.fixture.ts';
import { type Child, type Flag, type ListName, naturalKeyOf, type SmallWorld, smallPipeline } from './small-world.fixture.ts';

/** How the never-link of a trial came to be. */
export const ORIGINS = ['signed by two', 'adoption', 'flight to refuge'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Two records of one child, `social_care/a` and `housing/b`, between which a never-link is raised. */
const [A, B] = ['social_care/a', 'housing/b'] as const;

export const child = (key: string, over: Partial<Omit<Child, 'list' | 'id'>> = {}): Child => {
  const [list, id = ''] = key.split('/');
  return { list: listNamed(list), id, forename: 'Mia', surname: 'Rees', birth: '2013-02-11', home: 'here', nhs: null, ...over };
};

function listNamed(name: string | undefined): ListName {
  if (name === 'social_care' || name === 'housing' || name === 'voluntary' || name === 'health' || name === 'library') return name;
  throw new TypeError(`no list of this name: ${name}`);
}

/**
 * A warehouse in which a never-link stands between two records that everything else joins. Each night looks for a way across
 * it, and fails where one leads.
 */
export class NeverLinkTrial {
  readonly small: SmallNights;
  readonly pipeline: PipelineDeclaration;
  #origin: Origin;
  #children = new Map<string, Child>();
  #flags: readonly Flag[] = [];
  #standing = false;
  /** Every id under which the record of the earlier identity has stood. */
  readonly #idsOfEarlier = new Set<number>();
  nightsHeld = 0;

  private constructor(small: SmallNights, pipeline: PipelineDeclaration, origin: Origin) {
    this.small = small;
    this.pipeline = pipeline;
    this.#origin = origin;
  }

  static async open(origin: Origin): Promise<NeverLinkTrial> {
    const pipeline = await smallPipeline();
    const trial = new NeverLinkTrial(await openSmallNights(pipeline), pipeline, origin);
    await trial.night();
    await trial.put(child(A), child(B)).night();
    expect(await trial.crossed(), 'before it they are one person').toBe(true);
    return trial;
  }

  put(...children: readonly Child[]): this {
    for (const one of children) this.#children.set(`${one.list}/${one.id}`, one);
    return this;
  }

  remove(...keys: readonly string[]): this {
    for (const key of keys) this.#children.delete(key);
    return this;
  }

  /** Raises the never-link of this trial: by two logins at once, or on the adoption team's list of the next night. */
  async raise(flag = 'AF1'): Promise<this> {
    if (this.#origin === 'signed by two') {
      const { judgement } = await judge(this.small.mine(), 'different', ...(await this.#pair(A, B)), {
        ...ACT,
        expires: null,
        never: true,
      });
      await sign(this.small.theirs(), judgement, ACT);
    } else this.#flags = [...this.#flags, { id: flag, kind: this.#origin === 'adoption' ? 'adoption' : 'refuge', earlier: A, later: B }];
    this.#standing = true;
    return this;
  }

  /** That the adoption team's list names the pair too, from the next night on. */
  flagged(origin: Exclude<Origin, 'signed by two'>): this {
    this.#origin = origin;
    this.#flags = [...this.#flags, { id: 'AF9', kind: origin === 'adoption' ? 'adoption' : 'refuge', earlier: A, later: B }];
    return this;
  }

  withoutFlags(): this {
    this.#flags = [];
    return this;
  }

  async judge(
    verdict: 'same' | 'different' | 'unsure',
    one: string,
    other: string,
    { by = 'mine', expires = null }: { readonly by?: 'mine' | 'theirs'; readonly expires?: number | null } = {},
  ): Promise<number> {
    const act = { ...ACT, expires: expires === null ? null : dateOf(this.small.night() + expires) };
    return (await judge(this.small[by](), verdict, ...(await this.#pair(one, other)), act)).judgement;
  }

  async lift(by: 'mine' | 'theirs', takeBack = false): Promise<boolean> {
    const { lifted } = await lift(this.small[by](), ...(await this.#pair(A, B, 'first')), { ...ACT, takeBack });
    if (lifted) this.#standing = false;
    return lifted;
  }

  async policy(changes: Partial<Omit<MatchPolicy, 'floor'>>, fresh = false): Promise<number> {
    const { version } = await proposePolicy(this.small.mine(), changes, { ...ACT, fresh });
    await approvePolicy(this.small.theirs(), version, ACT);
    return version;
  }

  async withdraw(publication: number): Promise<void> {
    await withdraw(this.small.mine(), publication, ACT);
  }

  async republish(publication: number): Promise<void> {
    await republish(this.small.mine(), publication, ACT);
    await this.#look();
  }

  /** A model that was trained anew and finds every pair likelier, by more than seven bits. */
  retrained(pipeline = this.pipeline): PipelineDeclaration {
    return definePipeline({ ...pipeline, model: { ...pipeline.model, name: 'model_again', lambda: 0.01 } });
  }

  async night(options: RunOptions = {}): Promise<number> {
    const world: SmallWorld = { children: [...this.#children.values()], flags: this.#flags };
    const publication = await this.small.run(world, options);
    await this.#look();
    return publication;
  }

  /** That two lift it and the next night joins the two: nothing but the never-link held them apart. */
  async joinsOnceLifted(): Promise<void> {
    expect(await this.lift('mine')).toBe(false);
    expect(await this.lift('theirs')).toBe(true);
    await this.night();
    expect(await this.crossed(), 'without it they are one person').toBe(true);
  }

  close(): Promise<void> {
    return this.small.close();
  }

  async #pair(one: string, other: string, which?: 'first'): Promise<[number, number]> {
    const [a, b] = [await this.small.record(one, which), await this.small.record(other, which)];
    if (a === null || b === null) throw new TypeError('a record that the warehouse has not met');
    return [a, b];
  }

  async #personOf(key: string): Promise<number | undefined> {
    const persons = await this.small.persons();
    return this.#keysOf(key).flatMap((natural) => persons.get(natural) ?? [])[0];
  }

  /** Whether any way leads from the one to the other; for a later identity, from ids under which the earlier one stood too. */
  async crossed(): Promise<boolean> {
    const ways = await this.#ways();
    const ids = this.#severs() ? [...this.#idsOfEarlier].map((id) => `id ${id}`) : [];
    const seen = new Set([...this.#keysOf(A), ...ids]);
    for (const place of seen) for (const next of ways.get(place) ?? []) seen.add(next);
    return this.#keysOf(B).some((key) => seen.has(key));
  }

  /** A never-link stands between two keys, whichever children they name. */
  #keysOf(key: string): readonly string[] {
    return [0, 1, 2].map((incarnation) => naturalKeyOf(this.pipeline, key, incarnation));
  }

  /** Fails where any way leads across the never-link, or the pair was weighed at all. */
  async #look(): Promise<void> {
    const [known, fresh] = [await this.#personOf(A), await this.#personOf(B)];
    if (!this.#standing) this.#idsOfEarlier.clear();
    if (known !== undefined) this.#idsOfEarlier.add(known);
    if (!this.#standing) return;
    this.nightsHeld++;
    expect(await this.crossed(), 'a way leads across the never-link').toBe(false);
    expect(await this.#weighed(), 'the pair was weighed').toBe(false);
    if (!this.#severs() || fresh === undefined) return;
    const named = await this.#rows<{ n: number }>(
      'select count(*)::int as n from link.person_lineage where person_key = any($1) and other = $2 or person_key = $2 and other = any($1)',
      [[...this.#idsOfEarlier], fresh],
    );
    expect(named, 'a line of history names both identities').toEqual([{ n: 0 }]);
  }

  /** Whether an edge between the two is stored, whatever it weighs. */
  async #weighed(): Promise<boolean> {
    const rows = await this.#rows(
      `select from link.edge e join core.record ra on ra.record_key = e.a join core.record rb on rb.record_key = e.b
       where e.to_publication = ${OPEN} and (ra.natural_key = any($1) and rb.natural_key = any($2) or ra.natural_key = any($2) and rb.natural_key = any($1))`,
      [this.#keysOf(A), this.#keysOf(B)],
    );
    return rows.length > 0;
  }

  /** Where each record and id leads: joined edges, links, persons, and what ids resolve to. */
  async #ways(): Promise<ReadonlyMap<string, readonly string[]>> {
    const ways = new Map<string, string[]>();
    const way = (from: string, to: string) => ways.set(from, [...(ways.get(from) ?? []), to]);
    const both = (one: string, other: string) => {
      way(one, other);
      way(other, one);
    };
    for (const { record, person, via } of await this.#rows<{ record: string; person: string; via: string | null }>(
      `select r.natural_key as record, 'id ' || m.person_key as person, v.natural_key as via from link.membership m
       join core.record r using (record_key) left join core.record v on v.record_key = m.via_record where m.to_publication = ${OPEN}`,
    )) {
      both(record, person);
      if (via !== null) both(record, via);
    }
    for (const { a, b } of await this.#rows<{ a: string; b: string }>(
      `select ra.natural_key as a, rb.natural_key as b from link.edge e
       join core.record ra on ra.record_key = e.a join core.record rb on rb.record_key = e.b where e.to_publication = ${OPEN} and e.outcome = 'joined'`,
    ))
      both(a, b);
    for (const { person, holder } of await this.#rows<{ person: string; holder: string }>(
      `select 'id ' || person_key as person, 'id ' || holder as holder from link.claim where to_publication = ${OPEN}`,
    ))
      way(person, holder);
    return ways;
  }

  /** Whether the later identity is to have an id that nothing leads to. */
  #severs(): boolean {
    return this.#origin !== 'signed by two';
  }

  async #rows<Row extends object>(text: string, values: unknown[] = []): Promise<readonly Row[]> {
    return (await this.small.nights.warehouse.pool.query<Row>(text, values)).rows;
  }
}
