import { rmSync } from 'node:fs';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { OPEN } from '@golden-thread/shapes/references';
import type { ActSettings } from '../acts/publication-acts.ts';
import type { NightSettings } from '../night/night.ts';
import type { NightOptions } from '../night/run-night.ts';
import { dataLines, openNights, type TestNights } from '../night.fixture.ts';
import { openColleague } from '../policy/policy.fixture.ts';
import { naturalKeyOf, type SmallWorld, smallPipeline, writeDrop } from './small-world.fixture.ts';

export const ACT = { byName: 'test', reason: 'tried by a test' };

const FIRST = Date.UTC(2026, 2, 2);
const DAY_MS = 86_400_000;

/** The business date of a night, counted from 1. */
export const dateOf = (night: number): string => new Date(FIRST + (night - 1) * DAY_MS).toISOString().slice(0, 10);

/** A warehouse of a small world, with two logins that may judge, and every question that its tests ask. */
export interface SmallNights {
  readonly nights: TestNights;
  /** Acts as one login, or as the other. */
  mine(): NightSettings;
  theirs(): NightSettings;
  /** Runs the next night on a world; `again` the last one's date, as after a withdrawal. @returns its publication's number. */
  run(world: SmallWorld, options?: RunOptions): Promise<number>;
  /** Nights run so far. */
  night(): number;
  /** The record of `list/id`, where the warehouse has met it: the last child whom the key named, or the first. */
  record(child: string, which?: 'first' | 'last'): Promise<number | null>;
  /** By natural key, the person under whom each live record of the world stands. */
  persons(): Promise<ReadonlyMap<string, number>>;
  /** The warehouse's versioned tables as text, with nothing of logins. */
  dump(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly scope?: NightOptions['scope'];
  readonly pipeline?: PipelineDeclaration;
  readonly again?: boolean;
}

export async function openSmallNights(given?: PipelineDeclaration): Promise<SmallNights> {
  const pipeline = given ?? (await smallPipeline());
  const nights = await openNights(pipeline);
  const colleague = await openColleague(nights);
  let night = 0;
  let current = pipeline;
  const settings = (over: Partial<ActSettings> = {}) => nights.settings('/nowhere', { pipeline: current, ...over });
  const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<readonly Row[]> =>
    (await nights.warehouse.pool.query<Row>(text, values)).rows;
  return {
    nights,
    mine: () => settings(),
    theirs: () => settings({ warehouse: colleague.warehouse }),
    run: async (world, { scope = 'affected', pipeline: declared = current, again = false } = {}) => {
      current = declared;
      if (!again) night++;
      const drop = writeDrop(declared, world, dateOf(night));
      const report = await nights.run(drop, dateOf(night), { pipeline: declared }, { scope, again });
      rmSync(drop, { recursive: true, force: true });
      if (report.publication === null) throw new TypeError(`night ${night} published nothing`);
      return Number(report.publication.slice(1));
    },
    night: () => night,
    record: async (child, which = 'last') => {
      const first = naturalKeyOf(current, child);
      const rows = await query<{ record: number }>(
        `select record_key as record from core.record where natural_key = any($1) order by incarnation ${which === 'last' ? 'desc' : ''} limit 1`,
        [[0, 1, 2, 3, 4, 5].map((incarnation) => `${first.slice(0, -1)}${incarnation}`)],
      );
      return rows[0]?.record ?? null;
    },
    persons: async () =>
      new Map(
        (
          await query<{ key: string; person: number }>(
            `select r.natural_key as key, m.person_key::float8 as person from link.membership m join core.record r using (record_key)
             where m.to_publication = ${OPEN} and r.source_record_id not like 'other%'`,
          )
        ).map(({ key, person }) => [key, person]),
      ),
    dump: async () => dataLines(await nights.dump()).map((line) => line.replaceAll(`colleague_${nights.name}`, 'colleague')),
    close: async () => {
      await colleague.close();
      await nights.close();
    },
  };
}
