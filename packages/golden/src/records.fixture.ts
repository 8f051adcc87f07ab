import { mostTrusted, type SurvivorshipRule } from '@golden-thread/shapes/declare/survivorship';
import {
  attributePosition,
  PERSON_ATTRIBUTE_NAMES,
  type PersonAttributeName,
  type PersonValues,
} from '@golden-thread/shapes/dictionary/person';
import { recordKey } from '@golden-thread/shapes/references';
import type { GoldenContext, GoldenInput } from './golden-row.ts';

/** Records and rules for tests, written as the few fields that matter to them. */
export const SOURCES = ['school', 'health', 'housing', 'police'] as const;

export const CONTEXT: GoldenContext = { sourceNames: [undefined, ...SOURCES], businessDate: '2026-11-25' };

export interface RecordSketch {
  readonly key: number;
  readonly source: (typeof SOURCES)[number];
  readonly trueAt?: string;
  readonly since?: string;
  readonly values: Partial<PersonValues>;
  readonly untimed?: boolean;
  readonly doubts?: readonly PersonAttributeName[];
}

export function record(sketch: RecordSketch): GoldenInput {
  const values = Object.fromEntries(PERSON_ATTRIBUTE_NAMES.map((name) => [name, sketch.values[name] ?? null])) as PersonValues;
  return {
    recordKey: recordKey(sketch.key),
    naturalKey: `${sketch.source}/d//${String(sketch.key).padStart(4, '0')}//0`,
    source: SOURCES.indexOf(sketch.source) + 1,
    trueAt: sketch.trueAt ?? null,
    untimed: sketch.untimed ?? false,
    values,
    since: PERSON_ATTRIBUTE_NAMES.map((name) => (values[name] === null ? null : (sketch.since ?? '2026-11-01'))),
    doubts: (sketch.doubts ?? []).map(attributePosition).sort((a, b) => a - b),
    scope: SOURCES.indexOf(sketch.source) + 10,
  };
}

/** Rules that trust school, then health, but for those that are given. */
export function rules(given: Partial<Record<PersonAttributeName, SurvivorshipRule>>): {
  readonly rules: { readonly [Name in PersonAttributeName]: SurvivorshipRule };
} {
  const all = Object.fromEntries(PERSON_ATTRIBUTE_NAMES.map((name) => [name, given[name] ?? mostTrusted(['school', 'health'])]));
  return { rules: all as { readonly [Name in PersonAttributeName]: SurvivorshipRule } };
}
