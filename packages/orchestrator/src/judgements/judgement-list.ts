import { businessDateAt } from '@golden-thread/shapes/business-date';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { printRecord } from '@golden-thread/shapes/references';
import {
  activeJudgements,
  activeNeverLinks,
  type ListedJudgement,
  listJudgements,
  openLifts,
} from '@golden-thread/warehouse/queries/judgement';
import { recordKeysOf } from '@golden-thread/warehouse/queries/record';
import { type Contradiction, contradictionsOf } from './contradictions.ts';
import type { JudgeSettings } from './judge.ts';

/** Where a judgement stands: *overtaken* by a later one about the same records; *waits* for a second signature and binds meanwhile. */
export type JudgementState = 'binds' | 'waits' | 'never-link' | 'overtaken' | 'expired' | 'withdrawn';

export interface JudgementLine {
  readonly judgement: number;
  readonly verdict: string;
  readonly a: string;
  readonly b: string;
  readonly state: JudgementState;
  readonly by: readonly string[];
  readonly byName: string | null;
  readonly reason: string;
  readonly madeAt: string;
  readonly expires: string | null;
  /** Records that changed, in what is compared, or went since it was judged: it binds, and somebody looks again. */
  readonly reexamine: readonly string[];
}

export interface JudgementList {
  readonly judgements: readonly JudgementLine[];
  readonly contradictions: readonly Contradiction[];
  /** Never-links that one person wants lifted. */
  readonly lifts: readonly { readonly a: string; readonly b: string; readonly by: string }[];
}

/** The judgements that bind, what contradicts what, what is to be re-examined and what waits for a second person. */
export async function listJudged(
  settings: Pick<JudgeSettings, 'warehouse' | 'now' | 'pipeline'>,
  options: { readonly all: boolean },
): Promise<JudgementList> {
  const { db } = settings.warehouse;
  const instant = settings.now().toISOString();
  const today = businessDateAt(settings.now(), settings.pipeline.timeZone);
  const [active, never, rows, lifts] = [
    await activeJudgements(db, today, instant),
    await activeNeverLinks(db, instant),
    await listJudgements(db),
    await openLifts(db),
  ];
  const binding = new Set(active.map(({ judgement }) => judgement));
  const standing = new Set(never.map(({ a, b }) => JSON.stringify([a, b])));
  const lines = rows
    .map((row) => lineOf(row, stateOf(row, binding, standing, today)))
    .filter(({ state }) => options.all || state === 'binds' || state === 'waits' || state === 'never-link');
  const keys = await recordKeysOf(
    db,
    lifts.flatMap(({ a, b }) => [a, b]),
  );
  const print = (natural: string): string => printRecord(keys.get(natural) ?? 0);
  return {
    judgements: lines,
    contradictions: contradictionsOf(active, never),
    lifts: lifts.map(({ a, b, lifted_by_1: by }) => ({ a: print(a), b: print(b), by })),
  };
}

function stateOf(row: ListedJudgement, binding: ReadonlySet<number>, standing: ReadonlySet<string>, today: string): JudgementState {
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.expires !== null && compareCodePoints(row.expires, today) <= 0) return 'expired';
  if (row.signed_by_2 !== null && standing.has(JSON.stringify([row.a, row.b]))) return 'never-link';
  if (!binding.has(row.judgement)) return 'overtaken';
  return row.never && row.signed_by_2 === null ? 'waits' : 'binds';
}

function lineOf(row: ListedJudgement, state: JudgementState): JudgementLine {
  const a = printRecord(row.record_a ?? 0);
  const b = printRecord(row.record_b ?? 0);
  return {
    judgement: row.judgement,
    verdict: row.never ? 'different for ever' : row.verdict,
    a,
    b,
    state,
    by: [row.signed_by_1, row.signed_by_2].filter((login) => login !== null),
    byName: row.by_name,
    reason: row.reason,
    madeAt: row.made_at,
    expires: row.expires,
    reexamine: [...(row.changed_a ? [a] : []), ...(row.changed_b ? [b] : [])],
  };
}
