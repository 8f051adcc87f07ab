import type { PersonValues } from '@golden-thread/shapes/dictionary/person';
import type { RecordKey } from '@golden-thread/shapes/references';

/** One live record of a person, as survivorship sees it. */
export interface GoldenInput {
  readonly recordKey: RecordKey;
  readonly naturalKey: string;
  /** Number of the source in `core.source`. */
  readonly source: number;
  /** When the record became true at its source: ISO day or instant, or null where the source does not say. */
  readonly trueAt: string | null;
  /** Its source gave a time that cannot be (after the night): nothing tells when it was true, and it is no evidence of recency. */
  readonly untimed: boolean;
  readonly values: PersonValues;
  /** By attribute position, the first night on which the present value was seen (ISO day). */
  readonly since: readonly (string | null)[];
  /** Attributes whose value is in doubt, by position; ascending. */
  readonly doubts: readonly number[];
  /** Number in `golden.scope` of the flow that the record came by. */
  readonly scope: number;
}

export interface GoldenContext {
  /** Name of each source by its number; used for declared orders and for ties. */
  readonly sourceNames: readonly (string | undefined)[];
  /** `yyyy-mm-dd`. A time after it is no evidence of recency. */
  readonly businessDate: string;
}

/** The surviving values of one person, each with where it came from. Arrays are by attribute position. */
export interface GoldenRow {
  readonly values: PersonValues;
  /** The record that gave the value; null where there is none. */
  readonly recordKey: readonly (number | null)[];
  readonly source: readonly (number | null)[];
  readonly since: readonly (string | null)[];
  /** How many other sources say otherwise; null where there is no value. */
  readonly differs: readonly (number | null)[];
  /** Values that survive beside the person's under `unionBy`, by attribute and in the order of the rule. */
  readonly further: readonly FurtherValue[];
  /** Flows that contribute a record to this person, ascending. */
  readonly scopes: readonly number[];
}

/** One more value of an attribute, of which several may survive. */
export interface FurtherValue {
  /** Position of the attribute. */
  readonly position: number;
  readonly value: string;
  readonly recordKey: RecordKey;
  readonly source: number;
  /** First night on which the record gave it. */
  readonly since: string | null;
}
