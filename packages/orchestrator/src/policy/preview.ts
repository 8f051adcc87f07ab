import type { EdgeOutcome } from '@golden-thread/identity/resolution';
import type { PolicyLine, WeighedBin } from '@golden-thread/linkage/charts/policy-lines';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { checkPolicy, type MatchPolicy } from '@golden-thread/shapes/policy';
import { parsePerson, printPublication } from '@golden-thread/shapes/references';
import { countAll } from '@golden-thread/warehouse/queries/ask';
import { type PersonGroup, personGroups } from '@golden-thread/warehouse/queries/person-groups';
import { sourceNumbers } from '@golden-thread/warehouse/queries/record';
import type { StoredEdge } from '../join/edges.ts';
import { type PolicyPass, type PolicyStage, policyPass } from '../join/policy-pass.ts';
import type { NightSettings } from '../night/night.ts';
import { binsOf, type LineSamples, outcomeAt, samplesOf } from './pairs-by-line.ts';
import { type PolicyEffect, policyEffect } from './policy-effect.ts';
import { type PublishedPolicy, policyOfPublication } from './policy-of-publication.ts';

/** Lines that somebody would move; those left out stay. */
export type LineChanges = Partial<Pick<MatchPolicy, 'join' | 'break' | 'review' | 'margin'>>;

/** Fewer people are not counted apart: a small number could point at a child. */
export const LEAST_CELL = 10;

export interface GroupCount {
  readonly by: string;
  readonly group: string;
  /** People whose records merge, part or change their id; `null` where they are fewer than `LEAST_CELL`. */
  readonly people: number | null;
}

/** What another policy would do to the publication that readers see, with no new data. */
export interface PolicyPreview {
  readonly publication: string;
  readonly basedOn: number;
  readonly lines: readonly PolicyLine[];
  readonly fresh: boolean;
  /** People in the publication. */
  readonly people: number;
  readonly effect: PolicyEffect;
  /** Open review items in all, before and after. */
  readonly review: { readonly before: number; readonly after: number };
  /** Pairs that would weigh enough and are kept apart all the same, that did not weigh enough before. */
  readonly keptApart: {
    readonly twins: number;
    /** `null` where they are fewer than `LEAST_CELL`, or none: that there is one is nobody's to learn from here. */
    readonly neverLink: number | null;
  };
  readonly groups: readonly GroupCount[];
  readonly bins: readonly WeighedBin[];
  /** By line: the pairs nearest to it on either side. */
  readonly samples: readonly LineSamples[];
}

const LINES = ['join', 'review', 'break', 'margin'] as const;

/**
 * Tries a policy on what readers see, and writes nothing: the same work that a night does first under a new policy.
 * @throws DeclarationError before the first publication, for lines below the floor or out of order, and where a publication waits.
 */
export async function previewPolicy(
  settings: NightSettings,
  changes: LineChanges,
  {
    fresh,
    by,
    onStage,
  }: { readonly fresh: boolean; readonly by: readonly string[]; readonly onStage?: (stage: PolicyStage, of: number | null) => void },
): Promise<PolicyPreview> {
  const { warehouse, pipeline } = settings;
  const published = await policyOfPublication(warehouse);
  if (!published.isAtRest)
    throw new DeclarationError({
      code: 'policy.night_unfinished',
      message: 'A night was begun or withdrawn, and the tables hold another state than readers see.',
      remedy: 'Run the next night first, or publish again what was withdrawn; gt status says which it is',
    });
  const lines = changedLines(published, changes);
  const pass = await policyPass(
    {
      warehouse,
      pipeline,
      policy: lines,
      sources: await sourceNumbers(warehouse.db),
      idKey: settings.idKey,
      asAt: published.asAt,
      publication: published.next,
    },
    { from: published.lines, fresh },
    onStage,
  );
  const effect = policyEffect(pass);
  const { persons, review_items } = await countAll(warehouse.db, published.publication);
  return {
    publication: printPublication(published.publication),
    basedOn: published.version,
    lines: LINES.map((name) => ({ name, before: published.lines[name], after: lines[name] })),
    fresh,
    people: persons,
    effect,
    review: { before: review_items, after: review_items + effect.review.opened - effect.review.closed },
    keptApart: keptApart(pass, published.lines, lines),
    groups: await groupsOf(settings, published.publication, effect, by),
    bins: await binsOf(warehouse.db, pass),
    samples: await samplesOf(warehouse.db, pass, lines),
  };
}

/** The lines of the policy in force with some of them moved. @throws DeclarationError when they cannot be tried. */
export function changedLines({ lines }: Pick<PublishedPolicy, 'lines'>, changes: LineChanges): MatchPolicy {
  const changed = { ...lines, ...changes };
  const low = LINES.filter((name) => name !== 'margin').find((name) => changed[name] < lines.floor);
  if (low !== undefined)
    throw new DeclarationError({
      code: 'policy.below_floor',
      message: `The ${low} line would lie at ${changed[low]} bits, and pairs are stored from the floor of ${lines.floor} bits on.`,
      remedy: `Choose ${lines.floor} or more, or lower the floor in thresholds.ts: the night after that stores lighter pairs`,
    });
  return checkPolicy(changed);
}

function keptApart({ scope }: PolicyPass, from: MatchPolicy, to: MatchPolicy): PolicyPreview['keptApart'] {
  const newly = (edge: StoredEdge): boolean => edge.weight >= to.join && edge.weight < from.join;
  const outcomes = scope.edges.flatMap((edge, i) => (newly(edge) ? [outcomeAt(scope.resolution.outcome[i])] : []));
  const count = (wanted: (outcome: EdgeOutcome) => boolean): number => outcomes.filter(wanted).length;
  const hidden = count((outcome) => outcome.endsWith('never_link'));
  return {
    twins: count((outcome) => outcome.startsWith('twins') || outcome === 'refused_twins'),
    neverLink: hidden < LEAST_CELL ? null : hidden,
  };
}

/** Whom the change concerns, by group: those whose records merge, part or change their id. */
async function groupsOf(
  { warehouse }: NightSettings,
  publication: number,
  { merged, split, reidentified }: PolicyEffect,
  by: readonly string[],
): Promise<readonly GroupCount[]> {
  const concerned = new Set([
    ...merged.flatMap(({ person, absorbed }) => [person, ...absorbed]),
    ...split.map(({ person }) => person),
    ...reidentified.map(({ from }) => from),
  ]);
  const rows = await personGroups(warehouse.db, publication, [...concerned].map(parsePerson), subgroups(by));
  return thinned(rows);
}

/** Groups of few people are not counted apart; of what people are, not of who sent their records, they are not named either. */
function thinned(rows: readonly PersonGroup[]): readonly GroupCount[] {
  const isThin = ({ people }: PersonGroup): boolean => people < LEAST_CELL;
  const youngestFirst = rows.toSorted((x, y) =>
    x.by === 'age' && y.by === 'age' ? Number.parseInt(x.group, 10) - Number.parseInt(y.group, 10) : 0,
  );
  const named = youngestFirst.filter((row) => !isThin(row) || row.by === 'source' || row.by === 'age');
  const unnamed = [...new Set(rows.filter((row) => !named.includes(row)).map(({ by }) => by))];
  return [
    ...named.map((row) => ({ by: row.by, group: row.group, people: isThin(row) ? null : row.people })),
    ...unnamed.map((by) => ({ by, group: `groups of fewer than ${LEAST_CELL}`, people: null })),
  ];
}

/** Attributes with few values, by which people may be counted. */
export const SUBGROUPS = ['sex', 'ethnicity', 'school'] as const;

/** @throws DeclarationError for an attribute that tells one person from another. */
function subgroups(by: readonly string[]): readonly string[] {
  const strange = by.find((name) => !SUBGROUPS.some((known) => known === name));
  if (strange !== undefined)
    throw new DeclarationError({
      code: 'policy.no_subgroup',
      message: `People cannot be counted by ${strange}.`,
      remedy: `Count them by ${SUBGROUPS.join(', ')}; by source and age they are counted anyway`,
    });
  return [...new Set(['sex', ...by])];
}
