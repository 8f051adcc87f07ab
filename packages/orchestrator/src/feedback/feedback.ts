import { mayFlow } from '@golden-thread/governance/flow-decision';
import { businessDateAt } from '@golden-thread/shapes/business-date';
import type { FeedbackKind, FeedbackState } from '@golden-thread/shapes/codes';
import { FEEDBACK_KINDS } from '@golden-thread/shapes/codes';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { printPublication, printRecord } from '@golden-thread/shapes/references';
import { afterwards, guardedRecords } from '@golden-thread/warehouse/queries/feedback';
import { chainOf, readTableState } from '@golden-thread/warehouse/queries/ledger';
import { publishedNights } from '@golden-thread/warehouse/queries/person-history';
import { sourceNumbers } from '@golden-thread/warehouse/queries/record';
import type { NightSettings } from '../night/night.ts';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';
import { foundContradictions } from './contradictions.ts';
import { findingWords } from './finding-words.ts';
import type { Found, Sayable } from './found.ts';
import { foundNearMisses } from './near-misses.ts';
import { foundInRecords, foundShared } from './of-record.ts';
import { type Timeline, timelineOf } from './timeline.ts';

export type FeedbackSettings = Pick<NightSettings, 'warehouse' | 'pipeline' | 'now'>;

export interface FeedbackOptions {
  /** Id of an organisation; `null` for every owner. */
  readonly owner: string | null;
  readonly kind: string | null;
  /** What was mended or went is told for so many days before the published night. */
  readonly days: number;
}

/** What an owner is asked to look at, without any value. */
export interface Finding {
  readonly owner: string;
  readonly source: string;
  readonly kind: FeedbackKind;
  readonly record: string;
  readonly field: string;
  readonly code: string;
  readonly words: string;
  /** The owner's other records that it concerns. */
  readonly beside: readonly string[];
  /** Business dates of the first and the last publication in which it was so. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly state: FeedbackState;
  /** Business date of the first publication in which it was so no longer. */
  readonly endedOn: string | null;
  /** With that publication the record joined records that it had been apart from. */
  readonly relinked: boolean;
}

export interface OwnerFeedback {
  readonly owner: string;
  readonly name: string;
  /** Sources whose agreement is not live: nothing is told of them. */
  readonly leftOut: readonly string[];
  readonly open: number;
  readonly mended: number;
  readonly relinked: number;
  readonly gone: number;
  readonly byKind: { readonly [Kind in FeedbackKind]: number };
}

export interface FeedbackReport {
  readonly publication: string;
  readonly businessDate: string;
  readonly owners: readonly OwnerFeedback[];
  /** By owner, kind, record and field; what is open first. */
  readonly findings: readonly Finding[];
}

/** A finding with the publication in which it was last so. */
export interface Traced {
  readonly finding: Finding;
  readonly record: number;
  readonly publication: number;
}

/** What owners of sources are asked to look at, as of what readers see. Nothing is kept of it: it follows from the versions of what was delivered. */
export async function askFeedback(settings: FeedbackSettings, options: FeedbackOptions): Promise<FeedbackReport> {
  const { report } = await traceFeedback(settings, options);
  return report;
}

/** The same, with what a file needs to look values up. */
export async function traceFeedback(
  { warehouse, pipeline, now }: FeedbackSettings,
  { owner, kind, days }: FeedbackOptions,
): Promise<{ readonly report: FeedbackReport; readonly traced: readonly Traced[] }> {
  const owners = [
    ...new Set(pipeline.sources.filter(({ maps }) => maps.person !== undefined).map(({ organisation }) => organisation)),
  ].sort();
  oneOf(owner, owners, 'owner of a source', 'owners');
  oneOf(kind, FEEDBACK_KINDS, 'kind of finding', 'kinds');
  const today = businessDateAt(now(), pipeline.timeZone);
  const live = (source: SourceDeclaration): boolean => mayFlow(pipeline.register, source.agreement, today).live;
  return reading(warehouse, async ({ db }) => {
    const { pointer } = await readTableState(db);
    const timeline = timelineOf(await publishedNights(db, await chainOf(db, pointer)));
    const last = timeline.nights.at(-1);
    if (last === undefined)
      throw new DeclarationError({
        code: 'feedback.nothing_published',
        message: 'Nothing is published yet: there is nothing to tell owners of.',
        remedy: 'Run a night first: gt nightly',
      });
    const cutOff = dayBefore(last.business_date, days);
    const after = timeline.nights.findLast((night) => night.business_date < cutOff)?.publication ?? 0;
    const numbers = await sourceNumbers(db);
    const declared = new Map(pipeline.sources.flatMap((source) => numbered(numbers.get(source.name), source)));
    const guarded = await guardedRecords(db);
    const may = sayableOf(declared, live, guarded);
    const found = [
      ...(await foundNearMisses(db, after, pointer, timeline, may)),
      ...(await foundContradictions(db, after, pointer, timeline, may)),
      ...(await foundInRecords(db, after, pointer, timeline, may)),
      ...(await foundShared(db, after, pointer, timeline, may)),
    ];
    const asked = found.filter(
      (it) => (owner === null || declared.get(it.source)?.organisation === owner) && (kind === null || it.kind === kind),
    );
    const traced = (await traceAll(db, asked, timeline, declared, guarded.parted))
      .filter(({ finding }) => finding.endedOn === null || finding.endedOn >= cutOff)
      .sort(inOrder);
    const findings = traced.map(({ finding }) => finding);
    const told = owners.filter((id) => owner === null || id === owner);
    return {
      traced,
      report: {
        publication: printPublication(pointer),
        businessDate: last.business_date,
        findings,
        owners: told.map((id) => {
          const of = findings.filter((it) => it.owner === id);
          const open = of.filter(({ state }) => state === 'open');
          return {
            owner: id,
            name: pipeline.register.organisations.find((it) => it.id === id)?.name ?? id,
            leftOut: pipeline.sources.filter((s) => s.organisation === id && s.maps.person !== undefined && !live(s)).map((s) => s.name),
            open: open.length,
            mended: of.filter(({ state }) => state === 'mended').length,
            relinked: of.filter(({ relinked }) => relinked).length,
            gone: of.filter(({ state }) => state === 'gone').length,
            byKind: countByKind(open),
          };
        }),
      },
    };
  });
}

function sayableOf(
  declared: ReadonlyMap<number, SourceDeclaration>,
  live: (source: SourceDeclaration) => boolean,
  guarded: Awaited<ReturnType<typeof guardedRecords>>,
): Sayable {
  const open = new Set([...declared].filter(([, source]) => live(source)).map(([number]) => number));
  const record = (key: number, source: number): boolean => open.has(source) && !guarded.withheld.has(key);
  return {
    record,
    amongOthers: (key, source) => record(key, source) && !guarded.parted.has(key),
    sameOwner: (one, other) => declared.get(one)?.organisation === declared.get(other)?.organisation,
  };
}

async function traceAll(
  db: Warehouse['db'],
  found: readonly Found[],
  timeline: Timeline,
  declared: ReadonlyMap<number, SourceDeclaration>,
  parted: ReadonlySet<number>,
): Promise<readonly Traced[]> {
  const { nights } = timeline;
  const ended = found.filter(({ run }) => run.last + 1 < nights.length);
  const publicationAt = (position: number): number => nights[position]?.publication ?? 0;
  const became = await afterwards(
    db,
    ended.map(({ record, run }) => ({ record, before: publicationAt(run.last), after: publicationAt(run.last + 1) })),
  );
  const becameOf = new Map(ended.map((it, i) => [it, became[i]]));
  return found.map((it) => {
    const source = declared.get(it.source);
    const after = becameOf.get(it);
    const state: FeedbackState = after === undefined ? 'open' : after.live ? 'mended' : 'gone';
    const beside = it.beside.map((key) => printRecord(key));
    return {
      record: it.record,
      publication: publicationAt(it.run.last),
      finding: {
        owner: source?.organisation ?? '',
        source: source?.name ?? '',
        kind: it.kind,
        record: printRecord(it.record),
        field: it.field,
        code: it.code,
        words: findingWords(it, beside),
        beside,
        firstSeen: nights[it.run.first]?.business_date ?? '',
        lastSeen: nights[it.run.last]?.business_date ?? '',
        state,
        endedOn: after === undefined ? null : (nights[it.run.last + 1]?.business_date ?? null),
        // That a record of somebody under a never-link joined others is told to nobody.
        relinked: after?.live === true && after.joined && !parted.has(it.record),
      },
    };
  });
}

function countByKind(findings: readonly Finding[]): OwnerFeedback['byKind'] {
  const counts = { near_miss: 0, contradiction: 0, identifier: 0, placeholder: 0, value: 0 };
  for (const { kind } of findings) counts[kind]++;
  return counts;
}

const numbered = (number: number | undefined, source: SourceDeclaration): [number, SourceDeclaration][] =>
  number === undefined ? [] : [[number, source]];

const dayBefore = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: Traced, b: Traced): number =>
  compare(a.finding.owner, b.finding.owner) ||
  Number(a.finding.state !== 'open') - Number(b.finding.state !== 'open') ||
  FEEDBACK_KINDS.indexOf(a.finding.kind) - FEEDBACK_KINDS.indexOf(b.finding.kind) ||
  a.record - b.record ||
  compare(a.finding.field, b.finding.field) ||
  compare(a.finding.code, b.finding.code) ||
  compare(a.finding.firstSeen, b.finding.firstSeen);

function oneOf(asked: string | null, known: readonly string[], what: string, list: string): void {
  if (asked !== null && !known.includes(asked))
    throw new DeclarationError({
      code: 'feedback.unknown',
      message: `There is no such ${what}.`,
      remedy: `The ${list} are ${known.join(', ')}.`,
    });
}
