import type { MatchPolicy } from '@golden-thread/shapes/policy';
import type { PersonKey, RecordKey } from '@golden-thread/shapes/references';

/** Two record indices. */
export type IndexPair = readonly [number, number];

/**
 * The stored edges among the records of the input, completion edges included, in any order.
 * *Shape*: parallel arrays of `count`; `a` and `b` are record indices with `a < b`, each pair once.
 */
export interface EdgeTable {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Match weight in bits, prior included, rounded to 1e-6. */
  readonly weight: Float64Array;
  /** `encodeFacts` of shapes/pair-facts. */
  readonly facts: Int32Array;
  /** 1 where the edge was held in the base. */
  readonly heldBefore: Uint8Array;
  /** 1 where the edge was scored to complete a component, 0 where blocking found it. */
  readonly completion: Uint8Array;
}

/** An issued id and the cluster that it claims: a row of `link.claim`. */
export interface Claim {
  readonly person: PersonKey;
  /** The record that the id stands by; it may be gone. */
  readonly anchor: RecordKey;
  /** Number under which the id was minted for its first anchor. */
  readonly ordinal: number;
  /** Publication in which it was minted. */
  readonly minted: number;
  /** The person that this id resolves to: itself, or the one it redirects to. */
  readonly holder: PersonKey;
  /** Whether the id names a person. A redirect is not alive; neither is an id whose cluster has died. */
  readonly alive: boolean;
}

/** A record that may not carry an id again: after adoption or flight. */
export interface ClaimBar {
  readonly record: number;
  readonly person: PersonKey;
}

/**
 * What `resolve` reads. Records are indices 0 to `size` − 1 in natural-key order, and are taken for whole
 * components: every record that shares a held edge, a must-link, last night's person or a claim with one of
 * them is among them.
 */
export interface ResolveInput {
  readonly size: number;
  readonly recordKeys: Int32Array;
  readonly naturalKeys: readonly string[];
  /** −1, or one number for all records of a dataset and part that declares its records distinct. */
  readonly distinctGroup: Int32Array;
  /**
   * One number for all records of one list that names each person once, as far as people manage; −1 where the same person
   * may stand in it many times (a list of involvements). Without it every dataset and part is such a list.
   */
  readonly list?: Int32Array;
  /** −1, or one number per verified NHS number. */
  readonly verifiedNhs: Int32Array;
  readonly edges: EdgeTable;
  readonly never: readonly IndexPair[];
  /**
   * Never-links of an adoption or a flight in force: the record of the earlier identity, then that of the later. Each is
   * among `never` too.
   */
  readonly severed: readonly IndexPair[];
  /** Judgements *same* in force. */
  readonly mustLinks: readonly IndexPair[];
  /** Judgements *different* in force that one person signed. */
  readonly cannotLinks: readonly IndexPair[];
  readonly before: {
    /** Person key of each record in the base, 0 for none. */
    readonly person: Float64Array;
  };
  /**
   * What lineage is told from, where that is further back than `before`: persons and claims of the last publication, under
   * which another policy was tried first. Without it, `before` and `claims`.
   */
  readonly since?: { readonly person: Float64Array; readonly claims: ReadonlyMap<PersonKey, Claim> };
  /**
   * Every claim whose anchor is among the records; whose person or holder held in the base one of them, or an affected
   * record that is gone; and every claim that redirects to one of those. Any order.
   */
  readonly claims: readonly Claim[];
  readonly claimBars: readonly ClaimBar[];
  readonly policy: MatchPolicy;
  /** The publication under construction: `minted` of new claims. */
  readonly publication: number;
  readonly idKey: Uint8Array;
  /** Whether a number is the id of somebody, alive or not, anywhere in the base. */
  readonly taken: (key: number) => boolean;
}
