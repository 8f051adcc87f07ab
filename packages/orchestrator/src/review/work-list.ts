import { OUTCOME_WORDS } from '@golden-thread/identity/outcome-words';
import { EDGE_OUTCOMES } from '@golden-thread/identity/resolution';
import { businessDateAt } from '@golden-thread/shapes/business-date';
import { REVIEW_KINDS, type ReviewKind } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { decodeFacts } from '@golden-thread/shapes/pair-facts';
import { printRecord } from '@golden-thread/shapes/references';
import { readTableState } from '@golden-thread/warehouse/queries/ledger';
import { openReviews, type ReviewRow, recordsAsOf } from '@golden-thread/warehouse/queries/review';
import { inWords } from '../ask/explain.ts';
import { listJudged } from '../judgements/judgement-list.ts';
import type { NightSettings } from '../night/night.ts';
import { policyOfPublication } from '../policy/policy-of-publication.ts';
import { peopleConcerned, worthOf } from './worth.ts';

/** Why something is asked: an open question of the night, or a judgement whose record changed since. */
export const WORK_KINDS = [...REVIEW_KINDS, 're-examine'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export interface WorkItem {
  readonly kind: WorkKind;
  readonly a: string;
  readonly b: string;
  /** What a decision is worth: ambiguity, in bits, times people concerned. */
  readonly worth: number;
  readonly ambiguity: number;
  readonly people: number;
  readonly weight: number | null;
  /** Why it is asked, in words. */
  readonly why: string;
  /** What the two records say of each other, in words; `null` where they were never compared. */
  readonly facts: string | null;
  /** Somebody looked and could not tell: such items come last. */
  readonly unsure: boolean;
}

export interface WorkOptions {
  readonly kind: string | null;
  readonly limit: number;
}

export interface WorkList {
  /** Of this kind in all. */
  readonly open: number;
  readonly items: readonly WorkItem[];
}

/** The open questions, the one whose answer is worth most first; answered ones are gone at once, before the night acts on them. */
export async function workList(
  settings: Pick<NightSettings, 'warehouse' | 'pipeline' | 'now'>,
  { kind, limit }: WorkOptions,
): Promise<WorkList> {
  if (kind !== null && !WORK_KINDS.some((name) => name === kind))
    throw new DeclarationError({
      code: 'review.unknown_kind',
      message: 'There is no such kind of question.',
      remedy: `The kinds are ${WORK_KINDS.join(', ')}.`,
    });
  const { db } = settings.warehouse;
  const { pointer } = await readTableState(db);
  if (pointer === 0) return { open: 0, items: [] };
  const today = businessDateAt(settings.now(), settings.pipeline.timeZone);
  const rows = await openReviews(db, pointer, today);
  const { lines } = await policyOfPublication(settings.warehouse);
  const concerned = peopleConcerned(rows.map(({ person_a, person_b }) => [person_a, person_b]));
  const items = rows.flatMap((row, i) =>
    row.verdict === 'same' || row.verdict === 'different' ? [] : [itemOf(row, concerned[i] ?? 2, lines.join)],
  );
  const all = [...items, ...(await changedJudgements(settings))].filter((item) => kind === null || item.kind === kind).sort(byWorth);
  return { open: all.length, items: all.slice(0, limit) };
}

function itemOf(row: ReviewRow, people: number, join: number): WorkItem {
  const kind: ReviewKind = REVIEW_KINDS.find((name) => name === row.kind) ?? 'weight';
  const outcome = EDGE_OUTCOMES.find((name) => name === row.reason);
  return {
    kind,
    a: printRecord(row.a),
    b: printRecord(row.b),
    ...worthOf({ kind, weight: row.weight, join, people }),
    people,
    weight: row.weight,
    why: outcome === undefined ? (OTHER_REASONS[row.reason ?? ''] ?? 'People are asked.') : OUTCOME_WORDS[outcome],
    facts: row.facts === null ? null : inWords(decodeFacts(row.facts)),
    unsure: row.verdict === 'unsure',
  };
}

const OTHER_REASONS: Readonly<Record<string, string>> = {
  upn_differs: 'They are one person, and their UPNs differ.',
  judgements_contradict: 'Judgements contradict each other: see gt judge list.',
};

/** Judgements that bind, one of whose records changed since in what is compared. */
async function changedJudgements(settings: Pick<NightSettings, 'warehouse' | 'pipeline' | 'now'>): Promise<readonly WorkItem[]> {
  const { judgements } = await listJudged(settings, { all: false });
  return judgements
    .filter(({ state, reexamine, verdict }) => state === 'binds' && reexamine.length > 0 && verdict !== 'unsure')
    .map(({ judgement, verdict, a, b, reexamine }) => ({
      kind: 're-examine',
      a,
      b,
      ...worthOf({ kind: 're-examine', weight: null, join: 0, people: 2 }),
      people: 2,
      weight: null,
      why: `${reexamine.join(' and ')} changed since judgement ${judgement} said ${verdict}. It binds until it is withdrawn or judged anew.`,
      facts: null,
      unsure: false,
    }));
}

const numberOf = (printed: string): number => Number(printed.slice(1));

const byWorth = (p: WorkItem, q: WorkItem): number =>
  Number(p.unsure) - Number(q.unsure) ||
  q.worth - p.worth ||
  WORK_KINDS.indexOf(p.kind) - WORK_KINDS.indexOf(q.kind) ||
  numberOf(p.a) - numberOf(q.a) ||
  numberOf(p.b) - numberOf(q.b);

/** What two records say, attribute by attribute. */
export interface PairShown {
  readonly labels: readonly [string, string];
  /** When each was true at its source, or, where the source does not say, when it was delivered. */
  readonly dates: readonly [string, string];
  /** What differs first, then what only one says, then what agrees; each in the order of the dictionary. */
  readonly rows: readonly { readonly attribute: string; readonly values: readonly [string | null, string | null] }[];
}

/** The two records of an item as readers see them now. `null` where one is gone. */
export async function showPair({ warehouse }: Pick<NightSettings, 'warehouse'>, a: number, b: number): Promise<PairShown | null> {
  const { pointer } = await readTableState(warehouse.db);
  const records = await recordsAsOf(warehouse.db, [a, b], pointer);
  const [one, other] = [records.get(a), records.get(b)];
  if (one === undefined || other === undefined) return null;
  const rows = Object.keys(one.values).flatMap((attribute) => {
    const values = [one.values[attribute] ?? null, other.values[attribute] ?? null] as const;
    return values[0] === null && values[1] === null ? [] : [{ attribute, values }];
  });
  const rank = ([x, y]: readonly [string | null, string | null]): number => (x === y ? 2 : x === null || y === null ? 1 : 0);
  return {
    labels: [one.label, other.label],
    dates: [one.true_at ?? one.delivered, other.true_at ?? other.delivered],
    rows: [0, 1, 2].flatMap((wanted) => rows.filter(({ values }) => rank(values) === wanted)),
  };
}
